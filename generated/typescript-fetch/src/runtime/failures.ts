/** Errors made from what came back. */

import { decodeBody, select } from './decoding.js';
import {
  DecodeError,
  responseError,
  StreamTruncatedError,
  type ErrorFacts,
  type ResponseError,
} from './errors.js';
import { isJson, mediaType, textOf } from './media.js';
import type { Response as Declared } from './operation.js';
import { parseJson } from './exact.js';
import { without } from './redact.js';
import { retryAfter } from './retry.js';
import { Undecodable } from './undecodable.js';

const IDS = [
  'x-request-id',
  'request-id',
  'x-amzn-requestid',
  'x-amz-request-id',
  'x-ms-request-id',
  'x-correlation-id',
  'x-trace-id',
  'cf-ray',
];
const SPEAKING = [
  'message',
  'error_description',
  'detail',
  'details',
  'title',
  'errorMessage',
  'error_message',
  'description',
  'msg',
  'reason',
];
const LONGEST_MESSAGE = 2000;
/** How much of a body an error keeps. */
export const START = 65_536;
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A request and the head of its response, as errors tell of them. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly response: Response;
}

/** The server's name for the request, from the usual header fields. */
export function requestId(headers: Headers): string | undefined {
  for (const name of IDS) {
    const value = headers.get(name);
    if (value !== null && value !== '') {
      return value;
    }
  }
  return undefined;
}

/** What an error tells of an exchange. */
export function factsOf({ method, path, response }: Exchange, body?: Uint8Array): ErrorFacts {
  return {
    method,
    path,
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
    requestId: requestId(response.headers),
    rawBody: body,
  };
}

/** What a server says in an error body, undefined where it says nothing that is known. */
export function serverMessage(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') {
    return value.trim() || undefined;
  }
  if (typeof value !== 'object' || value === null || depth > 20) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const said = value.map((item) => serverMessage(item, depth + 1));
    return said.filter((text) => text !== undefined).join('; ') || undefined;
  }
  const members = value as Record<string, unknown>;
  const error = Object.hasOwn(members, 'error') ? members['error'] : undefined;
  const inner = typeof error === 'object' ? serverMessage(error, depth + 1) : undefined;
  if (inner !== undefined) {
    return inner;
  }
  for (const key of [...SPEAKING, 'errors']) {
    const text = Object.hasOwn(members, key) ? serverMessage(members[key], depth + 1) : undefined;
    if (text !== undefined) {
      return text;
    }
  }
  return serverMessage(error, depth + 1);
}

/**
 * The error for a status, with the body in the type of the document.
 *
 * A body that does not decode is no second error: `data` is then plain JSON or text. A secret that
 * the server echoes is masked in the message.
 */
export async function statusError(
  exchange: Exchange,
  body: Uint8Array,
  responses: readonly Declared[],
  now: number,
  secrets: readonly string[],
  hint?: string,
): Promise<ResponseError> {
  const { response } = exchange;
  const contentType = response.headers.get('content-type');
  const plain = plainOf(contentType, body);
  const said = typeof plain === 'string' && !readable(plain) ? undefined : serverMessage(plain);
  const message = without(said ?? `${response.status} ${response.statusText}`.trim(), secrets);
  return responseError(message.replace(INVISIBLE, ' ').slice(0, LONGEST_MESSAGE), {
    ...factsOf(exchange, body),
    data: await typed(responses, exchange, contentType, body, plain),
    retryAfter: retryAfter(response.headers, now),
    hint,
  });
}

function plainOf(contentType: string | null, body: Uint8Array): unknown {
  const came = mediaType(contentType ?? '');
  const text = textOf(came, body);
  if (isJson(came) || /^\s*[[{]/.test(text)) {
    try {
      return parseJson(text);
    } catch {
      // It is text then.
    }
  }
  return text === '' ? undefined : text;
}

async function typed(
  responses: readonly Declared[],
  exchange: Exchange,
  contentType: string | null,
  body: Uint8Array,
  plain: unknown,
): Promise<unknown> {
  const declared = select(responses, exchange.response.status);
  if (declared?.contents === undefined || body.length === 0) {
    return plain;
  }
  try {
    return await decodeBody(declared, contentType, body, false);
  } catch (error) {
    if (error instanceof Undecodable) {
      return plain;
    }
    throw error;
  }
}

/** Whether a text body is a message and no page. */
function readable(text: string): boolean {
  return text.length <= LONGEST_MESSAGE && !/^\s*[<{[]/.test(text);
}

/** The error for a success that is not what was promised; keeps the start of the body. */
export function decodeError(
  exchange: Exchange,
  body: Uint8Array,
  why: string,
  cause?: unknown,
): DecodeError {
  return new DecodeError(why, { ...factsOf(exchange, body.slice(0, START)), cause });
}

/** The error for a stream that ended too early; keeps what had not been understood yet. */
export function truncated(
  exchange: Exchange,
  rest: string,
  why: string,
  cause?: unknown,
): StreamTruncatedError {
  const body = new TextEncoder().encode(rest.slice(-START));
  return new StreamTruncatedError(why, { ...factsOf(exchange, body), cause });
}
