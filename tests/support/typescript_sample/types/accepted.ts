// Everything here compiles, and every type is exactly what it is said to be.

import {
  ApiError,
  ChatApi,
  Configuration,
  extra,
  isResponseError,
  other,
  ResponseError,
  ThingsApi,
  type ApiStream,
  type ChatCompletionRequestAssistantMessage,
  type ChatCompletionRequestMessage,
  type ChatCompletionRequestSystemMessage,
  type ChatCompletionRequestToolMessage,
  type ChatCompletionRequestUserMessage,
  type CreateChatCompletionRequest,
  type CreateChatCompletionResponse,
  type CreateChatCompletionResponseChoicesItemFinishReason,
  type CreateChatCompletionStreamResponse,
  type Fault,
  type GetThingErrors,
  type Missing,
  type Shape,
  type ShapeCircle,
  type ShapeSquare,
  type UnknownChatCompletionRequestMessage,
  type UnknownVariant,
} from 'openapi-sample';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <A, B>(_: Equal<A, B>): void => undefined;

/** `switch` narrows each case to exactly its variant, and the rest to the unknown one. */
export function said(message: ChatCompletionRequestMessage): string {
  switch (message.role) {
    case 'system':
      is<typeof message, ChatCompletionRequestSystemMessage>(true);
      return message.content;
    case 'user':
      is<typeof message, ChatCompletionRequestUserMessage>(true);
      return typeof message.content === 'string'
        ? message.content
        : message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
    case 'assistant':
      is<typeof message, ChatCompletionRequestAssistantMessage>(true);
      return message.content ?? '';
    case 'tool':
      is<typeof message, ChatCompletionRequestToolMessage>(true);
      return message.tool_call_id;
    default: {
      is<typeof message, UnknownChatCompletionRequestMessage>(true);
      const role: string = message.role;
      return `${role}: ${String(extra(message)['content'])}`;
    }
  }
}

/** `if` narrows too. */
export function isUser(message: ChatCompletionRequestMessage): boolean {
  if (message.role === 'user') {
    is<typeof message, ChatCompletionRequestUserMessage>(true);
    return true;
  }
  is<
    typeof message,
    | ChatCompletionRequestSystemMessage
    | ChatCompletionRequestAssistantMessage
    | ChatCompletionRequestToolMessage
    | UnknownChatCompletionRequestMessage
  >(true);
  return false;
}

/** A union without a tag is told apart by its members. */
export function area(shape: Shape): number {
  if ('radius' in shape) {
    is<typeof shape, ShapeCircle>(true);
    return shape.radius ** 2 * Math.PI;
  }
  if ('side' in shape) {
    is<typeof shape, ShapeSquare>(true);
    return shape.side ** 2;
  }
  is<typeof shape, UnknownVariant>(true);
  return Number.NaN;
}

/** Open enumerations know their values and take others. */
export function stopped(reason: CreateChatCompletionResponseChoicesItemFinishReason): boolean {
  const text: string = reason;
  return reason === 'stop' || text === 'something new';
}

const messages: ChatCompletionRequestMessage[] = [{ role: 'system', content: 'Be brief.' }];
messages.push({ role: 'user', content: [{ type: 'text', text: 'Hi' }] });
messages.push(other({ role: 'critic', content: 'Hm.', stars: 3 }));
const shape: Shape = other({ points: 5 });

const request: CreateChatCompletionRequest = {
  model: 'a-new-model',
  messages,
  seed: 9007199254740993n,
  stop: null,
};

/** Calls, their options, and their results. */
export async function calls(signal: AbortSignal | undefined): Promise<void> {
  const token = async (): Promise<string> => 'token';
  await using configuration = new Configuration({ accessToken: token, timeout: 1000 });
  const api = new ChatApi(configuration);
  const parameters = { createChatCompletionRequest: request };
  const answer = await api.createChatCompletion(parameters, { signal, maxRetries: 0 });
  is<typeof answer, CreateChatCompletionResponse>(true);
  const raw = await api.createChatCompletionRaw(parameters, { headers: { 'x-a': null } });
  is<typeof raw.data, CreateChatCompletionResponse>(true);
  const stream = api.createChatCompletionStream(parameters);
  is<typeof stream, ApiStream<CreateChatCompletionStreamResponse>>(true);
  for await (const chunk of stream) {
    is<typeof chunk, CreateChatCompletionStreamResponse>(true);
  }
  const things = new ThingsApi();
  await things.findThings();
  await things.upload({ body: { file: new Blob(['x']) } });
  await things.upload({ body: { file: { content: 'text', name: 'a.txt', type: 'text/plain' } } });
  is<typeof shape, Shape>(true);
}

/** Errors carry the typed body. */
export function told(error: unknown): string {
  if (isResponseError<GetThingErrors>(error)) {
    switch (error.status) {
      case 404:
        is<typeof error.data, Missing>(true);
        return error.data.resource;
      case 422:
        is<typeof error.data, Fault>(true);
        return error.data.title;
      default:
        is<typeof error.data, Fault>(true);
        return error.message;
    }
  }
  if (error instanceof ResponseError) {
    const status: number = error.status;
    return `${status} ${String(error.data)}`;
  }
  if (error instanceof ApiError) {
    switch (error.kind) {
      case 'timeout':
        return 'slow';
      default:
        return error.message;
    }
  }
  throw error;
}
