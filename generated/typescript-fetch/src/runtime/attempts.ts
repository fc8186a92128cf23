/**
 * The attempts of one call, from its beginning to its response: waiting, credentials, redirects and
 * the reading of the body are decided here, for whole answers and for streams.
 */

import { Deadline } from './clock.js';
import { bodiless, decodeBody, select } from './decoding.js';
import { FetchError, RequestError, type ApiError } from './errors.js';
import { decodeError, requestId, statusError, type Exchange } from './failures.js';
import { Source } from './files.js';
import { Logger } from './log.js';
import type { FetchAPI, FetchParams } from './middleware.js';
import type { Settings } from './options.js';
import { prepare, type Call, type Prepared, type WireRequest } from './request.js';
import { ApiResponse } from './response.js';
import { delayOf, retryAfter, type RetryPolicy } from './retry.js';
import type { Asking } from './schemes.js';
import { choose, missing, schemeOf, type Credentials } from './security.js';
import { BodyReader, failureOf, transportError, TransportFailure } from './transport.js';
import { redirected } from './url.js';
import { Undecodable } from './undecodable.js';

const REDIRECTS: ReadonlySet<number> = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 10;

/** The authorization server gave no token; worth another attempt if its status says so. */
class TokenRefused extends Error {
  readonly response: Response;
  readonly error: ApiError;

  constructor(response: Response, error: ApiError) {
    super();
    this.response = response;
    this.error = error;
  }
}

/** The attempts of one call: they share a deadline, a body and an idempotency key. */
export class Attempts {
  readonly call: Call;
  readonly settings: Settings;
  readonly deadline: Deadline;
  readonly method: string;
  /** For messages: without the query. */
  readonly path: string;
  readonly secrets: string[] = [];
  readonly log: Logger;
  readonly #prepared: Prepared;
  readonly #policy: RetryPolicy;

  /** @throws RequestError when the call cannot be sent as it was given. */
  constructor(call: Call) {
    const { settings } = call;
    const { configuration } = settings;
    this.call = call;
    this.settings = settings;
    this.#prepared = prepare(call);
    this.method = this.#prepared.method;
    this.path = this.#prepared.base.path + this.#prepared.path;
    this.log = new Logger(configuration.log, configuration.logBodies, this.method, this.path);
    this.#policy = {
      maxRetries: settings.maxRetries,
      maxRetryAfter: settings.maxRetryAfter,
      replayable: this.#prepared.source?.replayable ?? true,
    };
    this.deadline = new Deadline(configuration.clock, settings.timeout, settings.signal);
  }

  // --- getting a response ------------------------------------------------------------------

  /** A success, its body not yet read. Throws ApiError when the attempts are used up. */
  async respond(): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const { delay, cause } = await this.#try(attempt);
      if (delay === undefined) {
        return cause;
      }
      this.log.retry(cause, delay, this.#policy.maxRetries - attempt - 1);
      try {
        await this.settings.configuration.clock.sleep(delay, this.deadline.signal);
      } catch (error) {
        throw transportError(failureOf(error, this.deadline), this.method, this.path);
      }
    }
  }

  async #try(
    attempt: number,
  ): Promise<{ delay: undefined; cause: Response } | { delay: number; cause: string }> {
    try {
      const response = await this.#once();
      if (response.ok) {
        return { delay: undefined, cause: response };
      }
      const delay = this.#delay(attempt, response);
      if (delay === undefined) {
        throw await this.#refusal(response);
      }
      await new BodyReader(response, this.deadline).leave();
      return { delay, cause: String(response.status) };
    } catch (error) {
      if (error instanceof TokenRefused) {
        const delay = this.#delay(attempt, error.response);
        if (delay === undefined) {
          throw error.error;
        }
        return { delay, cause: `token: ${error.response.status}` };
      }
      if (!(error instanceof TransportFailure)) {
        throw error;
      }
      const final = error.kind === 'refused' || error.kind === 'aborted';
      const delay = final ? undefined : this.#delay(attempt, undefined);
      if (delay === undefined) {
        throw transportError(error, this.method, this.path);
      }
      return { delay, cause: error.kind };
    }
  }

  /** How long to wait until the next attempt; undefined also when the time would be over. */
  #delay(attempt: number, response: Response | undefined): number | undefined {
    const { clock } = this.settings.configuration;
    const outcome = {
      status: response?.status,
      retryAfter: response && retryAfter(response.headers, clock.wall()),
      advice: response?.headers.get('x-should-retry'),
    };
    const delay = delayOf(this.#policy, attempt, outcome, () => clock.random());
    return delay !== undefined && this.deadline.allows(delay) ? delay : undefined;
  }

  /** One attempt: credentials, the request, and the redirects of its origin. */
  async #once(): Promise<Response> {
    const credentials = await this.#credentials();
    let request = this.#prepared.sign(credentials);
    let response = await this.#send(request);
    for (let count = 0; count < MOST_REDIRECTS; count += 1) {
      const target = this.#redirect(request, response);
      if (target === undefined) {
        break;
      }
      await new BodyReader(response, this.deadline).leave();
      request = this.#prepared.sign(credentials, target);
      response = await this.#send(request);
    }
    return response;
  }

  /** Where to go on: GET and HEAD only, and never away from the origin. */
  #redirect(request: WireRequest, response: Response): string | undefined {
    if (response.type === 'opaqueredirect') {
      throw new FetchError('the server redirects, and browsers do not tell where to', {
        method: this.method,
        path: this.path,
      });
    }
    const location = response.headers.get('location');
    const follows = REDIRECTS.has(response.status) && ['GET', 'HEAD'].includes(this.method);
    return follows && location !== null && location !== ''
      ? redirected(request.url, location)
      : undefined;
  }

  // --- sending -----------------------------------------------------------------------------

  /** Send a request through the middleware. Throws TransportFailure. */
  async #send(request: WireRequest): Promise<Response> {
    const { configuration } = this.settings;
    const fetchApi = configuration.fetchApi;
    const operation = this.call.operation.name;
    const context = { fetch: fetchApi, operation };
    let params: FetchParams = { url: request.url, init: this.#init(request) };
    for (const { pre } of bound(configuration.middleware)) {
      const init = { ...params.init, headers: new Headers(params.init.headers) };
      params = (await pre?.({ ...context, url: params.url, init })) ?? { url: params.url, init };
    }
    const data = request.source?.data;
    this.log.request(this.method, params.init.headers, data, this.secrets);
    let response: Response;
    try {
      response = await this.#fetch(fetchApi, params);
    } catch (error) {
      const recovered = await this.#recover(error, { ...context, ...params });
      if (recovered === undefined) {
        throw failureOf(error, this.deadline, request.source);
      }
      response = recovered;
    }
    for (const { post } of bound(configuration.middleware)) {
      response = (await post?.({ ...context, ...params, response })) ?? response;
    }
    this.log.response(this.method, response.status, response.headers);
    return response;
  }

  async #recover(
    error: unknown,
    context: FetchParams & { fetch: FetchAPI; operation: string },
  ): Promise<Response | undefined> {
    if (this.deadline.signal.aborted) {
      return undefined;
    }
    for (const { onError } of bound(this.settings.configuration.middleware)) {
      const response = await onError?.({ ...context, error });
      if (response instanceof Response) {
        return response;
      }
    }
    return undefined;
  }

  /** `fetch`, ended by the deadline even where it does not listen to the signal. */
  async #fetch(fetchApi: FetchAPI, params: FetchParams): Promise<Response> {
    return this.deadline.race(Promise.resolve(fetchApi(params.url, params.init)));
  }

  #init(request: WireRequest): RequestInit {
    const { configuration, connectTimeout, fetchOptions } = this.settings;
    const body = request.source?.open();
    return {
      ...(configuration.ownFetch ? configuration.connections.options(connectTimeout) : {}),
      ...(configuration.credentials === undefined
        ? {}
        : { credentials: configuration.credentials }),
      ...fetchOptions,
      method: request.method,
      headers: request.headers,
      redirect: 'manual',
      signal: this.deadline.signal,
      ...(body === undefined ? {} : { body }),
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    };
  }

  // --- the body of a response --------------------------------------------------------------

  /** The response with its body decoded. Throws ApiError. */
  async decoded(response: Response): Promise<ApiResponse<unknown>> {
    const exchange = this.exchange(response);
    const data = await this.#body(exchange);
    const id = requestId(response.headers);
    if (bodiless(this.method, response.status)) {
      return new ApiResponse<unknown>(response, undefined, data, id);
    }
    const declared = select(this.call.operation.responses ?? [], response.status);
    const contentType = response.headers.get('content-type');
    try {
      const value = await decodeBody(declared, contentType, data, this.settings.strict);
      return new ApiResponse(response, value, data, id);
    } catch (error) {
      throw error instanceof Undecodable ? decodeError(exchange, data, error.message) : error;
    }
  }

  /** The body of a success: the server has done what was asked, so it is not asked again. */
  async #body(exchange: Exchange): Promise<Uint8Array> {
    try {
      return await this.read(exchange.response);
    } catch (error) {
      throw this.broken(error, exchange);
    }
  }

  /** The rest of a body, at most about `limit` bytes. Throws TransportFailure. */
  async read(response: Response, limit?: number): Promise<Uint8Array> {
    // Also where there can be no body: the connection is free only once its end was seen.
    const data = await new BodyReader(response, this.deadline).rest(limit);
    this.log.body(data, this.secrets);
    return data;
  }

  /** The error for a body that did not come to its end. */
  broken(error: unknown, exchange: Exchange): unknown {
    return error instanceof TransportFailure
      ? transportError(error, this.method, this.path, exchange)
      : error;
  }

  /** Write the body of a success somewhere as it arrives. Throws ApiError. */
  async save(
    response: Response,
    target: WritableStream<Uint8Array>,
  ): Promise<ApiResponse<undefined>> {
    const exchange = this.exchange(response);
    const reader = new BodyReader(response, this.deadline);
    const writer = target.getWriter();
    try {
      for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
        await this.#written(writer.write(chunk));
      }
      await this.#written(writer.close());
    } catch (error) {
      reader.cancel();
      await writer.abort(error).catch(() => undefined);
      throw this.broken(error, exchange);
    }
    return new ApiResponse(response, undefined, new Uint8Array(), requestId(response.headers));
  }

  async #written(done: Promise<void>): Promise<void> {
    try {
      await this.deadline.race(done);
    } catch (error) {
      if (this.deadline.signal.aborted) {
        throw failureOf(error, this.deadline);
      }
      const { method, path } = this;
      throw new RequestError('the body cannot be saved', { method, path, cause: error });
    }
  }

  /** The error for an error status. */
  async #refusal(response: Response): Promise<unknown> {
    const exchange = this.exchange(response);
    const { configuration } = this.settings;
    const { operation } = this.call;
    let body: Uint8Array;
    try {
      body = await this.read(response);
    } catch (error) {
      if (!(error instanceof TransportFailure) || error.kind !== 'connection') {
        return this.broken(error, exchange);
      }
      body = error.partial;
    }
    const refused = response.status === 401;
    if (refused) {
      this.secrets.forEach((secret) => configuration.tokens.forget(secret));
    }
    const hint = refused ? missing(operation.security, configuration) : undefined;
    const { responses = [] } = operation;
    const now = configuration.clock.wall();
    return statusError(exchange, body, responses, now, this.secrets, hint);
  }

  /** A response of this call, for errors. */
  exchange(response: Response): Exchange {
    return { method: this.method, path: this.path, response };
  }

  // --- credentials -------------------------------------------------------------------------

  async #credentials(): Promise<Credentials> {
    const { configuration } = this.settings;
    const { origin, path } = this.#prepared.base;
    const found: Credentials = { headers: [], query: [], cookies: [], secrets: this.secrets };
    const asking: Asking = {
      configuration,
      base: origin + path,
      exchange: (url, headers, body) => this.#exchange(url, headers, body),
      wait: (promise) => this.#waited(promise),
      hide: (secret) => this.secrets.push(secret),
    };
    for (const use of choose(this.call.operation.security, configuration)) {
      // A function that gives a credential may take longer than the call may.
      await this.#waited(Promise.resolve(schemeOf(use, configuration)?.place(use, asking, found)));
    }
    return found;
  }

  async #waited<T>(promise: Promise<T>): Promise<T> {
    try {
      return await this.deadline.race(promise);
    } catch (error) {
      throw this.deadline.signal.aborted ? failureOf(error, this.deadline) : error;
    }
  }

  /** A request for a token. Throws TransportFailure, or TokenRefused. */
  async #exchange(url: string, headers: [string, string][], body: string): Promise<Uint8Array> {
    const source = new Source([new TextEncoder().encode(body)]);
    const request = { method: 'POST', url, headers: new Headers(headers), source };
    const path = new URL(url).pathname;
    const { configuration } = this.settings;
    const log = new Logger(configuration.log, configuration.logBodies, 'POST', path);
    log.request('POST', request.headers, source.data, this.secrets);
    let response: Response;
    try {
      response = await this.#fetch(configuration.fetchApi, { url, init: this.#init(request) });
    } catch (error) {
      throw failureOf(error, this.deadline, source);
    }
    log.response('POST', response.status, response.headers);
    const data = await new BodyReader(response, this.deadline).rest();
    if (response.ok) {
      return data;
    }
    const exchange = { method: 'POST', path, response };
    const now = configuration.clock.wall();
    throw new TokenRefused(response, await statusError(exchange, data, [], now, this.secrets));
  }
}

/** The hooks of middleware, bound to their objects. */
function bound<M extends object>(middleware: readonly M[]): M[] {
  return middleware.map((each) => {
    const hooks: Record<string, unknown> = {};
    for (const name of ['pre', 'post', 'onError']) {
      const hook: unknown = Reflect.get(each, name);
      hooks[name] = typeof hook === 'function' ? (hook.bind(each) as unknown) : undefined;
    }
    return hooks as M;
  });
}
