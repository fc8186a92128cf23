import { record, string, type Schema } from '../runtime/schema.js';

export const Missing: Schema = record('Missing', [['resource', string(), 'required']]);
