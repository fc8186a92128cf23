/**
 * Event streams: the algorithm of the WHATWG HTML standard, §9.2.6 "Interpreting an event stream".
 */

import type { Built } from './body.js';
import { RequestError } from './errors.js';
import { Lines } from './lines.js';
import { textOf, type MediaType } from './media.js';
import type { Decoder, ServerEvent, StreamPayload } from './operation.js';

/** `text/event-stream` responses. */
export const eventStream: StreamPayload = {
  kind: 'event-stream',
  write(): Built {
    throw new RequestError('a stream of events cannot be sent');
  },
  read(data: Uint8Array, came: MediaType): string {
    return textOf(came, data);
  },
  decoder(): Decoder {
    return new EventDecoder();
  },
  accepts(came: MediaType): boolean {
    return came.type === 'text' && came.subtype === 'event-stream';
  },
};

/** Bytes of an event stream to events; any split of the bytes gives the same ones. */
export class EventDecoder implements Decoder {
  readonly #lines = new Lines();
  #data: string[] = [];
  #type = '';
  #id = '';
  #retry: number | undefined;

  feed(data: Uint8Array): ServerEvent[] {
    const events: ServerEvent[] = [];
    for (const line of this.#lines.feed(data)) {
      if (line !== '') {
        this.#field(line);
        continue;
      }
      const event = this.#dispatch();
      if (event !== undefined) {
        events.push(event);
      }
    }
    return events;
  }

  /** An unfinished event is dropped. */
  finish(): ServerEvent[] {
    return [];
  }

  rest(): string {
    return [...this.#data, this.#lines.rest()].join('\n').trim();
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    if (colon === 0) {
      return; // A comment.
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    switch (name) {
      case 'data':
        this.#data.push(value);
        break;
      case 'event':
        this.#type = value;
        break;
      case 'id':
        if (!value.includes('\0')) {
          this.#id = value;
        }
        break;
      case 'retry':
        if (/^[0-9]+$/.test(value)) {
          this.#retry = Number(value.slice(0, 15));
        }
        break;
      default: // Unknown fields are ignored.
    }
  }

  #dispatch(): ServerEvent | undefined {
    const [lines, event, retry] = [this.#data, this.#type, this.#retry];
    this.#data = [];
    this.#type = '';
    this.#retry = undefined;
    if (lines.length === 0) {
      return undefined;
    }
    return { data: lines.join('\n'), event: event || 'message', id: this.#id, retry };
  }
}
