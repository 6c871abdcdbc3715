/** The heartbeat of work under way: when a progress report is due, by what, and what ends the waiting. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import {
  approvals,
  close,
  give,
  late,
  reopen,
  sample,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { due, findingAt, play, take } from './school-stages.ts';

const effectsOf = (from: FindingSnapshot, event: Given) => take(from, event).effects.map(brief);
const reporting = { gates: { progressReports: true } };
const monthly = { days: 30, unit: 'day' } as const;
const planned = give({ type: 'SET_MEASURES', measures: [...wholePlan] });
const plannedMonthly = play(
  findingAt('claimed', reporting),
  planned,
  give({ type: 'SUBMIT_PLAN', reportEvery: monthly }),
  sample('APPROVE_PLAN'),
);
const start = give({ type: 'START' });
const progress = give({ type: 'REPORT_PROGRESS', text: '已完成修订初稿' });

const reports: readonly (readonly [string, FindingSnapshot, Given, readonly string[]])[] = [
  ['is due from the start of work', findingAt('planned', reporting), start, ['start 4 report']],
  [
    'is due from the start of work that needed no plan',
    findingAt('open', { gates: { progressReports: true, planMayBeSkipped: true } }),
    start,
    ['met 1', 'start 2 execute', 'start 3 report'],
  ],
  ['is due as often as the plan says', plannedMonthly, start, ['start 4 report for 30 day']],
  [
    'given is followed by the next',
    findingAt('working', reporting),
    progress,
    ['met 4', 'start 5 report'],
  ],
  ['given where none is asked for starts no clock', findingAt('working'), progress, []],
  [
    'waits while the result is in review',
    play(findingAt('working', reporting), ...workOn(wholePlan)),
    submit,
    ['hold 3', 'hold 4', 'start 5 verify', 'tell review-requested verifier'],
  ],
  [
    'runs on where a review sends the finding back',
    findingAt('inReview', reporting),
    sample('RETURN'),
    ['met 5', 'release 3', 'release 4', 'tell returned actionOwner', 'tell returned leadOfficial'],
  ],
  [
    'is no longer awaited once the result is verified',
    play(findingAt('inReview', reporting), ...approvals.slice(0, 1)),
    approvals.at(-1) ?? submit,
    [
      'met 6',
      'start 7 verify',
      'met 3',
      'met 4',
      'tell verified actionOwner',
      'tell verified leadOfficial',
    ],
  ],
  [
    'is due anew where a verified finding comes back',
    findingAt('awaitingClosure', reporting),
    sample('RETURN'),
    [
      'met 7',
      'start 8 execute rest of 3',
      'start 9 report',
      'tell returned actionOwner',
      'tell returned leadOfficial',
    ],
  ],
  [
    'is held by a pause like every other clock',
    findingAt('working', reporting),
    sample('PAUSE'),
    ['hold 3', 'hold 4', 'start 5 pause', 'tell paused actionOwner', 'tell paused verifier'],
  ],
];

test.each(reports)('a progress report %s', (_what, from, event, effects) => {
  expect(effectsOf(from, event)).toEqual(effects);
});

describe('what a plan says of reports', () => {
  test('holds until it is said anew: a plan submitted again without it leaves it to the rule', () => {
    const again = play(
      findingAt('claimed', reporting),
      planned,
      give({ type: 'SUBMIT_PLAN', reportEvery: monthly }),
      sample('RETURN_PLAN'),
      give({ type: 'SUBMIT_PLAN' }),
      sample('APPROVE_PLAN'),
    );
    expect(again.context.reportEvery).toBeNull();
    expect(effectsOf(again, start)).toEqual(['start 5 report']);
  });

  test('holds for every report after it, and after reopening', () => {
    const started = play(plannedMonthly, start);
    expect(effectsOf(started, progress)).toEqual(['met 4', 'start 5 report for 30 day']);
    const closed = play(started, ...workOn(wholePlan), submit, ...approvals, close);
    expect(effectsOf(closed, reopen)[2]).toMatch(/ report for 30 day$/);
  });

  test('is breached where an enforcing report fails to come, and the report then ends it', () => {
    const working = findingAt('working', reporting);
    const overdue = play(working, due(working, 'report', late));
    expect(overdue.context.breaches).toMatchObject([{ clock: 'report', clockNo: 4 }]);
    expect(effectsOf(overdue, progress)).toEqual(['met 4', 'start 5 report']);
  });
});
