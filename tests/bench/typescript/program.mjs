/** The TypeScript client against bare `fetch` and `JSON.parse`; `tests/bench/program.py` tells how. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { client, origin, request, replies, seconds, rounds } = JSON.parse(readFileSync(0, 'utf8'));
const load = (path) => import(pathToFileURL(join(client, 'dist', path)).href);
const { ChatApi, Configuration } = await load('index.js');
const { decodeBody } = await load('runtime/decoding.js');
const { json } = await load('runtime/json.js');

const WARM = 1;
const wall = () => performance.now() / 1e3;
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

async function timed(call, loops, clock) {
  const start = clock();
  for (let count = 0; count < loops; count += 1) {
    await call();
  }
  return (clock() - start) / loops;
}

async function inTurns(name, ours, theirs, clock) {
  if ((await ours()) !== (await theirs())) {
    throw new Error(`${name}: the two sides did not do the same`);
  }
  const sides = [ours, theirs];
  const loops = [];
  for (const side of sides) {
    // The compiler of the engine needs that long to make up its mind.
    const start = wall();
    let count = 0;
    for (; wall() - start < WARM; count += 1) {
      await side();
    }
    loops.push(Math.max(1, Math.floor((count * seconds) / WARM)));
  }
  const samples = [[], []];
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const side of turn % 2 === 1 ? [0, 1] : [1, 0]) {
      samples[side].push(await timed(sides[side], loops[side], clock));
    }
  }
  process.stdout.write(`${JSON.stringify({ name, ours: samples[0], theirs: samples[1] })}\n`);
}

const configuration = new Configuration({ basePath: origin, accessToken: 'none' });
const api = new ChatApi(configuration);
const given = { createChatCompletionRequest: JSON.parse(request) };
const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer none' };

const bare = (body) =>
  fetch(`${origin}/chat/completions`, { method: 'POST', headers, body: JSON.stringify(body) });

await inTurns(
  'call',
  async () => (await api.createChatCompletion(given)).id,
  async () => (await (await bare(given.createChatCompletionRequest)).json()).id,
  wall,
);

/** What a person writes who knows that each event is one line, and that it is never cut. */
async function bareStream() {
  const response = await bare({ ...given.createChatCompletionRequest, stream: true });
  let rest = '';
  let count = 0;
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith('data: ') && line !== 'data: [DONE]') {
        count += JSON.parse(line.slice(6)).choices.length;
      }
    }
  }
  return count;
}

async function ourStream() {
  let count = 0;
  for await (const chunk of api.createChatCompletionStream(given)) {
    count += chunk.choices.length;
  }
  return count;
}

await inTurns('stream', ourStream, bareStream, wall);
await configuration.close();

const schema = async () => (await load('schemas/CreateChatCompletionResponse.js')).default;
const declared = {
  status: '200',
  contents: [{ mediaType: 'application/json', payload: json, schema }],
};
for (const [name, path] of Object.entries(replies)) {
  const bytes = new Uint8Array(readFileSync(path));
  const decoder = new TextDecoder();
  await inTurns(
    `decode ${name}`,
    async () => (await decodeBody(declared, 'application/json', bytes, false)).id,
    async () => JSON.parse(decoder.decode(bytes)).id,
    cpu,
  );
}
