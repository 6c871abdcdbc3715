/** Gathers waiting notices into messages. Safe in many processes: a notice is in one message, once. */
import { dayNumber, dayOfNumber } from '../../../machines/day-number.ts';
import type { Calendar } from '../calendar-port.ts';
import { nowOf } from '../now.ts';
import type { EnginePorts } from '../ports.ts';
import { planMessages, type MessagePlan } from './plan.ts';
import type { GatherTurn, Outbox, PlannedDocument, StoredWaiting } from './ports.ts';
import type { Manner, SendingRules } from './sending-rules.ts';

export interface GatherPorts extends Pick<EnginePorts, 'ledger' | 'calendar' | 'clock' | 'newId'> {
  readonly outbox: Outbox;
  readonly sending: SendingRules;
  /** How notices of a template are told. */
  readonly mannerOf: (template: string) => Manner;
  /** The series of a document in due form; null for any other template. */
  readonly seriesOf: (template: string) => string | null;
}

/** People looked at in one transaction: so many are locked at a time. */
const peopleAtOnce = 200;

/**
 * Puts everything whose turn has come, and whose channel is among these, into messages; when to do
 * so next (epoch ms), or null when nothing waits. What waits for another channel is left as it is.
 */
export async function gather(
  ports: GatherPorts,
  channels: readonly string[],
): Promise<number | null> {
  const { outbox, sending, calendar, mannerOf, newId } = ports;
  const now = await nowOf(ports);
  const turn = { ...turnAt(now, calendar), channels };
  for (;;) {
    const people = await outbox.gather(turn, (waiting) => {
      const notices = waiting.notices.map(({ template, ...notice }) => {
        return { ...notice, manner: mannerOf(template) };
      });
      const { messages, postponed } = planMessages({ ...waiting, notices }, now, sending, calendar);
      return {
        messages: messages.map((message) => Object.assign({ id: newId() }, message)),
        postponed,
        documents: documentsIn(waiting, messages, { ...ports, now }),
      };
    });
    if (people < peopleAtOnce) return outbox.nextGatherAt(channels);
  }
}

/** Those that go out now: a document gets its number when it is issued, not while it waits. */
function documentsIn(
  { notices }: StoredWaiting,
  messages: MessagePlan['messages'],
  { seriesOf, sending, calendar, now }: GatherPorts & { readonly now: number },
): PlannedDocument[] {
  const going = new Set(messages.flatMap(({ noticeIds }) => noticeIds));
  const { replyWorkdays } = sending;
  return notices.flatMap(({ id: noticeId, template }) => {
    const series = seriesOf(template);
    if (series === null || !going.has(noticeId)) return [];
    const day =
      replyWorkdays === null
        ? null
        : calendar.dayAfter(calendar.dayOf(now), replyWorkdays, 'workday').day;
    return [{ noticeId, series, replyBy: day === null ? null : calendar.endOf(day) }];
  });
}

function turnAt(now: number, calendar: Calendar): Omit<GatherTurn, 'channels'> {
  const today = dayNumber(calendar.dayOf(now));
  // Day 0, 1970-01-01, was a Thursday: weeks begin on Mondays.
  const monday = today - ((today + 3) % 7);
  return {
    now,
    dayBegan: calendar.timeOn(dayOfNumber(today), '00:00'),
    weekBegan: calendar.timeOn(dayOfNumber(monday), '00:00'),
    people: peopleAtOnce,
  };
}
