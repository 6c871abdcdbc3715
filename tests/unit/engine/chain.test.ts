import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  canonical,
  chained,
  digest,
  genesisHash,
  hashOf,
  type Unchained,
} from '../../../src/engine/chain.ts';
import type { LedgerEvent } from '../../../src/engine/ports.ts';

const event: Unchained<LedgerEvent> = {
  subjectId: '018e0000-0000-7000-8000-000000000001',
  seq: 2,
  machineVersion: 1,
  at: 1_709_258_400_123,
  by: { kind: 'person', id: 'he', unit: 'school' },
  event: { type: 'CLAIM', responsibleUnit: '总务处', slots: { actionOwner: 'teaching' } },
  prevHash: genesisHash,
};

/** The event, saying something that is no part of any event: the hash does not mind. */
function withNote(note: unknown): Unchained {
  return { ...event, event: { type: 'CLAIM', note } as unknown as LedgerEvent };
}

/** Any JSON value, with the texts and numbers people and machines come up with. */
const anyJson = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' });

/** The same value, every object's members in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, shuffled(member)] as const);
  return Object.fromEntries(members.toReversed());
}

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: [true, null, '文'] }, '{"a":[true,null,"文"],"b":1}'],
    [{ 整: 1, a: 2, Z: 3 }, '{"Z":3,"a":2,"整":1}'],
    [{ 10: 'ten', 9: 'nine' }, '{"10":"ten","9":"nine"}'],
    [[], '[]'],
    [{}, '{}'],
    ['with "quotes", \\ and\nlines', '"with \\"quotes\\", \\\\ and\\nlines"'],
    [-0.5, '-0.5'],
    [null, 'null'],
  ])('%j is written as %s', (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  test('a member that is undefined is left out, as JSON leaves it out', () => {
    expect(canonical({ a: 1, b: undefined })).toBe('{"a":1}');
  });

  test('the order of members makes no difference, the order of a list does', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(canonical(shuffled(value))).toBe(canonical(value));
      }),
    );
    expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
  });

  test('it is JSON of the same value, so that anybody can check a hash with any tool', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('different values are never written alike', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        const alike = canonical(a) === canonical(b);
        const equal = canonical(JSON.parse(canonical(a))) === canonical(JSON.parse(canonical(b)));
        expect(alike).toBe(equal);
      }),
    );
    for (const [a, b] of [
      [1, '1'],
      [null, 'null'],
      [[], {}],
      [{ a: { b: 1 } }, { 'a:b': 1 }],
      [['a', 'b'], ['a","b']],
      [{ a: null }, {}],
    ]) {
      expect(canonical(a)).not.toBe(canonical(b));
    }
  });
});

describe('the hash of an event', () => {
  test('is the SHA-256 of the hash before it, a line break and the canonical JSON of its content', () => {
    const content =
      '{"at":1709258400123,"by":{"id":"he","kind":"person","unit":"school"},' +
      '"event":{"responsibleUnit":"总务处","slots":{"actionOwner":"teaching"},"type":"CLAIM"},' +
      '"machineVersion":1,"seq":2,"subjectId":"018e0000-0000-7000-8000-000000000001"}';
    const expected = createHash('sha256').update(`${genesisHash}\n${content}`).digest('hex');
    expect(hashOf(event)).toBe(expected);
    expect(chained(event)).toEqual({ ...event, hash: expected });
  });

  test('does not depend on the order members come back from the database in', () => {
    expect(hashOf(shuffled(event) as Unchained)).toBe(hashOf(event));
  });

  test.each<[string, Partial<Unchained<LedgerEvent>>]>([
    ['subjectId', { subjectId: '018e0000-0000-7000-8000-000000000002' }],
    ['seq', { seq: 3 }],
    ['machineVersion', { machineVersion: 2 }],
    ['at', { at: event.at + 1 }],
    ['by', { by: { kind: 'person', id: 'he', unit: null } }],
    ['the kind of actor', { by: { kind: 'system', rule: 'he' } }],
    ['event', { event: { type: 'CLAIM', responsibleUnit: '教务处' } }],
    ['prevHash', { prevHash: '1'.repeat(64) }],
  ])('covers %s', (_member, change) => {
    expect(hashOf({ ...event, ...change })).not.toBe(hashOf(event));
  });

  test('covers every value at any depth: change any one and it differs', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (a, b) => {
        const same = canonical(a) === canonical(b);
        expect(hashOf(withNote(a)) === hashOf(withNote(b))).toBe(same);
      }),
    );
  });

  test('is not moved by a member that is not part of an event', () => {
    const more = { ...event, hash: 'whatever', remark: 'not chained' };
    expect(hashOf(more)).toBe(hashOf(event));
  });
});

test('a digest tells two requests apart, and not two ways of writing one', () => {
  expect(digest({ a: 1, b: [2] })).toBe(digest({ b: [2], a: 1 }));
  expect(digest({ a: 1 })).not.toBe(digest({ a: 2 }));
  expect(digest({})).toMatch(/^[0-9a-f]{64}$/);
});
