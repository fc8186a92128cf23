/** Instructions for the model. */
export interface ChatCompletionRequestSystemMessage {
  role: 'system';
  content: string;
  name?: string;
}
