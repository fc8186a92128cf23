import { number, record, ref, union, type Schema } from '../runtime/schema.js';

export const Shape: Schema = union('Shape', { open: true }, [
  [ref(() => ShapeCircle), { key: 'radius' }],
  [ref(() => ShapeSquare), { key: 'side' }],
]);

export const ShapeCircle: Schema = record('ShapeCircle', [
  ['radius', number({ minimum: 0 }), 'required'],
]);

export const ShapeSquare: Schema = record('ShapeSquare', [['side', number(), 'required']]);
