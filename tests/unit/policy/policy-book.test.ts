import { describe, expect, test } from 'vitest';
import { createPolicyBook } from '../../../src/policy/policy-book.ts';
import { shippedName, shippedRef } from '../../support/shipped-policies.ts';
import { inspection, nextVersion, refusalOf, shipped } from './policy-case.ts';

const ref = shippedRef('cn-inspection');
const name = shippedName('cn-inspection');
const next = { id: ref.id, version: nextVersion };
const second = { ...inspection, ...next, sendAt: '08:30' };

describe('a book of policies', () => {
  test('opens findings under the last one given, and keeps the others for those opened before', () => {
    const book = createPolicyBook([inspection, second]);
    expect(book.current).toEqual(next);
    expect(book.get(ref).sendAt).toBe('09:00');
    expect(book.get(next).sendAt).toBe('08:30');
  });

  test('opens findings under the one that is named as the current one', () => {
    const book = createPolicyBook([inspection, second], ref);
    expect(book.current).toEqual(ref);
  });

  test('holds the shipped policies together, the one for inspections in use', () => {
    const book = createPolicyBook(shipped);
    expect(book.current).toEqual(ref);
    for (const policy of shipped) expect(book.get(policy)).toBe(policy);
  });

  test('does not guess at one that it has not', () => {
    const book = createPolicyBook([inspection]);
    for (const unknown of [next, { id: 'other', version: 1 }]) {
      expect(() => book.get(unknown)).toThrow(
        expect.objectContaining({
          code: 'policy_unknown',
          detail: { policy: `${unknown.id}@${unknown.version}` },
        }) as Error,
      );
    }
  });

  test('refuses the same version twice, even where it says the same', async () => {
    expect(await refusalOf(() => createPolicyBook([inspection, inspection]))).toEqual([
      `${name} is given twice; a changed policy needs an id or a version of its own`,
    ]);
  });

  test('refuses a current policy that it has not', async () => {
    const current = { id: ref.id, version: nextVersion + 1 };
    expect(await refusalOf(() => createPolicyBook([inspection, second], current))).toEqual([
      `the current policy is to be cn-inspection@${current.version}, which is not given; there are: ${name}, cn-inspection@${nextVersion}`,
    ]);
  });

  test('refuses to be empty', async () => {
    expect(await refusalOf(() => createPolicyBook([]))).toEqual(['at least one policy is needed']);
    expect(await refusalOf(() => createPolicyBook([], ref))).toEqual([
      `the current policy is to be ${name}, which is not given; there are: none`,
    ]);
  });
});
