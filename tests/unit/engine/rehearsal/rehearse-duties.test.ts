/** The report of a rehearsal over findings and duties together. */
import { beforeAll, describe, expect, test } from 'vitest';
import { rehearse, type RehearsalOptions } from '../../../../src/engine/rehearsal/rehearse.ts';
import type { DutyItem } from '../../../../src/engine/rehearsal/duty-life.ts';
import type { RehearsalReport } from '../../../../src/engine/rehearsal/report.ts';
import type { Policy } from '../../../../src/engine/policy.ts';
import type { TermCalendar } from '../../../../src/engine/duties/ports.ts';
import { shanghai } from '../engine-case.ts';
import { openedDutyItem } from './duty-rehearsal-case.ts';
import { withPlanPeriod } from './policies.ts';
import { calendar, oneOfEach, rehearsalPorts } from './rehearsal-case.ts';

const now = shanghai('2026-03-02T10:00');
const thirtyDays: RehearsalOptions = { from: '2026-03-02', days: 30 };
const portfolio = oneOfEach(now);
const duties: readonly DutyItem[] = [
  openedDutyItem({ at: now, no: 1, rule: { rhythm: { kind: 'daily' }, at: '09:00' } }),
  openedDutyItem({
    at: now,
    no: 2,
    rule: { rhythm: { kind: 'monthly', day: 10 } },
    to: ['gone', 'principal'],
    finding: 'XC-2026-00-002',
  }),
];

async function told(
  options: RehearsalOptions = thirtyDays,
  given: { draft?: Policy; duties?: readonly DutyItem[]; findings?: typeof portfolio } = {},
): Promise<RehearsalReport> {
  return rehearse(rehearsalPorts(), options, {
    portfolio: given.findings ?? portfolio,
    duties: given.duties ?? duties,
    now,
    policy: given.draft ?? null,
  });
}

const ofDuties = ({ notices }: RehearsalReport) => notices.filter(({ duty }) => duty !== null);
const ofFindings = ({ notices }: RehearsalReport) => notices.filter(({ duty }) => duty === null);

let both: RehearsalReport;
let findingsOnly: RehearsalReport;
let dutiesOnly: RehearsalReport;
beforeAll(async () => {
  both = await told();
  findingsOnly = await told(thirtyDays, { duties: [] });
  dutiesOnly = await told(thirtyDays, { findings: [] });
});

describe('a rehearsal over findings and duties', () => {
  test('tells the notices of both in one list, in order of time', () => {
    const ats = both.notices.map(({ at }) => at);
    expect(ats).toEqual(ats.toSorted());
    expect(ofFindings(both)).toEqual(findingsOnly.notices);
    expect(ofDuties(both)).toEqual(dutiesOnly.notices);
    expect(findingsOnly.notices.length).toBeGreaterThan(5);
    expect(dutiesOnly.notices.length).toBeGreaterThan(30);
    // Not one after the other: the first of a finding comes between two of a duty.
    const firstOfFindings = both.notices.findIndex(({ duty }) => duty === null);
    expect(both.notices.slice(firstOfFindings).some(({ duty }) => duty !== null)).toBe(true);
    expect(firstOfFindings).toBeGreaterThan(0);
  });

  test('says of a duty’s notice which duty, which finding it keeps up, who, and which tasks', () => {
    const monthly = both.notices.filter(({ duty }) => duty === 'XC-2026-D002');
    const why = { event: 'SLOTS_DUE', policy: null, clock: null };
    const one = {
      at: '2026-03-10T08:00:00.000+08:00',
      finding: 'XC-2026-00-002',
      duty: 'XC-2026-D002',
      title: '事项2',
      template: 'duty-tasks-raised',
      rungs: [],
      why: { ...why, slots: ['2026-03'], tasks: 1 },
    };
    const to = { slot: null, fallbackSlot: null };
    expect(monthly.slice(0, 3)).toEqual([
      { ...one, to: { ...to, party: 'gone', person: null } },
      { ...one, to: { ...to, party: 'principal', person: { id: 'zhou', name: '周庭瑞' } } },
      {
        ...one,
        at: '2026-03-11T08:00:00.000+08:00',
        template: 'duty-task-overdue',
        to: { ...to, party: 'gone', person: null },
      },
    ]);
    expect(both.notices.find(({ duty }) => duty === 'XC-2026-D001')?.finding).toBeNull();
  });

  test('counts duties, their events and notices, and the tasks overdue at the end', () => {
    expect(both).toMatchObject({ findings: 3, duties: 2 });
    expect(both.events).toBe(findingsOnly.events + dutiesOnly.events);
    // Of 30 daily tasks the last is due at the very end, and so overdue with the others; 1 of a month.
    expect(both.overdueTasks).toBe(31);
    expect(findingsOnly).toMatchObject({ duties: 0, overdueTasks: 0 });
    for (const { id, notices } of both.people) {
      const mine = both.notices.filter(({ to }) => to.person?.id === id);
      expect(mine).toHaveLength(notices);
    }
    expect(both.people.map(({ id }) => id)).toContain('zhou');
    expect(both.standing).toEqual(findingsOnly.standing);
    expect(both.breaches).toEqual(findingsOnly.breaches);
  });

  test('finds no difference in duties between two policies, and tells them the same under both', async () => {
    const draft = withPlanPeriod(40);
    const changed = await told(thirtyDays, { draft });
    const { difference } = await told(thirtyDays, { draft, duties: [] });
    expect(changed.difference).toEqual(difference);
    expect(changed.difference?.moved.length).toBeGreaterThan(0);
    expect(ofDuties(changed)).toEqual(dutiesOnly.notices);
  });

  test('says the same to the byte, in whatever order they are given, and with a seed', async () => {
    for (const options of [thirtyDays, { ...thirtyDays, from: '2026-03-20', seed: 7 }]) {
      const text = JSON.stringify(await told(options));
      expect(JSON.stringify(await told(options))).toBe(text);
      const turned = { duties: duties.toReversed(), findings: portfolio.toReversed() };
      expect(JSON.stringify(await told(options, turned))).toBe(text);
    }
    const acting = await told({ ...thirtyDays, seed: 7 });
    expect(acting.overdueTasks).toBeLessThan(10);
    const other = await told({ ...thirtyDays, seed: 8 });
    expect(ofDuties(other)).not.toEqual(ofDuties(acting));
  });

  test('of coming days lets the days until then go by, and tells none of them', async () => {
    for (const seed of [undefined, 1, 7]) {
      const whole = await told({ ...thirtyDays, seed });
      const half = await told({ from: '2026-03-17', days: 15, seed });
      expect(half.until).toBe(whole.until);
      expect(half.notices).toEqual(whole.notices.filter(({ at }) => at >= half.from));
      expect(half.overdueTasks).toBe(whole.overdueTasks);
      expect(half.events).toBeLessThan(whole.events);
    }
  });

  test('begins again where terms are entered meanwhile', async () => {
    let terms: TermCalendar['terms'] = [];
    let version = 'before';
    const changing: TermCalendar = {
      ...calendar,
      get version() {
        return version;
      },
      get terms() {
        return terms;
      },
    };
    const rule = { rhythm: { kind: 'termly', on: 'first' } } as const;
    const { directory } = rehearsalPorts();
    const ports = rehearsalPorts({
      calendar: changing,
      directory: {
        resolve: (parties, at) => {
          terms = [{ name: '2026春', from: '2026-03-05', to: '2026-07-10' }];
          version = 'after';
          return directory.resolve(parties, at);
        },
      },
    });
    const { notices } = await rehearse(ports, thirtyDays, {
      portfolio: [],
      duties: [...duties, openedDutyItem({ at: now, no: 3, rule })],
      now,
      policy: null,
    });
    const termly = notices.find(({ duty }) => duty === 'XC-2026-D003');
    expect(termly?.at).toBe('2026-03-05T08:00:00.000+08:00');
  });
});
