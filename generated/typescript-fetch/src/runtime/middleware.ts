/** Hooks around each attempt of a call. */

/** A function like `fetch`. */
export type FetchAPI = (url: string, init: RequestInit) => Promise<Response>;

/** What `fetch` is called with. */
export interface FetchParams {
  readonly url: string;
  readonly init: RequestInit;
}

/** Before an attempt. The headers hold the credentials. */
export interface RequestContext {
  readonly fetch: FetchAPI;
  readonly url: string;
  readonly init: RequestInit & { readonly headers: Headers };
  /** The name of the operation. */
  readonly operation: string;
}

/** After a response came, whatever its status. */
export interface ResponseContext extends FetchParams {
  readonly fetch: FetchAPI;
  readonly operation: string;
  readonly response: Response;
}

/** After an attempt failed without a response. */
export interface ErrorContext extends FetchParams {
  readonly fetch: FetchAPI;
  readonly operation: string;
  readonly error: unknown;
}

/**
 * Hooks around each attempt of a call, redirects included.
 *
 * `pre` may change what is sent, `post` what came, and `onError` may give a response in place of a
 * failure. What they return replaces what they were given; nothing leaves it. An exception that
 * they throw ends the call and reaches the caller as it is.
 */
export interface Middleware {
  pre?(context: RequestContext): Promise<FetchParams | void> | FetchParams | void;
  post?(context: ResponseContext): Promise<Response | void> | Response | void;
  onError?(context: ErrorContext): Promise<Response | void> | Response | void;
}
