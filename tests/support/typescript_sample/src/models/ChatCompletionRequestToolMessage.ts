/** What a tool gave. */
export interface ChatCompletionRequestToolMessage {
  role: 'tool';
  content: string;
  tool_call_id: string;
}
