/// <reference lib="esnext.disposable" preserve="true" />
/** Calls whose answer comes in pieces. */

import type { BaseApi } from './api.js';
import { Attempts } from './attempts.js';
import { fitted } from './decoding.js';
import { RequestError, StreamError } from './errors.js';
import {
  decodeError,
  factsOf,
  requestId,
  serverMessage,
  START,
  truncated,
  type Exchange,
} from './failures.js';
import { parsed } from './json.js';
import { essence, mediaType } from './media.js';
import type { Decoder, ServerEvent, StreamOperation } from './operation.js';
import { settle, type CallOptions } from './options.js';
import { without } from './redact.js';
import type { Call } from './request.js';
import { BodyReader, transportError, TransportFailure } from './transport.js';
import { Undecodable } from './undecodable.js';

/** A streamed call; the request is sent when the stream is opened or first iterated. */
export function stream<T>(
  api: BaseApi,
  operation: StreamOperation<T>,
  values: object,
  options: CallOptions = {},
): ApiStream<T> {
  return new ApiStream(() => ({
    operation: operation.operation,
    values: values as Readonly<Record<string, unknown>>,
    settings: settle(api.configuration, options),
    stream: operation,
  }));
}

/**
 * The chunks of a streamed call, each as it arrives.
 *
 * ```ts
 * for await (const chunk of api.someStream(request)) {
 *   …
 * }
 * ```
 *
 * The request is sent with the first chunk that is asked for, or by {@link open}. Leaving the loop
 * closes the connection. Iterating throws ApiError: StreamError for an error that the server
 * reports, StreamTruncatedError when the stream ends too early, TimeoutError when it falls silent.
 */
export class ApiStream<T> implements AsyncIterable<T> {
  readonly #call: () => Call;
  #opening: Promise<Chunks> | undefined;
  #chunks: Chunks | undefined;
  #iterated = false;
  #closed = false;

  constructor(call: () => Call) {
    this.#call = call;
  }

  /**
   * Send the request and wait for the head of the response.
   *
   * @throws ApiError for an error status, and for a success that is no such stream.
   */
  async open(): Promise<this> {
    if (!this.#closed) {
      this.#opening ??= openChunks(this.#call);
      this.#chunks = await this.#opening;
    }
    return this;
  }

  /** The status of the response; undefined before the stream is open. */
  get status(): number | undefined {
    return this.#chunks?.response.status;
  }

  /** The headers of the response; undefined before the stream is open. */
  get headers(): Headers | undefined {
    return this.#chunks?.response.headers;
  }

  /** The server's name for the request. */
  get requestId(): string | undefined {
    return this.#chunks && requestId(this.#chunks.response.headers);
  }

  /** The id of the last event, empty where the server gives none. */
  get lastEventId(): string {
    return this.#chunks?.lastEventId ?? '';
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    if (this.#iterated) {
      throw new RequestError('a stream can be iterated only once');
    }
    this.#iterated = true;
    try {
      await this.open();
      while (!this.#closed) {
        const found = await this.#chunks?.next();
        if (found === undefined) {
          return;
        }
        yield found.value as T;
      }
    } finally {
      await this.close();
    }
  }

  /** Close the connection; there are no more chunks after it. */
  async close(): Promise<void> {
    this.#closed = true;
    const chunks = this.#chunks ?? (await this.#opening?.catch(() => undefined));
    chunks?.close();
  }

  /** The same at the end of `await using stream = …;`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

async function openChunks(make: () => Call): Promise<Chunks> {
  const call = make();
  const operation = call.stream;
  if (operation === undefined) {
    throw new RequestError('the call asks for no stream');
  }
  const attempts = new Attempts(call);
  try {
    const response = await attempts.respond();
    const contentType = response.headers.get('content-type');
    const came = mediaType(contentType ?? '');
    const isStream = operation.payload.accepts(came, operation.mediaType);
    if (isStream && response.status !== 204 && response.status !== 205) {
      return new Chunks(attempts, operation, response);
    }
    const start = await attempts.read(response, START).catch(partialOf);
    const said = contentType === null ? 'of no type' : essence(came);
    const why = `the response is ${said}, no stream of ${operation.mediaType}`;
    throw decodeError(attempts.exchange(response), start, why);
  } catch (error) {
    attempts.deadline.release();
    throw error;
  }
}

function partialOf(error: unknown): Uint8Array {
  if (error instanceof TransportFailure) {
    return error.partial;
  }
  throw error;
}

/** The reading of an open stream: bytes to typed chunks, and what its end means. */
class Chunks {
  readonly response: Response;
  lastEventId = '';
  readonly #attempts: Attempts;
  readonly #operation: StreamOperation<unknown>;
  readonly #reader: BodyReader;
  readonly #decoder: Decoder;
  readonly #exchange: Exchange;
  #events: ServerEvent[] = [];
  #next = 0;
  #ended = false;

  constructor(attempts: Attempts, operation: StreamOperation<unknown>, response: Response) {
    this.response = response;
    this.#attempts = attempts;
    this.#operation = operation;
    this.#reader = new BodyReader(response, attempts.deadline);
    this.#decoder = operation.payload.decoder();
    this.#exchange = attempts.exchange(response);
  }

  /** The next chunk, undefined after the last one. Throws ApiError. */
  async next(): Promise<{ readonly value: unknown } | undefined> {
    for (;;) {
      for (let event = this.#shift(); event !== undefined; event = this.#shift()) {
        this.lastEventId = event.id;
        if (event.data === this.#operation.terminator) {
          this.#ended = true;
          await this.#reader.leave();
          return undefined;
        }
        if (event.data !== '') {
          return { value: await this.#value(event) };
        }
      }
      if (this.#ended) {
        return undefined;
      }
      await this.#more();
    }
  }

  #shift(): ServerEvent | undefined {
    const event = this.#events[this.#next];
    this.#next += 1;
    return event;
  }

  /** Read on until something new is there. Throws ApiError when it ends too early. */
  async #more(): Promise<void> {
    const { deadline, settings } = this.#attempts;
    let data: Uint8Array | undefined;
    deadline.restart(settings.timeout);
    try {
      data = await this.#reader.next();
    } catch (error) {
      this.#ended = true;
      throw this.#broken(error);
    }
    // The time of the caller between two chunks is no silence of the server.
    deadline.restart(null);
    this.#events = data === undefined ? this.#decoder.finish() : this.#decoder.feed(data);
    this.#next = 0;
    if (data === undefined) {
      this.#ended = true;
      const { terminator } = this.#operation;
      if (terminator !== undefined && !this.#events.some((event) => event.data === terminator)) {
        throw truncated(
          this.#exchange,
          this.#decoder.rest(),
          'the stream ended without its terminator',
        );
      }
    }
  }

  #broken(error: unknown): unknown {
    if (!(error instanceof TransportFailure)) {
      return error;
    }
    if (error.kind !== 'connection') {
      return transportError(error, this.#attempts.method, this.#attempts.path, this.#exchange);
    }
    const why = `the stream was cut off: ${error.message}`;
    return truncated(this.#exchange, this.#decoder.rest(), why, error.cause);
  }

  /**
   * The value of an event.
   *
   * @throws StreamError for an error object, DecodeError for what is no JSON.
   */
  async #value(event: ServerEvent): Promise<unknown> {
    let value: unknown;
    try {
      value = parsed(event.data);
    } catch (error) {
      if (event.event === 'error') {
        throw this.#reported(event, event.data);
      }
      throw this.#undecodable(event, error);
    }
    if (event.event === 'error' || hasError(value)) {
      throw this.#reported(event, value);
    }
    try {
      return await fitted(this.#operation, value, this.#attempts.settings.strict);
    } catch (error) {
      throw this.#undecodable(event, error);
    }
  }

  #undecodable(event: ServerEvent, error: unknown): unknown {
    this.#ended = true;
    if (!(error instanceof Undecodable)) {
      return error;
    }
    const why = `a chunk of the stream is not what it should be: ${error.message}`;
    return decodeError(this.#exchange, new TextEncoder().encode(event.data), why);
  }

  #reported(event: ServerEvent, value: unknown): StreamError {
    this.#ended = true;
    const said = serverMessage(value) ?? 'the stream reports an error';
    const body = new TextEncoder().encode(event.data);
    return new StreamError(without(said, this.#attempts.secrets), {
      ...factsOf(this.#exchange, body),
      data: value,
    });
  }

  close(): void {
    this.#ended = true;
    this.#reader.cancel();
    this.#attempts.deadline.release();
  }
}

function hasError(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, 'error') &&
    Boolean((value as { error: unknown }).error)
  );
}
