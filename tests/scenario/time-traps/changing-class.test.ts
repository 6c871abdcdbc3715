/**
 * The trap: changing class forgets paused time. The rule: the period of the new class is counted
 * from where the old one began, without the days on which the clock stood still; and the date that
 * it had before stays on record beside the new one, which says which one it follows.
 */
import { describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../machines/events.ts';
import type { Actor } from '../../../machines/actor.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import {
  claim,
  dayMs,
  give,
  inspector,
  opened,
  owner,
  pause,
  resume,
  seniorInspector,
  setMeasures,
  shanghai,
  submitPlan,
} from '../../unit/engine/engine-case.ts';
import { openedIn, pushed, reclassified, type ClassName } from './naive/class-from-opening.ts';
import { clocksOf, lastDay, openProduct, type Product } from './product.ts';

/** Opened on Friday, 6 March 2026 at 10:00, and changed to another class on the 21st. */
interface Life {
  readonly from: ClassName;
  readonly to: ClassName;
  /** Stretches on which the clock stood still, each from that day until that other, which counted again. */
  readonly stood: readonly (readonly [from: string, until: string])[];
  /** Why it stood: somebody paused it, or the plan lay with the verifier. */
  readonly how: 'paused' | 'inReview';
}

interface OnRecord {
  readonly last: string;
  readonly state: string;
  /** The place on record of the one it follows. */
  readonly follows: number | null;
}

/** The dates that the plan of each life has on record when it is over, oldest first. */
type DatesOf = (lives: readonly Life[]) => Promise<readonly (readonly OnRecord[])[]>;

const changedOn = '2026-03-21';
const life = (from: ClassName, to: ClassName, how: Life['how'], ...stood: Life['stood']): Life => {
  return { from, to, how, stood };
};
const tenDays = ['2026-03-10', '2026-03-20'] as const;
const inThree = [
  ['2026-03-07', '2026-03-09'],
  ['2026-03-10', '2026-03-11'],
  ['2026-03-12', '2026-03-19'],
] as const;

/** The name of each life, its date before the change of class, and the one after it. */
const cases: readonly (readonly [string, Life, before: string, after: string])[] = [
  // 6 March + 7 + 10 days is 23 March, 6 March + 30 + 10 days is 15 April: both are working days.
  ['longer', life('immediate', 'phased', 'paused', tenDays), '2026-03-23', '2026-04-15'],
  ['shorter', life('phased', 'immediate', 'paused', tenDays), '2026-04-15', '2026-03-23'],
  ['paused thrice', life('immediate', 'phased', 'paused', ...inThree), '2026-03-23', '2026-04-15'],
  ['reviewed', life('immediate', 'phased', 'inReview', tenDays), '2026-03-23', '2026-04-15'],
  // What it stands still is made up for when it goes on: so far its date is 13 March.
  [
    'under review',
    life('immediate', 'phased', 'inReview', ['2026-03-10', '2026-03-25']),
    '2026-03-13',
    '2026-04-20',
  ],
];

interface Fault {
  /** Days of pause that the new date does not have. */
  readonly daysForgotten?: number;
  readonly dateBefore?: 'gone';
  readonly follows?: 'nothing';
}

/** What is wrong, by case. */
async function faults(datesOf: DatesOf): Promise<Record<string, Fault>> {
  const found: Record<string, Fault> = {};
  const all = await datesOf(cases.map(([, each]) => each));
  for (const [no, [name, , before, after]] of cases.entries()) {
    const dates = all[no] ?? [];
    const old = dates.findIndex(({ last, state }) => last === before && state === 'void');
    const now = dates.find(({ state }) => state === 'running');
    const days = (Date.parse(after) - Date.parse(now?.last ?? '')) / dayMs;
    const fault: Fault = {
      ...(days === 0 ? {} : { daysForgotten: days }),
      ...(old === -1 ? { dateBefore: 'gone' } : {}),
      ...(old === -1 || now?.follows !== old ? { follows: 'nothing' } : {}),
    };
    if (Object.keys(fault).length > 0) found[name] = fault;
  }
  return found;
}

function daysOf([begin, end]: readonly [string, string]): number {
  return (Date.parse(end) - Date.parse(begin)) / dayMs;
}

const naive: DatesOf = async (lives) =>
  lives.map(({ from, to, stood }) => {
    const before = stood.filter(([, end]) => end <= changedOn).map(daysOf);
    const later = stood.filter(([, end]) => end > changedOn).map(daysOf);
    const item = before.reduce(pushed, openedIn(from, '2026-03-06'));
    const { dueOn } = later.reduce(pushed, reclassified(item, to));
    return [{ last: dueOn, state: 'running', follows: null }];
  });

/** What holds the clock of a plan, and what lets it go on. */
const holding: Record<Life['how'], readonly [Doing, Doing]> = {
  paused: [
    [owner, [pause]],
    [owner, [resume]],
  ],
  inReview: [
    [owner, [claim, setMeasures, submitPlan]],
    [inspector, [{ type: 'RETURN_PLAN', reason: '措施不具体' }]],
  ],
};
type Doing = readonly [by: Actor, events: readonly FindingCommandInput[]];

/** What happens to a finding, in order of time. */
function happenings({ to, stood, how }: Life): (readonly [at: string, Doing])[] {
  const [hold, release] = holding[how];
  const change = { type: 'RECLASSIFY', class: to, reason: '类别有误' } as const;
  const stretches = stood.flatMap(([begin, end]) => [
    [`${begin}T16:00`, hold] as const,
    [`${end}T16:00`, release] as const,
  ]);
  return [...stretches, [`${changedOn}T10:00`, [seniorInspector, [change]]]];
}

const rectiflow: DatesOf = async (lives) => {
  await using product = await openProduct({ at: shanghai('2026-03-06T10:00') });
  const happens: (readonly [at: string, id: string, Doing])[] = [];
  const ids: string[] = [];
  for (const each of lives) {
    const given = { class: each.from, policy: shippedName('cn-inspection') };
    const { id } = await opened(product.engine, given);
    ids.push(id);
    happens.push(...happenings(each).map(([at, doing]) => [at, id, doing] as const));
  }
  for (const [at, id, [by, events]] of happens.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    product.clock.moveTo(shanghai(at));
    await give(product.engine, id, by, ...events);
  }
  return await Promise.all(ids.map((id) => datesOnRecord(product, id)));
};

async function datesOnRecord(product: Product, findingId: string): Promise<OnRecord[]> {
  const plans = (await clocksOf(product, findingId)).filter(({ kind }) => kind === 'plan');
  return plans.map(({ dueAt, state, follows }) => {
    const place = plans.findIndex(({ no }) => no === follows);
    return { last: lastDay(dueAt), state, follows: place === -1 ? null : place };
  });
}

describe('a date worked out from the day of opening', () => {
  test('forgets ten days of pause with the change of class, and the date that was', async () => {
    const lost = { daysForgotten: 10, dateBefore: 'gone', follows: 'nothing' };
    expect(await faults(naive)).toEqual({
      longer: lost,
      shorter: lost,
      'paused thrice': lost,
      reviewed: lost,
      'under review': { dateBefore: 'gone', follows: 'nothing' },
    });
  });

  test('is right for as long as nothing has been paused', async () => {
    const never = life('immediate', 'phased', 'paused');
    expect(await naive([never])).toMatchObject([[{ last: '2026-04-05' }]]);
  });
});

describe('rectiflow', () => {
  test('keeps the pauses, and the date before', async () => {
    expect(await faults(rectiflow)).toEqual({});
  });
});
