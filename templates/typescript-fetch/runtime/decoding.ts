/** Response bodies: which of the declared contents came, and what it says. */

import { readJson } from './json.js';
import { covers, essence, isJson, isText, mediaType, textOf, weight } from './media.js';
import type { Content, Response } from './operation.js';
import type { Schema } from './schema.js';
import { Undecodable } from './undecodable.js';

/** The declared response for a status: exact, else its range, else `default`. */
export function select(responses: readonly Response[], status: number): Response | undefined {
  for (const key of [String(status), `${Math.floor(status / 100)}XX`, 'DEFAULT']) {
    const found = responses.find((response) => response.status.toUpperCase() === key);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/**
 * The value of `Accept`: what the operation may answer.
 *
 * `streamed` is the media type of a stream when one is asked for; without it, streams are not asked
 * for where anything else is declared.
 */
export function accepted(responses: readonly Response[], streamed: string | undefined): string {
  if (streamed !== undefined) {
    return streamed;
  }
  const contents = responses.flatMap((response) => response.contents ?? []);
  const whole = contents.filter(
    ({ payload }) => payload.kind !== 'event-stream' && payload.kind !== 'json-lines',
  );
  const asked = whole.length > 0 ? whole : contents;
  const json = asked.filter(({ payload }) => payload.kind === 'json');
  const others = asked.filter(({ payload }) => payload.kind !== 'json');
  const names = new Set([...json, ...others].map((content) => content.mediaType));
  return [...names].join(', ') || '*/*';
}

/** Whether a response has no body by definition (RFC 9110 §6.4.1). */
export function bodiless(method: string, status: number): boolean {
  return method === 'HEAD' || [204, 205, 304].includes(status);
}

/**
 * The value of a body.
 *
 * Undefined where the document declares no content for the status. A status that it does not
 * declare at all is decoded by its media type: JSON, text, or a `Blob`.
 *
 * @throws Undecodable when it is not what was promised.
 */
export async function decodeBody(
  response: Response | undefined,
  contentType: string | null,
  data: Uint8Array,
  strict: boolean,
): Promise<unknown> {
  if (response === undefined) {
    return plainBody(contentType, data);
  }
  const contents = response.contents ?? [];
  if (contents.length === 0) {
    return undefined;
  }
  const content = match(contents, contentType);
  if (content === undefined) {
    const promised = contents.map((each) => each.mediaType).join(' or ');
    throw new Undecodable(
      `the response is ${essence(mediaType(contentType ?? ''))}, not ${promised}`,
    );
  }
  const came = mediaType(contentType || content.mediaType);
  const { kind } = content.payload;
  const json = isJson(came) && kind !== 'bytes' && kind !== 'text';
  const value = json ? readJson(data, came) : content.payload.read(data, came);
  return json || kind === 'json' ? fitted(content, value, strict) : value;
}

/**
 * A value as its schema wants it: checked where that was asked for, converted where the schema says
 * so. Nothing is loaded otherwise.
 *
 * @throws Undecodable with every place that breaks the schema.
 */
export async function fitted(
  content: Pick<Content, 'schema' | 'convert'>,
  value: unknown,
  strict: boolean,
): Promise<unknown> {
  if (content.schema === undefined || (!strict && content.convert !== true)) {
    return value;
  }
  const schema: Schema = await content.schema();
  try {
    if (strict) {
      await checked(schema, value);
    }
    return content.convert === true ? await converted(schema, value) : value;
  } catch (error) {
    throw error instanceof RangeError
      ? new Undecodable('the response is nested too deeply')
      : error;
  }
}

async function checked(schema: Schema, value: unknown): Promise<void> {
  const { check } = await import('./check.js');
  const problems = check(schema, value);
  if (problems.length > 0) {
    const said = problems.map((each) => `${each.pointer || '(the whole value)'}: ${each.message}`);
    throw new Undecodable(`the response breaks its schema: ${said.join('; ')}`);
  }
}

async function converted(schema: Schema, value: unknown): Promise<unknown> {
  const { convert } = await import('./convert.js');
  return convert(schema, value);
}

/**
 * The declared content for a content type: exact, else the narrowest range, else JSON for any kind
 * of JSON. A response without content type is taken for the first one.
 */
export function match(
  contents: readonly Content[],
  contentType: string | null,
): Content | undefined {
  if (contentType === null || contentType.trim() === '') {
    return contents[0];
  }
  const came = mediaType(contentType);
  const declared = contents.map((content) => ({ content, media: mediaType(content.mediaType) }));
  let best: (typeof declared)[number] | undefined;
  for (const each of declared) {
    const better = best === undefined || weight(each.media) > weight(best.media);
    best = covers(each.media, came) && better ? each : best;
  }
  if (best === undefined && isJson(came)) {
    best = declared.find(({ media }) => isJson(media));
  }
  return best?.content;
}

/** A body by its media type alone. Throws Undecodable for broken JSON. */
export function plainBody(contentType: string | null, data: Uint8Array): unknown {
  if (data.length === 0) {
    return undefined;
  }
  const came = mediaType(contentType ?? '');
  if (isJson(came)) {
    return readJson(data, came);
  }
  return isText(came)
    ? textOf(came, data)
    : new Blob([data as BlobPart], { type: contentType ?? '' });
}
