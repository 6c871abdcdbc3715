/** Turns a transition's clock effects into clock rows: one row per clock, with only its next rung armed. */
import type { Effect } from '../../../machines/effects.ts';
import type { ClockKind, RectificationClass } from '../../../machines/words.ts';
import { beginningOf, countOf } from './basis.ts';
import { endOfCount, heldFrom, releasedOn, remainingOn } from './count.ts';
import type { Cadence, ClockRule, Policy } from '../policy.ts';
import type { Calendar } from '../calendar-port.ts';
import type { ClockCount, ClockRow, LedgerEvent } from '../ports.ts';
import { duePlace, firstAfter, placeAfter, rungAt, type Timetable } from './rungs.ts';

export interface Timing {
  readonly policy: Policy;
  readonly class: RectificationClass;
  readonly calendar: Calendar;
  readonly now: number;
}

type ClockEffect = Extract<Effect, { clockNo: number; kind: `clock.${string}` }>;

function isOfClock(effect: Effect): effect is ClockEffect {
  return effect.kind !== 'notice.owe' && effect.kind !== 'finding.tell';
}

/** The rows an event changes, in their final form. Effects that follow one another on one clock add up. */
export function clockRowsAfter(
  rows: readonly ClockRow[],
  event: LedgerEvent,
  effects: readonly Effect[],
  timing: Timing,
): ClockRow[] {
  const changed = new Map<number, ClockRow>();
  const rowOf = (no: number) => changed.get(no) ?? rows.find((row) => row.no === no) ?? null;
  if (event.type === 'CLOCK_DUE') {
    const fired = rowOf(event.clockNo);
    if (fired !== null) changed.set(fired.no, rearmed(fired, event.rungs.length, timing));
  }
  for (const effect of effects.filter(isOfClock)) {
    changed.set(effect.clockNo, clockRowAfter(rowOf, effect, timing));
  }
  return [...changed.values()];
}

/** The row with that many rungs more behind it, and the next one armed. */
function rearmed(row: ClockRow, firedRungs: number, timing: Timing): ClockRow {
  const timetable = timetableOf(row, timing);
  const nextRung = placeAfter(timetable, row.nextRung, firedRungs);
  return { ...row, nextRung, nextAt: rungAt(timetable, nextRung) };
}

export function timetableOf(
  row: Pick<ClockRow, 'kind' | 'dueAt' | 'holds' | 'promise' | 'follows' | 'startedAt'>,
  { policy, calendar, class: rectification }: Timing,
): Timetable {
  const cadence = cadenceOf(policy, ruleOf(policy, rectification, row.kind));
  const { dueAt, holds, promise } = row;
  // What a clock that carries on another is late for, it is late for; a new one is chased from its start.
  const since = row.follows === null ? row.startedAt : undefined;
  return { cadence, dueAt, holds, promise, since, sendAt: policy.sendAt, calendar };
}

function clockRowAfter(
  rowOf: (no: number) => ClockRow | null,
  effect: ClockEffect,
  timing: Timing,
): ClockRow {
  if (effect.kind === 'clock.start') return started(effect, rowOf, timing);
  const row = rowOf(effect.clockNo);
  if (row === null) throw new TypeError(`clock ${effect.clockNo} was never started`);
  const { calendar, now } = timing;
  const today = calendar.dayOf(now);
  switch (effect.kind) {
    case 'clock.stop': {
      // A clock that ends while it is held has what it had left when it was held.
      const remaining = row.remaining ?? remainingOn(today, countOf(row), calendar);
      return { ...row, state: effect.outcome, remaining, nextAt: null };
    }
    case 'clock.hold': {
      const remaining = remainingOn(today, countOf(row), calendar);
      const holds = heldFrom(today, row.holds);
      return { ...row, holds, state: 'held', remaining, nextAt: null };
    }
    case 'clock.release': {
      const holds = releasedOn(today, row.holds);
      const running = { ...row, holds, state: 'running', remaining: null } as const;
      return rearmed({ ...running, ...dueOf(countOf(running), calendar) }, 0, timing);
    }
    case 'clock.promise':
      // From its next rung on: those that have spoken have spoken.
      return rearmed({ ...row, promise: { place: row.nextRung, day: effect.day } }, 0, timing);
    case 'clock.recount': {
      const recounted = { ...row, ...dueOf(countOf(row), calendar) };
      return row.state === 'held' ? recounted : rearmed(recounted, 0, timing);
    }
  }
}

/** The due instant of a count, and the calendar that counted it. */
export function dueOf(
  count: ClockCount,
  calendar: Calendar,
): Pick<ClockRow, 'dueAt' | 'provisional' | 'calendar'> {
  const { day, provisional } = endOfCount(count, calendar);
  return { dueAt: calendar.endOf(day), provisional, calendar: calendar.version };
}

function started(
  { clockNo, clock, basis, follows }: Extract<Effect, { kind: 'clock.start' }>,
  rowOf: (no: number) => ClockRow | null,
  timing: Timing,
): ClockRow {
  const { policy, calendar, now } = timing;
  const rule = ruleOf(policy, timing.class, clock);
  const today = calendar.dayOf(now);
  const { count, ruleId } = beginningOf(basis, rule, today, calendar, rowOf);
  const due = dueOf(count, calendar);
  // Only a clock carried on from a held one is held from its start.
  const held = count.holds.at(-1)?.until === null;
  const row = {
    no: clockNo,
    kind: clock,
    ruleId,
    policy: { id: policy.id, version: policy.version },
    mode: rule.mode,
    follows,
    startedAt: now,
    ...count,
    ...due,
  };
  const timetable = timetableOf(row, timing);
  const nextRung = firstOwed(timetable, now);
  if (held) {
    const remaining = remainingOn(count.holds.at(-1)?.from ?? today, count, calendar);
    return { ...row, state: 'held', remaining, nextRung, nextAt: null };
  }
  return {
    ...row,
    state: 'running',
    remaining: null,
    nextRung,
    nextAt: rungAt(timetable, nextRung),
  };
}

/**
 * Rungs before a clock began are not owed. One that is past its date from its first moment (it carries
 * on another, or a plan was approved late) has that to say, and what its ladder says of it.
 */
function firstOwed(timetable: Timetable, now: number): number {
  return timetable.dueAt <= now ? duePlace(timetable.cadence) : firstAfter(timetable, 0, now);
}

/** Throws where the policy has none: gates let only those clocks begin that it has rules for. */
export function ruleOf(
  policy: Policy,
  rectification: RectificationClass,
  kind: ClockKind,
): ClockRule {
  const rule = policy.classes[rectification].clocks[kind];
  if (rule === undefined) throw new TypeError(`policy ${policy.id} has no rule for "${kind}"`);
  return rule;
}

function cadenceOf(policy: Policy, rule: ClockRule): Cadence {
  const cadence = policy.cadences[rule.cadence];
  if (cadence === undefined) throw new TypeError(`policy names no cadence "${rule.cadence}"`);
  return cadence;
}
