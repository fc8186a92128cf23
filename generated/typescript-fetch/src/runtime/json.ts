/** JSON bodies. */

import { refuseExtra, type Built } from './body.js';
import { isObject, plain, stringifyJson } from './encode.js';
import { parseJson } from './exact.js';
import { Source } from './files.js';
import type { MediaType } from './media.js';
import type { BodyContent, Members, Payload } from './operation.js';
import { Undecodable } from './undecodable.js';

/** JSON, in requests and responses. */
export const json: Payload = {
  kind: 'json',
  write(_content: BodyContent, sentAs: string, value: unknown, extra: Members): Built {
    const adds = Object.keys(extra).length > 0;
    const given = adds ? plain(value) : value;
    if (adds && !isObject(given)) {
      refuseExtra(extra);
    }
    const text = stringifyJson(adds ? { ...(given as Members), ...extra } : given);
    const contentType = sentAs.includes('*') ? 'application/json' : sentAs;
    return { source: new Source([new TextEncoder().encode(text)]), contentType };
  },
  read: readJson,
};

/**
 * The value of JSON bytes.
 *
 * @throws Undecodable for bytes that are no JSON.
 */
export function readJson(data: Uint8Array, came: MediaType): unknown {
  if (data.length === 0) {
    throw new Undecodable('the response is empty');
  }
  return parsed(decoded(data, came));
}

const utf8 = /* @__PURE__ */ new TextDecoder('utf-8', { fatal: true });

function decoded(data: Uint8Array, came: MediaType): string {
  const { charset = 'utf-8' } = came;
  try {
    // A byte order mark is dropped (RFC 8259 §8.1); US-ASCII is a part of UTF-8.
    const known = charset === 'utf-8' || charset === 'us-ascii';
    return (known ? utf8 : new TextDecoder(charset, { fatal: true })).decode(data);
  } catch {
    throw new Undecodable(`the response is no JSON: its bytes are no ${charset}`);
  }
}

/** The value of a JSON text. Throws Undecodable without the text, which some platforms quote. */
export function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new Undecodable('the response is nested too deeply');
    }
    const place = error instanceof Error ? /at position ([0-9]+)/.exec(error.message) : null;
    const where = place === null ? '' : ` at character ${place[1] ?? ''}`;
    throw new Undecodable(`the response is no JSON: it breaks the grammar${where}`);
  }
}
