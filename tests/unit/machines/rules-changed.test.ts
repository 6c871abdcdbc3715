/** Another version of a finding's rules: what it counts anew, what it leaves, and who may say so. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import {
  give,
  late,
  migrated,
  owner,
  person,
  sample,
  sampleEvents,
  wholePlan,
  type Setup,
} from './school-case.ts';
import { answer, due, findingAt, play, take } from './school-stages.ts';

const reporting: Setup = { gates: { progressReports: true } };
const workingMonthly = play(
  findingAt('claimed', reporting),
  give({ type: 'SET_MEASURES', measures: [...wholePlan] }),
  give({ type: 'SUBMIT_PLAN', reportEvery: { days: 30, unit: 'day' } }),
  sample('APPROVE_PLAN'),
  give({ type: 'START' }),
);
const toldOfRules = [
  'tell rules-changed actionOwner',
  'tell rules-changed leadOfficial',
  'tell rules-changed verifier',
];
const versions: readonly (readonly [string, FindingSnapshot, Given, readonly string[]])[] = [
  [
    'counts the clock again from where it began',
    findingAt('open'),
    migrated(),
    ['start 2 plan again 1', 'void 1', ...toldOfRules],
  ],
  [
    'counts held clocks too, each in its turn',
    findingAt('planInReview'),
    migrated(),
    ['start 3 plan again 1', 'void 1', 'start 4 verify again 2', 'void 2', ...toldOfRules],
  ],
  [
    'asks for no report before work has begun',
    findingAt('planned'),
    migrated({ progressReports: true }),
    ['start 4 execute again 3', 'void 3', ...toldOfRules],
  ],
  [
    'that asks for progress reports awaits the first from here',
    findingAt('working'),
    migrated({ progressReports: true }),
    ['start 4 execute again 3', 'void 3', ...toldOfRules, 'start 5 report'],
  ],
  [
    'that asks for none awaits none any more',
    findingAt('working', reporting),
    migrated(),
    ['void 4', 'start 5 execute again 3', 'void 3', ...toldOfRules],
  ],
  [
    'keeps to what the plan says of reports',
    workingMonthly,
    migrated({ progressReports: true }),
    ['void 4', 'start 5 execute again 3', 'void 3', ...toldOfRules, 'start 6 report for 30 day'],
  ],
];

test.each(versions)('another version of the rules %s', (_what, from, event, effects) => {
  expect(take(from, event).effects.map(brief)).toEqual(effects);
});

describe('another version of the rules', () => {
  const working = findingAt('working');
  const stricter = {
    verificationLevels: ['verifier' as const],
    completion: { rule: 'any' as const },
  };

  test('is what the finding is held to from then on, in the class it is in', () => {
    const { context } = play(working, migrated(stricter));
    expect(context).toMatchObject({ class: 'phased', gates: stricter });
    expect(context).toEqual({
      ...working.context,
      gates: context.gates,
      clocks: context.clocks,
      clockCount: 4,
      executeClockNo: 4,
    });
  });

  test('may be the one of before once more: that is how it is taken back', () => {
    const back = play(working, migrated(stricter), sample('MIGRATE'));
    expect(back.context.gates).toEqual(working.context.gates);
  });

  test('leaves a breach on record, and what was asked for undecided', () => {
    const overdue = play(working, due(working, 'execute', late));
    expect(play(overdue, migrated()).context.breaches).toEqual(overdue.context.breaches);
    const asked = play(working, give(sampleEvents.REQUEST_EXTENSION));
    expect(play(asked, migrated()).context.extensionRequest).toMatchObject({ clock: 'execute' });
  });

  test.each(['MIGRATE', 'RECLASSIFY'] as const)(
    'or class (%s) is not for those who answer for the work, by name, by unit or by post',
    (type) => {
      const slots = { actionOwner: 'he', verifier: 'wang', leadOfficial: 'lin' };
      const from = findingAt('open', { slots });
      const asOwner = { ...sample(type), holds: ['actionOwner'] } as Given;
      const byUnit = { ...sample(type), by: person('zhou', 'school') };
      for (const event of [{ ...sample(type), by: person('he') }, byUnit, asOwner]) {
        expect(answer(from, event)).toMatchObject({ guard: 'checkerIsNotResponsible' });
      }
      const asVerifier = { ...sample(type), holds: ['verifier'] } as Given;
      expect(answer(from, asVerifier).kind).toBe('accepted');
      expect(answer(working, { ...sample(type), by: owner })).toMatchObject({
        guard: 'checkerIsNotMaker',
      });
    },
  );
});
