import {
  dateTime,
  int64,
  integer,
  nullable,
  record,
  ref,
  string,
  type Schema,
} from '../runtime/schema.js';
import { Shape } from './Shape.js';

export const Thing: Schema = record('Thing', [
  ['id', int64(), 'required'],
  ['name', nullable(string()), 'required'],
  ['+1', integer()],
  ['class', string({ minLength: 1 })],
  ['shape', ref(() => Shape)],
  ['when', dateTime()],
  ['child', ref(() => Thing)],
]);
