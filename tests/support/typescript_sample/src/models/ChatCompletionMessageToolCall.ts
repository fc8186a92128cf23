/** A tool that the model wants to be called. */
export interface ChatCompletionMessageToolCall {
  id: string;
  type: 'function';
  function: ChatCompletionMessageToolCallFunction;
}

export interface ChatCompletionMessageToolCallFunction {
  name: string;
  arguments: string;
}
