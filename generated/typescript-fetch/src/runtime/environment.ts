/**
 * Credentials and base URL from the environment, where the platform has one (Node, Deno, Bun).
 *
 * A scheme `ApiKeyAuth` of the package `petstore` is looked for in `PETSTORE_API_KEY_AUTH` (its id in
 * words) and then in `PETSTORE_APIKEYAUTH`; the base URL in `PETSTORE_BASE_URL`.
 */

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]/g;
const OTHER = /[^A-Za-z0-9]+/g;

/** The environment of the process; empty where there is none, or where it may not be read. */
export function processEnvironment(): Environment {
  try {
    // Not `process.env`: bundlers replace that text by what the build machine has.
    const process = (globalThis as { process?: { env?: Environment } }).process;
    return process?.env ?? {};
  } catch {
    return {};
  }
}

/** The name of the variable that holds the credential of a scheme. */
export function environmentName(packageName: string, scheme: string): string {
  const words = scheme
    .split(OTHER)
    .filter((piece) => piece !== '')
    // Digits stay with the word before them: OAUTH2, not OAUTH_2.
    .map((piece) => (piece.match(WORD) ?? []).join('_').replace(/_(?=[0-9])/g, ''));
  return `${prefix(packageName)}_${words.join('_').toUpperCase()}`;
}

/** The name of the variable that holds the base URL. */
export function baseUrlName(packageName: string): string {
  return `${prefix(packageName)}_BASE_URL`;
}

/**
 * The value of a scheme's variable, undefined when it is unset or empty.
 *
 * `suffix` is `_USERNAME`, `_PASSWORD`, `_CLIENT_ID` or `_CLIENT_SECRET` where a scheme needs two
 * values.
 */
export function fromEnvironment(
  environment: Environment,
  packageName: string,
  scheme: string,
  suffix = '',
): string | undefined {
  const plain = `${prefix(packageName)}_${scheme.replace(OTHER, '_').replace(/^_+|_+$/g, '')}`;
  const names = [environmentName(packageName, scheme), plain.toUpperCase()];
  return names.map((name) => read(environment, name + suffix)).find((value) => value !== undefined);
}

/** One variable; Deno refuses to read those that it was not allowed to. */
export function read(environment: Environment, name: string): string | undefined {
  try {
    return environment[name] || undefined;
  } catch {
    return undefined;
  }
}

function prefix(packageName: string): string {
  return packageName.replace(OTHER, '_').replace(/^_+/, '').toUpperCase();
}
