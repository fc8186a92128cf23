import type { Int64 } from '../runtime/unknown.js';
import type { ChatCompletionRequestMessage } from './ChatCompletionRequestMessage.js';

export interface CreateChatCompletionRequest {
  /** The conversation so far. */
  messages: ChatCompletionRequestMessage[];
  model: 'gpt-4o' | 'o1' | (string & {});
  store?: boolean | null;
  seed?: Int64 | null;
  stop?: CreateChatCompletionRequestStop | null;
  stream?: boolean | null;
  /** @default 1 */
  temperature?: number | null;
  user?: string;
}

export type CreateChatCompletionRequestStop = string | string[];
