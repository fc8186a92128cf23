/** URLs of calls: base, path and query, and the rules that keep a call at its origin. */

import { RequestError, RequiredError } from './errors.js';
import type { Server } from './operation.js';
import { decoded, literal, literalQuery } from './percent.js';

const HOLE = /\{([^{}]*)\}/;
const ILLEGAL = /[\u0000-\u0020\u007f\\]/;
const PARTS = /^(https?:)\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?(#.*)?$/i;

/** A base URL in its parts: `path` without a trailing slash, `query` without the `?`. */
export interface Base {
  readonly origin: string;
  readonly path: string;
  readonly query: string;
}

/**
 * Split and check a base URL; in a browser, one that is a path is that of the page's origin.
 *
 * @throws RequestError for one that is not absolute, has credentials (they belong into the
 *   configuration) or a fragment, or holds characters that no URL holds.
 */
export function baseOf(text: string): Base {
  const page = (globalThis as { location?: { origin?: string } }).location?.origin;
  const url = text.startsWith('/') && page !== undefined && page !== 'null' ? page + text : text;
  const [, scheme = '', authority = '', path = '', query = '', fragment = ''] =
    PARTS.exec(url) ?? [];
  if (ILLEGAL.test(url) || scheme === '') {
    throw new RequestError(
      'the base URL has to start with https:// or http:// and a host: set `basePath`',
    );
  }
  if (authority.includes('@')) {
    throw new RequestError('the base URL holds credentials: set `username` and `password`');
  }
  if (fragment !== '') {
    throw new RequestError('the base URL holds a fragment');
  }
  return {
    origin: originOf(`${scheme}//${authority}`),
    path: literal(path.replace(/\/+$/, '')),
    query: literalQuery(query),
  };
}

/** Scheme, host and port of an absolute URL (RFC 6454 §4). */
export function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    throw new RequestError('the base URL is no URL');
  }
}

/** The URL of a path (which starts with a slash or is empty) and a query, both encoded. */
export function joined(base: Base, path: string, query: string): string {
  const both = [base.query, query].filter((piece) => piece !== '').join('&');
  const url = `${base.origin}${base.path}${path}${both === '' ? '' : `?${both}`}`;
  if (originOf(url) !== base.origin) {
    throw new RequestError('the URL of the call would leave the configured origin');
  }
  return url;
}

/** The URL of a server with its variables filled in. */
export function serverUrl(server: Server, chosen: Readonly<Record<string, string>>): string {
  let url = server.url;
  for (const variable of server.variables ?? []) {
    const value = Object.hasOwn(chosen, variable.name)
      ? (chosen[variable.name] ?? variable.default)
      : variable.default;
    if (variable.values !== undefined && !variable.values.includes(value)) {
      throw new RequestError(
        `the server variable \`${variable.name}\` is one of ${variable.values.join(', ')}`,
      );
    }
    url = url.replaceAll(`{${variable.name}}`, () => value);
  }
  return url;
}

/**
 * Fill a path template with encoded texts; gives path and query.
 *
 * A fragment of the template is dropped: it never travels (RFC 9110 §4.2).
 *
 * @throws RequestError for a hole without a text, and for a segment that is or decodes to `.` or
 *   `..`.
 */
export function expand(
  template: string,
  texts: ReadonlyMap<string, string>,
): readonly [path: string, query: string] {
  const [bare = ''] = template.split('#', 1);
  const mark = bare.indexOf('?');
  const query = mark < 0 ? '' : bare.slice(mark + 1);
  const given = mark < 0 ? bare : bare.slice(0, mark);
  const path = given === '' || given.startsWith('/') ? given : `/${given}`;
  const filledPath = filled(path, texts, literal);
  const segments = filledPath.split('/');
  for (const [index, original] of path.split('/').entries()) {
    if (HOLE.test(original)) {
      refuseDots(segments[index] ?? '', original);
    }
  }
  return [filledPath, filled(query, texts, literalQuery)];
}

function filled(
  template: string,
  texts: ReadonlyMap<string, string>,
  encode: (text: string) => string,
): string {
  return template
    .split(HOLE)
    .map((piece, index) => {
      if (index % 2 === 0) {
        return encode(piece);
      }
      const text = texts.get(piece);
      if (text === undefined) {
        throw new RequiredError(piece, `the path parameter \`${piece}\` needs a value`);
      }
      return text;
    })
    .join('');
}

function refuseDots(segment: string, original: string): void {
  const plain = decoded(segment);
  // Some servers cut a segment at its first semicolon before they resolve dots.
  const [start = ''] = plain.split(';', 1);
  if (['.', '..'].includes(plain) || ['.', '..'].includes(start)) {
    throw new RequestError(`\`${original}\` makes a path segment \`.\` or \`..\`: it is refused`);
  }
}

/** Where a redirect leads, undefined where it leaves the origin or is no URL. */
export function redirected(url: string, location: string): string | undefined {
  if (ILLEGAL.test(location.trim())) {
    return undefined;
  }
  try {
    const target = new URL(location, url);
    if (target.username !== '' || target.password !== '' || target.origin !== originOf(url)) {
      return undefined;
    }
    target.hash = '';
    return target.href;
  } catch {
    return undefined;
  }
}

/** A URL for messages: without user information and query. */
export function shownUrl(url: string): string {
  return url.replace(/\/\/[^/?#]*@/, '//').replace(/[?#].*$/s, '');
}
