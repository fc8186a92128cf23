package org.openapitools.client
package model

/** A message of the system.
  *
  * @param extra members that this version of the package does not know
  */
final case class ChatCompletionRequestSystemMessage(
  content: String,
  role: "system",
  name: Option[String] = None,
  extra: core.Extra = core.Extra.empty
)

object ChatCompletionRequestSystemMessage {
  implicit val codec: core.Codec[ChatCompletionRequestSystemMessage] =
    new core.RecordCodec[ChatCompletionRequestSystemMessage]("ChatCompletionRequestSystemMessage") {
      private val m1 = required("content", core.Codec.string)
      private val m2 = required("role", core.Codec.literal("system"))
      private val m3 = optional("name", core.Codec.string)

      def read(in: core.Reader): ChatCompletionRequestSystemMessage =
        new ChatCompletionRequestSystemMessage(m1.read(in), m2.read(in), m3.read(in), in.extra)

      def write(value: ChatCompletionRequestSystemMessage, out: core.Writer): Unit = {
        m1.write(value.content, out)
        m2.write(value.role, out)
        m3.write(value.name, out)
        out.extra(value.extra)
      }
    }
}
