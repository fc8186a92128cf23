/** Time as data: the clocks, the sleep and the chance that a client uses. */

/** Where time and chance come from; all durations are in milliseconds. */
export interface Clock {
  /** A clock that never goes back. */
  monotonic(): number;
  /** Milliseconds since the epoch. */
  wall(): number;
  /** Wait; the signal ends the wait, which then rejects with its reason. */
  sleep(duration: number, signal: AbortSignal): Promise<void>;
  /** A number from 0 up to 1. */
  random(): number;
}

/** The longest time that a timer can run. */
const LONGEST = 2 ** 31 - 1;

/** The time of the platform. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  random: () => Math.random(),
  sleep: (duration, signal) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      };
      const timer = setTimeout(
        () => {
          signal.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(duration, LONGEST),
      );
      signal.addEventListener('abort', stop, { once: true });
      if (signal.aborted) {
        stop();
      }
    }),
};

/**
 * The end of a call: a signal that fires when its time is over, or when the caller's own does.
 *
 * `abort` ends what hangs on it from inside; `release` must be called at the end of the call.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  #timeIsOver: DOMException | undefined;
  #end: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, duration: number | null, outer: AbortSignal | undefined) {
    this.#clock = clock;
    this.#outer = outer;
    this.restart(duration);
    outer?.addEventListener('abort', this.#forward, { once: true });
    if (outer?.aborted === true) {
      this.#forward();
    }
  }

  /** What `fetch` and the readers of its body listen to. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the caller's own signal has fired. */
  get cancelled(): boolean {
    return this.#outer?.aborted === true;
  }

  /** Whether the time is over. */
  get over(): boolean {
    return this.#timeIsOver !== undefined && this.signal.reason === this.#timeIsOver;
  }

  /** The caller's reason. */
  get reason(): unknown {
    return this.#outer?.reason;
  }

  /** Let the time begin anew; null for no end. */
  restart(duration: number | null): void {
    clearTimeout(this.#timer);
    this.#end = duration === null ? undefined : this.#clock.monotonic() + duration;
    if (duration !== null && !this.signal.aborted) {
      const stop = (): void => {
        this.#timeIsOver = new DOMException('the time of the call is over', 'TimeoutError');
        this.#controller.abort(this.#timeIsOver);
      };
      this.#timer = setTimeout(stop, Math.min(duration, LONGEST));
    }
  }

  /** Whether waiting that long leaves time for anything after it. */
  allows(duration: number): boolean {
    return this.#end === undefined || this.#clock.monotonic() + duration < this.#end;
  }

  /** A promise, or its rejection with the reason of the signal: whichever is first. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(this.signal.reason as Error);
      const settled = (): void => this.signal.removeEventListener('abort', stop);
      this.signal.addEventListener('abort', stop, { once: true });
      if (this.signal.aborted) {
        stop();
      }
      promise.then(resolve, reject).finally(settled);
    });
  }

  /** Stop the clock and end what is still open. */
  release(): void {
    this.settle();
    this.#controller.abort();
  }

  /** Stop the clock. */
  settle(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#forward);
  }

  readonly #forward = (): void => {
    this.#controller.abort(this.#outer?.reason);
  };
}
