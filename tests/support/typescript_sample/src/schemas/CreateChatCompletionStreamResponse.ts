import { any, array, integer, literal, record, string, type Schema } from '../runtime/schema.js';

export const CreateChatCompletionStreamResponse: Schema = record(
  'CreateChatCompletionStreamResponse',
  [
    ['id', string(), 'required'],
    ['choices', array(any()), 'required'],
    ['created', integer(), 'required'],
    ['model', string(), 'required'],
    ['object', literal('chat.completion.chunk'), 'required'],
  ],
);
