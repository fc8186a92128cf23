/** What `fetch` does, in words that the rest of the client knows. */

import type { Deadline } from './clock.js';
import { concat } from './concat.js';
import {
  AbortError,
  DecodeError,
  FetchError,
  RequestError,
  TimeoutError,
  type ApiError,
  type ErrorFacts,
} from './errors.js';
import { factsOf, START, type Exchange } from './failures.js';
import type { Source } from './files.js';

/** How an exchange failed; `partial` is what had come of the body. */
export class TransportFailure extends Error {
  readonly kind: 'timeout' | 'connection' | 'aborted' | 'refused';
  readonly partial: Uint8Array;

  constructor(
    kind: TransportFailure['kind'],
    message: string,
    cause?: unknown,
    partial?: Uint8Array,
  ) {
    super(message, { cause });
    this.kind = kind;
    this.partial = partial ?? new Uint8Array();
  }
}

const TIMEOUT_CODES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'ETIMEDOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
]);

/** The failure behind what `fetch`, or a reader of its body, rejected with. */
export function failureOf(
  error: unknown,
  deadline: Deadline,
  source?: Source,
  partial?: Uint8Array,
): TransportFailure {
  if (error instanceof TransportFailure) {
    return error;
  }
  if (deadline.cancelled) {
    return new TransportFailure('aborted', 'the call was aborted', deadline.reason, partial);
  }
  if (deadline.over) {
    return new TransportFailure('timeout', 'the call took too long', error, partial);
  }
  if (source?.failure !== undefined) {
    const said = messageOf(source.failure.error);
    const message = `the content of the body could not be read: ${said}`;
    return new TransportFailure('refused', message, source.failure.error, partial);
  }
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (TIMEOUT_CODES.has(codeOf(cause))) {
    return new TransportFailure('timeout', 'connecting took too long', error, partial);
  }
  const message = `the connection failed: ${messageOf(cause)}`;
  return new TransportFailure('connection', message, error, partial);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  return text || codeOf(error) || 'no reason is known';
}

/** The error that a caller sees; with an exchange where a response had begun. */
export function transportError(
  failure: TransportFailure,
  method: string,
  path: string,
  exchange?: Exchange,
): ApiError {
  const begun = exchange === undefined ? {} : factsOf(exchange, failure.partial.slice(0, START));
  const facts: ErrorFacts = { method, path, ...begun, cause: failure.cause };
  switch (failure.kind) {
    case 'timeout':
      return new TimeoutError(failure.message, facts);
    case 'aborted':
      return new AbortError(failure.message, facts);
    case 'refused':
      return new RequestError(failure.message, facts);
    default:
      return exchange === undefined
        ? new FetchError(failure.message, facts)
        : new DecodeError(`the response was cut off: ${failure.message}`, facts);
  }
}

/** Reads the body of a response; a signal that fires ends the reading. */
export class BodyReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #deadline: Deadline;

  constructor(response: Response, deadline: Deadline) {
    this.#reader = response.body?.getReader();
    this.#deadline = deadline;
    // A `fetch` of somebody else may not listen to the signal while its body is read.
    deadline.signal.addEventListener('abort', () => this.cancel(), { once: true });
  }

  /** The next bytes, undefined at the end. Throws TransportFailure. */
  async next(): Promise<Uint8Array | undefined> {
    try {
      const found = await this.#reader?.read();
      if (this.#deadline.signal.aborted) {
        throw this.#deadline.signal.reason;
      }
      return found?.value;
    } catch (error) {
      throw failureOf(error, this.#deadline);
    }
  }

  /** The rest of the bytes, at most about `limit`. Throws TransportFailure with what has come. */
  async rest(limit: number = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for (let chunk = await this.next(); chunk !== undefined; chunk = await this.next()) {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= limit) {
          this.cancel();
          break;
        }
      }
    } catch (error) {
      throw failureWith(error, concat(chunks));
    }
    return concat(chunks);
  }

  /** Free the connection: read what little is left, close it when there is more. */
  async leave(): Promise<void> {
    const patience = setTimeout(() => this.cancel(), 1000);
    try {
      await this.rest(START);
    } catch {
      // It is left anyway.
    } finally {
      clearTimeout(patience);
    }
  }

  /** Close the connection. */
  cancel(): void {
    // Not awaited: it would wait for a clone of the response that nobody reads.
    this.#reader?.cancel().catch(() => undefined);
  }
}

function failureWith(error: unknown, partial: Uint8Array): unknown {
  return error instanceof TransportFailure
    ? new TransportFailure(error.kind, error.message, error.cause, partial)
    : error;
}
