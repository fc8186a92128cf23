import type { Thing } from './Thing.js';

export interface ThingList {
  data: Thing[];
  has_more?: boolean;
}
