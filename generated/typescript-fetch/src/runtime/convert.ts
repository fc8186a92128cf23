/** Values as the language has them: `Date` for date-times, `bigint` for integers of 64 bits. */

import { settled, type Schema } from './schema.js';
import { candidates } from './select.js';

const TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * A date that remembers the text that it was read from, so that offset and fraction are sent as they
 * came; once it is changed it is sent in UTC.
 */
class WireDate extends Date {
  readonly #text: string;
  readonly #read: number;

  constructor(text: string) {
    super(text.replace(/[t ]/, 'T').replace('z', 'Z'));
    this.#text = text;
    this.#read = this.getTime();
  }

  override toJSON(): string {
    return this.getTime() === this.#read ? this.#text : this.toISOString();
  }
}

/**
 * A parsed JSON value with its conversions made, in place. What does not fit its schema stays as it
 * is.
 */
export function convert(schema: Schema, value: unknown): unknown {
  const found = settled(schema);
  switch (found.is) {
    case 'dateTime':
      return found.convert && typeof value === 'string' ? readDate(value) : value;
    case 'int64':
      return found.convert && typeof value === 'number' && Number.isSafeInteger(value)
        ? BigInt(value)
        : value;
    case 'nullable':
      return value === null ? null : convert(found.inner, value);
    case 'array':
      if (Array.isArray(value)) {
        value.forEach((item: unknown, index) => (value[index] = convert(found.item, item)));
      }
      return value;
    case 'map':
      return each(value, Object.keys(Object(value) as object), () => found.value);
    case 'record': {
      const members = new Map(found.members.map(([name, member]) => [name, member]));
      const { extra } = found;
      const others = extra === null || extra.is === 'any' ? undefined : extra;
      const names = others === undefined ? members.keys() : Object.keys(Object(value) as object);
      return each(value, names, (name) => members.get(name) ?? others);
    }
    case 'union': {
      const [first] = candidates(found, value) ?? [];
      return first === undefined ? value : convert(first[0], value);
    }
    default:
      return value;
  }
}

function each(
  value: unknown,
  names: Iterable<string>,
  schemaOf: (name: string) => Schema | undefined,
): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const object = value as Record<string, unknown>;
  for (const name of names) {
    const schema = Object.hasOwn(object, name) ? schemaOf(name) : undefined;
    if (schema !== undefined) {
      const converted = convert(schema, object[name]);
      // A member called __proto__ must stay a member.
      const writable = { writable: true, enumerable: true, configurable: true };
      if (converted !== object[name]) {
        Object.defineProperty(object, name, { value: converted, ...writable });
      }
    }
  }
  return value;
}

/** An unreadable date stays text. */
function readDate(text: string): unknown {
  const found = TIME.test(text) ? new WireDate(text) : undefined;
  return found === undefined || Number.isNaN(found.getTime()) ? text : found;
}
