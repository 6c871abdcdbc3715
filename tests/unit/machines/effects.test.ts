/** What a transition asks for: the shapes the engine stores, and that every path asks in those shapes. */
import { describe, expect, test } from 'vitest';
import { effectSchema } from '../../../machines/effects.ts';
import { openFinding } from '../../../machines/step.ts';
import {
  aDay,
  anInput,
  approvals,
  dueAt,
  early,
  inspector,
  late,
  noon,
  reclassified,
  sample,
  sampleEvents,
} from './school-case.ts';
import { due, findingAt, moved, pausedAt, play, stages, take } from './school-stages.ts';

const day = { kind: 'day', day: '2024-09-30' };
const start = { kind: 'clock.start', clockNo: 2, clock: 'execute', follows: null };
const shapes = [
  { ...start, clockNo: 1, clock: 'plan', basis: { kind: 'rule' } },
  { ...start, basis: day },
  { ...start, basis: { kind: 'period', period: { days: 10, unit: 'workday' } } },
  { ...start, basis: { kind: 'remainder', of: 1 }, follows: 1 },
  { ...start, basis: { kind: 'longer', of: 1, days: 30 }, follows: 1 },
  { ...start, basis: { kind: 'again', of: 1 }, follows: 1 },
  { kind: 'clock.hold', clockNo: 2 },
  { kind: 'clock.release', clockNo: 2 },
  { kind: 'clock.stop', clockNo: 2, outcome: 'met' },
  { kind: 'clock.stop', clockNo: 2, outcome: 'void' },
  { kind: 'clock.recount', clockNo: 2 },
  { kind: 'notice.owe', template: 'assigned', to: 'verifier', clockNo: null, rungs: [] },
  { kind: 'notice.owe', template: 'late', to: 'verifier', clockNo: 2, rungs: ['late'] },
];

/** Its kind, and what a clock goes by. */
function shapeOf({ kind, basis }: { kind: string; basis?: { kind: string } }): string {
  return basis === undefined ? kind : `${kind} ${basis.kind}`;
}

describe('an effect', () => {
  test.each(shapes)('%j is known', (effect) => {
    expect(effectSchema.parse(effect)).toEqual(effect);
  });

  test.each(shapes)('%j is refused with a member nobody knows', (effect) => {
    expect(effectSchema.safeParse({ ...effect, sendAt: 0 }).success).toBe(false);
  });

  test.each([
    ['a clock numbered nought', { kind: 'clock.hold', clockNo: 0 }],
    ['a day that does not exist', { ...start, basis: { ...day, day: '2024-02-30' } }],
    ['a clock that goes by nothing', start],
    ['a clock that goes by the moon', { ...start, basis: { kind: 'moon' } }],
    ['the rest of no clock', { ...start, basis: { kind: 'remainder' } }],
    ['a clock made longer by nothing', { ...start, basis: { kind: 'longer', of: 1, days: 0 } }],
    ['a period without a unit', { ...start, basis: { kind: 'period', period: { days: 10 } } }],
    ['a clock that follows clock nought', { ...start, basis: day, follows: 0 }],
    ['a clock that does not say what it follows', { ...start, basis: day, follows: undefined }],
    ['an outcome nobody knows', { kind: 'clock.stop', clockNo: 2, outcome: 'lost' }],
    ['a post nobody knows', { ...shapes.at(-1), to: 'janitor' }],
    ['a kind nobody knows', { kind: 'mail.send' }],
  ])('is refused as %s', (_what, effect) => {
    expect(effectSchema.safeParse(effect).success).toBe(false);
  });

  test('asked for anywhere along the way has one of these shapes', () => {
    const notice = findingAt('publicNotice');
    const working = findingAt('working');
    const extensions = [
      { rule: 'fresh' },
      { rule: 'remainder', days: 30 },
      { rule: 'fixed', until: '2024-12-31' },
    ] as const;
    const reopenings = [
      { rule: 'fresh' },
      { rule: 'remainder' },
      { rule: 'fixed', period: { days: 30, unit: 'day' } },
    ] as const;
    const steps = [
      openFinding(anInput()),
      ...stages.flatMap((at) => (at === 'closed' ? [] : [take(findingAt(at), sample('WITHDRAW'))])),
      ...stages.flatMap((at) => (at === 'closed' ? [] : [take(findingAt(at), sample('PAUSE'))])),
      take(
        play(findingAt('inReview'), ...approvals.slice(0, 1)),
        approvals.at(-1) ?? sample('APPROVE'),
      ),
      take(notice, due(notice, 'notice', early, late)),
      take(pausedAt('working'), sample('RESUME')),
      take(findingAt('awaitingClosure'), sample('CLOSE')),
      take(findingAt('closed'), sample('PASS_RECHECK')),
      ...reopenings.map((reopening) =>
        take(findingAt('closed', { gates: { reopening } }), sample('REOPEN')),
      ),
      ...extensions.map((extension) =>
        take(working, { ...sampleEvents.EXTEND, extension, by: inspector, at: noon }),
      ),
      take(working, reclassified({ progressReports: true })),
      take(working, moved(working, 'execute', dueAt + 2 * aDay)),
    ];
    const effects = steps.flatMap((step) => step.effects);
    expect(effects.map((effect) => effectSchema.parse(effect))).toEqual(effects);
    expect(new Set(effects.map(shapeOf))).toEqual(new Set(shapes.map(shapeOf)));
  });
});
