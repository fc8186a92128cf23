/** Calls whose answer comes whole: what the generated methods do. */

import type { BaseApi } from './api.js';
import { Attempts } from './attempts.js';
import type { Operation } from './operation.js';
import { settle, type CallOptions } from './options.js';
import type { ApiResponse } from './response.js';

/**
 * Make a call and decode its response.
 *
 * @throws ApiError, always by rejection.
 */
export async function call<T>(
  api: BaseApi,
  operation: Operation<T>,
  values: object,
  options: CallOptions = {},
): Promise<ApiResponse<T>> {
  const settings = settle(api.configuration, options);
  const attempts = new Attempts({
    operation,
    values: values as Readonly<Record<string, unknown>>,
    settings,
    stream: undefined,
  });
  const { saveTo } = settings;
  try {
    const response = await attempts.respond();
    const answer =
      saveTo === undefined
        ? await attempts.decoded(response)
        : await attempts.save(response, saveTo);
    attempts.deadline.settle();
    return answer as ApiResponse<T>;
  } catch (error) {
    attempts.deadline.release();
    if (saveTo !== undefined && !saveTo.locked) {
      // Nothing was written: whoever made the target must not wait for more.
      saveTo.abort(error).catch(() => undefined);
    }
    throw error;
  }
}
