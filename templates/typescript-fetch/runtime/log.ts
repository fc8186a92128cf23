/**
 * The log: an entry per request and per response, given to the function of the configuration.
 *
 * Paths come without their query, header fields by an allow-list, bodies only on demand.
 */

import { loggable, without } from './redact.js';

const LONGEST_BODY = 4096;

/** One line of the log. */
export interface LogEntry {
  readonly event: 'request' | 'response' | 'body' | 'retry';
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  /** Values outside an allow-list are masked. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Only where `logBodies` asks for it: the first 4096 bytes. */
  readonly body?: string;
  /** Why the call is repeated: a status, or the kind of failure. */
  readonly cause?: string;
  /** Milliseconds until it is repeated. */
  readonly delay?: number;
  /** How many more times it may be repeated. */
  readonly left?: number;
}

/** What takes the entries of the log. */
export type Log = (entry: LogEntry) => void;

/** A log of one call. */
export class Logger {
  readonly #log: Log | undefined;
  readonly #bodies: boolean;
  readonly #method: string;
  readonly #path: string;

  constructor(log: Log | undefined, bodies: boolean, method: string, path: string) {
    this.#log = log;
    this.#bodies = bodies;
    this.#method = method;
    this.#path = path;
  }

  request(
    method: string,
    headers: RequestInit['headers'],
    data: Uint8Array | undefined,
    secrets: string[],
  ): void {
    if (this.#log !== undefined) {
      const body = this.#bodies && data !== undefined ? { body: excerpt(data, secrets) } : {};
      const shown = loggable(new Headers(headers));
      this.#add({ event: 'request', method, headers: shown, ...body });
    }
  }

  response(method: string, status: number, headers: Headers): void {
    if (this.#log !== undefined) {
      this.#add({ event: 'response', method, status, headers: loggable(headers) });
    }
  }

  body(data: Uint8Array, secrets: string[]): void {
    if (this.#log !== undefined && this.#bodies) {
      this.#add({ event: 'body', method: this.#method, body: excerpt(data, secrets) });
    }
  }

  retry(cause: string, delay: number, left: number): void {
    this.#add({ event: 'retry', method: this.#method, cause, delay, left });
  }

  #add(entry: Omit<LogEntry, 'path'>): void {
    try {
      this.#log?.({ ...entry, path: this.#path });
    } catch {
      // A log that fails must not fail the call.
    }
  }
}

function excerpt(data: Uint8Array, secrets: readonly string[]): string {
  const text = new TextDecoder().decode(data.subarray(0, LONGEST_BODY));
  return without(text, secrets) + (data.length > LONGEST_BODY ? '…' : '');
}
