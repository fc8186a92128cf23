/** Strict checks: every place where a JSON value breaks the document. */

import { pointer, type Problem, type Step } from './pointer.js';
import {
  settled,
  type Bounds,
  type Member,
  type Scalar,
  type Schema,
  type Variant,
} from './schema.js';
import { candidates, kindOf, memberOf, same } from './select.js';

type Of<K extends Schema['is']> = Extract<Schema, { is: K }>;

const TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * What is wrong with a value under a schema; empty if nothing is.
 *
 * Types, required and forbidden members, closed enumerations, unions, dates and bounds are checked.
 * A `pattern` that is no regular expression of JavaScript is not.
 */
export function check(schema: Schema, value: unknown): Problem[] {
  const checker = new Checker();
  checker.check(schema, value, []);
  return checker.problems;
}

class Checker {
  readonly problems: Problem[] = [];

  check(schema: Schema, value: unknown, path: readonly Step[]): void {
    const found = settled(schema);
    switch (found.is) {
      case 'any':
      case 'binary':
        return;
      case 'string':
      case 'boolean':
      case 'number':
      case 'integer':
      case 'int64':
        this.#scalar(found, value, path);
        return;
      case 'dateTime':
      case 'date':
        this.#moment(found.is, value, path);
        return;
      case 'known':
        this.#known(found, value, path);
        return;
      case 'array':
        this.#array(found, value, path);
        return;
      case 'map':
        this.#map(found, value, path);
        return;
      case 'nullable':
        if (value !== null) {
          this.check(found.inner, value, path);
        }
        return;
      case 'record':
        this.#record(found, value, path);
        return;
      case 'union':
        this.#union(found, value, path);
    }
  }

  #add(path: readonly Step[], message: string): void {
    this.problems.push({ pointer: pointer(path), message });
  }

  #expected(what: string, value: unknown, path: readonly Step[]): void {
    this.#add(path, `expected ${what}, got ${shown(value)}`);
  }

  #scalar(
    schema: Of<'boolean' | 'string' | 'number' | 'integer' | 'int64'>,
    value: unknown,
    path: readonly Step[],
  ): void {
    const kind = kindOf(value);
    const whole = schema.is === 'integer' || schema.is === 'int64';
    const fits = kind === schema.is || (kind === 'integer' && (whole || schema.is === 'number'));
    if (!fits) {
      const name = whole ? 'an integer' : `a ${schema.is}`;
      this.#expected(name, value, path);
    } else if ('bounds' in schema) {
      this.#bounds(schema.bounds, value, path);
    }
  }

  #moment(is: 'dateTime' | 'date', value: unknown, path: readonly Step[]): void {
    const fits =
      typeof value === 'string' &&
      (is === 'date' ? isDate(value) : TIME.test(value) && isDate(value.slice(0, 10)));
    if (!fits) {
      this.#expected(`a ${is === 'date' ? 'date' : 'date-time'} (RFC 3339)`, value, path);
    }
  }

  #known(schema: Of<'known'>, value: unknown, path: readonly Step[]): void {
    if (schema.values.some((each) => same(value, each))) {
      return;
    }
    const kind = kindOf(value);
    if (!schema.closed && schema.values.some((each) => kindOf(each) === kind)) {
      return;
    }
    this.#expected(`one of ${schema.values.map(shown).join(', ')}`, value, path);
  }

  #array(schema: Of<'array'>, value: unknown, path: readonly Step[]): void {
    if (!Array.isArray(value)) {
      this.#expected('an array', value, path);
      return;
    }
    value.forEach((item: unknown, index) => this.check(schema.item, item, [...path, index]));
    this.#bounds(schema.bounds, value, path);
  }

  #map(schema: Of<'map'>, value: unknown, path: readonly Step[]): void {
    if (kindOf(value) !== 'object') {
      this.#expected('an object', value, path);
      return;
    }
    for (const [name, item] of Object.entries(value as object)) {
      this.check(schema.value, item, [...path, name]);
    }
    this.#bounds(schema.bounds, value, path);
  }

  #record(schema: Of<'record'>, value: unknown, path: readonly Step[]): void {
    if (kindOf(value) !== 'object') {
      this.#expected('an object', value, path);
      return;
    }
    const object = value as object;
    for (const [name, member, required] of schema.members) {
      if (Object.hasOwn(object, name)) {
        this.check(member, memberOf(object, name), [...path, name]);
      } else if (required !== undefined) {
        this.#add(path, `the required member ${shown(name)} is missing`);
      }
    }
    this.#extra(schema.members, schema.extra, object, path);
  }

  #extra(
    members: readonly Member[],
    extra: Schema | null,
    value: object,
    path: readonly Step[],
  ): void {
    if (extra?.is === 'any') {
      return;
    }
    const known = new Set(members.map(([name]) => name));
    for (const [name, item] of Object.entries(value)) {
      if (!known.has(name)) {
        if (extra === null) {
          this.#add([...path, name], 'the document has no such member');
        } else {
          this.check(extra, item, [...path, name]);
        }
      }
    }
  }

  #union(schema: Of<'union'>, value: unknown, path: readonly Step[]): void {
    const variants = candidates(schema, value);
    if (variants === undefined) {
      if (schema.selector.open !== true) {
        const { tag } = schema.selector;
        const what =
          tag === undefined ? 'members' : `${tag} ${shown(memberOf(value as object, tag))}`;
        this.#add(path, `no variant of ${schema.name} has such ${what}`);
      }
      return;
    }
    if (variants.length === 0) {
      this.#expected(`a ${schema.name}`, value, path);
      return;
    }
    const found = variants.map((variant) => this.#under(variant, value, path));
    const best = found.reduce((one, other) => (other.length < one.length ? other : one));
    this.problems.push(...best);
  }

  #under(variant: Variant, value: unknown, path: readonly Step[]): Problem[] {
    const checker = new Checker();
    checker.check(variant[0], value, path);
    return checker.problems;
  }

  /** Each bound speaks about one kind of value only. */
  #bounds(bounds: Bounds, value: unknown, path: readonly Step[]): void {
    if (typeof value === 'number' || typeof value === 'bigint') {
      this.#numberBounds(bounds, value, path);
    } else if (typeof value === 'string') {
      // Characters, not UTF-16 units (JSON Schema validation §6.3.1).
      const size =
        bounds.minLength === undefined && bounds.maxLength === undefined ? 0 : [...value].length;
      this.#size(size, bounds.minLength, bounds.maxLength, 'characters', path);
      if (bounds.pattern !== undefined && !matches(bounds.pattern, value)) {
        this.#add(path, `${shown(value)} does not match ${bounds.pattern}`);
      }
    } else if (Array.isArray(value)) {
      this.#size(value.length, bounds.minItems, bounds.maxItems, 'items', path);
      if (bounds.uniqueItems === true && repeats(value)) {
        this.#add(path, 'an item repeats');
      }
    } else if (typeof value === 'object' && value !== null) {
      const size = Object.keys(value).length;
      this.#size(size, bounds.minProperties, bounds.maxProperties, 'members', path);
    }
  }

  #numberBounds(bounds: Bounds, value: number | bigint, path: readonly Step[]): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = bounds;
    if (minimum !== undefined && value < minimum) {
      this.#add(path, `${value} is less than ${minimum}`);
    }
    if (maximum !== undefined && value > maximum) {
      this.#add(path, `${value} is more than ${maximum}`);
    }
    if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
      this.#add(path, `${value} is not more than ${exclusiveMinimum}`);
    }
    if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
      this.#add(path, `${value} is not less than ${exclusiveMaximum}`);
    }
    if (multipleOf !== undefined && !isMultiple(value, multipleOf)) {
      this.#add(path, `${value} is no multiple of ${multipleOf}`);
    }
  }

  #size(
    size: number,
    low: number | undefined,
    high: number | undefined,
    unit: string,
    path: readonly Step[],
  ): void {
    if (low !== undefined && size < low) {
      this.#add(path, `${size} ${unit}, fewer than ${low}`);
    }
    if (high !== undefined && size > high) {
      this.#add(path, `${size} ${unit}, more than ${high}`);
    }
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value, plainly) ?? '');
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}

function plainly(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Whether a day exists. */
function isDate(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(moment.getTime()) &&
    moment.toISOString().startsWith(text)
  );
}

/** Whether a value is a multiple, in decimal digits: 0.3 is one of 0.1. */
function isMultiple(value: number | bigint, step: number | bigint): boolean {
  const [one, oneScale] = scaled(value);
  const [other, otherScale] = scaled(step);
  const scale = Math.max(oneScale, otherScale);
  const divisor = other * 10n ** BigInt(scale - otherScale);
  return divisor === 0n || (one * 10n ** BigInt(scale - oneScale)) % divisor === 0n;
}

/** A number as digits and how many of them stand behind the point. */
function scaled(value: number | bigint): readonly [digits: bigint, scale: number] {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? [digits * 10n ** BigInt(-scale), 0] : [digits, scale];
}

const patterns = new Map<string, RegExp | undefined>();

function matches(pattern: string, value: string): boolean {
  if (!patterns.has(pattern)) {
    patterns.set(pattern, compiled(pattern));
  }
  return patterns.get(pattern)?.test(value) ?? true;
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

function repeats(values: readonly unknown[]): boolean {
  return new Set(values.map(canonical)).size < values.length;
}

/** Text that is equal for equal JSON values. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`,
    );
    return `{${members.sort().join(',')}}`;
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value as Scalar);
}
