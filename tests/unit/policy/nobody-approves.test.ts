import { describe, expect, test } from 'vitest';
import type { Gates } from '../../../machines/gates.ts';
import { unapprovableIn } from '../../../src/policy/nobody-approves.ts';
import { checkedPolicy } from '../../../src/policy/policy-check.ts';
import { changed, inspection, nextVersion, shipped, templateNames } from './policy-case.ts';

/** The default policy with this changed in the gates of the class `phased`, checked like any other. */
function withGates(given: Partial<Gates>) {
  const { gates } = inspection.classes.phased;
  const raw = changed('classes.phased.gates', { ...gates, ...given });
  return checkedPolicy({ ...raw, version: nextVersion }, templateNames);
}

const found = (given: Partial<Gates>) =>
  unapprovableIn([withGates(given)]).map(({ gate, grades }) => [gate, grades]);

const everyGrade = ['ordinary', 'serious', 'major'];
const extension = { for: ['serious' as const], approvers: ['verifier' as const], overrideBy: [] };

describe('what nobody could ever approve', () => {
  test('is nothing under the shipped policies', () => {
    expect(unapprovableIn(shipped)).toEqual([]);
  });

  test('is named with its policy, version and class, and with nothing of other classes', () => {
    expect(unapprovableIn([inspection, withGates({ verificationLevels: [] })])).toEqual([
      {
        policy: `cn-inspection@${nextVersion}`,
        class: 'phased',
        gate: 'verificationLevels',
        grades: everyGrade,
      },
    ]);
  });

  test('are extensions without a post that grants them, also where another may override', () => {
    const nobody = { ...extension, approvers: [] };
    expect(found({ extension: nobody })).toEqual([['extension.approvers', ['serious']]]);
    expect(found({ extension: { ...nobody, overrideBy: ['steeringGroup'] } })).toEqual([
      ['extension.approvers', ['serious']],
    ]);
    expect(found({ extension })).toEqual([]);
    expect(found({ extension: undefined })).toEqual([]);
  });

  test('are extensions granted by whoever answers for the work, if it ever comes to that post', () => {
    const rising = { ...extension, approvers: ['verifier' as const, 'actionOwner' as const] };
    expect(found({ extension: rising, extensionsMax: 2 })).toEqual([
      ['extension.approvers', ['serious']],
    ]);
    expect(found({ extension: rising, extensionsMax: 1 })).toEqual([]);
    expect(found({ extension: { ...extension, overrideBy: ['actionOwner'] } })).toEqual([
      ['extension.overrideBy', ['serious']],
    ]);
    expect(
      found({ extension: { ...extension, overrideBy: ['actionOwner', 'steeringGroup'] } }),
    ).toEqual([]);
  });

  test('is a waiver for makers, where their own post is to give it; where nobody may, that is meant', () => {
    expect(found({ separationWaivedBy: 'actionOwner' })).toEqual([
      ['separationWaivedBy', everyGrade],
    ]);
    expect(found({ separationWaivedBy: undefined })).toEqual([]);
  });

  test('are all of these at once', () => {
    const gates = {
      verificationLevels: [],
      extension: { ...extension, approvers: [], overrideBy: ['actionOwner' as const] },
      separationWaivedBy: 'actionOwner' as const,
    };
    expect(found(gates).map(([gate]) => gate)).toEqual([
      'verificationLevels',
      'extension.approvers',
      'extension.overrideBy',
      'separationWaivedBy',
    ]);
  });

  test('is nothing where there is no policy', () => {
    expect(unapprovableIn([])).toEqual([]);
  });
});
