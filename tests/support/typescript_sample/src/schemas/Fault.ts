import { integer, record, string, type Schema } from '../runtime/schema.js';

export const Fault: Schema = record('Fault', [
  ['title', string(), 'required'],
  ['status', integer()],
]);
