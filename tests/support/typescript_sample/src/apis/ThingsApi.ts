import type * as models from '../models/index.js';
import { Configuration } from '../configuration.js';
import { BaseApi } from '../runtime/api.js';
import { bytes } from '../runtime/bytes.js';
import { call } from '../runtime/call.js';
import { cookie } from '../runtime/cookie.js';
import type { FileInput } from '../runtime/files.js';
import { form } from '../runtime/form.js';
import { header } from '../runtime/header.js';
import { json } from '../runtime/json.js';
import { jsonLines } from '../runtime/jsonlines.js';
import { multipart } from '../runtime/multipart.js';
import type { Operation, StreamOperation } from '../runtime/operation.js';
import type { CallOptions } from '../runtime/options.js';
import { all, type Pages } from '../runtime/pages.js';
import { path } from '../runtime/path.js';
import { query } from '../runtime/query.js';
import type { ApiResponse } from '../runtime/response.js';
import { array } from '../runtime/schema.js';
import { stream, type ApiStream } from '../runtime/stream.js';
import { text } from '../runtime/text.js';

/** What `getThing` takes. */
export interface GetThingRequest {
  id: string;
}

/** The bodies of the errors of `getThing`, by status. */
export interface GetThingErrors {
  404: models.Missing;
  422: models.Fault;
  rest: models.Fault;
}

/** What `findThings` takes. */
export interface FindThingsRequest {
  limit?: number;
  filterIds?: string[];
  xTrace?: string;
  theme?: string;
}

/** What `listThings` takes. */
export interface ListThingsRequest {
  startAfter?: string;
}

/** What `sendForm` takes. */
export interface SendFormRequest {
  body: { [name: string]: unknown };
}

/** What `upload` takes. */
export interface UploadRequest {
  body: { file: FileInput; purpose?: string };
}

/** Things of all kinds. */
export class ThingsApi extends BaseApi {
  constructor(configuration: Configuration = new Configuration()) {
    super(configuration);
  }

  async getThing(requestParameters: GetThingRequest, options?: CallOptions): Promise<models.Thing> {
    return (await call(this, getThing, requestParameters, options)).data;
  }

  getThingRaw(
    requestParameters: GetThingRequest,
    options?: CallOptions,
  ): Promise<ApiResponse<models.Thing>> {
    return call(this, getThing, requestParameters, options);
  }

  async findThings(
    requestParameters: FindThingsRequest = {},
    options?: CallOptions,
  ): Promise<models.Thing[]> {
    return (await call(this, findThings, requestParameters, options)).data;
  }

  async listThings(
    requestParameters: ListThingsRequest = {},
    options?: CallOptions,
  ): Promise<models.ThingList> {
    return (await call(this, listThings, requestParameters, options)).data;
  }

  /** Like `listThings`, but every item of every page, asked for as needed. */
  listThingsAll(
    requestParameters: ListThingsRequest = {},
    options?: CallOptions,
  ): AsyncIterable<models.Thing> {
    return all(this, listThings, requestParameters, listThingsPages, options);
  }

  watchThingsStream(options?: CallOptions): ApiStream<models.Thing> {
    return stream(this, watchThingsStream, {}, options);
  }

  async sendForm(requestParameters: SendFormRequest, options?: CallOptions): Promise<void> {
    return (await call(this, sendForm, requestParameters, options)).data;
  }

  async upload(requestParameters: UploadRequest, options?: CallOptions): Promise<string> {
    return (await call(this, upload, requestParameters, options)).data;
  }

  async download(options?: CallOptions): Promise<Blob> {
    return (await call(this, download, {}, options)).data;
  }
}

const getThing: Operation<models.Thing> = {
  name: 'getThing',
  method: 'GET',
  path: '/things/{id}',
  parameters: [{ key: 'id', name: 'id', place: path, style: 'simple', required: true }],
  responses: [
    {
      status: '200',
      contents: [
        {
          mediaType: 'application/json',
          payload: json,
          schema: async () => (await import('../schemas/Thing.js')).Thing,
        },
      ],
    },
    {
      status: '404',
      contents: [
        {
          mediaType: 'application/json',
          payload: json,
          schema: async () => (await import('../schemas/Missing.js')).Missing,
        },
      ],
    },
    {
      status: 'default',
      contents: [
        {
          mediaType: 'application/problem+json',
          payload: json,
          schema: async () => (await import('../schemas/Fault.js')).Fault,
        },
      ],
    },
  ],
  security: [[{ scheme: 'ApiKeyAuth' }], [{ scheme: 'QueryKey' }], [{ scheme: 'OAuth' }]],
};

const findThings: Operation<models.Thing[]> = {
  name: 'findThings',
  method: 'GET',
  path: '/things',
  parameters: [
    { key: 'limit', name: 'limit', place: query, style: 'form', explode: true },
    { key: 'filterIds', name: 'filter[ids]', place: query, style: 'form' },
    { key: 'xTrace', name: 'X-Trace', place: header, style: 'simple' },
    { key: 'theme', name: 'theme', place: cookie, style: 'form', explode: true },
  ],
  responses: [
    {
      status: '2XX',
      contents: [
        {
          mediaType: 'application/json',
          payload: json,
          schema: async () => array((await import('../schemas/Thing.js')).Thing),
        },
      ],
    },
  ],
};

const listThings: Operation<models.ThingList> = {
  name: 'listThings',
  method: 'GET',
  path: '/list',
  parameters: [
    { key: 'startAfter', name: 'start_after', place: query, style: 'form', explode: true },
  ],
  responses: [{ status: '200', contents: [{ mediaType: 'application/json', payload: json }] }],
};

const listThingsPages: Pages = { items: 'data', key: 'startAfter', next: 'id', more: 'has_more' };

const watchThings: Operation<models.Thing[]> = {
  name: 'watchThings',
  method: 'GET',
  path: '/things/watch',
  responses: [
    { status: '200', contents: [{ mediaType: 'application/jsonl', payload: jsonLines }] },
  ],
};

const watchThingsStream: StreamOperation<models.Thing> = {
  operation: watchThings,
  payload: jsonLines,
  mediaType: 'application/jsonl',
  schema: async () => (await import('../schemas/Thing.js')).Thing,
};

const sendForm: Operation<void> = {
  name: 'sendForm',
  method: 'POST',
  path: '/form',
  body: {
    key: 'body',
    required: true,
    contents: [
      {
        mediaType: 'application/x-www-form-urlencoded',
        payload: form,
        parts: [{ name: 'tags', explode: false }],
      },
    ],
  },
  responses: [{ status: '204' }],
};

const upload: Operation<string> = {
  name: 'upload',
  method: 'POST',
  path: '/upload',
  body: {
    key: 'body',
    required: true,
    contents: [
      {
        mediaType: 'multipart/form-data',
        payload: multipart,
        parts: [{ name: 'file', payload: 'bytes' }],
      },
    ],
  },
  responses: [{ status: '200', contents: [{ mediaType: 'text/plain', payload: text }] }],
};

const download: Operation<Blob> = {
  name: 'download',
  method: 'GET',
  path: '/download',
  responses: [
    { status: '200', contents: [{ mediaType: 'application/octet-stream', payload: bytes }] },
  ],
};
