import type { ChatCompletionMessageToolCall } from './ChatCompletionMessageToolCall.js';

/** What the model said. */
export interface ChatCompletionRequestAssistantMessage {
  role: 'assistant';
  content?: string | null;
  name?: string;
  tool_calls?: ChatCompletionMessageToolCall[];
}
