/**
 * JSON text to values, without rounding an integer.
 *
 * `JSON.parse` rounds integers beyond 2^53. Texts that hold such an integer are rare, and looking
 * at each sixteenth character finds them at a small part of the cost of parsing; only those texts
 * take the slow way, where these integers become `bigint`. All others take `JSON.parse` itself.
 */

const DIGITS = 16;
const NUMBER = /-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;

/**
 * The value of a JSON text; integers that a `number` cannot hold exactly are `bigint`.
 *
 * @throws SyntaxError when the text is no JSON.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // The text is known to be valid from here on, so that the reader need not check it.
  return isRounded(text) ? new Reader(text).value() : value;
}

/** Whether a text seems to hold an integer from 9·10¹⁵ on; it may stand inside a string. */
function isRounded(text: string): boolean {
  // A run of sixteen digits covers one of these places.
  for (let at = DIGITS - 1; at < text.length; at += DIGITS) {
    if (isDigit(text, at)) {
      let start = at;
      while (isDigit(text, start - 1)) {
        start -= 1;
      }
      let end = at + 1;
      while (isDigit(text, end)) {
        end += 1;
      }
      if (end - start >= DIGITS && isInteger(text, start, end)) {
        return true;
      }
      at += Math.floor((end - 1 - at) / DIGITS) * DIGITS;
    }
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** Whether a run of digits is a whole number that may be beyond 2^53. */
function isInteger(text: string, start: number, end: number): boolean {
  const first = text.charAt(start);
  const before = text.charAt(start - 1);
  const place = before === '-' ? text.charAt(start - 2) : before;
  return (
    first !== '0' &&
    (end - start > DIGITS || first === '9') &&
    ['', '[', ',', ':', ' ', '\t', '\n', '\r'].includes(place) &&
    !['.', 'e', 'E'].includes(text.charAt(end))
  );
}

/** Reads a text that is valid JSON. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): unknown {
    const next = this.#next();
    switch (next) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
      case 't':
        this.#at += 4;
        return true;
      case 'f':
        this.#at += 5;
        return false;
      case 'n':
        this.#at += 4;
        return null;
      default:
        return this.#number();
    }
  }

  /** The next character that is no white space; it is not consumed. */
  #next(): string {
    for (;;) {
      const char = this.#text.charAt(this.#at);
      if (char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') {
        return char;
      }
      this.#at += 1;
    }
  }

  #object(): unknown {
    const found: Record<string, unknown> = {};
    this.#at += 1;
    while (this.#next() !== '}') {
      if (this.#next() === ',') {
        this.#at += 1;
        this.#next();
      }
      const name = this.#string();
      this.#next();
      this.#at += 1; // The colon.
      const value = this.value();
      if (name === '__proto__') {
        const described = { value, writable: true, enumerable: true, configurable: true };
        Object.defineProperty(found, name, described);
      } else {
        found[name] = value;
      }
    }
    this.#at += 1;
    return found;
  }

  #array(): unknown {
    const found: unknown[] = [];
    this.#at += 1;
    while (this.#next() !== ']') {
      if (this.#next() === ',') {
        this.#at += 1;
      }
      found.push(this.value());
    }
    this.#at += 1;
    return found;
  }

  #string(): string {
    const start = this.#at;
    let end = start;
    do {
      end = this.#text.indexOf('"', end + 1);
    } while (this.#escaped(end));
    this.#at = end + 1;
    const text = this.#text.slice(start, end + 1);
    return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1);
  }

  /** Whether an odd number of backslashes stands before a place. */
  #escaped(place: number): boolean {
    let start = place;
    while (this.#text.charAt(start - 1) === '\\') {
      start -= 1;
    }
    return (place - start) % 2 === 1;
  }

  #number(): number | bigint {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text);
    const [text = '', fraction, exponent] = found ?? [];
    this.#at += text.length;
    const number = Number(text);
    const whole = fraction === undefined && exponent === undefined;
    return whole && !Number.isSafeInteger(number) ? BigInt(text) : number;
  }
}
