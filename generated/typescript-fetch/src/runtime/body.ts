/** Request bodies: the caller's value, in the media type that the operation takes. */

import { RequestError, RequiredError } from './errors.js';
import { isBinary, type Source } from './files.js';
import { covers, mediaType } from './media.js';
import type { Body, BodyContent, Members } from './operation.js';

/** A body ready to be sent, with its content type. */
export interface Built {
  readonly source: Source;
  readonly contentType: string;
}

/**
 * The body of a request, undefined for none.
 *
 * `asked` chooses among several media types, the default is the first JSON one; `extra` are members
 * to add to an object.
 *
 * @throws RequestError for a missing body, a media type that the operation does not take, or a
 *   value that cannot be written in it.
 */
export function buildBody(
  body: Body | undefined,
  given: unknown,
  asked: string | undefined,
  extra: Members,
): Built | undefined {
  const adds = Object.keys(extra).length > 0;
  if (body === undefined || body.contents.length === 0) {
    if (adds) {
      throw new RequestError('the operation takes no body');
    }
    return undefined;
  }
  const absent = given === undefined || (given === null && body.nullable !== true);
  if (absent && !adds) {
    if (body.required === true) {
      throw new RequiredError(body.key);
    }
    return undefined;
  }
  const value = absent ? {} : given;
  const [content, sentAs] = choose(body.contents, value, asked);
  return content.payload.write(content, sentAs, value, extra);
}

function choose(
  contents: readonly BodyContent[],
  value: unknown,
  asked: string | undefined,
): readonly [BodyContent, string] {
  const [first] = contents;
  if (asked !== undefined || first === undefined) {
    const wanted = mediaType(asked ?? '');
    const found = contents.find((content) => covers(mediaType(content.mediaType), wanted));
    if (found === undefined || asked === undefined) {
      const known = contents.map((content) => content.mediaType).join(', ');
      throw new RequestError(`the operation takes ${known}, not ${JSON.stringify(asked)}`);
    }
    return [found, asked];
  }
  const json = contents.find((content) => content.payload.kind === 'json') ?? first;
  const bytes = isBinary(value)
    ? contents.find((content) => content.payload.kind === 'bytes')
    : undefined;
  const chosen = bytes ?? json;
  return [chosen, chosen.mediaType];
}

/** Refuse members to add where the body is no object. */
export function refuseExtra(extra: Members): void {
  if (Object.keys(extra).length > 0) {
    throw new RequestError('`body` of the options needs a body that is an object');
  }
}
