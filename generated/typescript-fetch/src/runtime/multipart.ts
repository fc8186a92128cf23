/** `multipart/form-data` bodies (RFC 7578, OpenAPI 3.1 §4.8.14.3): parts, their heads, their bytes. */

import type { Built } from './body.js';
import { concat } from './concat.js';
import { isObject, plain, stringifyJson } from './encode.js';
import { RequestError } from './errors.js';
import { isFile, Source, uploadOf, type Piece, type Upload } from './files.js';
import { checkedHeader } from './header.js';
import { textOf, type MediaType } from './media.js';
import type { BodyContent, Members, Part, Payload } from './operation.js';
import { randomHex } from './random.js';
import { scalarText } from './scalar.js';

const OCTETS = 'application/octet-stream';

/** Multipart bodies, in requests; a response is given as text. */
export const multipart: Payload = {
  kind: 'multipart',
  write(content: BodyContent, sentAs: string, value: unknown, extra: Members): Built {
    if (!isObject(value)) {
      throw new RequestError('the body of a multipart form is an object');
    }
    const mark = randomHex();
    const source = new Source(piecesOf({ ...value, ...extra }, content.parts ?? [], mark));
    const [declared = ''] = sentAs.split(';', 1);
    const essence = declared.includes('*') ? 'multipart/form-data' : declared.trim();
    return { source, contentType: `${essence}; boundary=${mark}` };
  },
  read(data: Uint8Array, came: MediaType): string {
    return textOf(came, data);
  },
};

/**
 * The body of members: one part each, an array one part per item; null is left out.
 *
 * `parts` say how members are written; one without an entry goes by its value: a file as a file,
 * an object as JSON, a scalar as text. Files are read when they are sent.
 */
export function piecesOf(members: Members, parts: readonly Part[], mark: string): Piece[] {
  const known = new Map(parts.map((part) => [part.name, part]));
  const pieces: Piece[] = [];
  for (const [name, value] of Object.entries(members)) {
    const part = known.get(name) ?? { name };
    for (const item of itemsOf(part, value)) {
      const [head, content] = written(part, item);
      pieces.push(bytesOf(`--${mark}\r\n${head}\r\n`), content, bytesOf('\r\n'));
    }
  }
  pieces.push(bytesOf(`--${mark}--\r\n`));
  return merged(pieces);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function itemsOf(part: Part, value: unknown): unknown[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    return [value];
  }
  // An array goes item by item (§4.8.14.4) but where its part as a whole is declared as JSON.
  const whole = part.payload === 'json' && part.mediaType !== undefined && part.explode === false;
  return whole ? [value] : value.filter((item: unknown) => item !== null && item !== undefined);
}

function written(part: Part, value: unknown): readonly [head: string, content: Piece] {
  const textual = typeof value === 'string' && part.mediaType?.startsWith('text/') === true;
  if ((part.payload === 'bytes' && !textual) || isFile(value)) {
    const file = uploadOf(value);
    const type = declaredType(part, file) ?? OCTETS;
    // A part without a file name is a field (RFC 7578 §4.2): servers then see no file.
    return [headOf(part.name, file.name ?? part.name, type, file.headers), file.piece];
  }
  if (part.payload === 'bytes') {
    const head = headOf(part.name, part.name, part.mediaType, {});
    return [head, bytesOf(String(value))];
  }
  const given = plain(value);
  if (part.payload === 'json' || (typeof given === 'object' && given !== null)) {
    const head = headOf(part.name, undefined, part.mediaType ?? 'application/json', {});
    return [head, bytesOf(stringifyJson(given))];
  }
  const text = typeof given === 'object' ? '' : scalarText(given);
  return [headOf(part.name, undefined, part.mediaType, {}), bytesOf(text)];
}

/**
 * The type of a file: the caller's, else the document's where it names just one (which
 * `application/octet-stream` does not: it is what every file has by default).
 */
function declaredType(part: Part, file: Upload): string | undefined {
  const declared = part.mediaType;
  const vague = declared === undefined || declared === OCTETS || /[,*]/.test(declared);
  return file.type ?? (vague ? undefined : declared);
}

function headOf(
  name: string,
  fileName: string | undefined,
  type: string | undefined,
  headers: Readonly<Record<string, string>>,
): string {
  const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
  const lines = [`Content-Disposition: form-data; name="${quoted(name)}"${file}\r\n`];
  if (type !== undefined) {
    lines.push(line('Content-Type', type));
  }
  for (const [key, value] of Object.entries(headers)) {
    if (['content-disposition', 'content-type'].includes(key.toLowerCase())) {
      throw new RequestError(`the part \`${name}\` has its ${key} from name and type`);
    }
    lines.push(line(key, value));
  }
  return lines.join('');
}

function line(key: string, value: string): string {
  checkedHeader(key, value);
  return `${key}: ${value.trim()}\r\n`;
}

/** A name inside quotes, as browsers write it (WHATWG HTML, multipart encoding). */
function quoted(text: string): string {
  return text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

/** Join neighbours in memory, so that a small form is one write. */
function merged(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  let held: Uint8Array[] = [];
  const release = (): void => {
    if (held.length > 0) {
      found.push(concat(held));
      held = [];
    }
  };
  for (const piece of pieces) {
    if (piece instanceof Uint8Array && piece.length <= 65_536) {
      held.push(piece);
    } else {
      release();
      found.push(piece);
    }
  }
  release();
  return found;
}
