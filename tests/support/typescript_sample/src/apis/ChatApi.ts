import type * as models from '../models/index.js';
import { Configuration } from '../configuration.js';
import { BaseApi } from '../runtime/api.js';
import { call } from '../runtime/call.js';
import { eventStream } from '../runtime/eventstream.js';
import { json } from '../runtime/json.js';
import type { Operation, StreamOperation } from '../runtime/operation.js';
import type { CallOptions } from '../runtime/options.js';
import type { ApiResponse } from '../runtime/response.js';
import { stream, type ApiStream } from '../runtime/stream.js';

/** What `createChatCompletion` takes. */
export interface CreateChatCompletionOperationRequest {
  createChatCompletionRequest: models.CreateChatCompletionRequest;
}

/** Hold a conversation with a model. */
export class ChatApi extends BaseApi {
  constructor(configuration: Configuration = new Configuration()) {
    super(configuration);
  }

  /**
   * Creates a model response for the given chat conversation.
   *
   * @throws ApiError when the call fails, or its answer says so.
   */
  async createChatCompletion(
    requestParameters: CreateChatCompletionOperationRequest,
    options?: CallOptions,
  ): Promise<models.CreateChatCompletionResponse> {
    return (await call(this, createChatCompletion, requestParameters, options)).data;
  }

  /** Like `createChatCompletion`, but with the status and the headers of the answer. */
  createChatCompletionRaw(
    requestParameters: CreateChatCompletionOperationRequest,
    options?: CallOptions,
  ): Promise<ApiResponse<models.CreateChatCompletionResponse>> {
    return call(this, createChatCompletion, requestParameters, options);
  }

  /** Like the whole answer, but each part is there as soon as it arrives. */
  createChatCompletionStream(
    requestParameters: CreateChatCompletionOperationRequest,
    options?: CallOptions,
  ): ApiStream<models.CreateChatCompletionStreamResponse> {
    return stream(this, createChatCompletionStream, requestParameters, options);
  }
}

const createChatCompletion: Operation<models.CreateChatCompletionResponse> = {
  name: 'createChatCompletion',
  method: 'POST',
  path: '/chat/completions',
  body: {
    key: 'createChatCompletionRequest',
    required: true,
    contents: [{ mediaType: 'application/json', payload: json }],
  },
  responses: [
    {
      status: '200',
      contents: [
        {
          mediaType: 'application/json',
          payload: json,
          schema: async () =>
            (await import('../schemas/CreateChatCompletionResponse.js'))
              .CreateChatCompletionResponse,
        },
      ],
    },
  ],
  security: [[{ scheme: 'ApiKeyAuth' }]],
};

const createChatCompletionStream: StreamOperation<models.CreateChatCompletionStreamResponse> = {
  operation: createChatCompletion,
  payload: eventStream,
  mediaType: 'text/event-stream',
  schema: async () =>
    (await import('../schemas/CreateChatCompletionStreamResponse.js'))
      .CreateChatCompletionStreamResponse,
  terminator: '[DONE]',
  switch: 'stream',
};
