/** Header parameters, and what may stand in a header at all (RFC 9110 §5.5). */

import { stringifyJson, type Plain } from './encode.js';
import { RequestError } from './errors.js';
import type { Parameter, Pieces, Place } from './operation.js';
import { items, pairsOf, scalarText } from './scalar.js';

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const NOT_ASCII = /[^\u0000-\u007f]/g;
const LONE_SURROGATE = /\p{Cs}/u;

/** Parameters that are header fields. */
export const header: Place = {
  name: 'header',
  write(parameter: Parameter, value: Plain, into: Pieces): void {
    const text = headerText(parameter, value);
    if (text !== undefined) {
      into.headers.push(checkedHeader(parameter.name, text));
    }
  },
};

/** The value of a header parameter, undefined for an empty list or object. */
export function headerText(parameter: Parameter, value: Plain): string | undefined {
  if (parameter.style === 'content') {
    return stringifyJson(value).replace(NOT_ASCII, escaped);
  }
  if (value === null) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return items(value).join(',') || undefined;
  }
  if (typeof value === 'object') {
    const between = parameter.explode === true ? '=' : ',';
    const members = pairsOf(value).map((member) => member.join(between));
    return members.length === 0 ? undefined : members.join(',');
  }
  return scalarText(value);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A header field that can be sent; outer white space is no part of a value.
 *
 * @throws RequestError, without the value in its message, for a name that is no token, a value
 *   that is no text, or one with CR, LF or another control character.
 */
export function checkedHeader(name: string, value: unknown): readonly [string, string] {
  if (!NAME.test(name)) {
    throw new RequestError(`\`${JSON.stringify(name)}\` is no name of a header`);
  }
  const text =
    typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
      ? scalarText(value)
      : value;
  if (typeof text !== 'string' || LONE_SURROGATE.test(text)) {
    throw new RequestError(`the value of the header \`${name}\` is no text`);
  }
  if (CONTROL.test(text)) {
    throw new RequestError(`the value of the header \`${name}\` holds a control character`);
  }
  return [name, bytesOf(text.replace(/^[ \t]+|[ \t]+$/g, ''))];
}

/** UTF-8 as `fetch` takes it: one character for each byte. */
function bytesOf(text: string): string {
  if (/^[\u0000-\u007f]*$/.test(text)) {
    return text;
  }
  return String.fromCharCode(...new TextEncoder().encode(text));
}
