/** When a duty has something to say next: a slot that comes, or a reminder of what is overdue. Pure. */
import type { DutySnapshot } from '../../../machines/duty.ts';
import type { DutyContext } from '../../../machines/duty-context.ts';
import type { SlotsDue } from '../../../machines/duty-events.ts';
import { digest } from '../chain.ts';
import { nextSlot, slotsBetween, type Almanac } from './slots.ts';
import type { DutyArming } from './ports.ts';

/** What is overdue is said again every so many days, for as long as it is: nothing falls silent. */
const remindEveryDays = 7;

/** Names the almanac: another calendar or other terms have another name. */
export function almanacName({ calendar, terms }: Almanac): string {
  return `${calendar.version}/${digest(terms).slice(0, 12)}`;
}

/** What there is to report by the instant, or null. Slots are reported when due, overdue tasks when reminded of. */
export function dueNow(duty: DutySnapshot, almanac: Almanac, at: number): SlotsDue | null {
  const { rule, open } = duty.context;
  const slots = duty.state === 'running' ? slotsBetween(rule, almanac, duty.context, at) : [];
  const reminder = reminderAt(duty.context, almanac);
  if (slots.length === 0 && (reminder === null || reminder > at)) return null;
  const overdue = [...open, ...slots].filter(({ dueAt }) => dueAt <= at);
  return { type: 'SLOTS_DUE', slots, overdue: overdue.map(({ slot }) => slot) };
}

export function armingOf(duty: DutySnapshot, almanac: Almanac): DutyArming {
  const slot = duty.state === 'running' ? nextSlot(duty.context.rule, almanac, duty.context) : null;
  const instants = [slot?.at ?? null, reminderAt(duty.context, almanac)];
  const armed = instants.filter((at) => at !== null);
  return {
    nextAt: armed.length === 0 ? null : Math.min(...armed),
    almanac: almanacName(almanac),
  };
}

/** A task is first reminded of on the working day after its last day, at the time tasks are raised. */
function reminderAt({ rule, open }: DutyContext, { calendar }: Almanac): number | null {
  const workdayAt = (day: string) => calendar.timeOn(calendar.roll(day, 'next').day, rule.at);
  let [dueFirst, remindedFirst] = [Infinity, Infinity];
  for (const { dueAt, remindedAt } of open) {
    if (remindedAt === null) dueFirst = Math.min(dueFirst, dueAt);
    else remindedFirst = Math.min(remindedFirst, remindedAt);
  }
  const first =
    dueFirst === Infinity ? Infinity : Math.max(dueFirst, workdayAt(calendar.dayOf(dueFirst)));
  const again =
    remindedFirst === Infinity
      ? Infinity
      : workdayAt(calendar.dayAfter(calendar.dayOf(remindedFirst), remindEveryDays, 'day').day);
  const at = Math.min(first, again);
  return at === Infinity ? null : at;
}
