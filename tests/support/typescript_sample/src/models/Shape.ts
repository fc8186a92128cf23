import type { UnknownVariant } from '../runtime/unknown.js';

export type Shape = ShapeCircle | ShapeSquare | UnknownVariant;

export interface ShapeCircle {
  radius: number;
}

export interface ShapeSquare {
  side: number;
}
