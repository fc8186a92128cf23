/** Query parameters and members of forms (OpenAPI 3.1 §4.8.12.3). */

import { stringifyJson, type Plain } from './encode.js';
import type { Parameter, Pieces, Place, Style } from './operation.js';
import { component, reserved } from './percent.js';
import { items, pairsOf, scalarText } from './scalar.js';

type Encode = (text: string) => string;

const SEPARATORS: Partial<Record<Style, string>> = {
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
};

/** Parameters that stand in the query. */
export const query: Place = {
  name: 'query',
  write(parameter: Parameter, value: Plain, into: Pieces): void {
    const { name, style, explode = false, allowReserved = false } = parameter;
    const encode = allowReserved ? reserved : component;
    into.query.push(...pairs(name, value, style, explode, component, encode));
  },
};

/**
 * `name=value` pieces of a value, none for an empty list or object.
 *
 * The standard does not say how a list or an object inside a list or an object is written: as
 * JSON text, but in `deepObject`, where brackets nest and a list has its indices.
 */
export function pairs(
  name: string,
  value: Plain,
  style: Style,
  explode: boolean,
  key: Encode,
  encode: Encode,
): string[] {
  if (style === 'content') {
    return [`${key(name)}=${encode(stringifyJson(value))}`];
  }
  if (style === 'deepObject') {
    return deep(name, value).map(([path, text]) => `${key(path)}=${encode(text)}`);
  }
  if (value === null) {
    return [];
  }
  const separator = SEPARATORS[style] ?? ',';
  if (Array.isArray(value)) {
    const texts = items(value).map(encode);
    if (explode) {
      return texts.map((text) => `${key(name)}=${text}`);
    }
    return texts.length === 0 ? [] : [`${key(name)}=${texts.join(separator)}`];
  }
  if (typeof value === 'object') {
    const members = pairsOf(value);
    if (explode) {
      return members.map(([member, text]) => `${key(member)}=${encode(text)}`);
    }
    const texts = members.flat().map(encode);
    return texts.length === 0 ? [] : [`${key(name)}=${texts.join(separator)}`];
  }
  return [`${key(name)}=${encode(scalarText(value))}`];
}

function deep(name: string, value: Plain): [string, string][] {
  if (value === null) {
    return [];
  }
  if (typeof value === 'object') {
    // A list has its indices for keys.
    return Object.entries(value).flatMap(([key, item]: [string, Plain]) =>
      deep(`${name}[${key}]`, item),
    );
  }
  return [[name, scalarText(value)]];
}
