/** From a call to the request that it sends: everything but the credentials. */

import { buildBody } from './body.js';
import { accepted } from './decoding.js';
import { plain } from './encode.js';
import { RequestError, RequiredError } from './errors.js';
import type { Source } from './files.js';
import { checkedHeader } from './header.js';
import type { Operation, Parameter, Pieces, StreamOperation } from './operation.js';
import type { Settings } from './options.js';
import { component, decoded } from './percent.js';
import { Unencodable } from './pointer.js';
import { query as queryPlace } from './query.js';
import { randomUuid } from './random.js';
import type { Credentials } from './security.js';
import { baseOf, expand, joined, type Base } from './url.js';

/** Header parameters that the standard ignores (OpenAPI 3.1 §4.8.12.2). */
const IGNORED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'accept',
  'content-type',
  'authorization',
]);

/** Methods that `fetch` refuses (WHATWG Fetch §2.2.1). */
const FORBIDDEN_METHODS: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'CONNECT',
  'TRACE',
  'TRACK',
]);

/** One call as the caller made it; `stream` is set when it asks for a stream. */
export interface Call {
  readonly operation: Operation<unknown>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly settings: Settings;
  readonly stream: StreamOperation<unknown> | undefined;
}

/** A request as it is sent. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly source: Source | undefined;
}

type Field = readonly [name: string, value: string];

/** A request without credentials, the same for all attempts. `path` is for messages. */
export class Prepared {
  readonly method: string;
  readonly base: Base;
  readonly path: string;
  readonly source: Source | undefined;
  readonly #query: readonly string[];
  readonly #fields: readonly Field[];
  readonly #cookies: readonly string[];
  readonly #overrides: readonly (readonly [string, string | null])[];

  /** @throws RequestError when the call cannot be sent as it was given. */
  constructor(call: Call) {
    const { operation, settings } = call;
    const pieces = piecesOf(operation, call.values);
    const [path, templateQuery] = expand(operation.path, pieces.path);
    const built = buildBody(
      operation.body,
      operation.body === undefined ? undefined : call.values[operation.body.key],
      settings.mediaType,
      extraBody(call),
    );
    this.method = operation.method.toUpperCase();
    this.base = baseOf(settings.basePath ?? settings.configuration.baseUrl(operation));
    this.path = path;
    this.source = built?.source;
    this.#query = queryOf(templateQuery, pieces.query, settings.query);
    this.#fields = fieldsOf(call, pieces.headers, built?.contentType);
    this.#cookies = pieces.cookies;
    this.#overrides = Object.entries(settings.headers)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) =>
        value === null || value === undefined ? [name, null] : checkedHeader(name, value),
      );
    if (FORBIDDEN_METHODS.has(this.method)) {
      throw new RequestError(`fetch sends no ${this.method} requests`);
    }
    if (built !== undefined && (this.method === 'GET' || this.method === 'HEAD')) {
      throw new RequestError(`fetch sends no body with ${this.method}`);
    }
  }

  /** The request with credentials; `target` is where a redirect leads instead. */
  sign(credentials: Credentials, target?: string): WireRequest {
    const cookies = [...this.#cookies, ...credentials.cookies].join('; ');
    const headers = new Headers();
    const fields = [...this.#fields, ...credentials.headers];
    for (const [name, value] of cookies === ''
      ? fields
      : [...fields, ['Cookie', cookies] as const]) {
      headers.set(name, value);
    }
    for (const [name, value] of this.#overrides) {
      if (value === null) {
        headers.delete(name);
      } else {
        headers.set(name, value);
      }
    }
    const url =
      target === undefined ? this.#url(credentials.query) : withQuery(target, credentials.query);
    return { method: this.method, url, headers, source: this.source };
  }

  #url(credentials: readonly string[]): string {
    // A parameter of the same name gives way: the name belongs to the credential.
    const names = new Set(credentials.map(nameOf));
    const own = this.#query.filter((pair) => !names.has(nameOf(pair)));
    return joined(this.base, this.path, [...own, ...credentials].join('&'));
  }
}

/** {@link Prepared}, with what JSON cannot hold as a RequestError too. */
export function prepare(call: Call): Prepared {
  try {
    return new Prepared(call);
  } catch (error) {
    if (error instanceof Unencodable) {
      throw new RequestError(`the call cannot be written: ${error.message}`, { cause: error });
    }
    if (error instanceof RangeError) {
      throw new RequestError('the call is nested too deeply', { cause: error });
    }
    throw error;
  }
}

function piecesOf(
  operation: Operation<unknown>,
  values: Readonly<Record<string, unknown>>,
): Pieces {
  const pieces: Pieces = { path: new Map(), query: [], headers: [], cookies: [] };
  for (const parameter of operation.parameters ?? []) {
    const value = values[parameter.key];
    if (value !== undefined && value !== null) {
      write(parameter, value, pieces);
    } else if (parameter.required === true || parameter.place.name === 'path') {
      const message = `the ${parameter.place.name} parameter \`${parameter.key}\` needs a value`;
      throw new RequiredError(parameter.key, message);
    }
  }
  return pieces;
}

function write(parameter: Parameter, value: unknown, into: Pieces): void {
  if (parameter.place.name !== 'header' || !IGNORED.has(parameter.name.toLowerCase())) {
    parameter.place.write(parameter, plain(value), into);
  }
}

function extraBody(call: Call): Readonly<Record<string, unknown>> {
  const name = call.stream?.switch;
  return name === undefined ? call.settings.body : { ...call.settings.body, [name]: true };
}

function queryOf(
  template: string,
  declared: readonly string[],
  extra: Readonly<Record<string, unknown>>,
): string[] {
  const added: Pieces = { path: new Map(), query: [], headers: [], cookies: [] };
  for (const [name, value] of Object.entries(extra)) {
    if (value !== undefined && value !== null) {
      const deep = typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
      const style = deep ? 'deepObject' : 'form';
      const parameter: Parameter = { key: name, name, place: queryPlace, style, explode: true };
      queryPlace.write(parameter, plain(value), added);
    }
  }
  const names = new Set(Object.keys(extra).map(component));
  const own = [...template.split('&').filter((piece) => piece !== ''), ...declared];
  return [...own.filter((pair) => !names.has(nameOf(pair))), ...added.query];
}

function fieldsOf(
  call: Call,
  declared: readonly Field[],
  contentType: string | undefined,
): Field[] {
  const { operation, settings } = call;
  const { configuration } = settings;
  const fields: [string, unknown][] = [
    ['Accept', accepted(operation.responses ?? [], call.stream?.mediaType)],
    ...Object.entries(configuration.headers),
  ];
  if (configuration.userAgent !== undefined) {
    fields.unshift(['User-Agent', configuration.userAgent]);
  }
  if (contentType !== undefined) {
    fields.push(['Content-Type', contentType]);
  }
  if (operation.idempotencyHeader !== undefined) {
    fields.push([operation.idempotencyHeader, settings.idempotencyKey ?? randomUuid()]);
  }
  return [...fields.map(([name, value]) => checkedHeader(name, value)), ...declared];
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}

/** A redirect's URL with the credentials of the query, where it does not have them itself. */
function withQuery(target: string, pairs: readonly string[]): string {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const held = new Set(query.split('&').map((pair) => decoded(nameOf(pair))));
  const added = pairs.filter((pair) => !held.has(decoded(nameOf(pair))));
  const both = [...(query === '' ? [] : [query]), ...added].join('&');
  return both === '' ? path : `${path}?${both}`;
}
