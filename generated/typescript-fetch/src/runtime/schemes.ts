/** Ways to authenticate (OpenAPI 3.1 §4.8.27). */

import type { ConfigurationBase } from './configuration.js';
import { checkedCookie } from './cookie.js';
import { checkedHeader } from './header.js';
import type { Use } from './operation.js';
import { component } from './percent.js';
import { resolve, type Credentials } from './security.js';

/** What a scheme may need to get a credential. */
export interface Asking {
  readonly configuration: ConfigurationBase;
  /** The base URL of the call. */
  readonly base: string;
  /** Send a request of its own, and give the body of a success. */
  exchange(url: string, headers: [string, string][], body: string): Promise<Uint8Array>;
  /** Wait for something, but not longer than the call may take. */
  wait<T>(promise: Promise<T>): Promise<T>;
  /** Never show this text. */
  hide(secret: string): void;
}

/** A way to authenticate, by its id in the document. */
export interface Scheme {
  readonly id: string;
  /** Whether a credential for it is configured. */
  configured(configuration: ConfigurationBase): boolean;
  /** Add the credential. */
  place(use: Use, asking: Asking, into: Credentials): Promise<void>;
}

/** A bearer token (RFC 6750). */
export function bearer(id: string): Scheme {
  return http(id, 'Bearer');
}

/** OpenID Connect: a bearer token. */
export function openIdConnect(id: string): Scheme {
  return http(id, 'Bearer');
}

/** Any scheme of the field `Authorization`: a word and the configured access token. */
export function http(id: string, word: string): Scheme {
  return {
    id,
    configured: (configuration) => configuration.tokenFor(id) !== undefined,
    async place(use, { configuration }, into) {
      const secret = configuration.tokenFor(id);
      if (secret !== undefined) {
        placeToken(word, await resolve(secret, use), into);
      }
    },
  };
}

/** Add a token. */
export function placeToken(word: string, token: string, into: Credentials): void {
  into.secrets.push(token);
  into.headers.push(checkedHeader('Authorization', `${word} ${token}`));
}

/** User name and password (RFC 7617). */
export function basic(id: string): Scheme {
  return {
    id,
    configured: (configuration) => configuration.basicFor(id) !== undefined,
    async place(_use, { configuration }, into) {
      const pair = configuration.basicFor(id);
      if (pair !== undefined) {
        const coded = base64(pair.join(':'));
        into.secrets.push(coded, pair[1]);
        into.headers.push(['Authorization', `Basic ${coded}`]);
      }
    },
  };
}

/** Base64 of the UTF-8 bytes of a text. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** An API key. Browsers do not let a program set cookies of a request. */
export function apiKey(id: string, place: 'header' | 'query' | 'cookie', name: string): Scheme {
  return {
    id,
    configured: (configuration) => configuration.apiKeyFor(id) !== undefined,
    async place(use, { configuration }, into) {
      const secret = configuration.apiKeyFor(id);
      if (secret === undefined) {
        return;
      }
      const value = await resolve(secret, use);
      into.secrets.push(value);
      if (place === 'query') {
        into.secrets.push(component(value));
        into.query.push(`${component(name)}=${component(value)}`);
      } else if (place === 'cookie') {
        into.cookies.push(checkedCookie(name, value));
      } else {
        into.headers.push(checkedHeader(name, value));
      }
    },
  };
}

/** A certificate of the client: a matter of the platform, so of a `fetchApi` of your own. */
export function mutualTLS(id: string): Scheme {
  return {
    id,
    configured: (configuration) => !configuration.ownFetch,
    async place() {},
  };
}
