/**
 * What may be shown: credentials never leave through messages, printed values or logs.
 *
 * Logs print an allow-list of header fields; what is not known to be harmless is masked.
 */

/** What stands for something that is not shown. */
export const MASK = '***';

const SHOWN: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'accept',
  'accept-encoding',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'retry-after',
  'retry-after-ms',
  'server',
  'transfer-encoding',
  'user-agent',
  'x-request-id',
  'x-should-retry',
]);

const SHORTEST_SECRET = 4;

/** Header fields for a log: values outside the allow-list are masked. */
export function loggable(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, SHOWN.has(name.toLowerCase()) ? value : MASK]),
  );
}

/**
 * `text` with every occurrence of a secret masked: a server may echo what it was sent.
 *
 * Secrets shorter than four characters stay: masking each `a` would hide the message and betray
 * the secret.
 */
export function without(text: string, secrets: Iterable<string>): string {
  return [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((one, other) => other.length - one.length)
    .reduce((shown, secret) => shown.replaceAll(secret, MASK), text);
}
