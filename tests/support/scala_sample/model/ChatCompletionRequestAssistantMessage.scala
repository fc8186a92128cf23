package org.openapitools.client
package model

/** A message of the model.
  *
  * @param extra members that this version of the package does not know
  */
final case class ChatCompletionRequestAssistantMessage(
  role: "assistant",
  content: core.Nullable[String] = core.Nullable.Absent,
  tool_calls: Option[ChatCompletionMessageToolCalls] = None,
  extra: core.Extra = core.Extra.empty
)

object ChatCompletionRequestAssistantMessage {
  implicit val codec: core.Codec[ChatCompletionRequestAssistantMessage] =
    new core.RecordCodec[ChatCompletionRequestAssistantMessage]("ChatCompletionRequestAssistantMessage") {
      private val m1 = required("role", core.Codec.literal("assistant"))
      private val m2 = optionalNullable("content", core.Codec.string)
      private val m3 = optional("tool_calls", core.Codec.seq(core.Codec.ref(ChatCompletionMessageToolCall.codec)))

      def read(in: core.Reader): ChatCompletionRequestAssistantMessage =
        new ChatCompletionRequestAssistantMessage(m1.read(in), m2.read(in), m3.read(in), in.extra)

      def write(value: ChatCompletionRequestAssistantMessage, out: core.Writer): Unit = {
        m1.write(value.role, out)
        m2.write(value.content, out)
        m3.write(value.tool_calls, out)
        out.extra(value.extra)
      }
    }
}
