/** Bodies of raw bytes. */

import { refuseExtra, type Built } from './body.js';
import { pieceOf, Source } from './files.js';
import { essence, type MediaType } from './media.js';
import type { BodyContent, Members, Payload } from './operation.js';

/** Bytes: what a request gives is sent as it is, a response is a `Blob`. */
export const bytes: Payload = {
  kind: 'bytes',
  write(_content: BodyContent, sentAs: string, value: unknown, extra: Members): Built {
    refuseExtra(extra);
    const own = value instanceof Blob && value.type !== '' ? value.type : undefined;
    const contentType = sentAs.includes('*') ? (own ?? 'application/octet-stream') : sentAs;
    return { source: new Source([pieceOf(value)]), contentType };
  },
  read(data: Uint8Array, came: MediaType): Blob {
    const type = came.type === '' ? '' : essence(came);
    return new Blob([data as BlobPart], { type });
  },
};
