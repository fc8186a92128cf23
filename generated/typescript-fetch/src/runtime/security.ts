/** Which credentials a call sends, and where (OpenAPI 3.1 §4.8.30). */

import type { ConfigurationBase, Secret } from './configuration.js';
import { environmentName } from './environment.js';
import { RequestError } from './errors.js';
import type { Security, Use } from './operation.js';
import type { Scheme } from './schemes.js';

/** Credentials as they travel; `secrets` are the texts that must not be shown. */
export interface Credentials {
  readonly headers: (readonly [string, string])[];
  /** `name=value`, encoded. */
  readonly query: string[];
  /** `name=value`. */
  readonly cookies: string[];
  readonly secrets: string[];
}

/**
 * The first alternative whose credentials are all configured, none when there is none.
 *
 * An alternative that asks for nothing comes last, wherever it stands: who has configured a
 * credential wants to be known. Without any, the call goes out as it is and the server decides.
 */
export function choose(
  security: Security | undefined,
  configuration: ConfigurationBase,
): readonly Use[] {
  const chosen = security?.find(
    (alternative) =>
      alternative.length > 0 &&
      alternative.every((use) => schemeOf(use, configuration)?.configured(configuration)),
  );
  return chosen ?? [];
}

/** The scheme that a use names. */
export function schemeOf(use: Use, configuration: ConfigurationBase): Scheme | undefined {
  return configuration.facts.schemes.find((scheme) => scheme.id === use.scheme);
}

/**
 * A hint for a call that was refused without credentials; undefined when it had some, or when the
 * operation needs none.
 */
export function missing(
  security: Security | undefined,
  configuration: ConfigurationBase,
): string | undefined {
  if (
    security === undefined ||
    security.length === 0 ||
    security.some((alternative) => alternative.length === 0) ||
    choose(security, configuration).length > 0
  ) {
    return undefined;
  }
  const names = security
    .flat()
    .map((use) => environmentName(configuration.facts.package, use.scheme));
  return (
    'no credentials are configured for this operation: give them to Configuration, or set ' +
    [...new Set(names)].join(' or ')
  );
}

/**
 * A credential's text: itself, or what its function gives.
 *
 * @throws RequestError for no text.
 */
export async function resolve(secret: Secret, use: Use): Promise<string> {
  const value: unknown = await (typeof secret === 'function'
    ? secret(use.scheme, use.scopes ?? [])
    : secret);
  if (typeof value !== 'string') {
    throw new RequestError('the function of a credential gave no text');
  }
  return value;
}
