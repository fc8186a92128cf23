import type { UnknownTag } from '../runtime/unknown.js';
import type { ChatCompletionRequestAssistantMessage } from './ChatCompletionRequestAssistantMessage.js';
import type { ChatCompletionRequestSystemMessage } from './ChatCompletionRequestSystemMessage.js';
import type { ChatCompletionRequestToolMessage } from './ChatCompletionRequestToolMessage.js';
import type { ChatCompletionRequestUserMessage } from './ChatCompletionRequestUserMessage.js';

export type ChatCompletionRequestMessage =
  | ChatCompletionRequestSystemMessage
  | ChatCompletionRequestUserMessage
  | ChatCompletionRequestAssistantMessage
  | ChatCompletionRequestToolMessage
  | UnknownChatCompletionRequestMessage;

/** A variant that this version of the package does not know: read its members with `extra`. */
export interface UnknownChatCompletionRequestMessage {
  readonly role: UnknownTag;
}
