/** The conditions of each step, by name (guards/). A refusal names the first that fails. */
import type { FindingContext, Given } from './finding-context.ts';
import { closingEventGuards, closingStateGuards } from './guards/closing.ts';
import { planEventGuards, planStateGuards } from './guards/plan.ts';
import { reviewEventGuards, reviewStateGuards } from './guards/review.ts';
import { timeEventGuards, timeStateGuards } from './guards/time.ts';
import { workEventGuards, workStateGuards } from './guards/work.ts';

type StateGuard = (context: FindingContext) => boolean;
type EventGuard = (context: FindingContext, event: Given) => boolean;

/** Conditions on how the finding stands: they decide which events are allowed at all. */
export const stateGuards = {
  ...planStateGuards,
  ...workStateGuards,
  ...reviewStateGuards,
  ...closingStateGuards,
  ...timeStateGuards,
} as const satisfies Record<string, StateGuard>;

/** Conditions on who gives the event and what it says. */
export const eventGuards = {
  ...planEventGuards,
  ...workEventGuards,
  ...reviewEventGuards,
  ...closingEventGuards,
  ...timeEventGuards,
} as const satisfies Record<string, EventGuard>;

export type GuardName = keyof typeof stateGuards | keyof typeof eventGuards;

export function guardHolds(name: GuardName, context: FindingContext, event: Given): boolean {
  return isStateGuard(name) ? stateGuards[name](context) : eventGuards[name](context, event);
}

/** The first of the conditions that fails, or null when all hold. */
export function firstFailing(
  names: readonly GuardName[],
  context: FindingContext,
  event: Given,
): GuardName | null {
  return names.find((name) => !guardHolds(name, context, event)) ?? null;
}

/** Whether nothing about the finding itself stands in the way, whoever gives the event. */
export function stateAllows(names: readonly GuardName[], context: FindingContext): boolean {
  return names.every((name) => !isStateGuard(name) || stateGuards[name](context));
}

function isStateGuard(name: GuardName): name is keyof typeof stateGuards {
  return name in stateGuards;
}
