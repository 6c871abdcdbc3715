import { describe, expect, test } from 'vitest';
import { createPolicyBook } from '../../../src/policy/policy-book.ts';
import { inspection, refusalOf, shipped } from './policy-case.ts';

const second = { ...inspection, version: 2, sendAt: '08:30' };

describe('a book of policies', () => {
  test('opens findings under the last one given, and keeps the others for those opened before', () => {
    const book = createPolicyBook([inspection, second]);
    expect(book.current).toEqual({ id: 'cn-inspection', version: 2 });
    expect(book.get({ id: 'cn-inspection', version: 1 }).sendAt).toBe('09:00');
    expect(book.get({ id: 'cn-inspection', version: 2 }).sendAt).toBe('08:30');
  });

  test('opens findings under the one that is named as the current one', () => {
    const book = createPolicyBook([inspection, second], { id: 'cn-inspection', version: 1 });
    expect(book.current).toEqual({ id: 'cn-inspection', version: 1 });
  });

  test('holds the shipped policies together, the one for inspections in use', () => {
    const book = createPolicyBook(shipped);
    expect(book.current).toEqual({ id: 'cn-inspection', version: 1 });
    for (const policy of shipped) expect(book.get(policy)).toBe(policy);
  });

  test('does not guess at one that it has not', () => {
    const book = createPolicyBook([inspection]);
    for (const ref of [
      { id: 'cn-inspection', version: 2 },
      { id: 'other', version: 1 },
    ]) {
      expect(() => book.get(ref)).toThrow(
        expect.objectContaining({
          code: 'policy_unknown',
          detail: { policy: `${ref.id}@${ref.version}` },
        }) as Error,
      );
    }
  });

  test('refuses the same version twice, even where it says the same', async () => {
    expect(await refusalOf(() => createPolicyBook([inspection, inspection]))).toEqual([
      'cn-inspection@1 is given twice; a changed policy needs an id or a version of its own',
    ]);
  });

  test('refuses a current policy that it has not', async () => {
    const current = { id: 'cn-inspection', version: 3 };
    expect(await refusalOf(() => createPolicyBook([inspection, second], current))).toEqual([
      'the current policy is to be cn-inspection@3, which is not given; there are: cn-inspection@1, cn-inspection@2',
    ]);
  });

  test('refuses to be empty', async () => {
    expect(await refusalOf(() => createPolicyBook([]))).toEqual(['at least one policy is needed']);
    const current = { id: 'cn-inspection', version: 1 };
    expect(await refusalOf(() => createPolicyBook([], current))).toEqual([
      'the current policy is to be cn-inspection@1, which is not given; there are: none',
    ]);
  });
});
