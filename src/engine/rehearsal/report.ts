/** A rehearsal as one JSON document: instants printed, nothing in it that a second run would say otherwise. */
import { standingOf } from '../../../machines/step.ts';
import type { PolicyRef } from '../policy.ts';
import type { Calendar } from '../calendar-port.ts';
import type { Difference, Step } from './difference.ts';
import type { RehearsedNotice } from './life.ts';
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
  frame: RehearsalFrame,
  calendar: Pick<Calendar, 'print' | 'version' | 'horizon'>,
) {
  const { print, version, horizon } = calendar;
  const { from, until, days, seed, policy, difference } = frame;
  return {
    from: print(from),
    until: print(until),
    days,
    policy: policy === null ? null : nameOf(policy),
    seed,
    calendar: { version, horizon },
    findings: rehearsal.portfolio.length,
    events: rehearsal.events,
    standing: standingsOf(rehearsal),
    people: peopleOf(rehearsal.notices),
    notices: rehearsal.notices.map((notice) => noticeOf(notice, print)),
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

function noticeOf(
  { at, finding, template, rungs, to, why }: RehearsedNotice,
  print: Calendar['print'],
) {
  const { clock, policy } = why;
  return {
    at: print(at),
    finding: finding.number,
    title: finding.title,
    template,
    rungs,
    to: {
      slot: to.slot,
      fallbackSlot: to.fallbackSlot,
      person: to.person === null ? null : { id: to.person.id, name: to.person.name },
    },
    why: {
      event: why.event,
      policy: nameOf(policy),
      clock:
        clock === null
          ? null
          : {
              no: clock.no,
              kind: clock.kind,
              rule: clock.ruleId,
              dueAt: print(clock.dueAt),
              provisional: clock.provisional,
            },
    },
  };
}

/** `cn-inspection@1`. */
function nameOf({ id, version }: PolicyRef): string {
  return `${id}@${version}`;
}

/** How many findings stand where at the end, by state. */
function standingsOf({ portfolio }: Rehearsal) {
  const count = { identified: 0, planned: 0, inProgress: 0, verified: 0, closed: 0 };
  for (const { finding } of portfolio) count[standingOf(finding.snapshot).state] += 1;
  return count;
}

/** Who gets how much, most first. */
function peopleOf(notices: readonly RehearsedNotice[]) {
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
