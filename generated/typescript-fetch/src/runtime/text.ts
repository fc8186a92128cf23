/** Text bodies. */

import { refuseExtra, type Built } from './body.js';
import { plain } from './encode.js';
import { RequestError } from './errors.js';
import { isBinary, pieceOf, Source } from './files.js';
import { mediaType, textOf, type MediaType } from './media.js';
import type { BodyContent, Members, Payload } from './operation.js';
import { scalarText } from './scalar.js';

/** Text, in requests and responses. */
export const text: Payload = {
  kind: 'text',
  write(_content: BodyContent, sentAs: string, value: unknown, extra: Members): Built {
    refuseExtra(extra);
    if (isBinary(value)) {
      return { source: new Source([pieceOf(value)]), contentType: sentAs };
    }
    const given = plain(value);
    if (typeof given === 'object') {
      throw new RequestError('the body is text, not an object or a list');
    }
    const { charset = 'utf-8' } = mediaType(sentAs);
    if (!['utf-8', 'utf8'].includes(charset)) {
      throw new RequestError(`the body cannot be written as ${charset}: give its bytes`);
    }
    const data = new TextEncoder().encode(scalarText(given));
    const contentType = sentAs.includes('*') ? 'text/plain' : sentAs;
    return { source: new Source([data]), contentType };
  },
  read(data: Uint8Array, came: MediaType): string {
    return textOf(came, data);
  },
};
