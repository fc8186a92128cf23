import assert from 'node:assert/strict';
import { test } from 'node:test';

import { EventDecoder } from '../dist/runtime/eventstream.js';
import { JsonLinesDecoder } from '../dist/runtime/jsonlines.js';

const bytes = (text) => new TextEncoder().encode(text);

function decoded(decoder, ...pieces) {
  const events = pieces.flatMap((piece) =>
    decoder.feed(typeof piece === 'string' ? bytes(piece) : piece),
  );
  return [...events, ...decoder.finish()];
}

const data = (...pieces) => decoded(new EventDecoder(), ...pieces).map((event) => event.data);

test('lines end with CR, LF or CRLF, and fields are joined by LF', () => {
  assert.deepEqual(data('data: a\rdata: b\r\ndata:c\n\n'), ['a\nb\nc']);
  assert.deepEqual(data('data\n\ndata:\ndata:\n\n'), ['', '\n']);
});

test('one space after the colon is dropped, comments and unknown fields are ignored', () => {
  assert.deepEqual(data(': hi\ndata:  two\nother: x\n\n'), [' two']);
});

test('one byte order mark is dropped, and only at the start', () => {
  assert.deepEqual(data('\ufeffdata: a\n\n'), ['a']);
  assert.deepEqual(data('\ufeff\ufeffdata: a\n\ndata: b\n\n'), ['b']);
});

test('event, id and retry belong to their event; an id with NUL is ignored', () => {
  const events = decoded(
    new EventDecoder(),
    'event: e\nid: 7\nretry: 10\ndata: a\n\nid: \0\nretry: 1x\ndata: b\n\n',
  );
  assert.deepEqual(events, [
    { data: 'a', event: 'e', id: '7', retry: 10 },
    { data: 'b', event: 'message', id: '7', retry: undefined },
  ]);
});

test('an event without data, and an unfinished one, are none', () => {
  assert.deepEqual(data('event: x\n\ndata: a\n\ndata: lost\n'), ['a']);
});

test('broken UTF-8 is replaced', () => {
  assert.deepEqual(data(bytes('data: a'), new Uint8Array([0xff]), 'b\n\n'), ['a\ufffdb']);
});

test('any split of the bytes gives the same events', () => {
  const whole = bytes('\ufeffid: é\r\ndata: 😀\r\r\ndata: {"a":1}\r\n\r\n:\rdata: x\ndata\n\n');
  const expected = decoded(new EventDecoder(), whole);
  assert.equal(expected.length, 3);
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const found = decoded(new EventDecoder(), whole.slice(0, cut), whole.slice(cut));
    assert.deepEqual(found, expected, String(cut));
  }
  const single = [...whole].map((byte) => new Uint8Array([byte]));
  assert.deepEqual(decoded(new EventDecoder(), ...single), expected);
});

test('a long line in many pieces takes linear time', () => {
  const piece = bytes('x'.repeat(10));
  const time = (count) => {
    const decoder = new EventDecoder();
    const started = performance.now();
    decoder.feed(bytes('data: '));
    for (let index = 0; index < count; index += 1) {
      decoder.feed(piece);
    }
    assert.equal(decoder.feed(bytes('\n\n'))[0].data.length, count * 10);
    return performance.now() - started;
  };
  time(20_000);
  assert.ok(time(200_000) < 3000);
});

test('JSON lines: blank lines are none, the last line needs no end, record separators go', () => {
  const texts = (...pieces) => decoded(new JsonLinesDecoder(), ...pieces).map((each) => each.data);
  assert.deepEqual(texts('{"a":1}\n\r\n\u001e{"b":2}\r\n{"c"', ':3}'), [
    '{"a":1}',
    '{"b":2}',
    '{"c":3}',
  ]);
  assert.deepEqual(texts(''), []);
});
