/** `application/x-www-form-urlencoded` bodies (OpenAPI 3.1 §4.8.14.4). */

import type { Built } from './body.js';
import { isObject, plain, type Plain } from './encode.js';
import { RequestError } from './errors.js';
import { Source } from './files.js';
import { textOf, type MediaType } from './media.js';
import type { BodyContent, Members, Part, Payload } from './operation.js';
import { formValue, reserved } from './percent.js';
import { pairs } from './query.js';
import { innerText } from './scalar.js';

/** Forms, in requests; a response is given as text. */
export const form: Payload = {
  kind: 'form',
  write(content: BodyContent, sentAs: string, value: unknown, extra: Members): Built {
    if (!isObject(value)) {
      throw new RequestError('the body of a form is an object');
    }
    const known = new Map(content.parts?.map((part) => [part.name, part]));
    const pieces = Object.entries({ ...value, ...extra })
      .filter(([, member]) => member !== undefined)
      .flatMap(([name, member]) =>
        formPairs(known.get(name) ?? { name, payload: 'json' }, plain(member)),
      );
    const data = new TextEncoder().encode(pieces.join('&'));
    return { source: new Source([data]), contentType: sentAs };
  },
  read(data: Uint8Array, came: MediaType): string {
    return textOf(came, data);
  },
};

/** The `name=value` pieces of a member of a form. */
export function formPairs(part: Part, value: Plain): string[] {
  const { name, payload, style = 'form', explode = true, allowReserved = false } = part;
  const encode = allowReserved ? reserved : formValue;
  const deep = typeof value === 'object' && value !== null;
  if (payload !== 'json' || !deep) {
    const scalarStyle = style === 'content' && !deep ? 'form' : style;
    return pairs(name, value, scalarStyle, explode, formValue, encode);
  }
  if (Array.isArray(value) && explode) {
    // An array is one piece per item, as it is in a multipart form.
    return value
      .filter((item) => item !== null)
      .map((item) => `${formValue(name)}=${encode(innerText(item))}`);
  }
  return pairs(name, value, 'content', explode, formValue, encode);
}
