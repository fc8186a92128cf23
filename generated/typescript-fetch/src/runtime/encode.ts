/** Values to JSON text: what JSON cannot hold is refused with its place, never dropped or changed. */

import { Unencodable, type Step } from './pointer.js';

const DEEP = 500;

/**
 * The JSON text of a value.
 *
 * Members that are `undefined` are left out, `null` stays, a `bigint` is written in full, a `Date`
 * as RFC 3339. A cycle, NaN, infinity, a function and the like are refused.
 *
 * @throws Unencodable with the JSON pointer of what cannot be written.
 */
export function stringifyJson(value: unknown): string {
  return isPlain(value, 0) ? JSON.stringify(value) : write(value, [], []);
}

/** Whether `JSON.stringify` writes a value without changing anything, which is most often so. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      break;
    default:
      return false;
  }
  if (value === null) {
    return true;
  }
  if (depth > DEEP) {
    return false;
  }
  if (Array.isArray(value)) {
    return arePlain(value, depth);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if ((prototype !== Object.prototype && prototype !== null) || 'toJSON' in value) {
    return false;
  }
  for (const name in value) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined && !isPlain(member, depth + 1)) {
      return false;
    }
  }
  return true;
}

function arePlain(values: readonly unknown[], depth: number): boolean {
  // Not `every`, which skips holes.
  for (let index = 0; index < values.length; index += 1) {
    if (!isPlain(values[index], depth + 1)) {
      return false;
    }
  }
  return !('toJSON' in values);
}

/** The value of a request as plain JSON data: `Date` and `toJSON` are resolved. */
export function plain(value: unknown): Plain {
  return reduce(value, [], []);
}

/** A JSON value; integers may be `bigint`. */
export type Plain = null | boolean | number | bigint | string | Plain[] | PlainObject;

/** A JSON object. */
export interface PlainObject {
  [name: string]: Plain;
}

/** Whether a value is sent as a JSON object: no array, no file, no map. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    foreign(value) === undefined
  );
}

function write(value: unknown, path: Step[], holders: object[]): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return JSON.stringify(finite(value, path));
    case 'bigint':
      return value.toString();
    case 'object':
      break;
    default:
      throw new Unencodable(`JSON knows no ${typeof value}`, path);
  }
  if (value === null) {
    return 'null';
  }
  const changed = resolved(value, path, holders.length);
  if (changed !== value) {
    return write(changed, path, holders);
  }
  enter(value, path, holders);
  const text = Array.isArray(value)
    ? `[${elements(value, path, (item) => write(item, path, holders)).join(',')}]`
    : `{${members(value, path, (item, name) => `${JSON.stringify(name)}:${write(item, path, holders)}`).join(',')}}`;
  holders.pop();
  return text;
}

function reduce(value: unknown, path: Step[], holders: object[]): Plain {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return finite(value, path);
    case 'object':
      break;
    default:
      throw new Unencodable(`JSON knows no ${typeof value}`, path);
  }
  if (value === null) {
    return null;
  }
  const changed = resolved(value, path, holders.length);
  if (changed !== value) {
    return reduce(changed, path, holders);
  }
  enter(value, path, holders);
  const found = Array.isArray(value)
    ? elements(value, path, (item) => reduce(item, path, holders))
    : Object.fromEntries(
        members(value, path, (item, name) => [name, reduce(item, path, holders)] as const),
      );
  holders.pop();
  return found;
}

function finite(value: number, path: readonly Step[]): number {
  if (!Number.isFinite(value)) {
    throw new Unencodable('a number that is not finite cannot be sent', path);
  }
  return value;
}

/** What a value stands for: the text of a date, the result of `toJSON`, else itself. */
function resolved(value: object, path: readonly Step[], depth: number): unknown {
  if (value instanceof Date) {
    return dateText(value, path);
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    const given: unknown = value.toJSON(path.at(-1) ?? '');
    if (given === value || depth > DEEP) {
      throw new Unencodable('its toJSON gives no plain value', path);
    }
    return given;
  }
  const kind = foreign(value);
  if (kind !== undefined) {
    throw new Unencodable(`JSON knows no ${kind}`, path);
  }
  return value;
}

/** The text of a date-time: what it was read from, else RFC 3339 in UTC. */
function dateText(value: Date, path: readonly Step[]): string {
  if (Number.isNaN(value.getTime())) {
    throw new Unencodable('the date is invalid', path);
  }
  const text = value.toJSON();
  if (!/^[0-9]{4}-/.test(text)) {
    throw new Unencodable('RFC 3339 knows the years 0 to 9999 only', path);
  }
  return text;
}

/** The kind of an object that would silently become `{}` in JSON. */
function foreign(value: object): string | undefined {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
    return 'bytes: give base64 text';
  }
  for (const kind of [Map, Set, WeakMap, WeakSet, Promise, RegExp, Blob, ReadableStream]) {
    if (value instanceof kind) {
      return kind.name;
    }
  }
  return undefined;
}

function enter(value: object, path: readonly Step[], holders: object[]): void {
  // A cycle is found late rather than looked for at every step: data is rarely that deep.
  if (holders.length > DEEP && holders.includes(value)) {
    throw new Unencodable('the value holds itself', path.slice(0, 10));
  }
  holders.push(value);
}

function elements<T>(value: readonly unknown[], path: Step[], each: (item: unknown) => T): T[] {
  // Not `map`, which skips holes.
  return Array.from(value, (item, index) => {
    path.push(index);
    const found = each(item);
    path.pop();
    return found;
  });
}

function members<T>(value: object, path: Step[], each: (item: unknown, name: string) => T): T[] {
  const found: T[] = [];
  for (const [name, item] of Object.entries(value)) {
    if (item !== undefined) {
      path.push(name);
      found.push(each(item, name));
      path.pop();
    }
  }
  return found;
}
