/**
 * Schemas as data: what `strict` checks against and conversions go by. They are loaded when one of
 * the two is asked for; the types of the models need none of them.
 */

/** The kinds of JSON values. */
export type JsonKind = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** Bounds of a value (JSON Schema validation §6). */
export interface Bounds {
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly exclusiveMinimum?: number | bigint;
  readonly exclusiveMaximum?: number | bigint;
  readonly multipleOf?: number | bigint;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** A JSON scalar. */
export type Scalar = string | number | bigint | boolean | null;

/** A member of a record. */
export type Member = readonly [name: string, schema: Schema, required?: 'required'];

/** What selects a variant of a union: values of the tag, kinds of JSON value, a telling member. */
export interface Selects {
  readonly tags?: readonly Scalar[];
  /** Absent for an object. */
  readonly kinds?: readonly JsonKind[];
  readonly key?: string;
}

/** One possibility of a union. */
export type Variant = readonly [schema: Schema, selects: Selects];

/** How the objects among the variants of a union are told apart. */
export interface Selector {
  /** The member that decides; without one, the variants' `key`, then their order. */
  readonly tag?: string;
  /** The position of the variant for objects whose tag is absent or unknown. */
  readonly fallback?: number;
  /** Whether variants are to be expected that the document does not have. */
  readonly open?: boolean;
}

/** A schema. */
export type Schema =
  | { readonly is: 'any' | 'binary' }
  | { readonly is: 'boolean' }
  | { readonly is: 'date' }
  | { readonly is: 'string' | 'number' | 'integer'; readonly bounds: Bounds }
  | { readonly is: 'int64'; readonly bounds: Bounds; readonly convert: boolean }
  | { readonly is: 'dateTime'; readonly convert: boolean }
  | { readonly is: 'known'; readonly values: readonly Scalar[]; readonly closed: boolean }
  | { readonly is: 'array'; readonly item: Schema; readonly bounds: Bounds }
  | { readonly is: 'map'; readonly value: Schema; readonly bounds: Bounds }
  | { readonly is: 'nullable'; readonly inner: Schema }
  | { readonly is: 'ref'; readonly get: () => Schema }
  | {
      readonly is: 'record';
      readonly name: string;
      readonly members: readonly Member[];
      /** Null where the document forbids further members. */
      readonly extra: Schema | null;
    }
  | {
      readonly is: 'union';
      readonly name: string;
      readonly selector: Selector;
      readonly variants: readonly Variant[];
    };

/** Any JSON value. */
export function any(): Schema {
  return { is: 'any' };
}

/** Bytes. */
export function binary(): Schema {
  return { is: 'binary' };
}

/** `true` or `false`. */
export function boolean(): Schema {
  return { is: 'boolean' };
}

/** Text. */
export function string(bounds: Bounds = {}): Schema {
  return { is: 'string', bounds };
}

/** A number. */
export function number(bounds: Bounds = {}): Schema {
  return { is: 'number', bounds };
}

/** A number without a fraction; `1.0` is one too. */
export function integer(bounds: Bounds = {}): Schema {
  return { is: 'integer', bounds };
}

/** An integer of 64 bits; `convert` makes every one a `bigint`. */
export function int64(bounds: Bounds = {}, convert = false): Schema {
  return { is: 'int64', bounds, convert };
}

/** A date-time (RFC 3339 §5.6); `convert` makes it a `Date`. */
export function dateTime(convert = false): Schema {
  return { is: 'dateTime', convert };
}

/** A date (RFC 3339 §5.6). */
export function date(): Schema {
  return { is: 'date' };
}

/** Exactly one value. */
export function literal(value: Scalar): Schema {
  return { is: 'known', values: [value], closed: true };
}

/** One of the values; where it is `open`, also others of their kinds. */
export function known(
  values: readonly Scalar[],
  { open = false }: { readonly open?: boolean } = {},
): Schema {
  return { is: 'known', values, closed: !open };
}

/** A list. */
export function array(item: Schema, bounds: Bounds = {}): Schema {
  return { is: 'array', item, bounds };
}

/** An object from any names to one kind of value. */
export function map(value: Schema, bounds: Bounds = {}): Schema {
  return { is: 'map', value, bounds };
}

/** Null, or the inner schema. */
export function nullable(inner: Schema): Schema {
  return { is: 'nullable', inner };
}

/** A schema that stands elsewhere. */
export function ref(get: () => Schema): Schema {
  return { is: 'ref', get };
}

/** An object with known members; `extra` is the schema of others, null where they are forbidden. */
export function record(
  name: string,
  members: readonly Member[],
  extra: Schema | null = { is: 'any' },
): Schema {
  return { is: 'record', name, members, extra };
}

/** One of several schemas. */
export function union(name: string, selector: Selector, variants: readonly Variant[]): Schema {
  return { is: 'union', name, selector, variants };
}

/** The schema behind references. */
export function settled(schema: Schema): Exclude<Schema, { is: 'ref' }> {
  let found = schema;
  while (found.is === 'ref') {
    found = found.get();
  }
  return found;
}
