package org.openapitools.client
package model

/** A message of the user.
  *
  * @param extra members that this version of the package does not know
  */
final case class ChatCompletionRequestUserMessage(
  content: String,
  role: "user",
  name: Option[String] = None,
  extra: core.Extra = core.Extra.empty
)

object ChatCompletionRequestUserMessage {
  implicit val codec: core.Codec[ChatCompletionRequestUserMessage] =
    new core.RecordCodec[ChatCompletionRequestUserMessage]("ChatCompletionRequestUserMessage") {
      private val m1 = required("content", core.Codec.string)
      private val m2 = required("role", core.Codec.literal("user"))
      private val m3 = optional("name", core.Codec.string)

      def read(in: core.Reader): ChatCompletionRequestUserMessage =
        new ChatCompletionRequestUserMessage(m1.read(in), m2.read(in), m3.read(in), in.extra)

      def write(value: ChatCompletionRequestUserMessage, out: core.Writer): Unit = {
        m1.write(value.content, out)
        m2.write(value.role, out)
        m3.write(value.name, out)
        out.extra(value.extra)
      }
    }
}
