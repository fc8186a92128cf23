/**
 * Values through a TypeScript client: `node typescript_round_trip.mjs FOLDER`, one JSON line each.
 *
 * FOLDER holds a generated client that was built; `tests/support/round_trip.py` tells the protocol.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const folder = process.argv[2];
const load = (path) => import(pathToFileURL(join(folder, 'dist', path)).href);
const { fitted } = await load('runtime/decoding.js');
const { stringifyJson } = await load('runtime/encode.js');
const { readJson } = await load('runtime/json.js');
const { mediaType } = await load('runtime/media.js');

const schemas = new Map();
for (const file of readdirSync(join(folder, 'dist', 'schemas'))) {
  if (file.endsWith('.js')) {
    for (const [name, schema] of Object.entries(await load(`schemas/${file}`))) {
      schemas.set(name, schema);
    }
  }
}

const json = mediaType('application/json');

async function back({ type, text, strict }) {
  const schema = schemas.get(type);
  if (schema === undefined) {
    return { error: `there is no schema ${type}` };
  }
  const content = { schema: () => Promise.resolve(schema), convert: true };
  try {
    const value = readJson(new TextEncoder().encode(text), json);
    return { text: stringifyJson(await fitted(content, value, strict)) };
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await back(JSON.parse(line)))}\n`);
}
