/**
 * The tables of a generated client: what an operation is, as data.
 *
 * A generated API module holds one {@link Operation} per operation and nothing else that decides.
 * Places of parameters and kinds of payload are values with the code that they need, so that a
 * bundle holds the code of what is used and no other.
 */

import type { Built } from './body.js';
import type { Plain } from './encode.js';
import type { MediaType } from './media.js';
import type { Schema } from './schema.js';

/** How a value is written (OpenAPI 3.1 §4.8.12.3); `content` is JSON text in its place. */
export type Style =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  | 'content';

/** The pieces of a request that parameters make. */
export interface Pieces {
  /** Texts of the holes in the path, by the name in the template. */
  readonly path: Map<string, string>;
  /** `name=value`, encoded. */
  readonly query: string[];
  readonly headers: (readonly [string, string])[];
  /** `name=value`, encoded. */
  readonly cookies: string[];
}

/** Where parameters travel. */
export interface Place {
  readonly name: 'path' | 'query' | 'header' | 'cookie';
  /** Write a value, which is neither null nor undefined. */
  write(parameter: Parameter, value: Plain, into: Pieces): void;
}

/** An input beside the body: `key` in the request object, `name` on the wire. */
export interface Parameter {
  readonly key: string;
  readonly name: string;
  readonly place: Place;
  readonly style: Style;
  readonly explode?: boolean;
  readonly required?: boolean;
  readonly allowReserved?: boolean;
}

/** What a media type carries, and how it is written and read. */
export interface Payload {
  readonly kind: 'json' | 'text' | 'bytes' | 'form' | 'multipart' | 'event-stream' | 'json-lines';
  /** The body of a request. Throws RequestError for a value that cannot be written so. */
  write(content: BodyContent, sentAs: string, value: unknown, extra: Members): Built;
  /** The value of a response. Throws Undecodable. */
  read(data: Uint8Array, came: MediaType): unknown;
}

/** Members to add to a body. */
export type Members = Readonly<Record<string, unknown>>;

/** How one member of a form or multipart body is written (OpenAPI 3.1 §4.8.15). */
export interface Part {
  readonly name: string;
  /** `json` writes JSON text, `bytes` a file, `text` (the default) by style. */
  readonly payload?: 'json' | 'text' | 'bytes';
  readonly mediaType?: string;
  readonly style?: Style;
  /** True unless it says otherwise. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** One media type in which a body may be sent. */
export interface BodyContent {
  readonly mediaType: string;
  readonly payload: Payload;
  readonly parts?: readonly Part[];
}

/** What an operation sends. `nullable` says that null is JSON `null`, not absent. */
export interface Body {
  readonly key: string;
  readonly required?: boolean;
  readonly nullable?: boolean;
  readonly contents: readonly BodyContent[];
}

/** Loads a schema when it is first needed. */
export type LazySchema = () => Promise<Schema>;

/** One media type of a response. `convert` says that values of its schema are made into others. */
export interface Content {
  readonly mediaType: string;
  readonly payload: Payload;
  readonly schema?: LazySchema;
  readonly convert?: boolean;
}

/** What may come back. `status` is `200`, `2XX` or `default`. */
export interface Response {
  readonly status: string;
  readonly contents?: readonly Content[];
}

/** One credential that an alternative asks for. */
export interface Use {
  readonly scheme: string;
  readonly scopes?: readonly string[];
}

/** Alternatives, each of credentials that are all needed. */
export type Security = readonly (readonly Use[])[];

/** A hole in a server URL. */
export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  /** The values that are allowed; absent for any. */
  readonly values?: readonly string[];
}

/** A base URL, which may hold `{variables}`. */
export interface Server {
  readonly url: string;
  readonly description?: string;
  readonly variables?: readonly ServerVariable[];
}

declare const result: unique symbol;

/** Something to call; `T` is what its success is decoded into. */
export interface Operation<T> {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters?: readonly Parameter[];
  readonly body?: Body;
  readonly responses?: readonly Response[];
  readonly security?: Security;
  readonly servers?: readonly Server[];
  readonly idempotencyHeader?: string;
  /** Never there: it ties `T` to the entry. */
  readonly [result]?: T;
}

/**
 * An operation called for a stream; `T` is the type of one chunk. `terminator` is the exact data
 * that ends the stream, `switch` the member of the JSON body that the streamed call sets to true.
 */
export interface StreamOperation<T> {
  readonly operation: Operation<unknown>;
  readonly payload: StreamPayload;
  readonly mediaType: string;
  readonly schema?: LazySchema;
  readonly convert?: boolean;
  readonly terminator?: string;
  readonly switch?: string;
  readonly [result]?: T;
}

/** A payload that comes in pieces. */
export interface StreamPayload extends Payload {
  /** A decoder for one stream. */
  decoder(): Decoder;
  /** Whether a response of this media type is such a stream. */
  accepts(came: MediaType, declared: string): boolean;
}

/** One event: its type, data and the last id seen so far. */
export interface ServerEvent {
  readonly data: string;
  readonly event: string;
  readonly id: string;
  /** The reconnection time in milliseconds, where this event sets it. */
  readonly retry: number | undefined;
}

/** Pushed bytes in any pieces, it gives the events that are complete. */
export interface Decoder {
  feed(data: Uint8Array): ServerEvent[];
  /** The events that the end completes. */
  finish(): ServerEvent[];
  /** What has come since the last event. */
  rest(): string;
}
