package org.openapitools.client
package model

import scala.language.implicitConversions

/** A message of a conversation. */
sealed trait ChatCompletionRequestMessage

object ChatCompletionRequestMessage {
  final case class ChatCompletionRequestSystemMessage(value: model.ChatCompletionRequestSystemMessage)
    extends ChatCompletionRequestMessage
  final case class ChatCompletionRequestUserMessage(value: model.ChatCompletionRequestUserMessage)
    extends ChatCompletionRequestMessage
  final case class ChatCompletionRequestAssistantMessage(value: model.ChatCompletionRequestAssistantMessage)
    extends ChatCompletionRequestMessage

  /** A variant that this version of the package does not know: all of its JSON. */
  final case class Unknown(json: core.Json) extends ChatCompletionRequestMessage

  implicit def fromChatCompletionRequestSystemMessage(
    value: model.ChatCompletionRequestSystemMessage
  ): ChatCompletionRequestMessage = ChatCompletionRequestSystemMessage(value)
  implicit def fromChatCompletionRequestUserMessage(
    value: model.ChatCompletionRequestUserMessage
  ): ChatCompletionRequestMessage = ChatCompletionRequestUserMessage(value)
  implicit def fromChatCompletionRequestAssistantMessage(
    value: model.ChatCompletionRequestAssistantMessage
  ): ChatCompletionRequestMessage = ChatCompletionRequestAssistantMessage(value)

  implicit val codec: core.Codec[ChatCompletionRequestMessage] =
    new core.UnionCodec[ChatCompletionRequestMessage]("ChatCompletionRequestMessage", core.ByTag("role"), Unknown(_)) {
      private val v1 = core.Codec.ref(model.ChatCompletionRequestSystemMessage.codec)
      private val v2 = core.Codec.ref(model.ChatCompletionRequestUserMessage.codec)
      private val v3 = core.Codec.ref(model.ChatCompletionRequestAssistantMessage.codec)

      val variants: Seq[core.Variant[ChatCompletionRequestMessage]] = Seq(
        core.Variant(v1, ChatCompletionRequestSystemMessage(_), tags = Seq(core.Json.fromString("system"))),
        core.Variant(v2, ChatCompletionRequestUserMessage(_), tags = Seq(core.Json.fromString("user"))),
        core.Variant(v3, ChatCompletionRequestAssistantMessage(_), tags = Seq(core.Json.fromString("assistant")))
      )

      def write(value: ChatCompletionRequestMessage): core.Written = value match {
        case ChatCompletionRequestSystemMessage(value) => v1.written(value)
        case ChatCompletionRequestUserMessage(value) => v2.written(value)
        case ChatCompletionRequestAssistantMessage(value) => v3.written(value)
        case Unknown(json) => core.Written(json)
      }
    }
}
