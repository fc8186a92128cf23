/** The answer to a call, with its details: what the `…Raw` methods give. */

/** A successful response. */
export class ApiResponse<T> {
  /** The status of the response. */
  readonly status: number;
  /** The server's name for the request, where it sent one. */
  readonly requestId: string | undefined;
  // Private, so that printing a response shows no headers.
  readonly #raw: Response;
  readonly #data: T;
  readonly #bytes: Uint8Array;

  constructor(raw: Response, data: T, bytes: Uint8Array, requestId: string | undefined) {
    this.status = raw.status;
    this.requestId = requestId;
    this.#raw = raw;
    this.#data = data;
    this.#bytes = bytes;
  }

  /** The decoded body. */
  get data(): T {
    return this.#data;
  }

  /** The decoded body. */
  value(): Promise<T> {
    return Promise.resolve(this.#data);
  }

  /** The headers of the response. */
  get headers(): Headers {
    return this.#raw.headers;
  }

  get statusText(): string {
    return this.#raw.statusText;
  }

  /** The response of `fetch`; its body was read. */
  get raw(): Response {
    return this.#raw;
  }

  /** The bytes of the body; empty where it was saved elsewhere. */
  get rawBody(): Uint8Array {
    return this.#bytes;
  }
}
