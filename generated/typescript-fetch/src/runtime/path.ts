/** Path parameters (OpenAPI 3.1 §4.8.12.3): the styles simple, label, matrix and content. */

import { stringifyJson, type Plain } from './encode.js';
import { RequiredError } from './errors.js';
import type { Parameter, Pieces, Place } from './operation.js';
import { segment } from './percent.js';
import { items, pairsOf, scalarText } from './scalar.js';

/** Parameters that stand in the path. */
export const path: Place = {
  name: 'path',
  write(parameter: Parameter, value: Plain, into: Pieces): void {
    into.path.set(parameter.name, pathText(parameter, value));
  },
};

/**
 * What stands for a parameter in the path.
 *
 * @throws RequiredError when there is nothing to put there.
 */
export function pathText(parameter: Parameter, value: Plain): string {
  if (parameter.style === 'content' && value !== null) {
    return segment(stringifyJson(value));
  }
  const size = typeof value === 'object' && value !== null ? Object.keys(value).length : 1;
  if (value === null || size === 0) {
    const message = `the path parameter \`${parameter.name}\` needs a value`;
    throw new RequiredError(parameter.key, message);
  }
  const explode = parameter.explode ?? false;
  switch (parameter.style) {
    case 'label':
      return `.${listed(value, explode ? '.' : ',', explode, '.,=')}`;
    case 'matrix':
      return matrix(parameter.name, value, explode);
    default:
      return listed(value, ',', explode, ',=');
  }
}

function listed(value: Plain, separator: string, explode: boolean, delimiters: string): string {
  const encode = (text: string): string => segment(text, delimiters);
  if (Array.isArray(value)) {
    return items(value).map(encode).join(separator);
  }
  if (typeof value === 'object') {
    const between = explode ? '=' : ',';
    const members = value === null ? [] : pairsOf(value);
    return members.map((member) => member.map(encode).join(between)).join(separator);
  }
  // One value has no delimiters.
  return segment(scalarText(value));
}

function matrix(name: string, value: Plain, explode: boolean): string {
  const key = segment(name, ';=');
  const encode = (text: string): string => segment(text, ';,=');
  if (typeof value !== 'object') {
    // RFC 6570 §3.2.7: an empty value leaves the equals sign out.
    const text = segment(scalarText(value), ';');
    return text === '' ? `;${key}` : `;${key}=${text}`;
  }
  if (explode && Array.isArray(value)) {
    return items(value)
      .map((item) => `;${key}=${encode(item)}`)
      .join('');
  }
  if (explode && value !== null && !Array.isArray(value)) {
    return pairsOf(value)
      .map(([member, text]) => `;${encode(member)}=${encode(text)}`)
      .join('');
  }
  return `;${key}=${listed(value, ',', false, ';,=')}`;
}
