/** A rehearsal as one JSON document: instants printed, nothing in it that a second run would say otherwise. */
import { standingOf } from '../../../machines/step.ts';
import type { PolicyRef } from '../policy.ts';
import type { Calendar } from '../calendar-port.ts';
import type { Difference, Step } from './difference.ts';
import { byTime, type ToldNotice } from './order.ts';
import { nameOf, printedNotice } from './printed-notices.ts';
import type { DutyRehearsal } from './simulate-duties.ts';
import type { Rehearsal } from './simulate.ts';

export interface RehearsalFrame {
  /** Epoch ms. */
  readonly from: number;
  readonly until: number;
  readonly days: number;
  readonly seed: number | null;
  /** Null where each finding keeps its own. */
  readonly policy: PolicyRef | null;
  readonly difference: Difference | null;
}

export type RehearsalReport = ReturnType<typeof reportOf>;

export function reportOf(
  rehearsal: Rehearsal,
  recurring: DutyRehearsal,
  frame: RehearsalFrame,
  calendar: Pick<Calendar, 'print' | 'version' | 'horizon'>,
) {
  const { print, version, horizon } = calendar;
  const { from, until, days, seed, policy, difference } = frame;
  const notices = [...rehearsal.notices, ...recurring.notices].toSorted(byTime);
  return {
    from: print(from),
    until: print(until),
    days,
    policy: policy === null ? null : nameOf(policy),
    seed,
    calendar: { version, horizon },
    findings: rehearsal.portfolio.length,
    duties: recurring.duties.length,
    events: rehearsal.events + recurring.events,
    standing: standingsOf(rehearsal),
    overdueTasks: overdueAt(until, recurring),
    people: peopleOf(notices),
    notices: notices.map((notice) => printedNotice(notice, print)),
    breaches: rehearsal.breaches.map(({ finding, clock, clockNo, dueAt, provisional }) => ({
      finding: finding.number,
      clock,
      clockNo,
      dueAt: print(dueAt),
      provisional,
    })),
    refusals: rehearsal.refusals.map(({ at, finding, event, guard }) => ({
      at: print(at),
      finding: finding.number,
      event,
      guard,
    })),
    difference: difference === null ? null : printedDifference(difference, print),
  };
}

/** How many findings stand where at the end, by state. */
function standingsOf({ portfolio }: Rehearsal) {
  const count = { identified: 0, planned: 0, inProgress: 0, verified: 0, closed: 0 };
  for (const { finding } of portfolio) count[standingOf(finding.snapshot).state] += 1;
  return count;
}

/** How many tasks of duties are overdue at that instant. */
function overdueAt(at: number, { duties }: DutyRehearsal): number {
  const open = duties.flatMap(({ context }) => context.open);
  return open.filter(({ dueAt }) => dueAt <= at).length;
}

/** Who gets how much, most first. */
function peopleOf(notices: readonly ToldNotice[]) {
  const people = new Map<string, { id: string; name: string; notices: number }>();
  for (const { to } of notices) {
    if (to.person === null) continue;
    const { id, name } = to.person;
    const known = people.get(id) ?? { id, name, notices: 0 };
    known.notices += 1;
    people.set(id, known);
  }
  return [...people.values()].toSorted((a, b) => b.notices - a.notices || (a.id < b.id ? -1 : 1));
}

function printedDifference({ dropped, added, moved, same }: Difference, print: Calendar['print']) {
  const printed = (step: Step) => ({ ...step, at: print(step.at) });
  return {
    same,
    dropped: dropped.map(printed),
    added: added.map(printed),
    moved: moved.map((step) => ({ ...printed(step), movedTo: print(step.movedTo) })),
  };
}
