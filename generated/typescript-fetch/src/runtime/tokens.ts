/** Tokens that were granted, kept while they are good. */

/** The longest time before its end at which a token is renewed, else a tenth of its life. */
const EARLY = 60_000;

interface Held {
  readonly token: string;
  readonly end: number;
}

/** The tokens of one client. Moments are those of a monotonic clock, in milliseconds. */
export class TokenStore {
  readonly #held = new Map<string, Held>();
  readonly #asked = new Map<string, Promise<unknown>>();

  /** A token that is still good. */
  get(key: string, now: number): string | undefined {
    const held = this.#held.get(key);
    return held !== undefined && now < held.end ? held.token : undefined;
  }

  /** Keep a token that lives for some time from `now`. */
  put(key: string, token: string, life: number, now: number): void {
    this.#held.set(key, { token, end: now + life - Math.min(EARLY, life / 10) });
  }

  /** Drop a token that the server refused. */
  forget(token: string): void {
    for (const [key, held] of this.#held) {
      if (held.token === token) {
        this.#held.delete(key);
      }
    }
  }

  /** Run `ask` while nobody else asks for the same key; `wait` is how the caller waits. */
  async alone<T>(
    key: string,
    wait: (other: Promise<unknown>) => Promise<unknown>,
    ask: () => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const other = this.#asked.get(key);
      if (other === undefined) {
        break;
      }
      await wait(other);
    }
    const asking = ask();
    const settled = asking.then(
      () => undefined,
      () => undefined,
    );
    this.#asked.set(key, settled);
    try {
      return await asking;
    } finally {
      this.#asked.delete(key);
    }
  }
}
