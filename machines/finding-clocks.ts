/** What happens to the clocks of a finding apart from its way: they come due, move, are extended, begin anew. */
import type { ClockBasis } from './effects.ts';
import type { Rung } from './events.ts';
import type { Change } from './finding-change.ts';
import type { FindingContext, GivenOf } from './finding-context.ts';
import { isBreached } from './finding-guards.ts';
import type { Slot } from './words.ts';

/** One notice per slot, however many rungs passed unseen: the last one speaks, and names the others. */
export function clockDue(change: Change, event: GivenOf<'CLOCK_DUE'>): Change {
  for (const [to, { template, rungs }] of rungsBySlot(event.rungs)) {
    change.effects.push({ kind: 'notice.owe', template, to, clockNo: event.clockNo, rungs });
  }
  return event.rungs.some(({ at }) => at >= event.dueAt) ? duePassed(change, event) : change;
}

/** The window of a public notice has then been served; any other enforcing clock has been breached. */
function duePassed(change: Change, event: GivenOf<'CLOCK_DUE'>): Change {
  const { clock, clockNo, dueAt, mode } = event;
  if (clock === 'notice') {
    tellNoticeServed(change, event);
    return change.set({ noticeServed: true }).stopClocks('met', 'notice').startClock('verify');
  }
  return mode === 'advisory' || isBreached(change.context, clockNo)
    ? change
    : change.set({
        breaches: [...change.context.breaches, { clock, clockNo, dueAt, lifted: false }],
      });
}

/** Its clock will not speak again: where no rung tells the verifier, the moment itself does. */
function tellNoticeServed(change: Change, { clockNo, rungs, dueAt }: GivenOf<'CLOCK_DUE'>): void {
  if (rungs.some(({ to }) => to.includes('verifier'))) return;
  change.effects.push({
    kind: 'notice.owe',
    template: 'public-notice-ended',
    to: 'verifier',
    clockNo,
    rungs: rungs.filter(({ at }) => at >= dueAt).map(({ rung }) => rung),
  });
}

function rungsBySlot(rungs: readonly Rung[]): Map<Slot, { template: string; rungs: string[] }> {
  const bySlot = new Map<Slot, { template: string; rungs: string[] }>();
  for (const { rung, template, to } of rungs) {
    for (const slot of new Set(to)) {
      const told = bySlot.get(slot)?.rungs ?? [];
      told.push(rung);
      bySlot.set(slot, { template, rungs: told });
    }
  }
  return bySlot;
}

/** A calendar counts the clock anew. What was a breach is none any more where somebody agreed to that. */
export function clockMoved(change: Change, event: GivenOf<'CLOCK_MOVED'>): Change {
  const { clockNo, from, to, at } = event;
  change.effects.push({ kind: 'clock.recount', clockNo });
  if (to.dueAt > at) {
    change.set({
      breaches: change.context.breaches.map((breach) =>
        breach.clockNo === clockNo ? { ...breach, lifted: true } : breach,
      ),
    });
  }
  return from.dueAt === to.dueAt ? change : change.tell('due-moved', 'actionOwner', 'leadOfficial');
}

/** 延期: a new clock in the place of the old one, so that its reminders begin anew. */
export function extend(change: Change, { clock, extension }: GivenOf<'EXTEND'>): Change {
  for (const open of change.context.clocks.filter((each) => each.clock === clock)) {
    change.replaceClock(open, extendedBasis(extension, open.no));
    const byClockNo = change.context.clockCount;
    change.set({
      extensions: [...change.context.extensions, { clock, clockNo: open.no, byClockNo }],
    });
  }
  return change.tell('extended', 'actionOwner', 'leadOfficial');
}

function extendedBasis(extension: GivenOf<'EXTEND'>['extension'], of: number): ClockBasis {
  switch (extension.rule) {
    case 'fresh':
      return { kind: 'rule' };
    case 'remainder':
      return { kind: 'longer', of, days: extension.days };
    case 'fixed':
      return { kind: 'day', day: extension.until };
  }
}

/**
 * The rules of the other class, from where each open clock began: what was used and paused stays so.
 * Progress reports begin anew, if the other class asks for any: that is for the machine to say, which
 * knows whether work is under way.
 */
export function reclassify(change: Change, event: GivenOf<'RECLASSIFY'>): Change {
  change.set({ class: event.class, gates: event.gates }).stopClocks('void', 'report');
  for (const open of change.context.clocks) {
    change.replaceClock(open, { kind: 'again', of: open.no });
  }
  return change.tell('reclassified', 'actionOwner', 'leadOfficial', 'verifier');
}

/** Where the rule set asks for them, the next progress report is due from here. */
export function awaitReport(change: Change): Change {
  const { gates, reportEvery } = change.context;
  if (!gates.progressReports) return change;
  return change.startClock(
    'report',
    reportEvery === null ? { kind: 'rule' } : { kind: 'period', period: reportEvery },
  );
}

/** The plan's own end: the latest day any of its measures is due; without one the rule's period. */
export function plannedEnd({ measures }: FindingContext): ClockBasis {
  const days = measures.flatMap(({ dueDate }) => (dueDate === null ? [] : [dueDate]));
  if (days.length === 0) return { kind: 'rule' };
  return { kind: 'day', day: days.reduce((latest, day) => (day > latest ? day : latest)) };
}

/** The time that a reopened finding gets. */
export function reopenedFor(change: Change): ClockBasis {
  const { reopening } = change.context.gates;
  switch (reopening.rule) {
    case 'fresh':
      return { kind: 'rule' };
    case 'remainder':
      return change.restOfExecution();
    case 'fixed':
      return { kind: 'period', period: reopening.period };
  }
}
