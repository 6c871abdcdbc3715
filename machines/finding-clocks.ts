/** How the clocks of a finding begin, move and begin anew. (What they say when they come due: changes/due.ts.) */
import type { ClockBasis } from './effects.ts';
import type { Change } from './finding-change.ts';
import type { FindingContext, GivenOf } from './finding-context.ts';
import type { Gates } from './gates.ts';

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

/**
 * The rules of the other class, from where each open clock began: what was used and paused stays so.
 * Progress reports begin anew, if the other class asks for any: that is for the machine to say, which
 * knows whether work is under way.
 */
export function reclassify(change: Change, event: GivenOf<'RECLASSIFY'>): Change {
  return underRules(change.set({ class: event.class }), event.gates).tell(
    'reclassified',
    'actionOwner',
    'leadOfficial',
    'verifier',
  );
}

/** The rules of another version, in the same way. */
export function migrate(change: Change, { gates }: GivenOf<'MIGRATE'>): Change {
  return underRules(change, gates).tell('rules-changed', 'actionOwner', 'leadOfficial', 'verifier');
}

function underRules(change: Change, gates: Gates): Change {
  change.set({ gates }).stopClocks('void', 'report');
  for (const open of change.context.clocks) {
    change.replaceClock(open, { kind: 'again', of: open.no });
  }
  return change;
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
