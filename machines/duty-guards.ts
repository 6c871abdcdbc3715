/** The conditions of a duty's events, by name: a refusal names the first that fails. */
import type { DutyContext } from './duty-context.ts';
import { isBefore, type GivenDutyEvent, type SlotsDue } from './duty-events.ts';

type Check = (context: DutyContext, event: GivenDutyEvent) => boolean;

export const dutyGuards = {
  hasOpenTasks: ({ open }) => open.length > 0,
  taskIsOpen: ({ open }, event) => 'slot' in event && open.some(({ slot }) => slot === event.slot),
  givenByPerson: (_context, { by }) => by.kind === 'person' || by.kind === 'delegate',
  slotsAreNew: (context, event) => event.type === 'SLOTS_DUE' && areNew(context, event),
  raisesNothing: (_context, event) => event.type === 'SLOTS_DUE' && event.slots.length === 0,
  overdueIsOpen: (context, event) => event.type === 'SLOTS_DUE' && areOpen(context, event),
} as const satisfies Record<string, Check>;
export type DutyGuardName = keyof typeof dutyGuards;

/** The first of the conditions that does not hold. */
export function firstFailingOf(
  names: readonly DutyGuardName[],
  context: DutyContext,
  event: GivenDutyEvent,
): DutyGuardName | undefined {
  return names.find((name) => !dutyGuards[name](context, event));
}

/** Each slot once and in order, after all that were raised before. */
function areNew({ rule, raisedThrough, termsRaised }: DutyContext, { slots }: SlotsDue): boolean {
  if (rule.rhythm.kind === 'termly') {
    const names = [...termsRaised, ...slots.map(({ slot }) => slot)];
    return new Set(names).size === names.length;
  }
  return slots.every((slot, index) => {
    const before = slots[index - 1] ?? raisedThrough;
    return before === null || isBefore(before, slot);
  });
}

function areOpen({ open }: DutyContext, { slots, overdue }: SlotsDue): boolean {
  const names = new Set([...open, ...slots].map(({ slot }) => slot));
  return overdue.every((name) => names.has(name));
}
