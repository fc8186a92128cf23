import type { Int64 } from '../runtime/unknown.js';
import type { Shape } from './Shape.js';

export interface Thing {
  id: Int64;
  name: string | null;
  '+1'?: number;
  class?: string;
  shape?: Shape;
  when?: string;
  child?: Thing;
}
