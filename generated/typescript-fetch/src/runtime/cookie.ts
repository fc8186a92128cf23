/**
 * Cookie parameters. A browser sets the field `Cookie` itself and ignores what is given here: there
 * they are only sent by Node, Deno and Bun.
 */

import { stringifyJson, type Plain } from './encode.js';
import { RequestError } from './errors.js';
import type { Parameter, Pieces, Place } from './operation.js';
import { component, cookieValue } from './percent.js';
import { items, pairsOf, scalarText } from './scalar.js';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What is no cookie octet (RFC 6265 §4.1.1), but for the comma that lists are joined by. */
const ILLEGAL = /[^\u0021\u0023-\u003a\u003c-\u005b\u005d-\u007e]/;

/** Parameters that are cookies. */
export const cookie: Place = {
  name: 'cookie',
  write(parameter: Parameter, value: Plain, into: Pieces): void {
    for (const [name, text] of cookiePairs(parameter, value)) {
      into.cookies.push(checkedCookie(name, text));
    }
  },
};

/** Names and values of the cookies of a parameter; an exploded list repeats its name. */
export function cookiePairs(parameter: Parameter, value: Plain): [string, string][] {
  const { name, style, explode = false } = parameter;
  if (style === 'content') {
    return [[name, cookieValue(stringifyJson(value))]];
  }
  if (value === null) {
    return [];
  }
  if (typeof value !== 'object') {
    return [[name, cookieValue(scalarText(value))]];
  }
  if (explode && !Array.isArray(value)) {
    return pairsOf(value).map(([member, text]) => [member, cookieValue(text)]);
  }
  const texts = (Array.isArray(value) ? items(value) : pairsOf(value).flat()).map(cookieValue);
  if (explode) {
    return texts.map((text) => [name, text]);
  }
  return texts.length === 0 ? [] : [[name, texts.join(',')]];
}

/**
 * `name=value` of a cookie.
 *
 * The value is sent as it is: it was encoded where it is a parameter, and is a credential else.
 *
 * @throws RequestError where the text would mean something else.
 */
export function checkedCookie(name: string, value: string): string {
  const key = TOKEN.test(name) ? name : component(name);
  if (ILLEGAL.test(value)) {
    throw new RequestError(`the value of the cookie \`${key}\` holds an illegal character`);
  }
  return `${key}=${value}`;
}
