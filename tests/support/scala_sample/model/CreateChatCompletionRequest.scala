package org.openapitools.client
package model

/** What to answer, and how.
  *
  * @param extra members that this version of the package does not know
  */
final case class CreateChatCompletionRequest(
  messages: Seq[ChatCompletionRequestMessage],
  model: String,
  temperature: core.Nullable[BigDecimal] = core.Nullable.Absent,
  seed: core.Nullable[Long] = core.Nullable.Absent,
  user: Option[String] = None,
  reasoning_effort: core.Nullable[ReasoningEffort] = core.Nullable.Absent,
  extra: core.Extra = core.Extra.empty
)

object CreateChatCompletionRequest {
  implicit val codec: core.Codec[CreateChatCompletionRequest] =
    new core.RecordCodec[CreateChatCompletionRequest]("CreateChatCompletionRequest") {
      private val m1 = required("messages", core.Codec.seq(core.Codec.ref(ChatCompletionRequestMessage.codec)).within(core.Bounds(minItems = 1)))
      private val m2 = required("model", core.Codec.string)
      private val m3 = optionalNullable("temperature", core.Codec.number.within(core.Bounds(minimum = "0", maximum = "2")))
      private val m4 = optionalNullable("seed", core.Codec.long)
      private val m5 = optional("user", core.Codec.string)
      private val m6 = optionalNullable("reasoning_effort", core.Codec.ref(ReasoningEffort.codec))

      def read(in: core.Reader): CreateChatCompletionRequest =
        new CreateChatCompletionRequest(m1.read(in), m2.read(in), m3.read(in), m4.read(in), m5.read(in), m6.read(in), in.extra)

      def write(value: CreateChatCompletionRequest, out: core.Writer): Unit = {
        m1.write(value.messages, out)
        m2.write(value.model, out)
        m3.write(value.temperature, out)
        m4.write(value.seed, out)
        m5.write(value.user, out)
        m6.write(value.reasoning_effort, out)
        out.extra(value.extra)
      }
    }
}
