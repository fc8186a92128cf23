import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import {
  AbortError,
  ApiError,
  ChatApi,
  Configuration,
  DecodeError,
  FetchError,
  isResponseError,
  NotFoundError,
  RequestError,
  RequiredError,
  ResponseError,
  StreamError,
  StreamTruncatedError,
  ThingsApi,
  TimeoutError,
} from '../dist/index.js';

const HELLO = {
  createChatCompletionRequest: { model: 'm', messages: [{ role: 'user', content: 'Hi' }] },
};
const JSON_TYPE = { 'content-type': 'application/json' };

/** A fetch that gives the replies in order, and what it was asked. */
function served(...replies) {
  const requests = [];
  const fetchApi = async (url, init) => {
    requests.push({ url, ...init });
    const reply = replies[Math.min(requests.length, replies.length) - 1];
    return typeof reply === 'function' ? reply(url, init) : reply.clone();
  };
  return { fetchApi, requests };
}

const replyOf = (value, init) =>
  new Response(JSON.stringify(value), { headers: JSON_TYPE, ...init });
const events = (...data) =>
  new Response(data.map((each) => `data: ${each}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });

/** Time that passes at once; what was slept for is kept. */
function quickClock() {
  const slept = [];
  let now = 0;
  return {
    slept,
    monotonic: () => now,
    wall: () => 0,
    random: () => 1,
    sleep: async (duration) => {
      slept.push(duration);
      now += duration;
    },
  };
}

function settings(fetchApi, more = {}) {
  return new Configuration({
    basePath: 'https://api.example',
    accessToken: 'secret-token',
    environment: {},
    clock: quickClock(),
    fetchApi,
    ...more,
  });
}

async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  assert.fail('nothing was thrown');
}

test('a call sends what it was given, and gives what came', async () => {
  const { fetchApi, requests } = served(replyOf({ id: 'c' }));
  const answer = await new ChatApi(settings(fetchApi)).createChatCompletionRaw(HELLO, {
    headers: { 'x-a': 'b', accept: null },
    query: { q: [1, 2], deep: { a: 1 } },
    body: { user: 'u' },
  });
  assert.deepEqual(answer.data, { id: 'c' });
  assert.deepEqual(await answer.value(), { id: 'c' });
  const [request] = requests;
  assert.equal(request.url, 'https://api.example/chat/completions?q=1&q=2&deep%5Ba%5D=1');
  assert.equal(request.redirect, 'manual');
  assert.equal(
    new TextDecoder().decode(request.body),
    '{"model":"m","messages":[{"role":"user","content":"Hi"}],"user":"u"}',
  );
  const { headers } = request;
  assert.equal(headers.get('authorization'), 'Bearer secret-token');
  assert.equal(headers.get('x-a'), 'b');
  assert.equal(headers.get('accept'), null);
  assert.match(headers.get('user-agent'), /^openapi-sample\/1\.0\.0 node\//);
});

test('something required that is missing is a RequiredError, before anything is sent', async () => {
  const { fetchApi, requests } = served(replyOf({}));
  const error = await failure(new ChatApi(settings(fetchApi)).createChatCompletion({}));
  assert.ok(error instanceof RequiredError && error instanceof RequestError);
  assert.equal(error.field, 'createChatCompletionRequest');
  const second = await failure(new ThingsApi(settings(fetchApi)).getThing({ id: null }));
  assert.equal(second.field, 'id');
  assert.deepEqual(requests, []);
});

test('what JSON cannot hold is refused with its place', async () => {
  const { fetchApi } = served(replyOf({}));
  const body = { ...HELLO.createChatCompletionRequest, temperature: Number.NaN };
  const api = new ChatApi(settings(fetchApi));
  const error = await failure(api.createChatCompletion({ createChatCompletionRequest: body }));
  assert.ok(error instanceof RequestError);
  assert.match(error.message, /\/temperature/);
});

test('an error has the message of the server, the typed body, and no secret', async () => {
  const body = { error: { message: 'no such thing, secret-token' }, resource: 'r' };
  const { fetchApi } = served(
    replyOf(body, {
      status: 404,
      headers: { ...JSON_TYPE, 'x-request-id': 'r1', 'set-cookie': 'hidden-cookie' },
    }),
  );
  const error = await failure(new ThingsApi(settings(fetchApi)).getThing({ id: 'x' }));
  assert.ok(error instanceof NotFoundError && error instanceof ResponseError);
  assert.ok(error instanceof ApiError && error instanceof Error);
  assert.equal(error.message, 'no such thing, ***');
  assert.deepEqual(
    [error.name, error.kind, error.status, error.requestId, error.path],
    ['NotFoundError', 'status', 404, 'r1', '/things/x'],
  );
  assert.deepEqual(error.data, body);
  assert.deepEqual(await error.response.json(), body);
  assert.ok(isResponseError(error) && error.data.resource === 'r');
  for (const text of [inspect(error), String(error), JSON.stringify(error), error.stack]) {
    assert.ok(!text.includes('secret-token') && !text.includes('hidden-cookie'), text);
  }
});

test('a printed configuration shows no credential', () => {
  const configuration = settings(fetch, {
    apiKey: { QueryKey: 'secret-key' },
    password: 'secret-pass',
    clientSecret: 'secret-client',
  });
  for (const text of [
    inspect(configuration, { depth: 9, showHidden: true }),
    JSON.stringify(configuration),
  ]) {
    assert.ok(!text.includes('secret-'), text);
  }
  assert.ok(JSON.stringify(configuration).includes('https://api.example'));
});

test('a failed call is repeated with growing delays, and the cause is kept', async () => {
  const cause = Object.assign(new TypeError('fetch failed'), { cause: new Error('ECONNRESET') });
  const { fetchApi, requests } = served(() => Promise.reject(cause));
  const clock = quickClock();
  const error = await failure(
    new ChatApi(settings(fetchApi, { clock })).createChatCompletion(HELLO),
  );
  assert.ok(error instanceof FetchError && !(error instanceof TimeoutError));
  assert.equal(error.cause, cause);
  assert.equal(requests.length, 3);
  assert.deepEqual(clock.slept, [500, 1000]);
});

test('a function that gives a credential is asked before each attempt', async () => {
  const { fetchApi, requests } = served(replyOf({}, { status: 503 }), replyOf({ id: 'c' }));
  const tokens = ['one', 'two'];
  const asked = [];
  const accessToken = async (scheme, scopes) => {
    asked.push([scheme, scopes]);
    return tokens.shift();
  };
  await new ChatApi(settings(fetchApi, { accessToken })).createChatCompletion(HELLO);
  assert.deepEqual(
    requests.map((each) => each.headers.get('authorization')),
    ['Bearer one', 'Bearer two'],
  );
  assert.deepEqual(asked[0], ['ApiKeyAuth', []]);
});

test('one token serves calls at the same time, and is renewed when it was refused', async () => {
  const asked = [];
  const fetchApi = async (url, init) => {
    asked.push(url);
    if (url.endsWith('/token')) {
      return replyOf({ access_token: `t${asked.length}`, expires_in: 3600 });
    }
    const refused = init.headers.get('authorization') === 'Bearer t1' && asked.length > 3;
    return refused ? replyOf({}, { status: 401 }) : replyOf({ id: 1, name: null });
  };
  const client = { accessToken: undefined, clientId: 'me', clientSecret: 'pass' };
  const api = new ThingsApi(settings(fetchApi, client));
  await Promise.all([api.getThing({ id: 'a' }), api.getThing({ id: 'b' })]);
  assert.equal(asked.filter((url) => url.endsWith('/token')).length, 1);
  await failure(api.getThing({ id: 'c' }));
  await api.getThing({ id: 'd' });
  assert.equal(asked.filter((url) => url.endsWith('/token')).length, 2);
});

test('a signal ends a call even when fetch does not listen to it', async () => {
  const { fetchApi, requests } = served(() => new Promise(() => {}));
  const controller = new AbortController();
  const asked = new ChatApi(settings(fetchApi)).createChatCompletion(HELLO, {
    signal: controller.signal,
  });
  setTimeout(() => controller.abort(new Error('enough')), 10);
  const error = await failure(asked);
  assert.ok(error instanceof AbortError);
  assert.equal(error.name, 'AbortError');
  assert.equal(error.cause.message, 'enough');
  assert.equal(requests.length, 1);
  const before = await failure(
    new ChatApi(settings(fetchApi)).createChatCompletion(HELLO, { signal: AbortSignal.abort() }),
  );
  assert.ok(before instanceof AbortError);
});

test('the time of a call holds even when fetch does not listen to the signal', async () => {
  const { fetchApi } = served(() => new Promise(() => {}));
  const error = await failure(
    new ChatApi(settings(fetchApi, { clock: undefined })).createChatCompletion(HELLO, {
      timeout: 30,
    }),
  );
  assert.ok(error instanceof TimeoutError && error instanceof FetchError);
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array([123])),
  });
  const silent = served(() => new Response(body, { headers: JSON_TYPE }));
  const second = await failure(
    new ChatApi(settings(silent.fetchApi, { clock: undefined })).createChatCompletion(HELLO, {
      timeout: 30,
    }),
  );
  assert.ok(second instanceof TimeoutError);
  assert.equal(second.status, 200);
});

test('options that make no sense are refused', async () => {
  const { fetchApi } = served(replyOf({}));
  const api = new ChatApi(settings(fetchApi));
  for (const options of [
    { timeout: 0 },
    { timeout: Number.NaN },
    { maxRetries: -1 },
    { maxRetries: 0.5 },
    { mediaType: 'text/csv' },
  ]) {
    assert.ok((await failure(api.createChatCompletion(HELLO, options))) instanceof RequestError);
  }
});

test('middleware sees and changes each attempt', async () => {
  const { fetchApi, requests } = served(replyOf({}, { status: 503 }), replyOf({ id: 'c' }));
  const seen = [];
  const api = new ChatApi(settings(fetchApi))
    .withPreMiddleware(async ({ url, init, operation }) => {
      seen.push(operation);
      return {
        url: `${url}?x=1`,
        init: { ...init, headers: { ...Object.fromEntries(init.headers), 'x-a': 'b' } },
      };
    })
    .withPostMiddleware(async ({ response }) => {
      seen.push(response.status);
      return response.status === 200 ? replyOf({ id: 'changed' }) : undefined;
    });
  assert.deepEqual(await api.createChatCompletion(HELLO), { id: 'changed' });
  assert.deepEqual(seen, ['createChatCompletion', 503, 'createChatCompletion', 200]);
  assert.ok(requests.every((each) => each.url.endsWith('?x=1')));
  assert.equal(new Headers(requests[1].headers).get('x-a'), 'b');
});

test('onError may give a response; what middleware throws reaches the caller as it is', async () => {
  const { fetchApi } = served(() => Promise.reject(new TypeError('down')));
  const onError = async ({ error }) =>
    error.message === 'down' ? replyOf({ id: 'spare' }) : undefined;
  const api = new ChatApi(settings(fetchApi, { middleware: [{ onError }] }));
  assert.deepEqual(await api.createChatCompletion(HELLO), { id: 'spare' });
  const own = new Error('mine');
  const broken = api.withPreMiddleware(() => {
    throw own;
  });
  assert.equal(await failure(broken.createChatCompletion(HELLO)), own);
});

test('integers are exact in both directions', async () => {
  const text = '{"id":9007199254740993,"name":null}';
  const { fetchApi } = served(new Response(text, { headers: JSON_TYPE }));
  const thing = await new ThingsApi(settings(fetchApi)).getThing({ id: 'x' });
  assert.equal(thing.id, 9007199254740993n);
});

test('strict loads the schema and refuses what breaks it', async () => {
  const { fetchApi } = served(replyOf({ id: 'x', name: 1 }));
  const api = new ThingsApi(settings(fetchApi));
  assert.deepEqual(await api.getThing({ id: 'x' }), { id: 'x', name: 1 });
  const error = await failure(api.getThing({ id: 'x' }, { strict: true }));
  assert.ok(error instanceof DecodeError);
  assert.match(error.message, /\/id: expected an integer.*\/name: expected a string/);
  assert.equal(error.body, '{"id":"x","name":1}');
});

test('a stream gives its chunks, sets the switch, and ends at its terminator', async () => {
  const { fetchApi, requests } = served(events('{"id":"a"}', '{"id":"b"}', '[DONE]', '{"id":"c"}'));
  const stream = new ChatApi(settings(fetchApi)).createChatCompletionStream(HELLO);
  assert.deepEqual(requests, []);
  const found = [];
  for await (const chunk of stream) {
    found.push(chunk.id);
  }
  assert.deepEqual(found, ['a', 'b']);
  assert.equal(stream.status, 200);
  assert.equal(JSON.parse(new TextDecoder().decode(requests[0].body)).stream, true);
  assert.ok((await failure(stream[Symbol.asyncIterator]().next())) instanceof RequestError);
});

test('an error inside a stream, its early end, and a reply that is no stream each throw', async () => {
  const all = async (reply) => {
    const { fetchApi } = served(reply);
    for await (const _ of new ChatApi(settings(fetchApi)).createChatCompletionStream(HELLO)) {
      // Only the end counts.
    }
  };
  const told = await failure(
    all(events('{"id":"a"}', '{"error":{"message":"Overloaded secret-token"}}')),
  );
  assert.ok(told instanceof StreamError && !(told instanceof StreamTruncatedError));
  assert.equal(told.message, 'Overloaded ***');
  assert.ok((await failure(all(events('{"id":"a"}')))) instanceof StreamTruncatedError);
  const login = new Response('<html>', { headers: { 'content-type': 'text/html' } });
  const page = await failure(all(login));
  assert.ok(page instanceof DecodeError);
  assert.equal(page.body, '<html>');
});

test('leaving a stream closes its connection, by break, close, dispose and signal', async () => {
  const watched = () => {
    const seen = { cancelled: false };
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('data: {"id":"a"}\n\n')),
      cancel: () => {
        seen.cancelled = true;
      },
    });
    const { fetchApi } = served(
      () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    );
    return [seen, new ChatApi(settings(fetchApi))];
  };
  const [first, one] = watched();
  for await (const _ of one.createChatCompletionStream(HELLO)) {
    break;
  }
  assert.ok(first.cancelled);
  const [second, two] = watched();
  const opened = await two.createChatCompletionStream(HELLO).open();
  await opened.close();
  assert.ok(second.cancelled);
  const [third, three] = watched();
  const controller = new AbortController();
  const error = await failure(
    (async () => {
      for await (const _ of three.createChatCompletionStream(HELLO, {
        signal: controller.signal,
      })) {
        setTimeout(() => controller.abort(), 5);
      }
    })(),
  );
  assert.ok(error instanceof AbortError);
  assert.ok(third.cancelled);
});

test('silence ends a stream, a slow consumer does not', async () => {
  const { fetchApi } = served(() => {
    const pieces = ['data: {"id":"a"}\n\n', 'data: {"id":"b"}\n\n'];
    const body = new ReadableStream({
      pull: (controller) => {
        const piece = pieces.shift();
        if (piece !== undefined) {
          controller.enqueue(new TextEncoder().encode(piece));
          return undefined;
        }
        return new Promise(() => {});
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  const api = new ChatApi(settings(fetchApi, { clock: undefined }));
  const found = [];
  const error = await failure(
    (async () => {
      for await (const chunk of api.createChatCompletionStream(HELLO, { timeout: 40 })) {
        found.push(chunk.id);
        await new Promise((resolve) => setTimeout(resolve, 80));
      }
    })(),
  );
  assert.deepEqual(found, ['a', 'b']);
  assert.ok(error instanceof TimeoutError);
});

test('JSON lines are a stream too', async () => {
  const reply = new Response('{"id":1}\n{"id":2}', {
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const found = [];
  for await (const thing of new ThingsApi(settings(served(reply).fetchApi)).watchThingsStream()) {
    found.push(thing.id);
  }
  assert.deepEqual(found, [1, 2]);
});

test('a body can be saved as it arrives, and a target that fails is told', async () => {
  const { fetchApi } = served(() => new Response('bytes'));
  const api = new ThingsApi(settings(fetchApi));
  const chunks = [];
  const saved = await api.download({
    saveTo: new WritableStream({ write: (chunk) => void chunks.push(...chunk) }),
  });
  assert.equal(saved, undefined);
  assert.equal(Buffer.from(chunks).toString(), 'bytes');
  const full = new WritableStream({ write: () => Promise.reject(new Error('disk full')) });
  const error = await failure(api.download({ saveTo: full }));
  assert.ok(error instanceof RequestError);
  assert.equal(error.cause.message, 'disk full');
});

test('a redirect that the platform hides is an error, not an answer', async () => {
  const hidden = {
    type: 'opaqueredirect',
    status: 0,
    ok: false,
    headers: new Headers(),
    body: null,
  };
  const { fetchApi, requests } = served(() => hidden);
  const error = await failure(new ThingsApi(settings(fetchApi)).getThing({ id: 'x' }));
  assert.ok(error instanceof FetchError);
  assert.equal(requests.length, 1);
});

test('the log has an entry per direction, and masks what may be secret', async () => {
  const { fetchApi } = served(replyOf({ id: 1, name: 'private' }));
  const entries = [];
  const api = new ThingsApi(
    settings(fetchApi, {
      log: (entry) => entries.push(entry),
      accessToken: undefined,
      apiKey: 'secret-key',
    }),
  );
  await api.getThing({ id: 'x' });
  assert.deepEqual(
    entries.map((each) => [each.event, each.path]),
    [
      ['request', '/things/x'],
      ['response', '/things/x'],
    ],
  );
  assert.ok(!/secret|private/.test(JSON.stringify(entries)));
  const loud = new ThingsApi(
    settings(fetchApi, { log: (entry) => entries.push(entry), logBodies: true }),
  );
  await loud.getThing({ id: 'x' });
  assert.ok(/private/.test(JSON.stringify(entries)));
});

test('servers are chosen by index, their variables are checked, and the environment names another', async () => {
  const urlOf = async (more) => {
    const { fetchApi, requests } = served(replyOf({ id: 1, name: null }));
    await new ThingsApi(settings(fetchApi, { basePath: undefined, ...more })).getThing({ id: 'x' });
    return requests[0].url;
  };
  assert.equal(await urlOf({}), 'https://api.example.com/v1/things/x');
  assert.equal(
    await urlOf({ serverIndex: 1, serverVariables: { region: 'us' } }),
    'https://us.example.com/things/x',
  );
  assert.equal(
    await urlOf({ environment: { OPENAPI_SAMPLE_BASE_URL: 'http://local' } }),
    'http://local/things/x',
  );
  assert.ok((await failure(urlOf({ serverIndex: 2 }))) instanceof RequestError);
  assert.ok(
    (await failure(urlOf({ serverIndex: 1, serverVariables: { region: 'evil.com/' } }))) instanceof
      RequestError,
  );
});

test('a stream as a body is sent once, and its own failure is told', async () => {
  const { fetchApi, requests } = served(async (_url, init) => {
    assert.equal(init.duplex, 'half');
    await new Response(init.body).arrayBuffer();
    return replyOf({}, { status: 503 });
  });
  const api = new ThingsApi(settings(fetchApi));
  const file = new Blob(['x']).stream();
  assert.equal((await failure(api.upload({ body: { file } }))).status, 503);
  assert.equal(requests.length, 1);
  async function* broken() {
    yield new Uint8Array([1]);
    throw new Error('unplugged');
  }
  const error = await failure(api.upload({ body: { file: broken() } }));
  assert.ok(error instanceof RequestError);
  assert.match(error.message, /unplugged/);
});

test('a target is let go when the call fails, and closed when there is no body', async () => {
  const target = () => {
    const seen = {};
    const stream = new WritableStream({
      close: () => void (seen.closed = true),
      abort: () => void (seen.aborted = true),
    });
    return [seen, stream];
  };
  const [failed, first] = target();
  const refused = new ThingsApi(settings(served(replyOf({}, { status: 404 })).fetchApi));
  await failure(refused.download({ saveTo: first }));
  assert.deepEqual(failed, { aborted: true });
  const [empty, second] = target();
  const nothing = served(() => new Response(null, { status: 204 }));
  await new ThingsApi(settings(nothing.fetchApi)).download({ saveTo: second });
  assert.deepEqual(empty, { closed: true });
});

test('an API with middleware shares the connections of its configuration', async () => {
  const configuration = settings(served(replyOf({ id: 'c' })).fetchApi);
  const api = new ChatApi(configuration).withPreMiddleware(() => undefined);
  assert.equal(api.configuration.connections, configuration.connections);
  assert.ok(api instanceof ChatApi);
  await configuration.close();
});

test('every item of every page is there, each page asked for as needed', async () => {
  const page = (ids, more) =>
    replyOf({ data: ids.map((id) => ({ id, name: null })), has_more: more });
  const idsOf = async (replies, values) => {
    const { fetchApi, requests } = served(...replies);
    const found = [];
    for await (const thing of new ThingsApi(settings(fetchApi)).listThingsAll(values)) {
      found.push(thing.id);
    }
    return [found, requests.map((each) => new URL(each.url).search)];
  };
  assert.deepEqual(await idsOf([page([1, 2], true), page([3], false)], { startAfter: '0' }), [
    [1, 2, 3],
    ['?start_after=0', '?start_after=2'],
  ]);
  // The same page again, an empty one, and something else end the walk.
  assert.deepEqual((await idsOf([page([7], true), page([7], true)]))[1], ['', '?start_after=7']);
  assert.deepEqual((await idsOf([page([], true)]))[0], []);
  assert.deepEqual((await idsOf([replyOf('nothing')]))[0], []);
});

test('what is nested too deeply is told by an error of the client', async () => {
  const depth = 30_000;
  let deep = { id: 1n, name: null };
  for (let index = 0; index < depth; index += 1) {
    deep = { id: 1, name: null, child: deep };
  }
  const request = { createChatCompletionRequest: { ...HELLO.createChatCompletionRequest, deep } };
  const { fetchApi } = served(replyOf({}));
  const sent = await failure(new ChatApi(settings(fetchApi)).createChatCompletion(request));
  assert.ok(sent instanceof RequestError);
  const open = '{"id":1,"name":null,"child":'.repeat(depth);
  const text = (id) => `${open}{"id":${id},"name":null}${'}'.repeat(depth)}`;
  const reply = (id) => served(() => new Response(text(id), { headers: JSON_TYPE })).fetchApi;
  const api = (id) => new ThingsApi(settings(reply(id)));
  assert.equal((await api('1').getThing({ id: 'x' })).child.child.id, 1);
  const strict = await failure(api('1').getThing({ id: 'x' }, { strict: true }));
  assert.ok(strict instanceof DecodeError);
  const large = await failure(api('12345678901234567890').getThing({ id: 'x' }));
  assert.ok(large instanceof DecodeError);
});
