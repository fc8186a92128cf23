/** Media types (RFC 9110 §8.3.1): essence, parameters, and which of them a pattern covers. */

const PARAMETER = /;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g;

/** A media type or range, in lower case. */
export interface MediaType {
  readonly type: string;
  readonly subtype: string;
  readonly charset: string | undefined;
}

/** The media type of a header value; what is none becomes `/`. */
export function mediaType(text: string): MediaType {
  const [essence = ''] = text.split(';', 1);
  const [type = '', subtype = ''] = essence.trim().toLowerCase().split('/');
  let charset: string | undefined;
  for (const [, name = '', quoted, bare = ''] of text.matchAll(PARAMETER)) {
    if (name.toLowerCase() === 'charset') {
      charset ??= (quoted?.replace(/\\(.)/g, '$1') ?? bare).toLowerCase();
    }
  }
  return { type, subtype, charset };
}

/** `type/subtype`. */
export function essence(media: MediaType): string {
  return `${media.type}/${media.subtype}`;
}

/** Whether the bytes are JSON. */
export function isJson(media: MediaType): boolean {
  return media.subtype === 'json' || media.subtype.endsWith('+json');
}

/** Whether the bytes are for reading: text, XML, forms. */
export function isText(media: MediaType): boolean {
  return (
    media.type === 'text' ||
    /^(xml|javascript|x-www-form-urlencoded|x-yaml|yaml)$|\+(xml|yaml)$/.test(media.subtype)
  );
}

/** Whether `other` is this type, or falls into this range. */
export function covers(media: MediaType, other: MediaType): boolean {
  return (
    (media.type === '*' || media.type === other.type) &&
    (media.subtype === '*' || media.subtype === other.subtype)
  );
}

/** How exact a range is: 2 for a type, 1 for `type/*`, 0 for everything. */
export function weight(media: MediaType): number {
  return Number(media.type !== '*') + Number(media.subtype !== '*');
}

/** The text of a body in its charset; UTF-8 where it names none, or one that is unknown. */
export function textOf(media: MediaType, data: Uint8Array): string {
  try {
    return new TextDecoder(media.charset ?? 'utf-8').decode(data);
  } catch {
    return new TextDecoder().decode(data);
  }
}
