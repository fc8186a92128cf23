/** Which variant of a union a value is. */

import { settled, type JsonKind, type Scalar, type Schema, type Variant } from './schema.js';

type Union = Extract<Schema, { is: 'union' }>;

/** The kind of a JSON value; undefined for what is none. A whole number is an integer. */
export function kindOf(value: unknown): JsonKind | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return typeof value as JsonKind;
    case 'bigint':
      return 'integer';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'number';
    case 'object':
      break;
    default:
      return undefined;
  }
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : 'object';
}

/** Whether a variant takes values of a kind; an integer is a number too. */
function takes(variant: Variant, kind: JsonKind): boolean {
  const kinds = variant[1].kinds ?? ['object'];
  return kinds.includes(kind) || (kind === 'integer' && kinds.includes('number'));
}

/** Equal as JSON scalars: `1` is `1n`, but not `true`. */
export function same(one: unknown, other: Scalar): boolean {
  if (typeof one === 'bigint' || typeof other === 'bigint') {
    // The loose comparison of numbers and bigints is exact.
    return typeof one !== 'boolean' && typeof one !== 'string' && one == other;
  }
  return one === other;
}

/** A member of an object that is its own. */
export function memberOf(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}

/**
 * The variants that a value may be, in order; empty where none takes its kind, undefined for an
 * object that none of the document's variants is.
 */
export function candidates(union: Union, value: unknown): readonly Variant[] | undefined {
  const kind = kindOf(value);
  const fitting = kind === undefined ? [] : union.variants.filter((each) => takes(each, kind));
  if (kind !== 'object' || fitting.length === 0) {
    return fitting;
  }
  const { tag, fallback } = union.selector;
  const object = value as object;
  if (tag !== undefined) {
    const found = memberOf(object, tag);
    const tagged = fitting.filter(([, { tags = [] }]) => tags.some((each) => same(found, each)));
    if (tagged.length > 0) {
      return tagged;
    }
    const rest = fallback === undefined ? undefined : union.variants[fallback];
    return rest === undefined ? undefined : [rest];
  }
  if (fitting.some(([, { key }]) => key !== undefined)) {
    const keyed = fitting.find(([, { key }]) => key !== undefined && Object.hasOwn(object, key));
    const rest = keyed ?? fitting.find(([, { key }]) => key === undefined);
    return rest === undefined ? undefined : [rest];
  }
  return fitting;
}

/** The name of the record or union variant that a value is, undefined for one that is unknown. */
export function variantName(schema: Schema, value: unknown): string | undefined {
  const found = settled(schema);
  switch (found.is) {
    case 'nullable':
      return value === null ? undefined : variantName(found.inner, value);
    case 'record':
      return found.name;
    case 'union': {
      const [first] = candidates(found, value) ?? [];
      return first === undefined ? undefined : variantName(first[0], value);
    }
    default:
      return undefined;
  }
}
