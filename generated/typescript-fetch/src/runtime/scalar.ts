/** Scalars as text: how a single value is written outside JSON. */

import { RequestError } from './errors.js';
import { stringifyJson, type Plain } from './encode.js';

/** A scalar as text: `true` and `false`, numbers in plain decimal (`1e21` as `1000…`). */
export function scalarText(value: boolean | number | bigint | string): string {
  if (typeof value !== 'number') {
    return String(value);
  }
  if (!Number.isFinite(value)) {
    throw new RequestError('a number that is not finite cannot be sent');
  }
  return decimal(String(Object.is(value, -0) ? 0 : value));
}

/** `1.5e-7` as `0.00000015`. */
function decimal(text: string): string {
  const [mantissa = '', exponent] = text.split('e');
  if (exponent === undefined) {
    return text;
  }
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) {
    return `${sign}0.${'0'.repeat(-point)}${digits}`;
  }
  return point >= digits.length
    ? `${sign}${digits}${'0'.repeat(point - digits.length)}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The text of a member of a list or object: a scalar as text, anything deeper as JSON. */
export function innerText(value: Plain): string {
  return typeof value === 'object' ? stringifyJson(value) : scalarText(value);
}

/** The texts of the items of a list; `null` is left out (RFC 6570 §2.3). */
export function items(value: readonly Plain[]): string[] {
  return value.filter((item) => item !== null).map(innerText);
}

/** Names and texts of the members of an object; `null` is left out (RFC 6570 §2.3). */
export function pairsOf(value: { readonly [name: string]: Plain }): [string, string][] {
  return Object.entries(value)
    .filter(([, item]) => item !== null)
    .map(([name, item]) => [name, innerText(item)]);
}
