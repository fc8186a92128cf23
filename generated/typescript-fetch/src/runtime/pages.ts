/** Walking through a list that comes in pages. */

import type { BaseApi } from './api.js';
import { call } from './call.js';
import type { Operation } from './operation.js';
import type { CallOptions } from './options.js';

/**
 * How an operation pages: `items` is the member of a page that holds its items. `next` is a member
 * of the page, or else of its last item, whose value the parameter `key` takes to ask for the next
 * page. `more` is a member that is true as long as more is to come.
 */
export interface Pages {
  readonly items: string;
  /** The member of the request object, not the name on the wire. */
  readonly key: string;
  readonly next: string;
  readonly more?: string;
}

/** Every item of every page, each page asked for when it is needed. */
export async function* all<I>(
  api: BaseApi,
  operation: Operation<unknown>,
  values: object,
  pages: Pages,
  options?: CallOptions,
): AsyncGenerator<I, void, undefined> {
  let asked: object | undefined = values;
  while (asked !== undefined) {
    const { data } = await call(api, operation, asked, options);
    yield* itemsOf(data, pages) as I[];
    asked = following(data, asked, pages);
  }
}

/** The items of a page; none where it is not what the document promised. */
function itemsOf(page: unknown, pages: Pages): unknown[] {
  const found = member(page, pages.items);
  return Array.isArray(found) ? found : [];
}

/**
 * What asks for the page after this one; undefined after the last.
 *
 * A server that names the same page again would be asked forever: it is taken for the last.
 */
function following(page: unknown, values: object, pages: Pages): object | undefined {
  const items = itemsOf(page, pages);
  const over = pages.more !== undefined && !Boolean(member(page, pages.more));
  if (items.length === 0 || over) {
    return undefined;
  }
  const found = member(page, pages.next) ?? member(items.at(-1), pages.next);
  const again = found === member(values, pages.key);
  return found === undefined || found === null || found === '' || again
    ? undefined
    : { ...values, [pages.key]: found };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
