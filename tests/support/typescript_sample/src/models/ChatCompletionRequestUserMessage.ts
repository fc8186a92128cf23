import type { UnknownTag } from '../runtime/unknown.js';

/** What the user said. */
export interface ChatCompletionRequestUserMessage {
  role: 'user';
  content: ChatCompletionRequestUserMessageContent;
  /** Tells apart users of one role. */
  name?: string;
}

export type ChatCompletionRequestUserMessageContent =
  string | ChatCompletionRequestUserMessageContentPart[];

export type ChatCompletionRequestUserMessageContentPart =
  | ChatCompletionRequestUserMessageContentPartText
  | UnknownChatCompletionRequestUserMessageContentPart;

/** A variant that this version of the package does not know: read its members with `extra`. */
export interface UnknownChatCompletionRequestUserMessageContentPart {
  readonly type: UnknownTag;
}

export interface ChatCompletionRequestUserMessageContentPartText {
  type: 'text';
  text: string;
}
