/** Bytes to send: what callers may give, and how it is handed to `fetch`. */

import { RequestError } from './errors.js';

/**
 * What can be sent as raw bytes. A `Blob` (a `File` of an input, `await openAsBlob(path)` of
 * `node:fs`) is read while it is sent, and can be sent again when an attempt fails; a stream or an
 * iterable is read once only. Streams as request bodies need Node, Deno or Bun, or HTTP/2 in
 * Chromium.
 */
export type BinaryInput =
  Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** A file of a multipart body with the name and type that it is sent under. */
export interface FilePart {
  /** Text is sent as UTF-8. */
  readonly content: BinaryInput | string;
  readonly name?: string | undefined;
  /** The media type. */
  readonly type?: string | undefined;
  /** Further fields of the part's head. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A file of a multipart body: its bytes, or the bytes with name and type. */
export type FileInput = BinaryInput | FilePart;

/** A file ready to be sent; `name` and `type` are undefined where nobody said. */
export interface Upload {
  readonly piece: Piece;
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** A part of a body: bytes, a blob, or chunks that come once. */
export type Piece = Uint8Array | Blob | AsyncIterable<Uint8Array>;

/** Whether a value is meant as bytes. */
export function isBinary(value: unknown): value is BinaryInput {
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof ReadableStream ||
    (typeof value === 'object' && value !== null && Symbol.asyncIterator in value)
  );
}

/** Whether a value is meant as a file: bytes, or an object that holds them as its `content`. */
export function isFile(value: unknown): value is FileInput {
  return isBinary(value) || (isPart(value) && isBinary(value.content));
}

function isPart(value: unknown): value is FilePart {
  return typeof value === 'object' && value !== null && 'content' in value && !isBinary(value);
}

/**
 * The bytes behind a value.
 *
 * @throws RequestError for text, and for anything that has no bytes.
 */
export function pieceOf(value: unknown): Piece {
  if (value instanceof Blob) {
    return value;
  }
  if (value instanceof ArrayBuffer) {
    return new Uint8Array(value);
  }
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ReadableStream) {
    return chunksOf(value as ReadableStream<Uint8Array>);
  }
  if (isBinary(value)) {
    return value as AsyncIterable<Uint8Array>;
  }
  const kind = typeof value === 'string' ? 'text' : 'this value';
  throw new RequestError(`${kind} is no file: give a Blob, bytes or a stream`);
}

/** A file from what a caller gives for one. */
export function uploadOf(value: unknown): Upload {
  if (!isPart(value)) {
    return { piece: pieceOf(value), name: nameOf(value), type: typeOf(value), headers: {} };
  }
  const { content, name, type, headers = {} } = value;
  return {
    piece: typeof content === 'string' ? new TextEncoder().encode(content) : pieceOf(content),
    name: name ?? nameOf(content),
    type: type ?? typeOf(content),
    headers,
  };
}

function nameOf(value: unknown): string | undefined {
  // A `File`, which Node 18 knows by its members only.
  return value instanceof Blob && 'name' in value && typeof value.name === 'string'
    ? value.name
    : undefined;
}

function typeOf(value: unknown): string | undefined {
  return value instanceof Blob && value.type !== '' ? value.type : undefined;
}

/** The chunks of a stream; not every platform lets a stream be iterated. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    // Leaving early says so to whoever makes the chunks; after the end it does nothing.
    reader.cancel().catch(() => undefined);
  }
}

/** What `fetch` takes as a body; not every platform's types have a name for it. */
export type SentBody = NonNullable<RequestInit['body']>;

/** The body of a request. */
export class Source {
  /** What the content's own stream failed with. */
  failure: { readonly error: unknown } | undefined;
  readonly #pieces: readonly Piece[];
  #spent = false;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Whether it can be sent again. */
  get replayable(): boolean {
    return this.#pieces.every((piece) => piece instanceof Uint8Array || piece instanceof Blob);
  }

  /** The bytes, where they are in memory. */
  get data(): Uint8Array | undefined {
    const [only, ...others] = this.#pieces;
    return only instanceof Uint8Array && others.length === 0 ? only : undefined;
  }

  /** The body for one attempt. */
  open(): SentBody {
    if (this.data !== undefined) {
      return this.data as SentBody;
    }
    if (this.replayable) {
      // Nothing is copied: the blob refers to those that it is made of.
      return new Blob(this.#pieces as readonly BlobPart[] as BlobPart[]);
    }
    if (this.#spent) {
      throw new RequestError('the content cannot be read twice');
    }
    this.#spent = true;
    return this.#stream();
  }

  #stream(): ReadableStream<Uint8Array> {
    const chunks = this.#chunks();
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        try {
          const { done, value } = await chunks.next();
          if (done === true) {
            controller.close();
          } else {
            controller.enqueue(value);
          }
        } catch (error) {
          this.failure = { error };
          controller.error(error);
        }
      },
      cancel: async () => {
        await chunks.return(undefined);
      },
    });
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (const piece of this.#pieces) {
      if (piece instanceof Uint8Array) {
        yield piece;
        continue;
      }
      const chunks =
        piece instanceof Blob ? chunksOf(piece.stream() as ReadableStream<Uint8Array>) : piece;
      for await (const chunk of chunks) {
        if (!(chunk instanceof Uint8Array)) {
          throw new RequestError(`the content gave ${typeof chunk} instead of bytes`);
        }
        if (chunk.length > 0) {
          yield chunk;
        }
      }
    }
  }
}
