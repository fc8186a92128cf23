export interface CreateChatCompletionResponse {
  id: string;
  choices: CreateChatCompletionResponseChoicesItem[];
  created: number;
  model: string;
  object: 'chat.completion';
  service_tier?: 'scale' | 'default' | (string & {}) | null;
}

export interface CreateChatCompletionResponseChoicesItem {
  finish_reason: CreateChatCompletionResponseChoicesItemFinishReason;
  index: number;
  message: { [name: string]: unknown };
}

export type CreateChatCompletionResponseChoicesItemFinishReason = 'stop' | 'length' | (string & {});
