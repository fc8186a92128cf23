package org.openapitools.client
package model

/** The answer of the model.
  *
  * @param extra members that this version of the package does not know
  */
final case class CreateChatCompletionResponse(
  id: String,
  choices: Seq[CreateChatCompletionResponseChoices],
  created: Long,
  model: String,
  `object`: "chat.completion",
  extra: core.Extra = core.Extra.empty
)

object CreateChatCompletionResponse {
  implicit val codec: core.Codec[CreateChatCompletionResponse] =
    new core.RecordCodec[CreateChatCompletionResponse]("CreateChatCompletionResponse") {
      private val m1 = required("id", core.Codec.string)
      private val m2 = required("choices", core.Codec.seq(core.Codec.ref(CreateChatCompletionResponseChoices.codec)))
      private val m3 = required("created", core.Codec.long)
      private val m4 = required("model", core.Codec.string)
      private val m5 = required("object", core.Codec.literal("chat.completion"))

      def read(in: core.Reader): CreateChatCompletionResponse =
        new CreateChatCompletionResponse(m1.read(in), m2.read(in), m3.read(in), m4.read(in), m5.read(in), in.extra)

      def write(value: CreateChatCompletionResponse, out: core.Writer): Unit = {
        m1.write(value.id, out)
        m2.write(value.choices, out)
        m3.write(value.created, out)
        m4.write(value.model, out)
        m5.write(value.`object`, out)
        out.extra(value.extra)
      }
    }
}

/** One of the answers.
  *
  * @param extra members that this version of the package does not know
  */
final case class CreateChatCompletionResponseChoices(
  index: Long,
  message: ChatCompletionRequestAssistantMessage,
  finish_reason: core.Nullable[String],
  extra: core.Extra = core.Extra.empty
)

object CreateChatCompletionResponseChoices {
  implicit val codec: core.Codec[CreateChatCompletionResponseChoices] =
    new core.RecordCodec[CreateChatCompletionResponseChoices]("CreateChatCompletionResponseChoices") {
      private val m1 = required("index", core.Codec.long)
      private val m2 = required("message", core.Codec.ref(ChatCompletionRequestAssistantMessage.codec))
      private val m3 = requiredNullable("finish_reason", core.Codec.string)

      def read(in: core.Reader): CreateChatCompletionResponseChoices =
        new CreateChatCompletionResponseChoices(m1.read(in), m2.read(in), m3.read(in), in.extra)

      def write(value: CreateChatCompletionResponseChoices, out: core.Writer): Unit = {
        m1.write(value.index, out)
        m2.write(value.message, out)
        m3.write(value.finish_reason, out)
        out.extra(value.extra)
      }
    }
}
