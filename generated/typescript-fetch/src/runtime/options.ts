/** What a single call may set for itself, and the settings that result. */

import type { ConfigurationBase } from './configuration.js';
import { RequestError } from './errors.js';
import type { Members } from './operation.js';

/**
 * What holds for one call only: the second argument of every operation. Absent options have the
 * value of the client's configuration. All durations are in milliseconds.
 */
export interface CallOptions {
  /** Header fields to send too; they win over all others, null removes one. */
  readonly headers?: Readonly<Record<string, string | null | undefined>> | undefined;
  /** Query parameters to send too; a list repeats the name. */
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  /** Members to add to a JSON object, form or multipart body. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Limit of the whole call, retries included; in a stream, of the silence between chunks. */
  readonly timeout?: number | null | undefined;
  readonly connectTimeout?: number | null | undefined;
  readonly maxRetries?: number | undefined;
  /** Ends the call, which then rejects with an `AbortError`. */
  readonly signal?: AbortSignal | undefined;
  /** The content type of the body, where the operation takes several. */
  readonly mediaType?: string | undefined;
  /** Another base URL. */
  readonly basePath?: string | undefined;
  /** Refuse a response that breaks its schema. */
  readonly strict?: boolean | undefined;
  /** The key that makes repeated attempts one, where the operation knows such a header. */
  readonly idempotencyKey?: string | undefined;
  /** Where the body of a success is written as it arrives; the call then gives undefined. */
  readonly saveTo?: WritableStream<Uint8Array> | undefined;
  /** Further options of `fetch`: `cache`, `keepalive`, `mode` and so on. */
  readonly fetchOptions?: RequestInit | undefined;
}

/** The options of one call, with the configuration behind them. */
export interface Settings {
  readonly configuration: ConfigurationBase;
  readonly headers: Readonly<Record<string, string | null | undefined>>;
  readonly query: Members;
  readonly body: Members;
  readonly timeout: number | null;
  readonly connectTimeout: number | null;
  readonly maxRetries: number;
  readonly maxRetryAfter: number;
  readonly strict: boolean;
  readonly signal: AbortSignal | undefined;
  readonly mediaType: string | undefined;
  readonly basePath: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly saveTo: WritableStream<Uint8Array> | undefined;
  readonly fetchOptions: RequestInit;
}

/**
 * The settings of a call.
 *
 * @throws RequestError for a time or a number of retries that makes no sense.
 */
export function settle(configuration: ConfigurationBase, options: CallOptions): Settings {
  const { timeout, connectTimeout } = options;
  return {
    configuration,
    headers: options.headers ?? {},
    query: options.query ?? {},
    body: options.body ?? {},
    timeout: duration('timeout', timeout === undefined ? configuration.timeout : timeout),
    connectTimeout: duration(
      'connectTimeout',
      connectTimeout === undefined ? configuration.connectTimeout : connectTimeout,
    ),
    maxRetries: count(options.maxRetries ?? configuration.maxRetries),
    maxRetryAfter: configuration.maxRetryAfter,
    strict: options.strict ?? configuration.strict,
    signal: options.signal,
    mediaType: options.mediaType,
    basePath: options.basePath,
    idempotencyKey: options.idempotencyKey,
    saveTo: options.saveTo,
    fetchOptions: options.fetchOptions ?? {},
  };
}

function duration(name: string, value: number | null): number | null {
  if (value === null) {
    return null;
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
    throw new RequestError(`${name} is a number of milliseconds above 0, or null for no limit`);
  }
  return value;
}

function count(value: number): number {
  if (!Number.isInteger(value) || value < 0) {
    throw new RequestError('maxRetries is a whole number, 0 or more');
  }
  return value;
}
