/**
 * The TypeScript runner: `node typescript_runner.mjs FOLDER`, one JSON line per case.
 *
 * FOLDER holds a generated client that was built. The runner speaks the protocol of
 * `tests/wire/README.md` and calls the client as a person would: it looks methods and arguments up
 * in the declarations (`dist/apis/*.d.ts`), comparing names without case and punctuation.
 */

import { createWriteStream, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';

const folder = process.argv[2];
const load = (path) => import(pathToFileURL(join(folder, 'dist', path)).href);
const client = await load('index.js');
const { check } = await load('runtime/check.js');
const { settled } = await load('runtime/schema.js');
const { candidates } = await load('runtime/select.js');
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const prefix = manifest.name.replace(/^@/, '').replace(/\W/g, '_').toUpperCase();

const CLASSES = [
  ['RequestError', 'request'],
  ['TimeoutError', 'timeout'],
  ['FetchError', 'connection'],
  ['ResponseError', 'status'],
  ['DecodeError', 'decode'],
  ['StreamTruncatedError', 'truncated'],
  ['StreamError', 'stream'],
];

const TAGS = {
  BadRequestError: 'bad_request',
  UnauthorizedError: 'unauthorized',
  ForbiddenError: 'forbidden',
  NotFoundError: 'not_found',
  ConflictError: 'conflict',
  UnprocessableEntityError: 'unprocessable',
  RateLimitError: 'rate_limited',
  ServerError: 'server',
};

const fold = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const milliseconds = (seconds) => (seconds === null ? null : seconds * 1000);

function only(found, what) {
  if (found.length !== 1) {
    throw new Error(`expected exactly one ${what}, found ${found.length}`);
  }
  return found[0];
}

// --- the client, looked up by the names of the document -------------------------------------

/** What the declarations say: `{ class: { method: { request, result } } }`, and interfaces. */
function declarations() {
  const classes = {};
  const interfaces = {};
  for (const file of readdirSync(join(folder, 'dist', 'apis'))) {
    if (!file.endsWith('.d.ts')) {
      continue;
    }
    const text = readFileSync(join(folder, 'dist', 'apis', file), 'utf8').replace(
      /\/\*[\s\S]*?\*\//g,
      '',
    );
    for (const [, name, members] of text.matchAll(/export interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
      interfaces[name] = [...members.matchAll(/^ {4}'?([^\s?:']+)'?\??:/gm)].map((m) => m[1]);
    }
    for (const [, name, members] of text.matchAll(
      /export declare class (\w+) extends \w+ \{\n([\s\S]*?)^\}/gm,
    )) {
      classes[name] = {};
      // A member begins where its name does, and goes on as far as the next one.
      for (const member of members.split(/\n(?= {4}\w)/)) {
        const [, method, request, result] =
          /^\s*(\w+)\((?:requestParameters\??: (\w+))?[^\n]*?\): ([\s\S]*);\s*$/.exec(member) ?? [];
        if (method !== undefined) {
          classes[name][method] = { request, result };
        }
      }
    }
  }
  return { classes, interfaces };
}

const { classes, interfaces } = declarations();

function configuration(question, printed) {
  const given = question.client;
  const basePath = 'host' in given ? given.host : question.origin + given.base_path;
  const settings = basePath === null ? {} : { basePath };
  for (const [theirs, ours, convert] of [
    ['timeout', 'timeout', milliseconds],
    ['connect_timeout', 'connectTimeout', milliseconds],
    ['retries', 'maxRetries'],
    ['max_retry_wait', 'maxRetryAfter', milliseconds],
    ['strict', 'strict'],
    ['headers', 'headers'],
  ]) {
    if (theirs in given) {
      settings[ours] = convert === undefined ? given[theirs] : convert(given[theirs]);
    }
  }
  if (given.server !== undefined) {
    settings.serverIndex = given.server.index ?? 0;
    settings.serverVariables = given.server.variables ?? {};
  }
  if (given.log === true) {
    settings.log = (entry) => printed.push(inspect(entry));
  }
  return new client.Configuration({ ...settings, ...credentials(given.credentials) });
}

/** One credential alone is given as a plain value. */
function credentials(given) {
  const found = {};
  for (const { scheme, kind, value } of given) {
    if (kind === 'basic') {
      Object.assign(found, value);
    } else if (kind === 'oauth2' && value.client_id !== undefined) {
      Object.assign(found, { clientId: value.client_id, clientSecret: value.client_secret });
    } else {
      const name = kind === 'apiKey' ? 'apiKey' : 'accessToken';
      const secret = asked(value);
      found[name] = given.length === 1 ? secret : { ...found[name], [scheme]: secret };
    }
  }
  return found;
}

function asked(value) {
  if (typeof value === 'string') {
    return value;
  }
  const tokens = [...(value.callable ?? [])];
  return () => Promise.resolve(tokens.shift());
}

/** Environment variables by the client's documented naming. */
function environment(given) {
  const found = {};
  for (const [scheme, value] of Object.entries(given?.scheme ?? {})) {
    const words = scheme.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
    found[`${prefix}_${words}`] = value;
  }
  if (given?.base_url !== undefined) {
    found[`${prefix}_BASE_URL`] = given.base_url;
  }
  return found;
}

function methodOf(step) {
  const wantedClass = fold(`${step.operation.group}Api`);
  const className = only(
    Object.keys(classes).filter((name) => fold(name) === wantedClass),
    `class ${step.operation.group}Api`,
  );
  const suffix = step.stream ? 'Stream' : step.details ? 'Raw' : '';
  const wanted = fold(step.operation.id + suffix);
  const name = only(
    Object.keys(classes[className]).filter((each) => fold(each) === wanted),
    `method ${step.operation.id}${suffix}`,
  );
  return { className, name, ...classes[className][name] };
}

/** The request object, by the names of its own interface. */
async function requestOf(method, step, scratch) {
  const free = new Set(method.request === undefined ? [] : interfaces[method.request]);
  const given = {};
  const take = (name, place) => {
    for (const wanted of [place + name, name + place, `${name}In${place}`, name]) {
      // Names that meet are told apart by a number at the end.
      const found =
        [...free].find((each) => fold(each) === fold(wanted)) ??
        [...free].find((each) => fold(each.replace(/_[0-9]+$/, '')) === fold(wanted));
      if (found !== undefined) {
        free.delete(found);
        return found;
      }
    }
    return undefined;
  };
  // Names that carry their place first: a plain name may belong to another place.
  const parameters = [...step.operation.parameters].sort(
    (one, other) => Number(one.in === 'path') - Number(other.in === 'path'),
  );
  for (const { name, in: place } of parameters) {
    const key = take(name, place);
    const argument = step.arguments.find((each) => each.name === name && each.in === place);
    if (argument !== undefined) {
      if (key === undefined) {
        throw new Error(`${method.name} has no argument for ${name} in ${place}`);
      }
      given[key] = await native(argument.value, scratch);
    }
  }
  if ('body' in step) {
    given[only([...free], 'argument for the body')] = await native(step.body, scratch, true);
  }
  return given;
}

function optionsOf(step, scratch, signal) {
  const names = {
    retries: 'maxRetries',
    media_type: 'mediaType',
    idempotency_key: 'idempotencyKey',
  };
  const options = { signal };
  for (const [name, value] of Object.entries(step.options ?? {})) {
    options[names[name] ?? name] = name === 'timeout' ? milliseconds(value) : value;
  }
  if (step.download) {
    options.saveTo = Writable.toWeb(createWriteStream(join(scratch, 'download')));
  }
  return options;
}

// --- values ---------------------------------------------------------------------------------

const contentOf = (marker) =>
  'base64' in marker ? Buffer.from(marker.base64, 'base64') : Buffer.from(marker.text);

/** Replace markers (`$bytes`, `$file`…) at any depth. */
async function native(value, scratch, whole = false) {
  if (Array.isArray(value)) {
    return Promise.all(value.map((item) => native(item, scratch)));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [[key, inner] = [], ...others] = Object.entries(value);
  if (others.length === 0) {
    switch (key) {
      case '$bytes':
        return new Uint8Array(Buffer.from(inner, 'base64'));
      case '$once':
        return (async function* () {
          yield new Uint8Array(Buffer.from(inner, 'base64'));
        })();
      case '$datetime':
        return new Date(inner);
      case '$date':
        return inner;
      case '$file':
        return new File([contentOf(inner)], inner.name, { type: inner.type ?? '' });
      case '$path': {
        const path = join(scratch, inner.name);
        writeFileSync(path, contentOf(inner));
        const content = await fs.openAsBlob(path);
        return whole ? content : { content, name: inner.name };
      }
      default:
    }
  }
  const found = {};
  for (const [name, item] of Object.entries(value)) {
    const described = { writable: true, enumerable: true, configurable: true };
    Object.defineProperty(found, name, { ...described, value: await native(item, scratch) });
  }
  return found;
}

// --- results --------------------------------------------------------------------------------

async function resultOf(answer, step, method, scratch, printed) {
  const found = {};
  let value = answer;
  if (step.details) {
    found.status = answer.status;
    found.headers = Object.fromEntries(answer.headers);
    printed.push(inspect(answer), JSON.stringify(answer));
    value = answer.data;
  }
  if (step.download) {
    const data = readFileSync(join(scratch, 'download'));
    return { ...found, base64: data.toString('base64') };
  }
  if (value instanceof Blob) {
    const data = Buffer.from(await value.arrayBuffer());
    return { ...found, none: false, base64: data.toString('base64') };
  }
  found.none = value === undefined;
  if (typeof value === 'string') {
    found.text = value;
  }
  found.json = jsonOf(value);
  const schema = step.reads.length === 0 ? undefined : await schemaOf(method.result, value);
  found.reads = step.reads.map((path) => readOf(value, path, schema));
  return found;
}

const jsonOf = (value) => (value === undefined ? 'null' : client.stringifyJson(value));

/** The schema of a method's result, by the names of its type; of several the first that fits. */
async function schemaOf(result, value) {
  const names = [...result.matchAll(/models\.(\w+)(\[\])?/g)];
  const found = [];
  for (const [, name, list] of names) {
    const schema = await namedSchema(name);
    if (schema !== undefined) {
      found.push(list === undefined ? schema : { is: 'array', item: schema, bounds: {} });
    }
  }
  return found.find((schema) => check(schema, value).length === 0) ?? found[0];
}

async function namedSchema(name) {
  for (const file of readdirSync(join(folder, 'dist', 'schemas'))) {
    const module = file.endsWith('.js') ? await load(`schemas/${file}`) : {};
    if (name in module) {
      return module[name];
    }
  }
  return undefined;
}

/** Follow a path of wire names and indexes; the schema tells which variant stands there. */
function readOf(start, path, startSchema) {
  let value = start;
  let schema = startSchema;
  let presence = 'present';
  for (const key of path) {
    if (value === null || value === undefined) {
      return { broken: `nothing at ${key}` };
    }
    schema = stepped(schema, key, value);
    presence = Object.hasOwn(Object(value), key) ? 'present' : 'absent';
    value = value[key];
    presence = value === null ? 'null' : presence;
  }
  return { presence, json: jsonOf(value), type: typeOf(schema, value) };
}

function stepped(schema, key, value) {
  const found = variantOf(schema, value);
  switch (found?.is) {
    case 'record':
      return found.members.find(([name]) => name === key)?.[1];
    case 'array':
      return found.item;
    case 'map':
      return found.value;
    default:
      return undefined;
  }
}

/** The schema behind references, null and unions; undefined for what no variant is. */
function variantOf(schema, value) {
  const found = schema === undefined ? undefined : settled(schema);
  if (found?.is === 'nullable') {
    return variantOf(found.inner, value);
  }
  if (found?.is === 'union') {
    return variantOf(candidates(found, value)?.[0]?.[0], value);
  }
  return found;
}

function typeOf(schema, value) {
  const found = variantOf(schema, value);
  const outer = schema === undefined ? undefined : settled(schema);
  if (found === undefined) {
    return outer === undefined ? typeof value : 'unknown';
  }
  return found.name ?? found.is;
}

function errorOf(fault, printed) {
  printed.push(String(fault), fault.stack ?? '', inspect(fault), JSON.stringify(fault) ?? '');
  const [, named] = CLASSES.find(([name]) => fault instanceof client[name]) ?? [];
  if (named === undefined) {
    return { class: 'foreign', type: fault.name, text: inspect(fault) };
  }
  const found = {
    class: named,
    type: fault.name,
    tag: TAGS[fault.name],
    text: String(fault),
    message: fault.message,
    status: fault.status,
    request_id: fault.requestId,
    method: fault.method,
    path: fault.path,
    retry_after: fault.retryAfter === undefined ? null : fault.retryAfter / 1000,
    headers: fault.headers === undefined ? {} : Object.fromEntries(fault.headers),
  };
  if (fault.body !== undefined) {
    found.body = fault.body;
  }
  if (fault.data !== undefined && !(fault.data instanceof Blob)) {
    found.json = jsonOf(fault.data);
  }
  return found;
}

// --- playing a case -------------------------------------------------------------------------

async function call(settings, step, question, printed) {
  await pause(step.pause ?? 0);
  const started = performance.now();
  const events = [];
  const arrivals = [];
  const controller = new AbortController();
  const alarm =
    step.cancel_after === undefined
      ? undefined
      : setTimeout(() => controller.abort(), step.cancel_after * 1000);
  let found = {};
  try {
    const method = methodOf(step);
    const request = await requestOf(method, step, question.scratch);
    const options = optionsOf(step, question.scratch, controller.signal);
    const api = new client[method.className](settings);
    const given = method.request === undefined ? [options] : [request, options];
    if (step.stream) {
      const stream = api[method.name](...given);
      printed.push(inspect(stream));
      for await (const event of stream) {
        arrivals.push(performance.now() / 1000);
        events.push(jsonOf(event));
        if (events.length === step.take) {
          break;
        }
      }
    } else {
      const answer = await api[method.name](...given);
      found = await resultOf(answer, step, method, question.scratch, printed);
    }
  } catch (fault) {
    const cancelled = fault instanceof client.AbortError && controller.signal.aborted;
    found = cancelled ? { cancelled: true } : { error: errorOf(fault, printed) };
  } finally {
    clearTimeout(alarm);
  }
  return { ...found, took: (performance.now() - started) / 1000, events, arrivals };
}

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

async function play(question, printed) {
  const settings = configuration(question, printed);
  try {
    printed.push(inspect(settings), JSON.stringify(settings), String(settings));
    if (question.parallel) {
      return await Promise.all(
        question.steps.map((step) => call(settings, step, question, printed)),
      );
    }
    const found = [];
    for (const step of question.steps) {
      found.push(await call(settings, step, question, printed));
    }
    return found;
  } finally {
    await settings.close();
  }
}

async function answer(question) {
  const variables = environment(question.client.environment);
  const before = Object.fromEntries(
    Object.keys(variables).map((name) => [name, process.env[name]]),
  );
  const printed = [];
  Object.assign(process.env, variables);
  try {
    return { id: question.id, steps: await play(question, printed), printed };
  } catch (fault) {
    return { id: question.id, broken: inspect(fault) };
  } finally {
    for (const [name, value] of Object.entries(before)) {
      delete process.env[name];
      if (value !== undefined) {
        process.env[name] = value;
      }
    }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  // The client's own parser: a test value must not be rounded on its way in.
  const found = await answer(client.parseJson(line));
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
