package org.openapitools.client
package model

/** A call of a tool.
  *
  * @param extra members that this version of the package does not know
  */
final case class ChatCompletionMessageToolCall(
  id: String,
  `type`: "function",
  function: ChatCompletionMessageToolCallFunction,
  extra: core.Extra = core.Extra.empty
)

object ChatCompletionMessageToolCall {
  implicit val codec: core.Codec[ChatCompletionMessageToolCall] =
    new core.RecordCodec[ChatCompletionMessageToolCall]("ChatCompletionMessageToolCall") {
      private val m1 = required("id", core.Codec.string)
      private val m2 = required("type", core.Codec.literal("function"))
      private val m3 = required("function", core.Codec.ref(ChatCompletionMessageToolCallFunction.codec))

      def read(in: core.Reader): ChatCompletionMessageToolCall =
        new ChatCompletionMessageToolCall(m1.read(in), m2.read(in), m3.read(in), in.extra)

      def write(value: ChatCompletionMessageToolCall, out: core.Writer): Unit = {
        m1.write(value.id, out)
        m2.write(value.`type`, out)
        m3.write(value.function, out)
        out.extra(value.extra)
      }
    }
}

/** The function that the model called.
  *
  * @param extra members that this version of the package does not know
  */
final case class ChatCompletionMessageToolCallFunction(
  name: String,
  arguments: String,
  extra: core.Extra = core.Extra.empty
)

object ChatCompletionMessageToolCallFunction {
  implicit val codec: core.Codec[ChatCompletionMessageToolCallFunction] =
    new core.RecordCodec[ChatCompletionMessageToolCallFunction]("ChatCompletionMessageToolCallFunction") {
      private val m1 = required("name", core.Codec.string)
      private val m2 = required("arguments", core.Codec.string)

      def read(in: core.Reader): ChatCompletionMessageToolCallFunction =
        new ChatCompletionMessageToolCallFunction(m1.read(in), m2.read(in), in.extra)

      def write(value: ChatCompletionMessageToolCallFunction, out: core.Writer): Unit = {
        m1.write(value.name, out)
        m2.write(value.arguments, out)
        out.extra(value.extra)
      }
    }
}
