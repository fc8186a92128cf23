import assert from 'node:assert/strict';
import { test } from 'node:test';

import { cookie } from '../dist/runtime/cookie.js';
import { environmentName } from '../dist/runtime/environment.js';
import { Source, uploadOf } from '../dist/runtime/files.js';
import { checkedHeader, header } from '../dist/runtime/header.js';
import { httpDate } from '../dist/runtime/httpdate.js';
import { covers, isJson, mediaType } from '../dist/runtime/media.js';
import { piecesOf } from '../dist/runtime/multipart.js';
import { pathText } from '../dist/runtime/path.js';
import { component, decoded, formValue, reserved, segment } from '../dist/runtime/percent.js';
import { query } from '../dist/runtime/query.js';
import { without } from '../dist/runtime/redact.js';
import { backoff, delayOf, retryAfter } from '../dist/runtime/retry.js';
import { scalarText } from '../dist/runtime/scalar.js';
import { baseOf, expand, redirected, shownUrl } from '../dist/runtime/url.js';
import { randomUuid } from '../dist/runtime/random.js';

const parameter = (style, explode = false, more = {}) => ({
  key: 'v',
  name: 'v',
  style,
  explode,
  ...more,
});

function written(place, given, value) {
  const pieces = { path: new Map(), query: [], headers: [], cookies: [] };
  place.write(given, value, pieces);
  return pieces;
}

test('path styles are those of the standard', () => {
  const table = [
    ['simple', false, 'a b', 'a%20b'],
    ['simple', false, ['a', 'b,c'], 'a,b%2Cc'],
    ['simple', true, { r: 1, g: 2 }, 'r=1,g=2'],
    ['simple', false, { r: 1, g: 2 }, 'r,1,g,2'],
    ['label', true, ['a', 'b.c'], '.a.b%2Ec'],
    ['label', false, { r: 1 }, '.r,1'],
    ['matrix', true, ['a', 'b'], ';v=a;v=b'],
    ['matrix', false, ['a', 'b'], ';v=a,b'],
    ['matrix', true, { r: 1 }, ';r=1'],
    ['matrix', false, '', ';v'],
    ['content', false, { a: [1] }, '%7B%22a%22:%5B1%5D%7D'],
    ['content', false, {}, '%7B%7D'],
  ];
  for (const [style, explode, value, text] of table) {
    assert.equal(pathText(parameter(style, explode), value), text);
  }
  assert.throws(() => pathText(parameter('simple'), []), { name: 'RequiredError', field: 'v' });
});

test('query styles are those of the standard', () => {
  const table = [
    ['form', true, ['a', 'b&'], ['v=a', 'v=b%26']],
    ['form', false, ['a', 'b,'], ['v=a,b%2C']],
    ['form', true, { r: 1, g: null }, ['r=1']],
    ['spaceDelimited', false, ['a', 'b'], ['v=a%20b']],
    ['pipeDelimited', false, ['a', 'b'], ['v=a%7Cb']],
    [
      'deepObject',
      true,
      { a: { b: [1, 2] } },
      ['v%5Ba%5D%5Bb%5D%5B0%5D=1', 'v%5Ba%5D%5Bb%5D%5B1%5D=2'],
    ],
    ['content', false, { a: 1 }, ['v=%7B%22a%22%3A1%7D']],
    ['form', true, [], []],
    ['form', true, '', ['v=']],
    ['form', true, true, ['v=true']],
    ['form', true, 10n ** 20n, ['v=100000000000000000000']],
  ];
  for (const [style, explode, value, pieces] of table) {
    assert.deepEqual(written(query, parameter(style, explode), value).query, pieces);
  }
  const raw = parameter('form', true, { allowReserved: true });
  assert.deepEqual(written(query, raw, 'a/b?c=%20&+#').query, ['v=a/b?c=%20%26%2B%23']);
});

test('headers are checked, and UTF-8 is handed over byte by byte', () => {
  assert.deepEqual(written(header, parameter('simple'), ['a', 1]).headers, [['v', 'a,1']]);
  assert.deepEqual(checkedHeader('X-A', ' é '), ['X-A', 'Ã©']);
  for (const [name, value] of [
    ['X A', 'x'],
    ['X-A', 'a\r\nb'],
    ['X-A', 'a\0'],
    ['X-A', {}],
    ['X-A', '\ud800'],
  ]) {
    assert.throws(
      () => checkedHeader(name, value),
      (error) => {
        return error.name === 'RequestError' && !error.message.includes('a\r');
      },
    );
  }
});

test('cookies are encoded, and a credential that would mean something else is refused', () => {
  assert.deepEqual(written(cookie, parameter('form', true), ['a;', 'b']).cookies, [
    'v=a%3B',
    'v=b',
  ]);
});

test('percent-encoding keeps what a place allows', () => {
  assert.equal(component("a b&c'é~"), 'a%20b%26c%27%C3%A9~');
  assert.equal(reserved('a/b%2f[]'), 'a/b%2f%5B%5D');
  assert.equal(segment('a/b:c'), 'a%2Fb:c');
  assert.equal(formValue('a b+~*'), 'a+b%2B%7E*');
  assert.equal(decoded('%25252e%2525252E'), '..');
  assert.throws(() => component('\ud800'), { name: 'RequestError' });
});

test('dots in a path are refused however they are written', () => {
  for (const text of ['.', '..', '%2E%2e', '%252e', '..;x']) {
    assert.throws(
      () => expand('/a/{id}/b', new Map([['id', text]])),
      { name: 'RequestError' },
      text,
    );
  }
  assert.deepEqual(expand('/a/{id}?beta=true#x', new Map([['id', 'y']])), ['/a/y', 'beta=true']);
});

test('a base URL is absolute and holds neither credentials nor a fragment', () => {
  assert.deepEqual(baseOf('https://h.example:443/v1/?a=b'), {
    origin: 'https://h.example',
    path: '/v1',
    query: 'a=b',
  });
  for (const url of [
    'h/v1',
    '/v1',
    'ftp://h',
    'http://',
    'http://u:p@h',
    'http://h/#a',
    'http://h/a b',
    'http://h\\x',
  ]) {
    assert.throws(() => baseOf(url), { name: 'RequestError' }, url);
  }
});

test('a redirect stays at its origin', () => {
  assert.equal(redirected('https://h/a', '/b#c'), 'https://h/b');
  for (const to of [
    'https://other/',
    'http://h/',
    '//other/a',
    'https://u@h/',
    'https://h:444/',
    'java\nscript:x',
  ]) {
    assert.equal(redirected('https://h/a', to), undefined, to);
  }
  assert.equal(shownUrl('https://me:secret@h/v1?key=1'), 'https://h/v1');
});

test('scalars are written in plain decimal', () => {
  const table = [
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [-1.5e-7, '-0.00000015'],
    [1.25e22, '12500000000000000000000'],
    [true, 'true'],
    [-0, '0'],
    [12n, '12'],
  ];
  for (const [value, text] of table) {
    assert.equal(scalarText(value), text);
  }
  assert.equal(Number(scalarText(5e-324)), 5e-324);
  assert.throws(() => scalarText(Number.NaN), { name: 'RequestError' });
});

test('HTTP dates are read in their three forms', () => {
  const now = Date.UTC(2024, 0, 1);
  for (const text of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ]) {
    assert.equal(httpDate(text, now), 784111777000, text);
  }
  assert.equal(httpDate('Wed, 30 Feb 2024 00:00:00 GMT', now), undefined);
  assert.equal(httpDate('1994-11-06', now), undefined);
});

test('a server is waited for as it asks, up to a limit', () => {
  const policy = { maxRetries: 2, maxRetryAfter: 60_000, replayable: true };
  const random = () => 0;
  assert.equal(delayOf(policy, 0, { status: 503 }, random), 375);
  assert.equal(delayOf(policy, 0, { status: 503, retryAfter: 59_000 }, random), 59_000);
  assert.equal(delayOf(policy, 0, { status: 503, retryAfter: 61_000 }, random), undefined);
  assert.equal(delayOf(policy, 0, { status: 400 }, random), undefined);
  assert.equal(delayOf(policy, 0, { status: 400, advice: 'true' }, random), 375);
  assert.equal(delayOf(policy, 0, { status: 503, advice: 'false' }, random), undefined);
  assert.equal(delayOf(policy, 2, {}, random), undefined);
  assert.equal(delayOf({ ...policy, replayable: false }, 0, {}, random), undefined);
  assert.equal(backoff(9, 1), 8000);
});

test('Retry-After is read against the date of the response', () => {
  const after = (fields) => retryAfter(new Headers(fields), 0);
  assert.equal(after({ 'retry-after-ms': '1.5', 'retry-after': '9' }), 1.5);
  assert.equal(after({ 'retry-after': '0.5' }), 500);
  assert.equal(
    after({
      'retry-after': 'Sun, 06 Nov 1994 08:49:40 GMT',
      date: 'Sun, 06 Nov 1994 08:49:37 GMT',
    }),
    3000,
  );
  for (const value of ['-1', 'soon', 'NaN', '1e400', '9'.repeat(400)]) {
    assert.equal(after({ 'retry-after': value }), undefined, value);
  }
});

test('media types are compared without case and parameters', () => {
  const json = mediaType('Application/Problem+JSON; x="a;charset=no"; Charset="UTF-8"');
  assert.deepEqual(json, { type: 'application', subtype: 'problem+json', charset: 'utf-8' });
  assert.ok(isJson(json));
  assert.ok(covers(mediaType('application/*'), json) && covers(mediaType('*/*'), json));
});

test('secrets are masked wherever they stand', () => {
  assert.equal(
    without('a secret, secret2 and ab', ['secret', 'secret2', 'ab']),
    'a ***, *** and ab',
  );
});

test('environment variables are named by package and scheme', () => {
  assert.equal(environmentName('openapi-openai', 'ApiKeyAuth'), 'OPENAPI_OPENAI_API_KEY_AUTH');
  assert.equal(environmentName('@acme/pets', 'oauth2 (v1)'), 'ACME_PETS_OAUTH2_V1');
});

test('parts of a form carry names, types and bytes; text in a name stays there', async () => {
  const parts = [
    { name: 'file', payload: 'bytes', mediaType: 'image/png' },
    { name: 'meta', payload: 'json' },
  ];
  const members = {
    file: { content: new Blob(['PNG']), name: 'a"\r\nX: 1.png' },
    meta: { a: 1n },
    tags: ['x', null, 'y'],
    absent: undefined,
  };
  const pieces = piecesOf(members, parts, 'mark');
  const text = await new Blob(pieces).text();
  assert.equal(
    text,
    '--mark\r\nContent-Disposition: form-data; name="file"; filename="a%22%0D%0AX: 1.png"\r\n' +
      'Content-Type: image/png\r\n\r\nPNG\r\n' +
      '--mark\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n' +
      '--mark\r\nContent-Disposition: form-data; name="tags"\r\n\r\nx\r\n' +
      '--mark\r\nContent-Disposition: form-data; name="tags"\r\n\r\ny\r\n--mark--\r\n',
  );
  assert.throws(() => piecesOf({ file: 'text' }, parts, 'm'), { name: 'RequestError' });
});

test('a body of blobs can be sent again, one with a stream only once', async () => {
  const blobs = new Source([new Uint8Array([1]), new Blob([new Uint8Array([2])])]);
  assert.ok(blobs.replayable);
  assert.equal(blobs.open().size, 2);
  assert.equal(blobs.open().size, 2);
  const stream = new Blob([new Uint8Array([3])]).stream();
  const once = new Source([new Uint8Array([1]), uploadOf(stream).piece]);
  assert.ok(!once.replayable);
  const sent = new Uint8Array(await new Response(once.open()).arrayBuffer());
  assert.deepEqual([...sent], [1, 3]);
  assert.throws(() => once.open(), { name: 'RequestError' });
});

test('a random UUID is one of version 4', () => {
  assert.match(
    randomUuid(),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});
