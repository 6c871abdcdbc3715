import { describe, expect, test } from 'vitest';
import type { FindingEvent } from '../../../../machines/events.ts';
import { decide } from '../../../../src/engine/decide.ts';
import { clockDueEvent } from '../../../../src/engine/fire-clock.ts';
import type { Policy } from '../../../../src/engine/policy.ts';
import type { ClockRow } from '../../../../src/engine/ports.ts';
import type { PortfolioItem } from '../../../../src/engine/rehearsal/life.ts';
import { underPolicy, withDraft } from '../../../../src/engine/rehearsal/under-policy.ts';
import { shippedRef } from '../../../support/shipped-policies.ts';
import {
  aMeasure,
  claim,
  dayMs,
  inspector,
  owner,
  pause,
  policy,
  resume,
  shanghai,
  submitPlan,
  work,
} from '../engine-case.ts';
import { openedItem, rehearsalPorts } from './rehearsal-case.ts';
import { draftOf, withPlanPeriod, withRungs } from './policies.ts';

const ports = rehearsalPorts();
/** Monday; the plan of 30 days is due at the end of Wednesday, 1 April. */
const start = shanghai('2026-03-02T10:00');
const item = openedItem({ at: start });

/** The finding after that happened to it, by its own policy. */
async function after(
  { finding, clocks }: PortfolioItem,
  at: number,
  event: FindingEvent,
  by = owner,
): Promise<PortfolioItem> {
  const outcome = await decide({ finding, clocks, event, by, at }, ports);
  if (outcome.kind !== 'decided') throw new Error(`not taken: ${JSON.stringify(outcome)}`);
  const { snapshot, event: chained, clocks: changed } = outcome.write;
  const kept = clocks.filter(({ no }) => !changed.some((row) => row.no === no));
  return {
    finding: { ...finding, snapshot, version: chained.seq, updatedAt: at },
    clocks: [...kept, ...changed].toSorted((a, b) => a.no - b.no),
  };
}

/** The finding once its clock has said what it had to say by then. */
function firedBy(from: PortfolioItem, at: number): Promise<PortfolioItem> {
  const [row] = from.clocks;
  if (row === undefined) throw new Error('it has a clock');
  return after(from, at, clockDueEvent(ports, from.finding, row, at), {
    kind: 'system',
    rule: row.ruleId,
  });
}

function clockUnder(draft: Policy, from: PortfolioItem, since: number, no = 1): ClockRow {
  const row = underPolicy(from, draft, since, ports).clocks.find((each) => each.no === no);
  if (row === undefined) throw new Error(`no clock ${no}`);
  return row;
}

const breachesUnder = (draft: Policy, from: PortfolioItem, since: number) =>
  underPolicy(from, draft, since, ports).finding.snapshot.context.breaches;

const dues = ({ clocks }: PortfolioItem) => clocks.map(({ kind, dueAt }) => [kind, dueAt]);
const day = (text: string) => shanghai(`${text}T09:00`);
const endOf = (text: string) => shanghai(`${text}T00:00`) + dayMs;

describe('a finding under another policy', () => {
  test('is what it was where the policy says the same', async () => {
    const same = draftOf({});
    const told = await firedBy(item, day('2026-03-12'));
    const turned = underPolicy(told, same, day('2026-03-12') + 1, ports);
    const ref = { id: 'draft', version: 1 };
    expect(turned.clocks).toEqual(told.clocks.map((row) => ({ ...row, policy: ref })));
    expect(turned.finding).toEqual({ ...told.finding, policy: ref });
  });

  test('has the gates of its class there', () => {
    const { gates } = policy.classes.phased;
    const phased = { ...policy.classes.phased, gates: { ...gates, publicNotice: true } };
    const draft = draftOf({ classes: { ...policy.classes, phased } });
    const { context } = underPolicy(item, draft, start, ports).finding.snapshot;
    expect(context.gates).toEqual({ ...gates, publicNotice: true });
  });

  test('has its periods counted from where they began, by the rule of that policy', () => {
    const row = clockUnder(withPlanPeriod(10), item, start);
    expect(row).toMatchObject({
      afterDay: '2026-03-02',
      days: 10,
      ruleId: 'phased-plan-10d',
      policy: { id: 'draft', version: 1 },
      dueAt: endOf('2026-03-12'),
      nextAt: day('2026-03-09'),
    });
  });

  test('has its last day rolled as that policy says', () => {
    const rule = { ...policy.classes.phased.clocks.plan, roll: 'none' } as const;
    const clocks = { ...policy.classes.phased.clocks, plan: rule };
    const classes = { ...policy.classes, phased: { ...policy.classes.phased, clocks } };
    // 30 days after 5 March is Saturday, 4 April: Qingming until Monday.
    const late = openedItem({ at: shanghai('2026-03-05T10:00') });
    expect(late.clocks[0]?.dueAt).toBe(endOf('2026-04-07'));
    expect(clockUnder(draftOf({ classes }), late, start).dueAt).toBe(endOf('2026-04-04'));
  });

  test('is not told again what it has been told, nor what would have been told by now', async () => {
    const told = await firedBy(item, day('2026-03-12'));
    const draft = withRungs((rungs) => [
      ...rungs,
      { rung: 'T-19', offset: -19, unit: 'day', template: 'reminder', to: ['actionOwner'] },
      { rung: 'T-15', offset: -15, unit: 'day', template: 'reminder', to: ['actionOwner'] },
    ]);
    // T-20 was told on the 12th; T-19 would have been on the 13th.
    expect(clockUnder(draft, told, day('2026-03-12') + 1).nextAt).toBe(day('2026-03-13'));
    expect(clockUnder(draft, told, day('2026-03-13') + 1).nextAt).toBe(day('2026-03-17'));
  });

  test('waits for a rung of today that has not been told yet', () => {
    const today = shanghai('2026-03-12T00:00');
    expect(clockUnder(draftOf({}), item, today).nextAt).toBe(day('2026-03-12'));
  });

  test('is still owed what no worker has told', () => {
    const since = day('2026-03-30');
    expect(clockUnder(draftOf({}), item, since)).toMatchObject({
      nextRung: item.clocks[0]?.nextRung,
      nextAt: day('2026-03-12'),
    });
  });

  test('is owed nothing from before it began', () => {
    const begun = openedItem({ at: day('2026-03-12') + 1 });
    const short = clockUnder(withPlanPeriod(5), begun, shanghai('2026-01-01T00:00'));
    // Due on the 17th: T-10 and all before it lie before the beginning.
    expect(short.nextAt).toBe(day('2026-03-14'));
  });

  test('keeps its pauses: what is left is what is left of the other period', async () => {
    const held = await after(item, shanghai('2026-03-10T12:00'), { ...pause });
    const since = shanghai('2026-03-25T00:00');
    expect(held.clocks[0]).toMatchObject({ state: 'held', remaining: 23 });
    const row = clockUnder(withPlanPeriod(10), held, since);
    expect(row).toMatchObject({ state: 'held', remaining: 3, nextAt: null });
    // The next reminder waits with the clock: that it would have come by now is no matter.
    const resumed = await after(
      { ...held, clocks: [row, ...held.clocks.slice(1)] },
      shanghai('2026-03-25T10:00'),
      resume,
    );
    expect(resumed.clocks[0]).toMatchObject({ state: 'running', dueAt: endOf('2026-03-27') });
    expect(clockUnder(draftOf({}), held, since).nextRung).toBe(held.clocks[0]?.nextRung);
  });

  test('keeps days people agreed on, extensions, and the rhythm of its own reports', async () => {
    const extended = await after(
      item,
      start + dayMs,
      {
        type: 'EXTEND',
        clock: 'plan',
        extension: { rule: 'remainder', days: 7 },
        reason: '需要时间',
      },
      inspector,
    );
    const draft = withPlanPeriod(10);
    expect(clockUnder(draft, extended, start + dayMs, 2)).toMatchObject({
      days: 37,
      ruleId: 'phased-plan-30d',
      dueAt: extended.clocks.find(({ no }) => no === 2)?.dueAt,
    });
    let working = await after(item, start, claim);
    const measures = [{ ...aMeasure(1, '2026-06-30'), funding: null, contingencyPlan: null }];
    working = await after(working, start, { type: 'SET_MEASURES', measures });
    working = await after(working, start, {
      ...submitPlan,
      reportEvery: { days: 14, unit: 'day' },
    });
    working = await after(working, start, { type: 'APPROVE_PLAN' }, inspector);
    working = await after(working, start, work[0]);
    const { clocks } = policy.classes.phased;
    const shorter = { days: 5, unit: 'day' } as const;
    const phased = {
      ...policy.classes.phased,
      clocks: {
        ...clocks,
        execute: { ...clocks.execute, period: shorter },
        report: { ...clocks.report, period: shorter },
      },
    };
    const turned = underPolicy(
      working,
      draftOf({ classes: { ...policy.classes, phased } }),
      start,
      ports,
    );
    expect(dues(turned)).toEqual(dues(working));
    expect(dues(working)).toContainEqual(['execute', endOf('2026-06-30')]);
    expect(dues(working)).toContainEqual(['report', endOf('2026-03-16')]);
  });

  test('leaves an ended clock as it ended', () => {
    const ended = item.clocks.map((row) => ({
      ...row,
      state: 'met' as const,
      remaining: 4,
      nextAt: null,
    }));
    const turned = underPolicy({ ...item, clocks: ended }, withPlanPeriod(10), start, ports);
    expect(turned.clocks).toEqual(ended);
  });

  test('is in breach where it would be under that policy, and nowhere else', async () => {
    const late = await firedBy(item, day('2026-04-03'));
    expect(late.finding.snapshot.context.breaches).toHaveLength(1);
    const since = day('2026-04-03') + 1;
    expect(breachesUnder(draftOf({}), late, since)).toEqual(late.finding.snapshot.context.breaches);
    expect(breachesUnder(withPlanPeriod(60), late, since)).toEqual([]);
    const inTime = await firedBy(item, day('2026-03-12'));
    expect(breachesUnder(withPlanPeriod(5), inTime, day('2026-03-12') + 1)).toEqual([
      { clock: 'plan', clockNo: 1, dueAt: endOf('2026-03-09'), lifted: false },
    ]);
  });
});

test('a draft in the book is found under its name, and hides no other', () => {
  const draft = { ...withPlanPeriod(10), id: policy.id, version: policy.version };
  const book = withDraft(ports.policies, draft);
  expect(book.get(policy)).toBe(draft);
  expect(book.has(draft)).toBe(true);
  expect(book.current).toEqual(ports.policies.current);
  const petition = shippedRef('cn-petition');
  expect(book.get(petition)).toBe(ports.policies.get(petition));
  expect(book.has({ id: 'none', version: 1 })).toBe(false);
});
