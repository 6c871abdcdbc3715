/** Conditions that take a calendar or another finding to judge. */
import type { FindingEvent } from '../../machines/events.ts';
import { promisesByDefault } from '../../machines/guards/time.ts';
import type { EngineGuard } from './answers.ts';
import type { Calendar } from './calendar-port.ts';
import type { ClockRow, FindingRow } from './ports.ts';

interface Judged {
  readonly finding: FindingRow;
  readonly event: FindingEvent;
  /** The clocks before the event, and those it changes. */
  readonly clocks: readonly ClockRow[];
  readonly clocksAfter: readonly ClockRow[];
  readonly calendar: Calendar;
  /** Engine time, epoch ms. */
  readonly at: number;
}

/** The first of them that fails, or null when all hold. */
export function failingEngineGuard(judged: Judged): EngineGuard | null {
  const { event, calendar, at } = judged;
  const today = calendar.dayOf(at);
  if (event.type === 'EXTEND') return movesOn(judged) ? null : 'extensionIsLater';
  if (event.type === 'REQUEST_EXTENSION') {
    return asksForMore(judged, event.clock, event.until) ? null : 'requestedDayIsLater';
  }
  if (event.type === 'OBSERVE') {
    return event.observation.on > today ? 'observationIsNotAhead' : null;
  }
  if (event.type === 'ACKNOWLEDGE') return unfitPromise(judged, event.promisedOn, today);
  if (event.type === 'MIGRATE') {
    const { policy } = judged.finding;
    const same = policy.id === event.policy.id && policy.version === event.policy.version;
    return same ? 'rulesAreOthers' : null;
  }
  if (event.type === 'MERGE') return event.target === undefined ? 'mergeTargetIsOpen' : null;
  return event.type === 'LINK_RECURRENCE' && event.closedBefore === undefined
    ? 'earlierIsClosed'
    : null;
}

function unfitPromise(
  { finding, calendar }: Judged,
  promisedOn: string,
  today: string,
): EngineGuard | null {
  if (promisedOn <= today) return 'promiseIsAhead';
  const { daysMax } = finding.snapshot.context.gates.promises ?? promisesByDefault;
  return promisedOn > calendar.dayAfter(today, daysMax, 'day').day ? 'promiseIsNear' : null;
}

function movesOn({ clocks, clocksAfter }: Judged): boolean {
  return clocksAfter.every(({ follows, dueAt }) => {
    const replaced = clocks.find(({ no }) => no === follows);
    return replaced === undefined || dueAt > replaced.dueAt;
  });
}

/** The end of that day lies after the date there is, and has not passed. */
function asksForMore(
  { clocks, calendar, at }: Judged,
  kind: ClockRow['kind'],
  until: string,
): boolean {
  const end = calendar.endOf(until);
  const running = clocks.filter((row) => row.kind === kind && row.state === 'running');
  return end > at && running.every(({ dueAt }) => end > dueAt);
}
