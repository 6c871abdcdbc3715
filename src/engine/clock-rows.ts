/** Turns a transition's clock effects into clock rows: one row per clock, with only its next rung armed. */
import type { Effect } from '../../machines/effects.ts';
import type { ClockKind, RectificationClass } from '../../machines/words.ts';
import type { Cadence, ClockRule, Policy } from './policy.ts';
import type { Calendar, ClockRow, Deadline, LedgerEvent } from './ports.ts';
import { firstAfter, rungAt, type Timetable } from './rungs.ts';

export interface Timing {
  readonly policy: Policy;
  readonly class: RectificationClass;
  readonly calendar: Calendar;
  readonly now: number;
}

type ClockEffect = Extract<Effect, { clockNo: number; kind: `clock.${string}` }>;

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
  for (const effect of effects) {
    if (effect.kind === 'notice.owe') continue;
    changed.set(effect.clockNo, clockRowAfter(rowOf(effect.clockNo), effect, timing));
  }
  return [...changed.values()];
}

/** The row with that many rungs more behind it, and the next one armed. */
function rearmed(row: ClockRow, firedRungs: number, timing: Timing): ClockRow {
  const nextRung = row.nextRung + firedRungs;
  return { ...row, nextRung, nextAt: rungAt(timetableOf(row, timing), nextRung) };
}

export function timetableOf(row: Pick<ClockRow, 'kind' | 'dueAt'>, timing: Timing): Timetable {
  const { policy, calendar } = timing;
  const cadence = cadenceOf(policy, ruleOf(policy, timing.class, row.kind));
  return { cadence, dueAt: row.dueAt, sendAt: policy.sendAt, calendar };
}

function clockRowAfter(row: ClockRow | null, effect: ClockEffect, timing: Timing): ClockRow {
  if (effect.kind === 'clock.start') return started(effect, timing);
  if (row === null) throw new TypeError(`clock ${effect.clockNo} was never started`);
  const { calendar, now } = timing;
  switch (effect.kind) {
    case 'clock.stop':
      return { ...row, state: effect.outcome, remainderMs: null, nextAt: null };
    case 'clock.hold': {
      const { ms } = calendar.remainderOf(now, row.dueAt, row.unit);
      return { ...row, state: 'held', remainderMs: ms, nextAt: null };
    }
    case 'clock.release': {
      const left = { unit: row.unit, ms: row.remainderMs ?? 0 };
      const { at: dueAt, provisional } = calendar.dueFrom(now, left);
      const released = { ...row, state: 'running' as const, dueAt, provisional, remainderMs: null };
      return rearmed(released, 0, timing);
    }
  }
}

function started(effect: Extract<Effect, { kind: 'clock.start' }>, timing: Timing): ClockRow {
  const { policy, calendar, now } = timing;
  const rule = ruleOf(policy, timing.class, effect.clock);
  const due = deadlineOf(effect.dueDate, rule, calendar, now);
  const timetable = timetableOf({ kind: effect.clock, dueAt: due.at }, timing);
  const nextRung = firstAfter(timetable, 0, now);
  return {
    no: effect.clockNo,
    kind: effect.clock,
    ruleId: effect.dueDate === null ? rule.id : 'plan-due-date',
    policy: { id: policy.id, version: policy.version },
    unit: rule.period.unit,
    startedAt: now,
    dueAt: due.at,
    provisional: due.provisional,
    state: 'running',
    remainderMs: null,
    nextRung,
    nextAt: rungAt(timetable, nextRung),
  };
}

/** A day the plan names binds over the rule's period; a day without a time means its end. */
function deadlineOf(
  dueDate: string | null,
  rule: ClockRule,
  calendar: Calendar,
  now: number,
): Deadline {
  return dueDate === null ? calendar.dueAfter(now, rule.period) : calendar.endOf(dueDate);
}

function ruleOf(policy: Policy, rectification: RectificationClass, kind: ClockKind): ClockRule {
  return policy.classes[rectification].clocks[kind];
}

function cadenceOf(policy: Policy, rule: ClockRule): Cadence {
  const cadence = policy.cadences[rule.cadence];
  if (cadence === undefined) throw new TypeError(`policy names no cadence "${rule.cadence}"`);
  return cadence;
}
