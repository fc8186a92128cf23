/// <reference lib="esnext.disposable" preserve="true" />
/** What a client is told once: where the server is, who calls, and how patient to be. */

import { systemClock, type Clock } from './clock.js';
import {
  baseUrlName,
  fromEnvironment,
  processEnvironment,
  read,
  type Environment,
} from './environment.js';
import { RequestError } from './errors.js';
import type { Log } from './log.js';
import type { FetchAPI, Middleware } from './middleware.js';
import type { Operation, Server } from './operation.js';
import { Connections, platformName } from './platform.js';
import { MASK } from './redact.js';
import type { Scheme } from './schemes.js';
import { TokenStore } from './tokens.js';
import { serverUrl, shownUrl } from './url.js';

/**
 * A credential, or a function that gives it: it is asked before each attempt, with the id of the
 * scheme and the scopes that the operation needs.
 */
export type Secret =
  | string
  | Promise<string>
  | ((scheme: string, scopes: readonly string[]) => string | Promise<string>);

/** One credential for every scheme of its kind, or credentials by the id of the scheme. */
export type Secrets = Secret | { readonly [scheme: string]: Secret };

/** All durations are in milliseconds. */
export interface ConfigurationParameters {
  /** The base URL; without it the environment, then the document's server is used. */
  readonly basePath?: string | undefined;
  /** For bearer, OAuth2 and OpenID Connect schemes. */
  readonly accessToken?: Secrets | undefined;
  /** For API keys. */
  readonly apiKey?: Secrets | undefined;
  /** For basic authentication. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** For the OAuth2 client credentials flow. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Which of the document's servers, and the values of its variables. */
  readonly serverIndex?: number | undefined;
  readonly serverVariables?: Readonly<Record<string, string>> | undefined;
  /** The limit of a whole call with its retries; in a stream, of the silence between chunks. */
  readonly timeout?: number | null | undefined;
  /** The limit of connecting (Node only: other platforms do not say when they are connected). */
  readonly connectTimeout?: number | null | undefined;
  /** How often a failed call is repeated. */
  readonly maxRetries?: number | undefined;
  /** The longest `Retry-After` that is waited for. */
  readonly maxRetryAfter?: number | undefined;
  /** Header fields to send with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What stands in `User-Agent`, which browsers set themselves. */
  readonly userAgent?: string | undefined;
  /** Refuse responses that break their schema. */
  readonly strict?: boolean | undefined;
  /** A function to use in place of the platform's `fetch`. */
  readonly fetchApi?: FetchAPI | undefined;
  readonly middleware?: readonly Middleware[] | undefined;
  /** Takes an entry per request and response; `logBodies` adds their bodies. */
  readonly log?: Log | undefined;
  readonly logBodies?: boolean | undefined;
  /** Whether browsers send their own cookies; see `RequestInit.credentials`. */
  readonly credentials?: RequestInit['credentials'] | undefined;
  readonly clock?: Clock | undefined;
  /** In place of the environment of the process. */
  readonly environment?: Environment | undefined;
}

/** What the generated `configuration.ts` knows of the document. */
export interface ApiFacts {
  /** It names the environment variables and the user agent. */
  readonly package: string;
  readonly version: string;
  readonly servers: readonly Server[];
  readonly schemes: readonly Scheme[];
}

/** The settings of a client. */
export class ConfigurationBase {
  readonly facts: ApiFacts;
  readonly basePath: string | undefined;
  readonly serverIndex: number;
  readonly serverVariables: Readonly<Record<string, string>>;
  readonly timeout: number | null;
  readonly connectTimeout: number | null;
  readonly maxRetries: number;
  readonly maxRetryAfter: number;
  readonly userAgent: string | undefined;
  readonly strict: boolean;
  readonly logBodies: boolean;
  readonly credentials: RequestInit['credentials'] | undefined;
  // Private, so that printing a configuration shows none of them.
  readonly #given: ConfigurationParameters;
  readonly #environment: Environment;
  #connections: Connections = new Connections();
  #tokens: TokenStore = new TokenStore();

  constructor(facts: ApiFacts, parameters: ConfigurationParameters = {}) {
    const environment = parameters.environment ?? processEnvironment();
    const platform = platformName();
    this.facts = facts;
    Object.defineProperty(this, 'facts', { enumerable: false });
    this.#given = parameters;
    this.#environment = environment;
    this.basePath = parameters.basePath ?? read(environment, baseUrlName(facts.package));
    this.serverIndex = parameters.serverIndex ?? 0;
    this.serverVariables = parameters.serverVariables ?? {};
    this.timeout = parameters.timeout === undefined ? 600_000 : parameters.timeout;
    this.connectTimeout =
      parameters.connectTimeout === undefined ? 5000 : parameters.connectTimeout;
    this.maxRetries = parameters.maxRetries ?? 2;
    this.maxRetryAfter = parameters.maxRetryAfter ?? 60_000;
    this.userAgent =
      parameters.userAgent ??
      (platform === undefined ? undefined : `${facts.package}/${facts.version} ${platform}`);
    this.strict = parameters.strict ?? false;
    this.logBodies = parameters.logBodies ?? false;
    this.credentials = parameters.credentials;
  }

  /** What calls go through; asked at each call, so that a later replacement of `fetch` counts. */
  get fetchApi(): FetchAPI {
    return this.#given.fetchApi ?? ((url, init) => fetch(url, init));
  }

  /** Whether calls go through the platform's own `fetch`. */
  get ownFetch(): boolean {
    return this.#given.fetchApi === undefined;
  }

  get middleware(): readonly Middleware[] {
    return this.#given.middleware ?? [];
  }

  get headers(): Readonly<Record<string, string>> {
    return this.#given.headers ?? {};
  }

  get log(): Log | undefined {
    return this.#given.log;
  }

  get clock(): Clock {
    return this.#given.clock ?? systemClock;
  }

  /** The connections of Node. */
  get connections(): Connections {
    return this.#connections;
  }

  /** The tokens that were granted. */
  get tokens(): TokenStore {
    return this.#tokens;
  }

  /** The same settings with some changed; connections and tokens are shared. */
  with(changes: ConfigurationParameters): ConfigurationBase {
    const next = new ConfigurationBase(this.facts, { ...this.#given, ...changes });
    next.#connections = this.#connections;
    next.#tokens = this.#tokens;
    return next;
  }

  // --- credentials -------------------------------------------------------------------------

  /** The bearer token of a scheme, from `accessToken` or the environment. */
  tokenFor(scheme: string): Secret | undefined {
    return pick(this.#given.accessToken, scheme) ?? this.#variable(scheme);
  }

  /** The API key of a scheme, from `apiKey` or the environment. */
  apiKeyFor(scheme: string): Secret | undefined {
    return pick(this.#given.apiKey, scheme) ?? this.#variable(scheme);
  }

  /** User name and password of a scheme. */
  basicFor(scheme: string): readonly [username: string, password: string] | undefined {
    const username = this.#given.username ?? this.#variable(scheme, '_USERNAME');
    const password = this.#given.password ?? this.#variable(scheme, '_PASSWORD');
    return username === undefined ? undefined : [username, password ?? ''];
  }

  /** Client id and secret of an OAuth2 scheme. */
  clientFor(scheme: string): readonly [id: string, secret: string] | undefined {
    const id = this.#given.clientId ?? this.#variable(scheme, '_CLIENT_ID');
    const secret = this.#given.clientSecret ?? this.#variable(scheme, '_CLIENT_SECRET');
    return id === undefined || secret === undefined ? undefined : [id, secret];
  }

  #variable(scheme: string, suffix = ''): string | undefined {
    return fromEnvironment(this.#environment, this.facts.package, scheme, suffix);
  }

  // --- where the server is -----------------------------------------------------------------

  /**
   * The base URL of an operation: `basePath`, else its own server, else the document's.
   *
   * @throws RequestError when `serverIndex` or a variable's value does not exist.
   */
  baseUrl(operation?: Operation<unknown>): string {
    if (this.basePath !== undefined && this.basePath !== '') {
      return this.basePath;
    }
    const own = operation?.servers ?? [];
    const servers = own.length > 0 ? own : this.facts.servers;
    const index = own.length > 0 && this.serverIndex >= own.length ? 0 : this.serverIndex;
    const server = servers[index];
    if (servers.length === 0) {
      throw new RequestError('the document names no server: set `basePath`');
    }
    if (server === undefined) {
      throw new RequestError(`there is no server ${index}: the document names ${servers.length}`);
    }
    return serverUrl(server, this.serverVariables);
  }

  // --- the end -----------------------------------------------------------------------------

  /** Close the connections of Node; other platforms close theirs by themselves. */
  async close(): Promise<void> {
    await this.#connections.close();
  }

  /** The same at the end of `await using configuration = new Configuration();`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** For logs: without credentials. */
  toJSON(): Record<string, unknown> {
    const { accessToken, apiKey, username, password, clientId } = this.#given;
    const secret = Object.entries({ accessToken, apiKey, username, password, clientId })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => [name, MASK]);
    const basePath = this.basePath === undefined ? {} : { basePath: shownUrl(this.basePath) };
    return { ...this, ...basePath, ...Object.fromEntries(secret) };
  }
}

function pick(secrets: Secrets | undefined, scheme: string): Secret | undefined {
  if (
    typeof secrets === 'string' ||
    typeof secrets === 'function' ||
    secrets === undefined ||
    secrets instanceof Promise
  ) {
    return secrets === '' ? undefined : secrets;
  }
  return Object.hasOwn(secrets, scheme) ? (secrets as Record<string, Secret>)[scheme] : undefined;
}
