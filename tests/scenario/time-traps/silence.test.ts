/**
 * The trap: silence after N days. The rule: past the last step that anybody listed, everybody who
 * answers for the finding hears of it at least every week, for as long as it is not done.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { placeOf, rungAt } from '../../../src/engine/clocks/rungs.ts';
import type { NoticeView } from '../../../src/store/finding-shapes.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { china, everyDay, onward } from '../../unit/calendar/calendars.ts';
import {
  dayMs,
  fireUntil,
  opened,
  people,
  shanghai,
  shippedPolicies,
} from '../../unit/engine/engine-case.ts';
import { escalate, type EscalationStep } from './naive/listed-steps.ts';
import { openProduct } from './product.ts';

/** The plan of a finding opened on 2 March 2026 at 10:00 is due on 1 April, and is never handed in. */
const dueDay = '2026-04-01';
const lastListed = 35;
const until = 400;

const [{ name: owner }, { name: lead }, { name: executive }, , { name: office }] = people;
const responsible = [owner, lead, executive];

/** On which days each person is told something. */
type DaysTold = () => Promise<ReadonlyMap<string, readonly string[]>>;

interface Silence {
  readonly person: string;
  /** Days since the last word, or since the last listed step, on the 400th day overdue. */
  readonly days: number;
}

/** Everybody responsible who hears nothing for more than a week, with the longest time they do not. */
async function silences(daysTold: DaysTold): Promise<readonly Silence[]> {
  const told = await daysTold();
  const [from, to] = [onward(dueDay, lastListed), onward(dueDay, until)];
  const longest = responsible.map((person) => {
    const heard = (told.get(person) ?? []).filter((day) => day > from && day <= to);
    const marks = [from, ...heard, to].map((day) => Date.parse(day) / dayMs);
    return { person, days: Math.max(...marks.slice(1).map((mark, no) => mark - (marks[no] ?? 0))) };
  });
  return longest.filter(({ days }) => days > 7);
}

/** The steps of the default policy, without what it repeats. */
const listed: readonly EscalationStep[] = [
  { daysAfter: 0, to: [owner, lead] },
  { daysAfter: 1, to: [owner, lead] },
  { daysAfter: 8, to: [owner, lead, executive] },
  { daysAfter: 14, to: [owner, lead] },
  { daysAfter: 15, to: [executive, office] },
  { daysAfter: 21, to: [owner, lead] },
  { daysAfter: 28, to: [owner, lead] },
  { daysAfter: 30, to: [executive, office] },
  { daysAfter: 35, to: [owner, lead, executive] },
];

function naiveWith(steps: readonly EscalationStep[]): DaysTold {
  return async () => {
    const told = new Map<string, string[]>();
    for (const today of everyDay(dueDay, onward(dueDay, until))) {
      for (const person of escalate({ dueDay, steps }, today)) {
        told.set(person, [...(told.get(person) ?? []), today]);
      }
    }
    return told;
  };
}

describe('a list of steps', () => {
  test('is silent for a year once it has come to its end', async () => {
    expect(await silences(naiveWith(listed))).toEqual(
      responsible.map((person) => ({ person, days: 365 })),
    );
  });

  test('is silent again however many weeks somebody adds to it', async () => {
    const weeks = Array.from({ length: 12 }, (_, week) => ({
      daysAfter: lastListed + 7 * (week + 1),
      to: responsible,
    }));
    expect(await silences(naiveWith([...listed, ...weeks]))).toEqual(
      responsible.map((person) => ({ person, days: 281 })),
    );
  });
});

describe('rectiflow', () => {
  let notices: readonly NoticeView[] = [];
  beforeAll(async () => {
    await using product = await openProduct({ at: shanghai('2026-03-02T10:00') });
    const { id } = await opened(product.engine, { policy: shippedName('cn-inspection') });
    await fireUntil(product, shanghai(`${onward(dueDay, until)}T23:59`));
    notices = await product.rectiflow.findings.notices(id);
  });

  const rectiflow: DaysTold = async () => {
    const told = new Map<string, string[]>();
    for (const { personName, owedAt } of notices) {
      const person = personName ?? 'nobody';
      told.set(person, [...(told.get(person) ?? []), owedAt.slice(0, 10)]);
    }
    return told;
  };

  test('tells everybody responsible every week, four hundred days overdue', async () => {
    expect(await silences(rectiflow)).toEqual([]);
  });

  test('says something new each time: fifty-two weeks, three people, no notice twice', () => {
    const weekly = notices.filter(({ rungs }) => rungs.some((rung) => rung.startsWith('overdue-')));
    expect(weekly).toHaveLength(52 * 3);
    const said = weekly.map(({ personName, rungs }) => [personName, ...rungs].join(' '));
    expect(new Set(said).size).toBe(52 * 3);
  });

  test.each(shippedPolicies)('has no reminders that end in $id', (policy) => {
    const rules = Object.values(policy.classes).flatMap(({ clocks }) => Object.values(clocks));
    expect(rules).toHaveLength(3 * 8);
    for (const rule of rules) {
      const name = rule?.cadence ?? 'none';
      const cadence = policy.cadences[name];
      if (cadence === undefined) throw new Error(`no cadence ${name}`);
      const dueAt = shanghai('2026-04-02T00:00');
      const timetable = { cadence, dueAt, holds: [], sendAt: policy.sendAt, calendar: china };
      for (const place of [100, 400, 4000]) {
        const [one, next] = [rungAt(timetable, place), rungAt(timetable, place + 1)];
        expect(next).toBeGreaterThan(one);
        expect(next - one).toBeLessThanOrEqual(31 * dayMs);
        expect(placeOf(cadence, place).to).not.toEqual([]);
      }
    }
  });
});
