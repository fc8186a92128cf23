// Every line after an expectation is refused by the compiler: an expectation that is not met is an
// error itself.

import {
  ChatApi,
  Configuration,
  ThingsApi,
  type ChatCompletionRequestMessage,
  type CreateChatCompletionOperationRequest,
  type CreateChatCompletionRequest,
  type Shape,
  type Thing,
} from 'openapi-sample';

const message: ChatCompletionRequestMessage = { role: 'user', content: 'Hi' };

// @ts-expect-error a role that does not exist
export const role: ChatCompletionRequestMessage = { role: 'usr', content: 'Hi' };

declare const text: string;
// @ts-expect-error any text is no role
export const anyRole: ChatCompletionRequestMessage = { role: text, content: 'Hi' };

// @ts-expect-error a number as model
export const model: CreateChatCompletionRequest = { model: 4, messages: [message] };

// @ts-expect-error a member that is required is missing
export const missing: CreateChatCompletionRequest = { model: 'm' };

// @ts-expect-error a member that is required is missing, in a variant
export const content: ChatCompletionRequestMessage = { role: 'user' };

export const foreign: ChatCompletionRequestMessage = {
  role: 'user',
  content: '',
  // @ts-expect-error a member of another variant
  tool_call_id: '',
};

// @ts-expect-error a member that is misspelt
export const misspelt: CreateChatCompletionRequest = { model: 'm', messages: [], temprature: 1 };

// @ts-expect-error null where the document has none
export const nothing: CreateChatCompletionRequest = { model: 'm', messages: [], user: null };

// @ts-expect-error undefined where a member is either there or not
export const undefinedUser: CreateChatCompletionRequest = {
  model: 'm',
  messages: [],
  user: undefined,
};

// @ts-expect-error a text for a list
export const list: CreateChatCompletionRequest = { model: 'm', messages: 'Hi' };

// @ts-expect-error a shape that does not exist
export const shape: Shape = { points: 5 };

export const wrapped = {
  // @ts-expect-error the same inside of the arguments of a call
  createChatCompletionRequest: { model: 'm', messages: [{ role: 'wizard', content: 'Hi' }] },
} satisfies CreateChatCompletionOperationRequest;

declare const thing: Thing;
// @ts-expect-error a large integer may be a bigint
thing.id + 1;

// @ts-expect-error a nullable member may be null
thing.name.length;

const chat = new ChatApi(new Configuration());
// @ts-expect-error the request is needed
chat.createChatCompletion();
chat.createChatCompletion(
  { createChatCompletionRequest: { model: 'm', messages: [] } },
  // @ts-expect-error an option that does not exist
  { tiemout: 1 },
);
// @ts-expect-error a setting that does not exist
new Configuration({ acessToken: 'x' });
// @ts-expect-error a path parameter of another type
new ThingsApi().getThing({ id: 5 });
// @ts-expect-error text is no file
new ThingsApi().upload({ body: { file: 'text' } });
