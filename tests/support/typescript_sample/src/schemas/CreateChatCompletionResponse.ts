import {
  array,
  integer,
  known,
  literal,
  map,
  any,
  nullable,
  record,
  ref,
  string,
  type Schema,
} from '../runtime/schema.js';

export const CreateChatCompletionResponse: Schema = record('CreateChatCompletionResponse', [
  ['id', string(), 'required'],
  ['choices', array(ref(() => CreateChatCompletionResponseChoicesItem)), 'required'],
  ['created', integer(), 'required'],
  ['model', string(), 'required'],
  ['object', literal('chat.completion'), 'required'],
  ['service_tier', nullable(known(['scale', 'default']))],
]);

export const CreateChatCompletionResponseChoicesItem: Schema = record(
  'CreateChatCompletionResponseChoicesItem',
  [
    ['finish_reason', ref(() => CreateChatCompletionResponseChoicesItemFinishReason), 'required'],
    ['index', integer(), 'required'],
    ['message', map(any()), 'required'],
  ],
);

export const CreateChatCompletionResponseChoicesItemFinishReason: Schema = known([
  'stop',
  'length',
]);
