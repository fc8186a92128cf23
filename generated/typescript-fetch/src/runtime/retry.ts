/** Whether to try again, and when. All durations are in milliseconds. */

import { httpDate } from './httpdate.js';

const NUMBER = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;

/** How often a call is repeated, and how long a server may make it wait. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly maxRetryAfter: number;
  /** False for a body that can be sent only once: then nothing is repeated. */
  readonly replayable: boolean;
}

/** What came of an attempt; `status` is undefined when no response came. */
export interface Outcome {
  readonly status?: number | undefined;
  readonly retryAfter?: number | undefined;
  /** The field `x-should-retry`. */
  readonly advice?: string | null | undefined;
}

/**
 * How long to wait after the failure of `attempt` (the first is 0), undefined to give up.
 *
 * A `retryAfter` above the limit gives up: waiting less would only be refused again.
 */
export function delayOf(
  policy: RetryPolicy,
  attempt: number,
  outcome: Outcome,
  random: () => number,
): number | undefined {
  if (attempt >= policy.maxRetries || !policy.replayable) {
    return undefined;
  }
  if (outcome.status !== undefined && !shouldRetry(outcome.status, outcome.advice)) {
    return undefined;
  }
  if (outcome.retryAfter !== undefined) {
    return outcome.retryAfter <= policy.maxRetryAfter ? outcome.retryAfter : undefined;
  }
  return backoff(attempt, random());
}

/** Whether a status is worth another attempt; the server's advice wins. */
export function shouldRetry(status: number, advice?: string | null): boolean {
  const said = advice?.trim().toLowerCase();
  if (said === 'true' || said === 'false') {
    return said === 'true';
  }
  return [408, 409, 429].includes(status) || (status >= 500 && status < 600);
}

/** `min(500·2ⁿ, 8000)` milliseconds times 0.75 to 1, by a `chance` from 0 to 1. */
export function backoff(attempt: number, chance: number): number {
  const longest = Math.min(500 * 2 ** Math.min(attempt, 10), 8000);
  return longest * (0.75 + 0.25 * chance);
}

/**
 * How long the server asks to wait: `retry-after-ms`, else `Retry-After` in seconds or as an HTTP
 * date, against the response's `Date` or, without one, `now` (milliseconds since the epoch).
 *
 * Never negative; undefined for what is absent or no such value.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const milliseconds = number(headers.get('retry-after-ms'));
  if (milliseconds !== undefined) {
    return milliseconds;
  }
  const text = headers.get('retry-after');
  const seconds = number(text);
  if (seconds !== undefined) {
    return seconds * 1000;
  }
  const moment = text === null ? undefined : httpDate(text, now);
  if (moment === undefined) {
    return undefined;
  }
  return Math.max(0, moment - (httpDate(headers.get('date') ?? '', now) ?? now));
}

function number(text: string | null): number | undefined {
  const found = text !== null && NUMBER.test(text.trim()) ? Number(text) : undefined;
  return found !== undefined && Number.isFinite(found * 1000) ? found : undefined;
}
