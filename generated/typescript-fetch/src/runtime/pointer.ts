/** What can be wrong with a value, and where it stands. */

/** A member name or an index: one step of a JSON pointer. */
export type Step = string | number;

/** The JSON pointer of a path (RFC 6901 §3): `['a/b', 0]` is `/a~1b/0`. */
export function pointer(path: readonly Step[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** One place that breaks the schema. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

/** A value that JSON cannot hold. `message` says where it stands. */
export class Unencodable extends Error {
  /** What is wrong, without the place. */
  readonly reason: string;
  /** The JSON pointer of the value. */
  readonly pointer: string;

  constructor(reason: string, path: readonly Step[]) {
    const place = pointer(path);
    super(`${place || '(the whole value)'}: ${reason}`);
    this.name = 'Unencodable';
    this.reason = reason;
    this.pointer = place;
  }
}
