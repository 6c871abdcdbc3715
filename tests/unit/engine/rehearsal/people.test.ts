import { beforeAll, describe, expect, test } from 'vitest';
import { slotsOf } from '../../../../machines/verification.ts';
import { standingOf } from '../../../../machines/step.ts';
import type { FindingEvent } from '../../../../machines/events.ts';
import type { PortfolioItem } from '../../../../src/engine/rehearsal/life.ts';
import { lifelikePeople } from '../../../../src/engine/rehearsal/people.ts';
import { simulate, type Rehearsal } from '../../../../src/engine/rehearsal/simulate.ts';
import { createPolicyBook } from '../../../../src/policy/policy-book.ts';
import { report } from '../../../support/report.ts';
import { shippedRef } from '../../../support/shipped-policies.ts';
import { dayMs, policy, shanghai, shippedPolicies, slots } from '../engine-case.ts';
import type { Slot } from '../../../../machines/words.ts';
import { calendar, classes, linesOf, openedItem, rehearsalPorts } from './rehearsal-case.ts';

const ports = rehearsalPorts();
const start = shanghai('2026-03-02T10:00');
const target = {
  no: 1,
  name: '覆盖率',
  unit: '%',
  baseline: 60,
  comparator: 'atLeast',
  value: 95,
  dueDate: null,
} as const;

const parties: Readonly<Partial<Record<Slot, string>>> = slots;

const manyOf = (count: number, given: Partial<Parameters<typeof openedItem>[0]> = {}) =>
  Array.from({ length: count }, (_, index) =>
    openedItem({
      no: index + 1,
      class: classes[index % 3] ?? 'phased',
      at: start + (index % 60) * dayMs,
      ...given,
    }),
  );

/** The same finding with something about it changed. */
function withContext(
  { finding, clocks }: PortfolioItem,
  change: Partial<PortfolioItem['finding']['snapshot']['context']>,
): PortfolioItem {
  const { snapshot } = finding;
  const context = { ...snapshot.context, ...change };
  return { finding: { ...finding, snapshot: { ...snapshot, context } }, clocks };
}

async function livedOf(
  items: readonly PortfolioItem[],
  days: number,
  seed = 7,
): Promise<{ rehearsal: Rehearsal; events: FindingEvent['type'][]; ats: number[] }> {
  const people = lifelikePeople(seed, calendar);
  const events: FindingEvent['type'][] = [];
  const ats: number[] = [];
  let before: PortfolioItem['finding'] | null = null;
  let pending: { type: FindingEvent['type']; at: number } | null = null;
  const watched: typeof people = (item, at) => {
    // It was taken where the finding is a version further at just that instant.
    if (pending !== null && before !== null && before.id === item.finding.id) {
      if (item.finding.updatedAt === pending.at) {
        events.push(pending.type);
        ats.push(pending.at);
      }
    }
    const act = people(item, at);
    before = item.finding;
    pending = act === null ? null : { type: act.event.type, at: Math.max(act.at, at) };
    return act;
  };
  const until = start + days * dayMs;
  const rehearsal = await simulate(ports, items, { from: start, until, people: watched });
  return { rehearsal, events, ats };
}

describe('five hundred findings over eighteen months, with people at work', () => {
  const count = 500;
  const until = start + 548 * dayMs;
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    const began = performance.now();
    rehearsal = await simulate(ports, manyOf(count), {
      from: start,
      until,
      people: lifelikePeople(7, calendar),
    });
    report('500 findings over 548 days', {
      seconds: ((performance.now() - began) / 1000).toFixed(1),
      events: rehearsal.events,
      notices: rehearsal.notices.length,
    });
  });

  test('the rules refuse nobody where every post is held', () => {
    expect(rehearsal.refusals).toEqual([]);
  });

  test('nearly all are closed in the end, and whoever closed them was not the one who did the work', () => {
    const standings = rehearsal.portfolio.map(({ finding }) => standingOf(finding.snapshot));
    expect(standings).toHaveLength(count);
    const closed = standings.filter(({ state }) => state === 'closed').length;
    expect(closed / count).toBeGreaterThan(0.95);
    for (const { finding } of rehearsal.portfolio) {
      const { disposition, evidence, measures, approvals, gates } = finding.snapshot.context;
      if (finding.closedAt === null) continue;
      expect(disposition).toBe('rectified');
      expect(evidence.length).toBeGreaterThanOrEqual(measures.length);
      expect(approvals.map(({ by }) => by.persons)).toEqual(
        gates.verificationLevels.flatMap(slotsOf).map((slot) => [parties[slot]]),
      );
    }
  });

  test('every notice says who, what, when and why', () => {
    expect(rehearsal.notices.length).toBeGreaterThan(count * 10);
    for (const { at, finding, template, to, why, rungs } of rehearsal.notices) {
      expect(at).toBeGreaterThanOrEqual(start);
      expect(at).toBeLessThanOrEqual(until);
      expect(finding.number).toMatch(/^XC-2026-00-\d{3}$/u);
      expect(template).not.toBe('');
      expect(to.person?.name).toMatch(/\p{Script=Han}/u);
      expect(rungs.length > 0).toBe(why.clock !== null);
      expect(why.policy).toEqual(shippedRef('cn-inspection'));
    }
  });

  test('some are late and some in time: breaches, only of enforcing clocks, and of a minority', () => {
    const late = new Set(rehearsal.breaches.map(({ finding }) => finding.id));
    expect(late.size).toBeGreaterThan(0);
    expect(late.size).toBeLessThan(count / 2);
    for (const { clock, finding } of rehearsal.breaches) {
      const item = rehearsal.portfolio.find((each) => each.finding.id === finding.id);
      const rectification = item?.finding.snapshot.context.class ?? 'phased';
      expect(policy.classes[rectification].clocks[clock]?.mode).toBe('enforcing');
    }
  });

  test('everything that happens to findings at work happens to some of these', () => {
    const events = new Set(rehearsal.notices.map(({ why }) => why.event));
    for (const event of [
      'SUBMIT_PLAN',
      'RETURN_PLAN',
      'SUBMIT',
      'RETURN',
      'APPROVE',
      'PAUSE',
      'RESUME',
      'CLOSE',
      'REOPEN',
      'PASS_RECHECK',
    ]) {
      expect(events).toContain(event);
    }
  });

  test('reports on progress mostly come in time', () => {
    const told = rehearsal.notices.filter(({ why }) => why.clock?.kind === 'report');
    const overdue = told.filter(({ template }) => template === 'report-overdue');
    expect(told.length).toBeGreaterThan(0);
    expect(overdue.length).toBeLessThan(told.length / 2);
  });
});

describe('people of a rehearsal', () => {
  test('are the same people for the same seed, others for another, and each finding its own', async () => {
    const items = manyOf(6);
    const linesFor = async (seed: number) =>
      linesOf((await livedOf(items, 200, seed)).rehearsal.notices);
    expect(await linesFor(3)).toEqual(await linesFor(3));
    expect(await linesFor(3)).not.toEqual(await linesFor(4));
    const alone = (await livedOf(items.slice(2, 3), 200, 3)).rehearsal.notices;
    const among = (await livedOf(items, 200, 3)).rehearsal.notices;
    const { number } = alone[0]?.finding ?? {};
    expect(linesOf(alone)).toEqual(
      linesOf(among.filter(({ finding }) => finding.number === number)),
    );
  });

  test('act on working days between nine and five, in the organisation’s zone', async () => {
    const { ats } = await livedOf(manyOf(9), 300);
    expect(ats.length).toBeGreaterThan(100);
    for (const at of ats) {
      expect(calendar.standingOf(calendar.dayOf(at)).working).toBe(true);
      expect(calendar.print(at)).toMatch(/T(09|1[0-6]):\d\d:00\.000\+08:00$/u);
    }
  });

  test('pause a finding once at most, and take it up again', async () => {
    const { rehearsal, events } = await livedOf(manyOf(200, { class: 'phased' }), 500);
    const pauses = events.filter((type) => type === 'PAUSE').length;
    expect(pauses).toBeGreaterThan(0);
    expect(events.filter((type) => type === 'RESUME')).toHaveLength(pauses);
    const counted = new Map<string, number>();
    for (const { finding, why, to } of rehearsal.notices) {
      if (why.event !== 'PAUSE' || to.slot !== 'verifier') continue;
      counted.set(finding.id, (counted.get(finding.id) ?? 0) + 1);
    }
    expect([...counted.values()].every((times) => times === 1)).toBe(true);
  });

  test('carry out what was begun without a plan', async () => {
    const [bare] = manyOf(1, { class: 'immediate' });
    if (bare === undefined) throw new Error('one was asked for');
    const working = await simulate(ports, [withContext(bare, { measures: [] })], {
      from: start,
      until: start,
      people: ({ finding }) =>
        standingOf(finding.snapshot).stage === 'open'
          ? { at: start, event: { type: 'START' }, by: { kind: 'person', id: 'he', unit: null } }
          : null,
    });
    expect(standingOf(working.portfolio[0]?.finding.snapshot ?? bare.finding.snapshot).stage).toBe(
      'working',
    );
    const { rehearsal } = await livedOf(working.portfolio, 200);
    expect(rehearsal.refusals).toEqual([]);
    expect(rehearsal.portfolio[0]?.finding.closedAt).not.toBeNull();
  });

  test('measure targets until they are met', async () => {
    const items = manyOf(3, { class: 'phased' }).map((item) =>
      withContext(item, { targets: [{ ...target, upTo: null, milestones: [], curve: 'steps' }] }),
    );
    const { rehearsal, events } = await livedOf(items, 400);
    expect(rehearsal.refusals).toEqual([]);
    expect(events).toContain('OBSERVE');
    expect(rehearsal.portfolio.every(({ finding }) => finding.closedAt !== null)).toBe(true);
  });

  test('hear objections before they close', async () => {
    const [item] = manyOf(1, { class: 'continuing' });
    if (item === undefined) throw new Error('one was asked for');
    const disputed = withContext(item, { objections: [{ id: 'o-1', open: true }] });
    const { rehearsal, events } = await livedOf([disputed], 500);
    expect(rehearsal.refusals).toEqual([]);
    expect(events).toContain('DISMISS_OBJECTION');
    expect(events.indexOf('DISMISS_OBJECTION')).toBeLessThan(events.indexOf('CLOSE'));
  });

  test('send back a plan that could not be approved, and draw it up whole', async () => {
    const safety = createPolicyBook(shippedPolicies).get(shippedRef('cn-safety-hazard'));
    const items = manyOf(5, { class: 'phased', policy: safety });
    expect(items[0]?.finding.snapshot.context.gates.fiveAssurances).toBe(true);
    const { rehearsal } = await livedOf(items, 400);
    expect(rehearsal.refusals).toEqual([]);
    expect(rehearsal.portfolio.every(({ finding }) => finding.closedAt !== null)).toBe(true);
  });

  test('where nobody may check, are refused and told why, not week after week', async () => {
    const { rehearsal } = await livedOf(manyOf(1, { slots: { actionOwner: 'teaching' } }), 300);
    expect(rehearsal.refusals.map(({ event, guard }) => [event, guard])).toEqual([
      ['APPROVE_PLAN', 'planCheckerAppointed'],
    ]);
  });

  test('where one party does the work and checks it, are refused for that', async () => {
    const both = { ...slots, verifier: slots.actionOwner };
    const { rehearsal } = await livedOf(manyOf(3, { slots: both }), 200);
    expect(rehearsal.refusals.length).toBeGreaterThan(0);
    expect(new Set(rehearsal.refusals.map(({ guard }) => guard))).toEqual(
      new Set(['checkerIsNotMaker']),
    );
  });
});
