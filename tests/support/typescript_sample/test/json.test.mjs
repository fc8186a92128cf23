import assert from 'node:assert/strict';
import { test } from 'node:test';

import { plain, stringifyJson } from '../dist/runtime/encode.js';
import { parseJson } from '../dist/runtime/exact.js';

/** Numbers from 0 up to 1, the same in every run. */
function chances(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const TEXTS = ['', 'a', '"', '\\', '\\"', ',1234567890123456789', 'é\u2028😀', '\n\t\u0000', '[{:'];

/** A random JSON text with its exact value; integers of any size. */
function random(chance, depth = 0) {
  const kind = Math.floor(chance() * (depth > 4 ? 6 : 8));
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const space = pick(['', ' ', '\n', '\t ']);
  switch (kind) {
    case 0:
      return ['null', null];
    case 1:
      return chance() < 0.5 ? ['true', true] : ['false', false];
    case 2: {
      const text = pick(TEXTS);
      return [JSON.stringify(text), text];
    }
    case 3: {
      const size = 1 + Math.floor(chance() * 30);
      const digits = Array.from({ length: size }, () => Math.floor(chance() * 10)).join('');
      const text = (chance() < 0.5 ? '-' : '') + (digits.replace(/^0+/, '') || '0');
      const number = Number(text);
      return [text, Number.isSafeInteger(number) ? number : BigInt(text)];
    }
    case 4: {
      const text = `${Math.floor(chance() * 1e6)}.${Math.floor(chance() * 1e15)}12345678901234567`;
      return [text, Number(text)];
    }
    case 5:
      return ['1.5e300', 1.5e300];
    case 6: {
      const items = Array.from({ length: Math.floor(chance() * 5) }, () =>
        random(chance, depth + 1),
      );
      const text = items.map(([item]) => space + item + space).join(',');
      return [`[${text || space}]`, items.map(([, item]) => item)];
    }
    default: {
      const items = Array.from({ length: Math.floor(chance() * 5) }, (_, index) => [
        chance() < 0.1 ? '__proto__' : pick(TEXTS) + index,
        random(chance, depth + 1),
      ]);
      const members = items.map(
        ([name, [text]]) => `${space}${JSON.stringify(name)}${space}:${text}`,
      );
      const value = Object.fromEntries(items.map(([name, [, item]]) => [name, item]));
      return [`{${members.join(',')}${space}}`, value];
    }
  }
}

test('every JSON text is read exactly, with integers of any size', () => {
  const chance = chances(1);
  for (let count = 0; count < 5000; count += 1) {
    const [text, value] = random(chance);
    assert.deepEqual(parseJson(text), value, text);
  }
});

test('what was read is written as the same JSON', () => {
  const chance = chances(2);
  for (let count = 0; count < 5000; count += 1) {
    const text = stringifyJson(random(chance)[1]);
    assert.equal(stringifyJson(parseJson(text)), text);
  }
});

test('without large integers the text is the one of JSON.stringify', () => {
  const value = { a: [1, 1.5, -0, 1e21, 1e-7, 'é\ud83d', null, true], '': {}, b: [] };
  assert.equal(stringifyJson(value), JSON.stringify(value));
});

test('only integers that a number would round become bigint', () => {
  const text = '[9007199254740991,9007199254740992,-9007199254740993,1e30,12345678901234567.0]';
  const read = parseJson(text);
  assert.deepEqual(
    read.map((each) => typeof each),
    ['number', 'bigint', 'bigint', 'number', 'number'],
  );
  assert.equal(stringifyJson(parseJson('[18446744073709551615]')), '[18446744073709551615]');
});

test('a large integer is found wherever it stands, and however long it is', () => {
  for (let before = 0; before < 40; before += 1) {
    for (const digits of ['9007199254740993', '12345678901234567', '1'.padEnd(100, '7')]) {
      const padding = '1'.repeat(before);
      const text = `["${padding}",-${digits},0.${digits},${digits}.5,\n${digits}]`;
      const [, negative, fraction, decimal, positive] = parseJson(text);
      assert.deepEqual([negative, positive], [-BigInt(digits), BigInt(digits)], text);
      assert.deepEqual([fraction, decimal], [Number(`0.${digits}`), Number(`${digits}.5`)]);
      assert.equal(parseJson(`${' '.repeat(before)}${digits}`), BigInt(digits));
    }
  }
});

test('digits inside strings change nothing', () => {
  const text = '{"id":"call_,12345678901234567890","at":[" 12345678901234567890"]}';
  assert.deepEqual(parseJson(text), JSON.parse(text));
});

test('a text that is no JSON is refused, large integers or not', () => {
  for (const text of [
    '',
    '{',
    '[12345678901234567890',
    '01',
    '[1,]',
    '{"a":12345678901234567890,}',
  ]) {
    assert.throws(() => parseJson(text), SyntaxError, text);
  }
});

test('undefined members are left out, null stays', () => {
  assert.equal(stringifyJson({ a: undefined, b: null, c: { d: undefined } }), '{"b":null,"c":{}}');
});

test('what JSON cannot hold is refused with its place', () => {
  const circle = { inner: [] };
  circle.inner.push(circle);
  for (const [value, place] of [
    [{ a: { b: [0, Number.NaN] } }, '/a/b/1'],
    [{ 'x/y': Number.POSITIVE_INFINITY }, '/x~1y'],
    [[() => 1], '/0'],
    [{ s: Symbol('s') }, '/s'],
    [[undefined], '/0'],
    [Array(1), '/0'],
    [{ m: new Map([[1, 2]]) }, '/m'],
    [{ b: new Uint8Array(2) }, '/b'],
    [{ f: new Blob(['x']) }, '/f'],
    [{ p: Promise.resolve(1) }, '/p'],
    [{ d: new Date(Number.NaN) }, '/d'],
    [undefined, ''],
  ]) {
    for (const write of [stringifyJson, plain]) {
      assert.throws(
        () => write(value),
        (error) => error.pointer === place,
        place,
      );
    }
  }
  assert.throws(() => stringifyJson(circle), /holds itself/);
});

test('a date is written as RFC 3339, and toJSON is asked', () => {
  const moment = new Date(Date.UTC(2024, 1, 29, 12, 30, 5, 120));
  assert.equal(stringifyJson([moment]), '["2024-02-29T12:30:05.120Z"]');
  assert.equal(stringifyJson({ a: { toJSON: () => [1n] } }), '{"a":[1]}');
  assert.deepEqual(plain({ a: moment, b: 1n }), { a: '2024-02-29T12:30:05.120Z', b: 1n });
});

test('a member called __proto__ is a member', () => {
  const value = parseJson('{"__proto__":{"a":12345678901234567890}}');
  assert.deepEqual(Object.keys(value), ['__proto__']);
  assert.equal(stringifyJson(value), '{"__proto__":{"a":12345678901234567890}}');
  assert.equal({}.a, undefined);
});

test('reading with large integers takes linear time', () => {
  const text = `[${Array.from({ length: 100_000 }, (_, index) => `"\\\\${index}",1${index}2345678901234567890`).join(',')}]`;
  const started = performance.now();
  assert.equal(parseJson(text).length, 200_000);
  assert.ok(performance.now() - started < 5000);
});
