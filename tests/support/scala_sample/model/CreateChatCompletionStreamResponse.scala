package org.openapitools.client
package model

/** A piece of the answer.
  *
  * @param extra members that this version of the package does not know
  */
final case class CreateChatCompletionStreamResponse(
  id: String,
  choices: Seq[core.Json],
  extra: core.Extra = core.Extra.empty
)

object CreateChatCompletionStreamResponse {
  implicit val codec: core.Codec[CreateChatCompletionStreamResponse] =
    new core.RecordCodec[CreateChatCompletionStreamResponse]("CreateChatCompletionStreamResponse") {
      private val m1 = required("id", core.Codec.string)
      private val m2 = required("choices", core.Codec.seq(core.Codec.json))

      def read(in: core.Reader): CreateChatCompletionStreamResponse =
        new CreateChatCompletionStreamResponse(m1.read(in), m2.read(in), in.extra)

      def write(value: CreateChatCompletionStreamResponse, out: core.Writer): Unit = {
        m1.write(value.id, out)
        m2.write(value.choices, out)
        out.extra(value.extra)
      }
    }
}
