/** Reading a history of accepted events, with no help from the rules. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingEventType } from '../../../machines/events.ts';
import type { Given, GivenOf } from '../../../machines/finding-context.ts';

export function of<T extends FindingEventType>(events: readonly Given[], type: T): GivenOf<T>[] {
  return events.filter((event): event is GivenOf<T> => event.type === type);
}

/**
 * Whether it is open again with the event at that place. A re-inspection that found it has not held is
 * a reopening; so is the end of the day until which its risk was accepted.
 */
export function reopens(event: Given, place: number, history: readonly Given[]): boolean {
  if (event.type !== 'CLOCK_DUE') return reopensAnything(event);
  const closedBy = history
    .slice(0, place)
    .findLast(({ type }) => type === 'CLOSE' || type === 'ACCEPT_RISK');
  return closedBy?.type === 'ACCEPT_RISK' && endsRecheckClock(event);
}

/** Whether it may be open again with that event, if it was closed so that it can be. */
export function mayReopen(event: Given): boolean {
  return event.type === 'CLOCK_DUE' ? endsRecheckClock(event) : reopensAnything(event);
}

function reopensAnything(event: Given): boolean {
  return event.type === 'REOPEN' || (event.type === 'RECORD_RECHECK' && event.result === 'notHeld');
}

function endsRecheckClock({ clock, dueAt, rungs }: GivenOf<'CLOCK_DUE'>): boolean {
  return clock === 'recheck' && rungs.some(({ at }) => at >= dueAt);
}

export function personsOf(by: Actor): readonly string[] {
  if (by.kind === 'person') return [by.id];
  return by.kind === 'delegate' ? [by.id, by.actingFor] : [];
}
