/** More time, asked for and decided by posts that rise with each extension. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import type { Gates } from '../../../machines/gates.ts';
import type { Slot } from '../../../machines/words.ts';
import { brief } from './brief.ts';
import {
  approvals,
  close,
  give,
  inspector,
  late,
  owner,
  person,
  policyRule,
  reclassified,
  reopen,
  sample,
  sampleEvents,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { answer, due, findingAt, pausedAt, play, take } from './school-stages.ts';

const ask = give(sampleEvents.REQUEST_EXTENSION);
const askToCheck = give({ ...sampleEvents.REQUEST_EXTENSION, clock: 'verify' }, inspector);
const ruled = (approvers: Slot[], overrideBy: Slot[] = []): Partial<Gates> => ({
  extensionsMax: 9,
  extension: { for: ['ordinary'], approvers, overrideBy },
});
const grant = (holds: Slot[], given: object = {}): Given =>
  give({ ...sampleEvents.EXTEND, holds, ...given }, person('decider'));
const refuse = (holds: Slot[]): Given =>
  give({ ...sampleEvents.REFUSE_EXTENSION, holds }, person('decider'));
const working = findingAt('working', { gates: ruled(['verifier', 'steeringGroup']) });

describe('a request for more time', () => {
  test('is kept until it is decided, and told to the post that decides', () => {
    const { snapshot, effects } = take(working, ask);
    expect(snapshot.context.extensionRequest).toEqual({
      clock: 'execute',
      until: '2024-10-31',
      reasonCode: 'procurement',
      by: { persons: ['chen'], unit: 'school' },
    });
    expect(effects.map(brief)).toEqual(['tell extension-requested verifier']);
    expect(play(snapshot, grant(['verifier'])).context.extensionRequest).toBeNull();
    expect(play(snapshot, refuse(['verifier'])).context.extensionRequest).toBeNull();
  });

  test('goes to the post that rises with each extension, and stays with the last', () => {
    let snapshot = working;
    for (const post of ['verifier', 'steeringGroup', 'steeringGroup'] as const) {
      const asked = take(snapshot, ask);
      expect(asked.effects.map(brief)).toEqual([`tell extension-requested ${post}`]);
      const other = post === 'verifier' ? 'steeringGroup' : 'verifier';
      for (const decide of [grant, refuse]) {
        expect(answer(asked.snapshot, decide([other]))).toMatchObject({
          guard: 'extensionApproverDecides',
        });
      }
      snapshot = play(asked.snapshot, grant([post]));
    }
    expect(snapshot.context.extensions).toHaveLength(3);
  });

  test('fails closed where the rules name nobody who decides', () => {
    const asked = play(findingAt('working', { gates: ruled([]) }), ask);
    for (const event of [grant(['verifier']), refuse(['verifier'])]) {
      expect(answer(asked, event)).toMatchObject({ guard: 'extensionApproverAppointed' });
    }
  });

  test('is not needed, and may be made, where the rules say nothing of it', () => {
    const plain = findingAt('working');
    expect(answer(plain, sample('EXTEND')).kind).toBe('accepted');
    const asked = take(plain, ask);
    expect(asked.effects.map(brief)).toEqual(['tell extension-requested verifier']);
    expect(play(asked.snapshot, sample('EXTEND')).context.extensionRequest).toBeNull();
  });

  test('is not granted by whoever made it, nor decided by a rule', () => {
    const asked = play(working, ask);
    expect(answer(asked, { ...grant(['verifier']), by: owner })).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
    expect(answer(asked, { ...grant(['verifier']), by: policyRule })).toMatchObject({
      guard: 'checkerIsPerson',
    });
  });

  test('for the check makes no maker of the checker, who does not grant it all the same', () => {
    const asked = play(findingAt('inReview', { gates: ruled(['verifier']) }), askToCheck);
    const toCheck = { clock: 'verify' };
    expect(answer(asked, { ...grant(['verifier'], toCheck), by: inspector })).toMatchObject({
      guard: 'checkerIsNotResponsible',
    });
    expect(answer(asked, sample('APPROVE')).kind).toBe('accepted');
    expect(answer(asked, grant(['verifier'], toCheck)).kind).toBe('accepted');
  });

  test('is outlived by no clock: what was asked for does not come back with the next cycle', () => {
    const closed = play(
      findingAt('working'),
      ask,
      ...workOn(wholePlan),
      submit,
      ...approvals,
      close,
    );
    expect(closed.context.extensionRequest).toBeNull();
    expect(play(closed, reopen).context.extensionRequest).toBeNull();
  });

  test('outlives a pause and a change of class, which leave the deadline standing', () => {
    const asked = play(working, ask);
    const resumed = play(asked, sample('PAUSE'), sample('RESUME'));
    expect(answer(resumed, grant(['verifier'])).kind).toBe('accepted');
    const gates = ruled(['steeringGroup']);
    expect(answer(play(asked, reclassified(gates)), grant(['steeringGroup'])).kind).toBe(
      'accepted',
    );
  });

  test('is forgotten when the finding is struck off', () => {
    expect(play(working, ask, sample('WITHDRAW')).context.extensionRequest).toBeNull();
    expect(play(working, ask, sample('PARENT_STRUCK_OFF')).context.extensionRequest).toBeNull();
  });

  test('waits for the end of a pause; refusing one does not', () => {
    expect(answer(pausedAt('working'), ask)).toMatchObject({ guard: 'notPaused' });
    const paused = play(working, ask, sample('PAUSE'));
    expect(answer(paused, refuse(['verifier'])).kind).toBe('accepted');
  });
});

describe('an override after the date', () => {
  const gates = ruled(['verifier'], ['steeringGroup']);
  const begun = findingAt('working', { gates });
  const overdue = play(begun, due(begun, 'execute', late));
  const override = grant(['steeringGroup'], { override: true });

  test('grants by the post that may, and is marked as such for ever', () => {
    const [extended] = play(overdue, ask, override).context.extensions;
    expect(extended).toEqual({ clock: 'execute', clockNo: 3, byClockNo: 4, afterDate: true });
  });

  test('takes that post, and takes saying so', () => {
    const asked = play(overdue, ask);
    for (const event of [grant(['verifier'], { override: true }), grant(['steeringGroup'])]) {
      expect(answer(asked, event)).toMatchObject({ guard: 'overrideIsPermitted' });
    }
  });

  test('before the date is no way round the post that decides', () => {
    const asked = play(begun, ask);
    for (const holds of [[], ['steeringGroup' as const]]) {
      expect(answer(asked, grant(holds, { override: true }))).toMatchObject({
        guard: 'extensionApproverDecides',
      });
    }
    const [extended] = play(asked, grant(['verifier'], { override: true })).context.extensions;
    expect(extended).not.toHaveProperty('afterDate');
  });

  test('is nobody’s where the rules name no post for it: then nothing is asked for either', () => {
    const strict = findingAt('working', { gates: ruled(['verifier']) });
    const late2 = play(strict, due(strict, 'execute', late));
    for (const event of [ask, override]) {
      expect(answer(late2, event)).toMatchObject({ guard: 'clockNotBreached' });
    }
  });
});
