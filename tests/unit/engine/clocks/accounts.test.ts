import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../../machines/actor.ts';
import type { FindingEvent } from '../../../../machines/events.ts';
import type { Given } from '../../../../machines/finding-context.ts';
import {
  advance,
  openFinding,
  standingOf,
  type FindingSnapshot,
} from '../../../../machines/step.ts';
import { accountsOf, type Account } from '../../../../src/engine/clocks/accounts.ts';
import { chained, genesisHash } from '../../../../src/engine/chain.ts';
import type { Calendar } from '../../../../src/engine/calendar-port.ts';
import type { ChainedEvent, LedgerEvent } from '../../../../src/engine/ports.ts';
import { china, everyDay, inZone, onward } from '../../calendar/calendars.ts';
import { anyJourney, type Journey } from '../../machines/arbitraries.ts';
import {
  anInput,
  approvals,
  close,
  give,
  inspector,
  owner,
  policyRule,
  sampleEvents,
  submit,
  wholePlan,
  workOn,
} from '../../machines/school-case.ts';
import { dayMs, hourMs } from '../engine-case.ts';

interface Moment {
  readonly at: number;
  readonly snapshot: FindingSnapshot;
}
interface Life {
  readonly events: readonly ChainedEvent<LedgerEvent>[];
  readonly moments: readonly Moment[];
}

const opening = { details: {}, policy: { id: 'p', version: 1 } } as Extract<
  LedgerEvent,
  { type: 'OPENED' }
>;

function link(seq: number, when: number, by: Actor, event: LedgerEvent): ChainedEvent<LedgerEvent> {
  const common = { subjectId: 'f', machineVersion: 1, prevHash: genesisHash };
  return chained<LedgerEvent>({ ...common, seq, at: when, by, event });
}

/** The life that begins with that input; an event that is refused leaves no trace in it. */
function life(
  input: Parameters<typeof openFinding>[0],
  begun: number,
  steps: readonly { readonly event: FindingEvent; readonly by: Actor; readonly at: number }[],
): Life {
  let { snapshot } = openFinding(input);
  const events = [link(1, begun, inspector, { ...opening, type: 'OPENED', input })];
  const moments: Moment[] = [{ at: begun, snapshot }];
  for (const { event, by, at } of steps) {
    const step = advance(1, snapshot, { ...event, by, at });
    if (step.kind !== 'accepted') continue;
    ({ snapshot } = step);
    events.push(link(events.length + 1, at, by, event));
    moments.push({ at, snapshot });
  }
  return { events, moments };
}

const at = (day: string, time = '10:00') => china.timeOn(day, time);
type Entry = readonly [day: string, by: Actor, event: FindingEvent, time?: string];

/** The days of a life told by its events, of which all are taken: the day, and whose it was. */
function told(until: string, ...entries: readonly Entry[]): [string, Account][] {
  return accountsIn(until, ...entries).days.map(({ day, account }) => [day, account]);
}

function accountsIn(until: string, ...entries: readonly Entry[]) {
  const steps = entries.map(([day, by, event, time]) => ({ by, event, at: at(day, time) }));
  const { events } = life(anInput(), at('2026-03-02'), steps);
  if (events.length !== entries.length + 1) throw new Error('an event was refused');
  return accountsOf(events, at(until), china);
}

const pause = { type: 'PAUSE', reason: '等待上级批复' } as const;
const resume = { type: 'RESUME' } as const;
const withdraw = sampleEvents.WITHDRAW;
const reopen = sampleEvents.REOPEN;
const contest = sampleEvents.CONTEST;
const dismiss = sampleEvents.DISMISS_CONTEST;

describe('a day of a finding’s life', () => {
  test('is the unit’s while it works, the verifier’s while it waits for an answer', () => {
    expect(
      told('2026-03-06', ['2026-03-03', owner, contest], ['2026-03-05', inspector, dismiss]),
    ).toEqual([
      ['2026-03-02', 'unit'],
      ['2026-03-03', 'verifier'],
      ['2026-03-04', 'verifier'],
      ['2026-03-05', 'unit'],
      ['2026-03-06', 'unit'],
    ]);
  });

  test('is nobody’s where nobody works, unless the finding was paused over it', () => {
    const [, , , , ...weekend] = told('2026-03-08');
    expect(weekend.slice(-2)).toEqual([
      ['2026-03-07', 'nonWorking'],
      ['2026-03-08', 'nonWorking'],
    ]);
    expect(told('2026-03-08', ['2026-03-06', owner, pause]).slice(-3)).toEqual([
      ['2026-03-06', 'paused'],
      ['2026-03-07', 'paused'],
      ['2026-03-08', 'paused'],
    ]);
  });

  test('is a pause’s whoever had it before, and theirs again after it', () => {
    expect(
      told(
        '2026-03-06',
        ['2026-03-03', owner, contest],
        ['2026-03-04', owner, pause],
        ['2026-03-05', owner, resume],
      ),
    ).toEqual([
      ['2026-03-02', 'unit'],
      ['2026-03-03', 'verifier'],
      ['2026-03-04', 'paused'],
      ['2026-03-05', 'verifier'],
      ['2026-03-06', 'verifier'],
    ]);
  });

  test('belongs to whoever has the finding when it ends: what came and went within it is no part of it', () => {
    expect(
      told('2026-03-03', ['2026-03-03', owner, pause], ['2026-03-03', owner, resume, '23:59']),
    ).toEqual([
      ['2026-03-02', 'unit'],
      ['2026-03-03', 'unit'],
    ]);
    // At midnight the next day has begun.
    expect(told('2026-03-03', ['2026-03-03', owner, pause, '00:00'])).toEqual([
      ['2026-03-02', 'unit'],
      ['2026-03-03', 'paused'],
    ]);
  });

  test('on which it is closed is that of whoever had it last', () => {
    const { until, days } = accountsIn(
      '2026-06-30',
      ['2026-03-03', owner, contest],
      ['2026-03-05', inspector, sampleEvents.UPHOLD_CONTEST],
    );
    expect(until).toBe('2026-03-05');
    expect(days.at(-1)).toEqual({ day: '2026-03-05', account: 'verifier' });
  });

  test('a finding opened and struck off within a day has had that day', () => {
    expect(told('2026-03-09', ['2026-03-02', inspector, withdraw])).toEqual([
      ['2026-03-02', 'unit'],
    ]);
  });

  test('off the ledger is not counted: neither the day after a closure nor that before a reopening', () => {
    const { days, offLedger, total } = accountsIn(
      '2026-03-13',
      ['2026-03-03', inspector, withdraw],
      ['2026-03-12', inspector, reopen],
    );
    expect(days.map(({ day }) => day)).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-12',
      '2026-03-13',
    ]);
    expect([total, offLedger]).toEqual([4, 8]);
  });

  test('on which it is reopened and closed again is that of whoever had it in between', () => {
    const { days, until } = accountsIn(
      '2026-06-30',
      ['2026-03-03', inspector, withdraw],
      ['2026-03-05', inspector, reopen],
      ['2026-03-05', inspector, withdraw, '16:00'],
    );
    expect(until).toBe('2026-03-05');
    expect(days.at(-1)).toEqual({ day: '2026-03-05', account: 'unit' });
  });

  test('is counted in the organisation’s zone', () => {
    const { events } = life(anInput(), at('2026-03-02', '06:00'), []);
    const now = at('2026-03-02', '23:00');
    expect(accountsOf(events, now, inZone('America/New_York'))).toMatchObject({
      from: '2026-03-01',
      until: '2026-03-02',
      total: 2,
    });
  });
});

test('what happens while it is closed (a recheck is due, and passed) makes its life no longer', () => {
  const way: Given[] = [
    ...(['CLAIM', 'SET_MEASURES', 'SUBMIT_PLAN'] as const).map((type) => give(sampleEvents[type])),
    give(sampleEvents.APPROVE_PLAN, inspector),
    give(sampleEvents.START),
    ...workOn(wholePlan),
    submit,
    ...approvals,
    close,
  ];
  const toClosure = way.map(({ by, at: _when, ...event }, index) => ({
    by,
    event,
    at: at(onward('2026-03-02', index)),
  }));
  const closed = life(anInput(), at('2026-03-02'), toClosure);
  const [recheck] = closed.moments.at(-1)?.snapshot.context.clocks ?? [];
  if (recheck?.clock !== 'recheck') throw new Error('a recheck was expected');
  const due = { ...sampleEvents.CLOCK_DUE, clockNo: recheck.no, clock: recheck.clock };
  const whole = life(anInput(), at('2026-03-02'), [
    ...toClosure,
    { by: policyRule, event: due, at: at('2026-09-01') },
    { by: inspector, event: sampleEvents.PASS_RECHECK, at: at('2026-09-10') },
  ]);
  expect(whole.events).toHaveLength(closed.events.length + 2);
  const now = at('2026-12-31');
  expect(accountsOf(whole.events, now, china)).toEqual(accountsOf(closed.events, now, china));
  expect(accountsOf(closed.events, now, china)).toMatchObject({ total: way.length, offLedger: 0 });
});

/** The journey, its events so far apart, and some time after the last. */
function lived({ input, steps }: Journey, waits: readonly number[], more: number) {
  let now = at('2026-01-20');
  const timed = steps.map(({ event: { by, at: _when, ...event } }, index) => {
    now += waits[index] ?? 0;
    return { by, event, at: now };
  });
  return { ...life(input, at('2026-01-20'), timed), now: now + more };
}

/** What the day was, by what the finding was at its end; undefined off the ledger. */
function accountOn(day: string, moments: readonly Moment[], calendar: Calendar) {
  const standings = moments
    .filter((moment) => calendar.dayOf(moment.at) <= day)
    .map((moment) => Object.assign({ at: moment.at }, standingOf(moment.snapshot)));
  const open = standings.findLast(({ state }) => state !== 'closed');
  const last = standings.at(-1);
  if (last?.state === 'closed') {
    const closing = standings.find(
      (each, index) => index > standings.indexOf(open ?? last) && each.state === 'closed',
    );
    if (calendar.dayOf(closing?.at ?? 0) !== day) return undefined;
  }
  if (open?.hold === 'paused') return 'paused';
  if (!calendar.standingOf(day).working) return 'nonWorking';
  const waiting = ['contested', 'planInReview', 'inReview', 'awaitingClosure', 'publicNotice'];
  return waiting.includes(open?.stage ?? '') ? 'verifier' : 'unit';
}
describe('over any life', () => {
  const anyLife = fc
    .tuple(
      anyJourney,
      fc.array(fc.nat(4 * dayMs), { minLength: 60, maxLength: 60 }),
      fc.nat(40 * dayMs),
    )
    .map(([journey, waits, more]) => lived(journey, waits, more));

  test('every day belongs to exactly one account, and they add up', () => {
    fc.assert(
      fc.property(anyLife, ({ events, now }) => {
        const found = accountsOf(events, now, china);
        const { from, until, total, unit, verifier, paused, nonWorking, offLedger, days } = found;
        expect(unit + verifier + paused + nonWorking).toBe(total);
        expect(days).toHaveLength(total);
        expect(total + offLedger).toBe(everyDay(from, until).length);
        const named = days.map(({ day }) => day);
        expect(named).toEqual([...new Set(named)].toSorted());
        for (const account of ['unit', 'verifier', 'paused', 'nonWorking'] as const) {
          expect(days.filter((day) => day.account === account)).toHaveLength(found[account]);
        }
        expect([from, until]).toEqual([days[0]?.day, days.at(-1)?.day]);
      }),
      { numRuns: 300 },
    );
  });

  test('each is that of whoever had it at its end', () => {
    fc.assert(
      fc.property(anyLife, ({ events, moments, now }) => {
        const { days, from, until } = accountsOf(events, now, china);
        const byDay = new Map(days.map(({ day, account }) => [day, account]));
        for (const day of everyDay(from, until)) {
          expect([day, byDay.get(day)]).toEqual([day, accountOn(day, moments, china)]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('a history without its first event, or with one the rules refuse, is not guessed at', () => {
  const { events } = life(anInput(), at('2026-03-02'), [
    { by: owner, event: { type: 'CLAIM' }, at: at('2026-03-02') + hourMs },
  ]);
  expect(() => accountsOf([], at('2026-03-03'), china)).toThrow('a finding has a first event');
  expect(() => accountsOf(events.slice(1), at('2026-03-03'), china)).toThrow(
    expect.objectContaining({ code: 'state_unreadable' }),
  );
});
