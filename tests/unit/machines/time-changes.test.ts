/** What follows from granted time and new calendars, effect by effect. */
import { describe, expect, test } from 'vitest';
import type { Given, GivenOf } from '../../../machines/finding-context.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import {
  aDay,
  approvals,
  close,
  dueAt,
  give,
  inspector,
  reclassified,
  reopen,
  sample,
  submit,
  wholePlan,
  workOn,
  type Setup,
} from './school-case.ts';
import { findingAt, moved, pausedAt, play, take } from './school-stages.ts';

const effectsOf = (from: FindingSnapshot, event: Given) => take(from, event).effects.map(brief);
const extend = (
  clock: GivenOf<'EXTEND'>['clock'],
  extension: GivenOf<'EXTEND'>['extension'],
): Given => give({ type: 'EXTEND', clock, extension, reason: '设备采购须重新招标' }, inspector);
const told = ['tell extended actionOwner', 'tell extended leadOfficial'];
const toldOfClass = [
  'tell reclassified actionOwner',
  'tell reclassified leadOfficial',
  'tell reclassified verifier',
];
const moreDays = { rule: 'remainder', days: 30 } as const;
const reporting: Setup = { gates: { progressReports: true } };
const monthly = { days: 30, unit: 'day' } as const;
const planned = give({ type: 'SET_MEASURES', measures: [...wholePlan] });
const plannedMonthly = play(
  findingAt('claimed', reporting),
  planned,
  give({ type: 'SUBMIT_PLAN', reportEvery: monthly }),
  sample('APPROVE_PLAN'),
);
const start = give({ type: 'START' });
const reopenedBy = (reopening: NonNullable<Setup['gates']>['reopening']) =>
  effectsOf(
    findingAt('closed', reopening === undefined ? {} : { gates: { reopening } }),
    reopen,
  )[1];

const extensions: readonly (readonly [string, FindingSnapshot, Given, readonly string[]])[] = [
  [
    'by so many days is as long as the old one and those days more',
    findingAt('working'),
    extend('execute', moreDays),
    ['start 4 execute like 3 and 30 more', 'void 3', ...told],
  ],
  [
    'anew has the rule’s whole period from now',
    findingAt('claimed'),
    extend('plan', { rule: 'fresh' }),
    ['start 2 plan in place of 1', 'void 1', ...told],
  ],
  [
    'until a day ends on that day',
    findingAt('planned'),
    extend('execute', { rule: 'fixed', until: '2024-12-31' }),
    ['start 4 execute by 2024-12-31 in place of 3', 'void 3', ...told],
  ],
  [
    'of the check leaves the held clock of the work alone',
    findingAt('inReview'),
    extend('verify', moreDays),
    ['start 5 verify like 4 and 30 more', 'void 4', ...told],
  ],
];

const classes: readonly (readonly [string, FindingSnapshot, Given, readonly string[]])[] = [
  [
    'counts the clock again from where it began',
    findingAt('open'),
    reclassified(),
    ['start 2 plan again 1', 'void 1', ...toldOfClass],
  ],
  [
    'counts held clocks too, each in its turn',
    findingAt('contested'),
    reclassified(),
    ['start 3 plan again 1', 'void 1', 'start 4 verify again 2', 'void 2', ...toldOfClass],
  ],
  [
    'asks for no report before work has begun',
    findingAt('planned'),
    reclassified({ progressReports: true }),
    ['start 4 execute again 3', 'void 3', ...toldOfClass],
  ],
  [
    'that asks for progress reports awaits the first from here',
    findingAt('working'),
    reclassified({ progressReports: true }),
    ['start 4 execute again 3', 'void 3', ...toldOfClass, 'start 5 report'],
  ],
  [
    'that asks for none awaits none any more',
    findingAt('working', reporting),
    reclassified(),
    ['void 4', 'start 5 execute again 3', 'void 3', ...toldOfClass],
  ],
  [
    'that asks for them like the one before begins them anew',
    findingAt('working', reporting),
    reclassified({ progressReports: true }),
    ['void 4', 'start 5 execute again 3', 'void 3', ...toldOfClass, 'start 6 report'],
  ],
  [
    'keeps to what the plan says of reports',
    play(plannedMonthly, start),
    reclassified({ progressReports: true }),
    ['void 4', 'start 5 execute again 3', 'void 3', ...toldOfClass, 'start 6 report for 30 day'],
  ],
];

const moves: readonly (readonly [string, FindingSnapshot, Given, readonly string[]])[] = [
  [
    'to another day is counted anew, and told',
    findingAt('working'),
    moved(findingAt('working'), 'execute', dueAt + 2 * aDay),
    ['recount 3', 'tell due-moved actionOwner', 'tell due-moved leadOfficial'],
  ],
  [
    'to the same day, certain now, is nothing to tell',
    findingAt('working'),
    moved(findingAt('working'), 'execute', dueAt),
    ['recount 3'],
  ],
  [
    'while it is held stays held',
    pausedAt('working'),
    moved(pausedAt('working'), 'execute', dueAt + 2 * aDay),
    ['recount 3', 'tell due-moved actionOwner', 'tell due-moved leadOfficial'],
  ],
  [
    'after closing is that of the recheck',
    findingAt('closed'),
    moved(findingAt('closed'), 'recheck', dueAt + 2 * aDay),
    ['recount 7', 'tell due-moved actionOwner', 'tell due-moved leadOfficial'],
  ],
];

test.each(extensions)('an extension %s', (_what, from, event, effects) => {
  expect(effectsOf(from, event)).toEqual(effects);
});

test.each(classes)('another class %s', (_what, from, event, effects) => {
  expect(effectsOf(from, event)).toEqual(effects);
});

test.each(moves)('a date that a calendar moves %s', (_what, from, event, effects) => {
  expect(effectsOf(from, event)).toEqual(effects);
});

describe('a reopened finding', () => {
  test('gets the rule’s period, the rest of its last one, or a fixed one, as its class says', () => {
    expect(reopenedBy({ rule: 'fresh' })).toBe('start 8 execute');
    expect(reopenedBy({ rule: 'remainder' })).toBe('start 8 execute rest of 3');
    expect(reopenedBy({ rule: 'fixed', period: monthly })).toBe('start 8 execute for 30 day');
  });

  test('gets the rule’s period where it was struck off before there was any other', () => {
    const remainder = { gates: { reopening: { rule: 'remainder' } } } as const;
    const withdrawn = play(findingAt('claimed', remainder), sample('WITHDRAW'));
    expect(effectsOf(withdrawn, reopen)[0]).toBe('start 2 execute');
  });

  test('goes on with the rest of an extended clock, not of the one before', () => {
    const remainder = { gates: { reopening: { rule: 'remainder' } } } as const;
    const closed = play(
      findingAt('working', remainder),
      extend('execute', moreDays),
      ...workOn(wholePlan),
      submit,
      ...approvals,
      close,
    );
    expect(effectsOf(closed, reopen)[1]).toBe('start 9 execute rest of 4');
  });

  test('gets the time of the class it was put in last', () => {
    const fixed = { reopening: { rule: 'fixed', period: monthly } } as const;
    const closed = play(
      findingAt('working'),
      reclassified(fixed),
      ...workOn(wholePlan),
      submit,
      ...approvals,
      close,
    );
    expect(effectsOf(closed, reopen)[1]).toBe('start 9 execute for 30 day');
  });

  test('reports on progress again', () => {
    expect(effectsOf(findingAt('closed', reporting), reopen)[2]).toBe('start 10 report');
  });
});
