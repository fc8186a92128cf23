/** JSON lines, newline-delimited JSON and JSON text sequences (RFC 7464): one value per line. */

import { refuseExtra, type Built } from './body.js';
import { stringifyJson } from './encode.js';
import { RequestError } from './errors.js';
import { Source } from './files.js';
import { parsed } from './json.js';
import { Lines } from './lines.js';
import { covers, mediaType, textOf, type MediaType } from './media.js';
import type { BodyContent, Decoder, Members, ServerEvent, StreamPayload } from './operation.js';

const NAMES = new Set(['jsonl', 'x-jsonl', 'x-ndjson', 'ndjson', 'json-seq', 'jsonlines']);
// RFC 7464 begins each text with a record separator.
const AROUND = /^[ \t\r\n\u001e]+|[ \t\r\n\u001e]+$/g;

/** JSON lines, in requests and responses. */
export const jsonLines: StreamPayload = {
  kind: 'json-lines',
  write(_content: BodyContent, sentAs: string, value: unknown, extra: Members): Built {
    refuseExtra(extra);
    if (!Array.isArray(value)) {
      throw new RequestError('the body is a list of values, one per line');
    }
    const lines = value.map((item: unknown) => `${stringifyJson(item)}\n`).join('');
    return { source: new Source([new TextEncoder().encode(lines)]), contentType: sentAs };
  },
  read(data: Uint8Array, came: MediaType): unknown[] {
    return textOf(came, data)
      .split(/\r\n|\r|\n/)
      .map((line) => line.replace(AROUND, ''))
      .filter((line) => line !== '')
      .map(parsed);
  },
  decoder(): Decoder {
    return new JsonLinesDecoder();
  },
  accepts(came: MediaType, declared: string): boolean {
    return covers(mediaType(declared), came) || NAMES.has(came.subtype);
  },
};

/** Bytes in any pieces to the texts of the values; blank lines are none. */
export class JsonLinesDecoder implements Decoder {
  readonly #lines = new Lines();

  feed(data: Uint8Array): ServerEvent[] {
    return events(this.#lines.feed(data));
  }

  /** The last line counts without its end too: a text cut in the middle is then no JSON. */
  finish(): ServerEvent[] {
    return events([...this.#lines.flush(), this.#lines.rest()]);
  }

  rest(): string {
    return this.#lines.rest();
  }
}

function events(lines: readonly string[]): ServerEvent[] {
  return lines
    .map((line) => line.replace(AROUND, ''))
    .filter((data) => data !== '')
    .map((data) => ({ data, event: 'message', id: '', retry: undefined }));
}
