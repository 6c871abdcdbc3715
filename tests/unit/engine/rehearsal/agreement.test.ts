/** A rehearsal beside the same days as they really go by: an engine on a virtual clock, over a real database. */
import { describe, expect, test } from 'vitest';
import { lifelikePeople } from '../../../../src/engine/rehearsal/people.ts';
import type { AssumedPeople, PortfolioItem } from '../../../../src/engine/rehearsal/life.ts';
import { simulate, type Rehearsal } from '../../../../src/engine/rehearsal/simulate.ts';
import { portfolio } from '../../../../src/store/portfolio.ts';
import { shippedName } from '../../../support/shipped-policies.ts';
import { forEachTest } from '../case-hooks.ts';
import {
  accepted,
  claim,
  dayMs,
  fireAt,
  fireUntil,
  give,
  opened,
  openCase,
  owner,
  pause,
  plan,
  setMeasures,
  slots,
  start,
  submitPlan,
  wholeLife,
  work,
} from '../engine-case.ts';
import { contents } from '../ledger-reading.ts';
import { linesOf } from './rehearsal-case.ts';

const engineCase = forEachTest(openCase);

async function stored(): Promise<PortfolioItem[]> {
  const items: PortfolioItem[] = [];
  for await (const item of portfolio(engineCase.database.store)) items.push(item);
  return items;
}

/** The notices owed in the ledger from that instant on, line by line as `linesOf` has them. */
async function owedFrom(from: number): Promise<string[]> {
  const { rows } = await engineCase.database.store.query<{ line: string }>(
    `select concat_ws(' | ', to_char(n.owed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       f.number, coalesce(c.kind || ' ' || c.no, '-'), array_to_string(n.rungs, '+'), n.template,
       n.slot, coalesce(n.fallback_slot, '-'), coalesce(n.person_id, 'nobody')) as line
     from notice n join finding f on f.id = n.finding_id
     left join clock c on c.finding_id = n.finding_id and c.no = n.clock_no
     where n.owed_at >= $1::timestamptz`,
    [new Date(from).toISOString()],
  );
  return rows.map(({ line }) => line).toSorted();
}

async function breachesInLedger(): Promise<string[]> {
  const { rows } = await engineCase.database.store.query<{ line: string }>(
    `select concat_ws(' ', f.number, b ->> 'clock', b ->> 'clockNo', b ->> 'dueAt') as line
     from finding f, jsonb_array_elements(f.snapshot #> '{context,breaches}') b`,
    [],
  );
  return rows.map(({ line }) => line).toSorted();
}

function breachesIn({ breaches }: Rehearsal): string[] {
  return breaches
    .map(({ finding, clock, clockNo, dueAt }) => [finding.number, clock, clockNo, dueAt].join(' '))
    .toSorted();
}

/** Findings of every class and at most stages, with a vacant post, one in two hands, and one paused. */
async function variety(): Promise<void> {
  const { engine } = engineCase;
  const open = async (given = {}) => (await opened(engine, given)).id;
  await open();
  await open({ class: 'immediate', slots: { ...slots, leadOfficial: 'vacant' } });
  await open({ class: 'continuing', slots: { actionOwner: 'he', verifier: 'lu' } });
  await open({ slots: { ...slots, accountableExecutive: 'teaching' } });
  await open({ slots: {} });
  const planned = await open();
  await plan(engineCase, planned);
  const working = await open();
  await plan(engineCase, working);
  await give(engine, working, owner, work[0]);
  const inReview = await open();
  await plan(engineCase, inReview);
  await give(engine, inReview, owner, ...work);
  const closed = await open();
  await wholeLife(engineCase, closed);
  const paused = await open();
  await plan(engineCase, paused);
  await give(engine, paused, owner, pause);
  const contested = await open();
  await give(engine, contested, owner, { type: 'CONTEST', reason: '不属实' });
  const inPlanReview = await open({ policy: shippedName('cn-safety-hazard'), class: 'immediate' });
  await give(engine, inPlanReview, owner, claim, setMeasures, submitPlan);
}

/** Plays the same people on the real engine: whatever is due first happens first. */
async function liveUntil(until: number, peopleOf: AssumedPeople): Promise<void> {
  const { engine, clock } = engineCase;
  for (;;) {
    const acts = (await stored()).flatMap((item) => {
      const act = peopleOf(item, clock.at);
      return act === null ? [] : [{ ...act, findingId: item.finding.id }];
    });
    const [next] = acts.toSorted((a, b) => a.at - b.at);
    const dueAt = (await engine.nextDueAt()) ?? Infinity;
    const at = Math.max(Math.min(dueAt, next?.at ?? Infinity), clock.at);
    if (at > until) return;
    if (next === undefined || dueAt <= next.at) await fireAt(engineCase, at);
    else {
      clock.moveTo(at);
      const { findingId, event, by } = next;
      accepted(await engine.send({ findingId, event, by }));
    }
  }
}

describe('a rehearsal tells what really happens', () => {
  test('where nobody does anything: every notice to everybody, and every breach', async () => {
    await variety();
    engineCase.clock.moveTo(start + dayMs);
    const from = engineCase.clock.at;
    const until = from + 100 * dayMs;
    const before = await contents(engineCase.database);
    const rehearsal = await simulate(engineCase.ports, await stored(), { from, until });
    expect(await contents(engineCase.database)).toEqual(before);

    await fireUntil(engineCase, until);
    const real = await owedFrom(from);
    expect(real.length).toBeGreaterThan(200);
    expect(linesOf(rehearsal.notices)).toEqual(real);
    expect(breachesIn(rehearsal)).toEqual(await breachesInLedger());
    expect(rehearsal.portfolio.map(({ finding }) => finding.snapshot)).toEqual(
      (await stored()).map(({ finding }) => finding.snapshot),
    );
    expect(rehearsal.portfolio.map(({ clocks }) => clocks)).toEqual(
      (await stored()).map(({ clocks }) => clocks),
    );
  });

  test('after a time of no worker: one event per clock that names every rung missed', async () => {
    await variety();
    const from = start + 70 * dayMs;
    const until = from + 20 * dayMs;
    const rehearsal = await simulate(engineCase.ports, await stored(), { from, until });
    engineCase.clock.moveTo(from);
    await engineCase.engine.fireDue();
    await fireUntil(engineCase, until);
    const caughtUp = rehearsal.notices.filter(({ at }) => at === from);
    expect(caughtUp.some(({ rungs }) => rungs.length > 5)).toBe(true);
    expect(linesOf(rehearsal.notices)).toEqual(await owedFrom(from));
  });

  test('in days still to come: what happens before them is not told, and not made up for', async () => {
    await variety();
    const since = engineCase.clock.at;
    const [from, until] = [since + 40 * dayMs, since + 80 * dayMs];
    const options = { since, from, until };
    const rehearsal = await simulate(engineCase.ports, await stored(), options);
    await fireUntil(engineCase, until);
    expect(linesOf(rehearsal.notices)).toEqual(await owedFrom(from));
    expect(rehearsal.breaches.every(({ dueAt }) => dueAt >= from)).toBe(true);
    expect(rehearsal.breaches.length).toBeLessThan((await breachesInLedger()).length);
  });

  test('where people act, step by step', async () => {
    await variety();
    const from = engineCase.clock.at;
    const until = from + 90 * dayMs;
    const { calendar } = engineCase.ports;
    const people = lifelikePeople(3, calendar);
    // Without the posts nobody holds: there the rules refuse, and an engine is not asked in vain.
    const items = (await stored()).filter(
      ({ finding }) => Object.keys(finding.snapshot.context.slots).length === 5,
    );
    const rehearsal = await simulate(engineCase.ports, items, { from, until, people });
    expect(rehearsal.refusals).toEqual([]);
    const among = new Set(items.map(({ finding }) => finding.id));
    const real = lifelikePeople(3, calendar);
    await liveUntil(until, (item, at) => (among.has(item.finding.id) ? real(item, at) : null));
    const numbers = new Set(items.map(({ finding }) => finding.number));
    const owed = (await owedFrom(from)).filter((line) => numbers.has(line.split(' | ')[1] ?? ''));
    const happened = owed.filter((line) => !line.startsWith(new Date(from).toISOString()));
    expect(linesOf(rehearsal.notices)).toEqual(happened);
    expect(rehearsal.notices.some(({ why }) => why.clock === null)).toBe(true);
  });
});
