/**
 * Values that this version of the package does not know: tags, variants, members, and integers
 * that a `number` cannot hold.
 */

declare const unknownTag: unique symbol;
declare const unknownVariant: unique symbol;

/**
 * The tag of a variant that the document does not have. At run time it is the text that came; for
 * the compiler it equals no literal, so that `switch` narrows every known case to its variant.
 */
export type UnknownTag = '(unknown)' & { readonly [unknownTag]: true };

/** The same for tags that are no text. */
export interface UnknownScalarTag {
  readonly [unknownTag]: true;
}

/** A variant that the document does not have, of a union without a tag. */
export interface UnknownVariant {
  readonly [unknownVariant]: true;
}

/** A value made by {@link other}: it stands where the types know no such value. */
export type Other<T extends object> = {
  // `any` is what makes the tag pass as an unknown one.
  readonly [K in keyof T]: any;
} & UnknownVariant;

/** An integer of up to 64 bits and more: a `bigint` where a `number` would round it. */
export type Int64 = number | bigint;

/** What a server may send beside the members that the document lists. */
export type Extra = { readonly [name: string]: unknown };

/**
 * A view of a value with all of its members, those that the types do not know included.
 *
 * ```ts
 * const annotations = extra(message)['annotations'];
 * ```
 */
export function extra(value: object): Extra {
  return value as Extra;
}

/**
 * A value that the types do not know yet, for a request: a variant with a new tag, say.
 *
 * ```ts
 * messages: [other({ role: 'critic', content: 'Hm.' })]
 * ```
 */
export function other<T extends object>(value: T): Other<T> {
  return value as Other<T>;
}
