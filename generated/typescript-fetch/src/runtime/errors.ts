/**
 * Every failure of a call is an {@link ApiError}; nothing of the transport shows through.
 *
 * ```
 * ApiError
 * ├── RequestError            the call cannot be sent as given
 * │   └── RequiredError       something that it needs was not given
 * ├── FetchError              no response came: refused, reset, unknown host, TLS
 * │   └── TimeoutError        the time of the call is over
 * ├── AbortError              the caller's own signal ended the call
 * ├── ResponseError           the server answered with an error status
 * │   ├── BadRequestError 400, UnauthorizedError 401, ForbiddenError 403, NotFoundError 404
 * │   ├── ConflictError 409, UnprocessableEntityError 422, RateLimitError 429
 * │   └── ServerError         500 to 599
 * ├── DecodeError             a response that is not what the document promises
 * └── StreamError             an error inside a stream
 *     └── StreamTruncatedError the stream ended before its end
 * ```
 *
 * The message of a response error is the server's own; no message holds the request or a
 * credential. What could hold one (headers, body) is not printed by `console.log` either.
 */

/** What kind of failure it was, for a `switch`. */
export type ErrorKind =
  'request' | 'connection' | 'timeout' | 'aborted' | 'status' | 'decode' | 'stream' | 'truncated';

/** What an error knows; see the members of {@link ApiError}. */
export interface ErrorFacts {
  readonly status?: number | undefined;
  readonly statusText?: string | undefined;
  readonly headers?: Headers | undefined;
  readonly rawBody?: Uint8Array | undefined;
  readonly data?: unknown;
  readonly requestId?: string | undefined;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** The root of all failures of this package. Members are undefined where they do not apply. */
export class ApiError extends Error {
  /** What kind of failure it was. */
  readonly kind: ErrorKind = 'request';
  /** The status of the response. */
  readonly status: number | undefined;
  /** The method of the request. */
  readonly method: string | undefined;
  /** The path of the request, without its query. */
  readonly path: string | undefined;
  /** The server's name for the request. */
  readonly requestId: string | undefined;
  /** How many milliseconds the server asks to wait. */
  readonly retryAfter: number | undefined;
  /** What may help: that no credentials are configured, say. */
  readonly hint: string | undefined;
  // Private, so that printing an error shows none of them.
  readonly #facts: ErrorFacts;

  constructor(message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'ApiError';
    this.#facts = facts;
    this.status = facts.status;
    this.method = facts.method;
    this.path = facts.path;
    this.requestId = facts.requestId;
    this.retryAfter = facts.retryAfter;
    this.hint = facts.hint;
    forgetAbsent(this);
  }

  /** The status text of the response. */
  get statusText(): string | undefined {
    return this.#facts.statusText;
  }

  /** The headers of the response. */
  get headers(): Headers | undefined {
    return this.#facts.headers;
  }

  /** The body of the response, of a stream or a large body its start. */
  get rawBody(): Uint8Array | undefined {
    return this.#facts.rawBody;
  }

  /** The body as text; bytes that are no UTF-8 are replaced. */
  get body(): string | undefined {
    const bytes = this.#facts.rawBody;
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  /** The body in the type that the document gives for its status, else plain JSON or text. */
  get data(): unknown {
    return this.#facts.data;
  }

  /** For logs: without headers and bodies. */
  toJSON(): Record<string, unknown> {
    return { ...(this as object), name: this.name, message: this.message };
  }
}

/** Printed errors have no line for what they do not know. */
function forgetAbsent(error: ApiError): void {
  for (const name of ['status', 'method', 'path', 'requestId', 'retryAfter', 'hint'] as const) {
    if (error[name] === undefined) {
      Object.defineProperty(error, name, { enumerable: false });
    }
  }
}

/** The call cannot be sent as it was given: nothing has reached the server. */
export class RequestError extends ApiError {
  override readonly kind = 'request';

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'RequestError';
  }
}

/** Something that the call needs was null or undefined. */
export class RequiredError extends RequestError {
  /** The name of what is missing. */
  readonly field: string;

  constructor(field: string, message?: string) {
    super(message ?? `\`${field}\` is required: it was null or undefined`);
    this.name = 'RequiredError';
    this.field = field;
  }
}

/** No response came. `cause` is what the platform says. */
export class FetchError extends ApiError {
  override readonly kind: 'connection' | 'timeout' = 'connection';

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'FetchError';
  }
}

/** The time allowed for the call, or for a chunk of a stream, is over. */
export class TimeoutError extends FetchError {
  override readonly kind = 'timeout';

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'TimeoutError';
  }
}

/** The caller's signal ended the call. `cause` is the reason of the signal. */
export class AbortError extends ApiError {
  override readonly kind = 'aborted';

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'AbortError';
  }
}

/** The server answered with a status that is no success. */
export class ResponseError extends ApiError {
  override readonly kind = 'status';
  declare readonly status: number;

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'ResponseError';
  }

  /** Name, status and message; `message` is what the server says, alone. */
  override toString(): string {
    const status = `${this.status} ${this.statusText ?? ''}`.trim();
    const said = this.message === '' || this.message === status ? '' : `: ${this.message}`;
    return `${this.name}: ${status}${said}`;
  }

  /** The response, with its body to be read again. */
  get response(): Response {
    const status = this.status;
    const bodiless = [101, 204, 205, 304].includes(status);
    return new Response(bodiless ? null : ((this.rawBody ?? null) as BodyInit | null), {
      status,
      statusText: this.statusText ?? '',
      headers: this.headers ?? {},
    });
  }
}

/** Status 400. */
export class BadRequestError extends ResponseError {}

/** Status 401. */
export class UnauthorizedError extends ResponseError {}

/** Status 403. */
export class ForbiddenError extends ResponseError {}

/** Status 404. */
export class NotFoundError extends ResponseError {}

/** Status 409. */
export class ConflictError extends ResponseError {}

/** Status 422. */
export class UnprocessableEntityError extends ResponseError {}

/** Status 429. */
export class RateLimitError extends ResponseError {}

/** Status 500 to 599. */
export class ServerError extends ResponseError {}

/** The response is cut off, empty, or not of the type that the document promises. */
export class DecodeError extends ApiError {
  override readonly kind = 'decode';

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'DecodeError';
  }
}

/** The server reported an error inside a stream: `data` is the event, `body` its text. */
export class StreamError extends ApiError {
  override readonly kind: 'stream' | 'truncated' = 'stream';

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'StreamError';
  }
}

/** The stream ended without its terminator. */
export class StreamTruncatedError extends StreamError {
  override readonly kind = 'truncated';

  constructor(message: string, facts?: ErrorFacts) {
    super(message, facts);
    this.name = 'StreamTruncatedError';
  }
}

/** The error for a status, of the class and name that go with it. */
export function responseError(message: string, facts: ErrorFacts): ResponseError {
  const [kind, name] = statusClass(facts.status ?? 0);
  const error = new kind(message, facts);
  // Not the name of the class: minifiers change those.
  error.name = name;
  return error;
}

function statusClass(status: number): readonly [typeof ResponseError, string] {
  switch (status) {
    case 400:
      return [BadRequestError, 'BadRequestError'];
    case 401:
      return [UnauthorizedError, 'UnauthorizedError'];
    case 403:
      return [ForbiddenError, 'ForbiddenError'];
    case 404:
      return [NotFoundError, 'NotFoundError'];
    case 409:
      return [ConflictError, 'ConflictError'];
    case 422:
      return [UnprocessableEntityError, 'UnprocessableEntityError'];
    case 429:
      return [RateLimitError, 'RateLimitError'];
    default:
      return status >= 500 && status < 600
        ? [ServerError, 'ServerError']
        : [ResponseError, 'ResponseError'];
  }
}

declare const otherStatus: unique symbol;

/** A status that the document does not list, for the compiler. */
export type OtherStatus = -1 & { readonly [otherStatus]: true };

/** The errors of an operation: `status` tells the type of `data`. */
export type TypedResponseError<E> =
  | {
      [S in Exclude<keyof E, 'rest'>]: ResponseError & { readonly status: S; readonly data: E[S] };
    }[Exclude<keyof E, 'rest'>]
  | (ResponseError & {
      readonly status: OtherStatus;
      readonly data: E extends { rest: infer R } ? R : unknown;
    });

/**
 * Whether a failure is a response with an error status, with the bodies of an operation:
 *
 * ```ts
 * if (isResponseError<GetPetErrors>(error) && error.status === 404) {
 *   error.data; // as the document has it for 404
 * }
 * ```
 */
export function isResponseError<E = { rest: unknown }>(
  error: unknown,
): error is TypedResponseError<E> {
  return error instanceof ResponseError;
}
