/** The notices of a rehearsal as its report has them: those of findings and of duties alike, instants printed. */
import type { Calendar } from '../calendar-port.ts';
import type { PolicyRef } from '../policy.ts';
import type { Person } from '../ports.ts';
import type { RehearsedDutyNotice } from './duty-life.ts';
import type { RehearsedClock, RehearsedNotice } from './life.ts';
import type { ToldNotice } from './order.ts';

type Print = Calendar['print'];

/** One of a finding has no `duty`. */
export type PrintedNotice = ReturnType<typeof ofFinding> | ReturnType<typeof ofDuty>;

export function printedNotice(notice: ToldNotice, print: Print): PrintedNotice {
  return 'duty' in notice ? ofDuty(notice, print) : ofFinding(notice, print);
}

/** `cn-inspection@1`. */
export function nameOf({ id, version }: PolicyRef): string {
  return `${id}@${version}`;
}

function ofFinding({ at, finding, template, rungs, to, why }: RehearsedNotice, print: Print) {
  const { slot, fallbackSlot, person } = to;
  const { event, policy, clock } = why;
  return {
    at: print(at),
    finding: finding.number,
    duty: null,
    title: finding.title,
    template,
    rungs,
    to: { slot, fallbackSlot, person: printedPerson(person) },
    why: {
      event,
      policy: nameOf(policy),
      clock: clock === null ? null : printedClock(clock, print),
    },
  };
}

/** The same places, and what only a duty has beside them: a party, and the tasks by their slots. */
function ofDuty({ at, duty, template, to, why }: RehearsedDutyNotice, print: Print) {
  const { party, person } = to;
  const { event, slots, tasks } = why;
  const rungs: readonly string[] = [];
  return {
    at: print(at),
    finding: duty.finding,
    duty: duty.number,
    title: duty.title,
    template,
    rungs,
    to: { slot: null, fallbackSlot: null, party, person: printedPerson(person) },
    why: { event, policy: null, clock: null, slots, tasks },
  };
}

function printedPerson(person: Person | null) {
  return person === null ? null : { id: person.id, name: person.name };
}

function printedClock({ no, kind, ruleId, dueAt, provisional }: RehearsedClock, print: Print) {
  return { no, kind, rule: ruleId, dueAt: print(dueAt), provisional };
}
