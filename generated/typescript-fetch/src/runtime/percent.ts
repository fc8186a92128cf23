/**
 * Percent-encoding (RFC 3986 §2, RFC 6570 §3.2): which characters a value keeps, by its place.
 *
 * Every function takes any text and gives ASCII; decoding gives the text back.
 */

import { RequestError } from './errors.js';

const SUB_DELIMS = "!$&'()*+,;=";
const TRIPLET = /(%[0-9A-Fa-f]{2})/;
const LONE_SURROGATE = /\p{Cs}/u;

/** A function that keeps unreserved characters and those of `safe`, and encodes all others. */
function encoder(safe: string): (text: string) => string {
  const kept = safe.replace(/[\\\]^-]/g, '\\$&');
  const others = new RegExp(`[^A-Za-z0-9_.~${kept}-]`, 'gu');
  return (text) => {
    if (LONE_SURROGATE.test(text)) {
      throw new RequestError('a value holds half of a surrogate pair: it is no text');
    }
    return text.replace(others, encoded);
  };
}

function encoded(char: string): string {
  const text = encodeURIComponent(char);
  // `encodeURIComponent` keeps the marks !'()*.
  return text === char ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : text;
}

/** The same, but percent-triplets stay as they are. */
function keepingTriplets(encode: (text: string) => string): (text: string) => string {
  return (text) =>
    text
      .split(TRIPLET)
      .map((piece, index) => (index % 2 === 1 ? piece : encode(piece)))
      .join('');
}

/** Encode all but unreserved characters: names and values of a query. */
export const component: (text: string) => string = /* @__PURE__ */ encoder('');

/**
 * Encode for `allowReserved`: reserved characters and percent-triplets stay (RFC 6570 §3.2.3), but
 * for those that would end the value: `#` starts a fragment, `[` and `]` are illegal in a query,
 * `&` and `+` mean something to whoever decodes.
 */
export const reserved: (text: string) => string = /* @__PURE__ */ keepingTriplets(
  /* @__PURE__ */ encoder(":/?@!$'()*,;="),
);

/** The text of a path template: what is legal in a path stays, triplets too. */
export const literal: (text: string) => string = /* @__PURE__ */ keepingTriplets(
  /* @__PURE__ */ encoder(`${SUB_DELIMS}:@/`),
);

/** The query part of a path template or a base URL: what is legal in a query stays. */
export const literalQuery: (text: string) => string = /* @__PURE__ */ keepingTriplets(
  /* @__PURE__ */ encoder(`${SUB_DELIMS}:@/?`),
);

/** Encode a cookie's value: cookie octets (RFC 6265 §4.1.1) stay, but for `%`. */
export const cookieValue: (text: string) => string = /* @__PURE__ */ encoder(
  "!#$&'()*+-./:<=>?@[]^_`{|}~",
);

const formEncoder = /* @__PURE__ */ encoder(' *');

/** Encode for `application/x-www-form-urlencoded`: a space becomes `+`. */
export function formValue(text: string): string {
  return formEncoder(text).replaceAll('~', '%7E').replaceAll(' ', '+');
}

const segmentEncoders = new Map<string, (text: string) => string>();

/** Encode a value of a path: `pchar` stays, but for the `delimiters` of its style. */
export function segment(text: string, delimiters = ''): string {
  let encode = segmentEncoders.get(delimiters);
  if (encode === undefined) {
    const kept = [...`${SUB_DELIMS}:@`].filter((char) => !delimiters.includes(char)).join('');
    encode = encoder(kept);
    segmentEncoders.set(delimiters, encode);
  }
  const done = encode(text);
  return delimiters.includes('.') ? done.replaceAll('.', '%2E') : done;
}

/** ASCII triplets decoded until nothing is left to decode: `%25252e` is `.`. */
export function decoded(text: string): string {
  for (;;) {
    // A chain of encoded percent signs is undone at once, so that the time stays linear.
    const once = text
      .replace(/%(?:25)+/g, '%')
      .replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      );
    if (once === text) {
      return text;
    }
    text = once;
  }
}
