/** What a duty knows of itself, and how each event changes it. */
import type { GivenDutyEvent, SlotKey, SlotsDue, TaskSlot } from './duty-events.ts';
import type { DutyRule } from './duty-rule.ts';

export interface DutyInput {
  readonly rule: DutyRule;
  readonly to: readonly string[];
}

export interface OpenTask extends TaskSlot {
  /** When it really was raised (epoch ms): later than `at` where nobody was there to raise it. */
  readonly raisedAt: number;
  /** When people were last told that it is overdue (epoch ms). */
  readonly remindedAt: number | null;
}

export interface DutyContext extends DutyInput {
  /** The last slot raised; those after it are still to come. */
  readonly raisedThrough: SlotKey | null;
  /** The terms raised, by name, under a termly rhythm: their days may be moved about afterwards. */
  readonly termsRaised: readonly string[];
  /** Tasks raised and neither done nor waived, in the order they were raised. */
  readonly open: readonly OpenTask[];
  readonly done: number;
  readonly waived: number;
}

export function newDuty(input: DutyInput): DutyContext {
  return { ...input, raisedThrough: null, termsRaised: [], open: [], done: 0, waived: 0 };
}

/** What of the context the event changes. */
export function changeBy(context: DutyContext, event: GivenDutyEvent): Partial<DutyContext> {
  switch (event.type) {
    case 'SLOTS_DUE':
      return raised(context, event, event.at);
    case 'TASK_DONE':
      return { ...settled(context, event.slot), done: context.done + 1 };
    case 'TASK_WAIVED':
      return { ...settled(context, event.slot), waived: context.waived + 1 };
    case 'ASSIGN':
      return { to: event.to };
    case 'END':
      return {};
  }
}

function raised(
  { rule, raisedThrough, termsRaised, open }: DutyContext,
  { slots, overdue }: SlotsDue,
  at: number,
): Partial<DutyContext> {
  const told = new Set(overdue);
  const last = slots.at(-1);
  const now = (task: OpenTask): OpenTask =>
    told.has(task.slot) ? { ...task, remindedAt: at } : task;
  const asTask = (slot: TaskSlot): OpenTask => ({ ...slot, raisedAt: at, remindedAt: null });
  return {
    raisedThrough: last === undefined ? raisedThrough : { slot: last.slot, day: last.day },
    termsRaised:
      rule.rhythm.kind === 'termly'
        ? [...termsRaised, ...slots.map(({ slot }) => slot)]
        : termsRaised,
    open: [...open, ...slots.map(asTask)].map(now),
  };
}

function settled({ open }: DutyContext, name: string): Pick<DutyContext, 'open'> {
  return { open: open.filter(({ slot }) => slot !== name) };
}
