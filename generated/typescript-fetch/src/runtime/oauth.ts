/** Tokens by the OAuth2 client credentials flow (RFC 6749 §4.4). */

import { DecodeError, RequestError } from './errors.js';
import type { Use } from './operation.js';
import { formValue } from './percent.js';
import { base64, http, placeToken, type Asking, type Scheme } from './schemes.js';
import type { Credentials } from './security.js';

/** How long a token without `expires_in` is used, in milliseconds. */
const UNKNOWN_LIFE = 300_000;

/**
 * OAuth2: the configured access token; with a token URL also one that is granted for the
 * configured client id and secret, and kept until shortly before it expires.
 */
export function oauth2(id: string, tokenUrl?: string): Scheme {
  const given = http(id, 'Bearer');
  return {
    id,
    configured: (configuration) =>
      given.configured(configuration) ||
      (tokenUrl !== undefined && configuration.clientFor(id) !== undefined),
    async place(use: Use, asking: Asking, into: Credentials) {
      if (given.configured(asking.configuration) || tokenUrl === undefined) {
        await given.place(use, asking, into);
      } else {
        placeToken('Bearer', await granted(use, asking, tokenUrl), into);
      }
    },
  };
}

async function granted(use: Use, asking: Asking, tokenUrl: string): Promise<string> {
  const { configuration } = asking;
  const { tokens, clock } = configuration;
  const client = configuration.clientFor(use.scheme);
  if (client === undefined) {
    throw new RequestError(`no client credentials for \`${use.scheme}\``);
  }
  const url = new URL(tokenUrl, `${asking.base}/`).href;
  const scopes = use.scopes ?? [];
  const key = JSON.stringify([url, client[0], ...scopes]);
  const held = tokens.get(key, clock.monotonic());
  if (held !== undefined) {
    return held;
  }
  const wait = (other: Promise<unknown>): Promise<unknown> => asking.wait(other);
  return tokens.alone(key, wait, async () => {
    // Somebody else may have fetched it while this call waited.
    const there = tokens.get(key, clock.monotonic());
    if (there !== undefined) {
      return there;
    }
    asking.hide(client[1]);
    const now = clock.monotonic();
    const [headers, body] = tokenRequest(client, scopes);
    const [token, life] = readToken(await asking.exchange(url, headers, body));
    tokens.put(key, token, life, now);
    return token;
  });
}

/** The client names itself by HTTP Basic (RFC 6749 §2.3.1). */
function tokenRequest(
  client: readonly [string, string],
  scopes: readonly string[],
): [headers: [string, string][], body: string] {
  const coded = base64(client.map(formValue).join(':'));
  const scope = scopes.length > 0 ? `&scope=${formValue(scopes.join(' '))}` : '';
  return [
    [
      ['Accept', 'application/json'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Authorization', `Basic ${coded}`],
    ],
    `grant_type=client_credentials${scope}`,
  ];
}

/** Token and life in milliseconds from a token response. */
function readToken(body: Uint8Array): readonly [token: string, life: number] {
  let answer: unknown;
  try {
    answer = JSON.parse(new TextDecoder().decode(body));
  } catch {
    answer = undefined;
  }
  if (typeof answer === 'object' && answer !== null && 'access_token' in answer) {
    const token = answer.access_token;
    if (typeof token === 'string' && token !== '') {
      const life = 'expires_in' in answer ? Number(answer.expires_in) * 1000 : UNKNOWN_LIFE;
      return [token, Number.isFinite(life) ? Math.max(0, life) : UNKNOWN_LIFE];
    }
  }
  throw new DecodeError('the token response holds no access token');
}
