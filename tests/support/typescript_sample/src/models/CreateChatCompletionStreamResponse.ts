export interface CreateChatCompletionStreamResponse {
  id: string;
  choices: unknown[];
  created: number;
  model: string;
  object: 'chat.completion.chunk';
}
