/** What a transition asks for: the shapes the engine stores, and that every path asks in those shapes. */
import { describe, expect, test } from 'vitest';
import { effectSchema } from '../../../machines/effects.ts';
import { openFinding } from '../../../machines/step.ts';
import {
  anInput,
  approvals,
  due,
  early,
  findingAt,
  late,
  play,
  sample,
  stages,
  take,
} from './school-case.ts';

const shapes = [
  { kind: 'clock.start', clockNo: 1, clock: 'plan', dueDate: null },
  { kind: 'clock.start', clockNo: 2, clock: 'execute', dueDate: '2024-09-30' },
  { kind: 'clock.hold', clockNo: 2 },
  { kind: 'clock.release', clockNo: 2 },
  { kind: 'clock.stop', clockNo: 2, outcome: 'met' },
  { kind: 'clock.stop', clockNo: 2, outcome: 'void' },
  { kind: 'notice.owe', template: 'assigned', to: 'verifier', clockNo: null, rungs: [] },
  { kind: 'notice.owe', template: 'late', to: 'verifier', clockNo: 2, rungs: ['late'] },
] as const;

describe('an effect', () => {
  test.each(shapes)('%j is known', (effect) => {
    expect(effectSchema.parse(effect)).toEqual(effect);
  });

  test.each(shapes)('%j is refused with a member nobody knows', (effect) => {
    expect(effectSchema.safeParse({ ...effect, sendAt: 0 }).success).toBe(false);
  });

  test.each([
    ['a clock numbered nought', { kind: 'clock.hold', clockNo: 0 }],
    ['a day that does not exist', { ...shapes[1], dueDate: '2024-02-30' }],
    ['an outcome nobody knows', { ...shapes[4], outcome: 'lost' }],
    ['a post nobody knows', { ...shapes[6], to: 'janitor' }],
    ['a kind nobody knows', { kind: 'mail.send' }],
  ])('is refused as %s', (_what, effect) => {
    expect(effectSchema.safeParse(effect).success).toBe(false);
  });

  test('asked for anywhere along the way has one of these shapes', () => {
    const notice = findingAt('publicNotice');
    const steps = [
      openFinding(anInput()),
      ...stages.flatMap((at) => (at === 'closed' ? [] : [take(findingAt(at), sample('WITHDRAW'))])),
      ...stages.flatMap((at) => (at === 'closed' ? [] : [take(findingAt(at), sample('PAUSE'))])),
      take(
        play(findingAt('inReview'), ...approvals.slice(0, 1)),
        approvals.at(-1) ?? sample('APPROVE'),
      ),
      take(notice, due(notice, 'notice', early, late)),
      take(findingAt('awaitingClosure'), sample('CLOSE')),
      take(findingAt('closed'), sample('PASS_RECHECK')),
      take(findingAt('closed'), sample('REOPEN')),
    ];
    const effects = steps.flatMap((step) => step.effects);
    expect(effects.map((effect) => effectSchema.parse(effect))).toEqual(effects);
  });
});
