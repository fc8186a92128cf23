/**
 * Bytes in any pieces to whole lines: UTF-8 with replacement, one byte order mark dropped; CR, LF
 * and CRLF end a line. The work is linear: a line in many pieces is joined once.
 */
export class Lines {
  readonly #decoder = new TextDecoder();
  #pieces: string[] = [];
  #afterCr = false;

  /** The lines that `data` completes, without their ends. */
  feed(data: Uint8Array): string[] {
    return this.#split(this.#decoder.decode(data, { stream: true }));
  }

  /** The lines that the end of the bytes completes: a broken character at most becomes visible. */
  flush(): string[] {
    return this.#split(this.#decoder.decode());
  }

  /** What has come of a line that is not ended yet. */
  rest(): string {
    return this.#pieces.join('');
  }

  #split(given: string): string[] {
    const text = this.#afterCr && given.startsWith('\n') ? given.slice(1) : given;
    if (given === '') {
      return [];
    }
    this.#afterCr = given.endsWith('\r');
    if (text === '') {
      return [];
    }
    const lines = text.split(/\r\n|\r|\n/);
    // What stands behind the last end: empty where the text ends with one.
    const last = lines.pop() ?? '';
    const [first] = lines;
    if (first !== undefined && this.#pieces.length > 0) {
      this.#pieces.push(first);
      lines[0] = this.rest();
      this.#pieces = [];
    }
    if (last !== '') {
      this.#pieces.push(last);
    }
    return lines;
  }
}
