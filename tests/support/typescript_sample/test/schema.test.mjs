import assert from 'node:assert/strict';
import { test } from 'node:test';

import { check } from '../dist/runtime/check.js';
import { convert } from '../dist/runtime/convert.js';
import { stringifyJson } from '../dist/runtime/encode.js';
import * as s from '../dist/runtime/schema.js';
import { variantName } from '../dist/runtime/select.js';
import { Shape } from '../dist/schemas/Shape.js';
import { Thing } from '../dist/schemas/Thing.js';

const pointers = (schema, value) => check(schema, value).map((problem) => problem.pointer);

test('every place that breaks a schema is told', () => {
  assert.deepEqual(check(Thing, { id: 1, name: null }), []);
  assert.deepEqual(check(Thing, { id: 2n ** 60n, name: 'a', shape: { radius: 1 } }), []);
  const broken = { id: 'x', class: '', shape: { radius: -1 }, child: { id: 1.5, name: 5 } };
  assert.deepEqual(pointers(Thing, broken), [
    '/id',
    '', // The name is missing.
    '/class',
    '/shape/radius',
    '/child/id',
    '/child/name',
  ]);
});

test('bounds are checked exactly', () => {
  for (const [bounds, good, bad] of [
    [{ minimum: 1, maximum: 2 }, 2, 3],
    [{ maximum: 9223372036854775807n }, 9223372036854775807n, 9223372036854775808n],
    [{ exclusiveMinimum: 0 }, 1e-9, 0],
    [{ multipleOf: 0.1 }, 0.3, 0.35],
    [{ multipleOf: 1e-7 }, 3e-7, 3.5e-7],
  ]) {
    assert.deepEqual(check(s.number(bounds), good), []);
    assert.equal(check(s.number(bounds), bad).length, 1);
  }
  assert.deepEqual(check(s.string({ maxLength: 1, pattern: '^.$' }), '😀'), []);
  assert.equal(check(s.string({ pattern: '^a$' }), 'b').length, 1);
  assert.deepEqual(check(s.string({ pattern: '(?<broken' }), 'b'), []);
  assert.equal(
    check(s.array(s.any(), { uniqueItems: true }), [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ]).length,
    1,
  );
});

test('dates are real days of the calendar', () => {
  for (const [schema, good, bad] of [
    [s.date(), '2024-02-29', '2023-02-29'],
    [s.dateTime(), '2024-01-02T03:04:05.5+01:00', '2024-01-02T03:04:05'],
  ]) {
    assert.deepEqual(check(schema, good), []);
    assert.equal(check(schema, bad).length, 1);
  }
});

test('known values are closed unless they are open', () => {
  assert.equal(check(s.known(['a', 1]), 'b').length, 1);
  assert.deepEqual(check(s.known(['a'], { open: true }), 'b'), []);
  assert.equal(check(s.known(['a'], { open: true }), 1).length, 1);
  assert.equal(check(s.literal(true), 1).length, 1);
});

const Cat = s.record('Cat', [
  ['kind', s.literal('cat'), 'required'],
  ['lives', s.integer()],
]);
const Dog = s.record('Dog', [['kind', s.literal('dog'), 'required']], null);
const Pet = s.union('Pet', { tag: 'kind', open: true }, [
  [s.ref(() => Cat), { tags: ['cat'] }],
  [s.ref(() => Dog), { tags: ['dog'] }],
]);

test('a union is told apart by tag, key and kind', () => {
  assert.equal(variantName(Pet, { kind: 'dog' }), 'Dog');
  assert.equal(variantName(Pet, { kind: 'eel' }), undefined);
  assert.equal(variantName(Shape, { side: 1 }), 'ShapeSquare');
  const either = s.union('Either', {}, [
    [s.string(), { kinds: ['string'] }],
    [Cat, {}],
  ]);
  assert.equal(variantName(either, { kind: 'cat' }), 'Cat');
  assert.equal(check(either, 5).length, 1);
  const rest = s.union('Rest', { tag: 'kind', fallback: 1 }, [
    [Cat, { tags: ['cat'] }],
    [Dog, {}],
  ]);
  assert.equal(variantName(rest, {}), 'Dog');
});

test('unknown variants pass an open union only, and forbidden members are told', () => {
  assert.deepEqual(check(Pet, { kind: 'eel' }), []);
  const closed = { ...Pet, selector: { tag: 'kind' } };
  assert.equal(check(closed, { kind: 'eel' }).length, 1);
  assert.deepEqual(pointers(Pet, { kind: 'dog', wings: 2 }), ['/wings']);
  assert.deepEqual(pointers(Pet, { kind: 'cat', lives: '9' }), ['/lives']);
});

test('conversions give Date and bigint, and are sent as they came', () => {
  const schema = s.record('R', [
    ['at', s.nullable(s.dateTime(true))],
    ['ids', s.array(s.int64({}, true))],
    ['pet', Pet],
    ['__proto__', s.dateTime(true)],
  ]);
  const text =
    '{"at":"2024-01-02T03:04:05.120000+02:00","ids":[1,"x"],"pet":{"kind":"cat"},"__proto__":"2024-01-02T00:00:00Z"}';
  const value = convert(schema, JSON.parse(text));
  assert.ok(value.at instanceof Date);
  assert.equal(value.at.getTime(), Date.UTC(2024, 0, 2, 1, 4, 5, 120));
  assert.deepEqual(value.ids, [1n, 'x']);
  assert.equal(stringifyJson(value), text);
  value.at.setUTCFullYear(2025);
  assert.match(stringifyJson(value), /"2025-01-02T01:04:05.120Z"/);
});

test('a date that cannot be read stays text', () => {
  for (const text of [
    'next tuesday',
    '2024-13-01T00:00:00Z',
    '2024-01-02',
    '2016-12-31T23:59:60Z',
  ]) {
    assert.equal(convert(s.dateTime(true), text), text);
  }
  const lower = convert(s.dateTime(true), '2024-01-02t03:04:05z');
  assert.equal(lower.getTime(), Date.UTC(2024, 0, 2, 3, 4, 5));
  assert.equal(stringifyJson(lower), '"2024-01-02t03:04:05z"');
});
