/** The pure step: stored state and event in; next state and effects, or a refusal with its reason, out. */
import {
  getNextTransitions,
  initialTransition,
  matchesState,
  transition,
  type ActorLogic,
} from 'xstate';
import type { Effect } from './effects.ts';
import { commandTypes, findingEventTypes, type FindingCommand } from './events.ts';
import type { FindingContext, FindingInput, Given } from './finding-context.ts';
import { firstFailing, stateAllows, type GuardName } from './finding-guards.ts';
import { findingMachine, findingMachineVersion } from './finding.ts';

/** Every version of the finding's rules that stored findings may still be living under. */
const findingMachines = new Map([[findingMachineVersion, findingMachine]]);

const eventTypes: ReadonlySet<string> = new Set(findingEventTypes);

/** The five states of the ledger, with the stage inside where a state has stages. */
export type Lifecycle =
  | { readonly identified: 'open' | 'claimed' | 'contested' | 'planInReview' }
  | 'planned'
  | { readonly inProgress: 'working' | 'inReview' }
  | { readonly verified: 'awaitingClosure' | 'publicNotice' }
  | 'closed';

/** Where a finding stands, as stored. Plain JSON. */
export interface FindingSnapshot {
  readonly value: { readonly lifecycle: Lifecycle; readonly hold: 'running' | 'paused' };
  readonly context: FindingContext;
}

/** The same in three words, as people and indexes read it. */
export interface FindingStanding {
  readonly state: 'identified' | 'planned' | 'inProgress' | 'verified' | 'closed';
  /** The part inside the state, e.g. `claimed`; the state itself where it has no parts. */
  readonly stage: string;
  readonly hold: 'running' | 'paused';
}

export interface Accepted {
  readonly kind: 'accepted';
  readonly snapshot: FindingSnapshot;
  readonly effects: readonly Effect[];
}

export interface Refused {
  readonly kind: 'refused';
  /** The condition that failed; `stateAcceptsEvent` when the event has no place in this state at all. */
  readonly guard: GuardName | 'stateAcceptsEvent';
  /** The commands the finding could take now, given by the right person. */
  readonly allowed: readonly FindingCommand['type'][];
}

/** The stored state is not one these rules know: nothing was decided. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: string;
}

/** A new finding and what its opening asks for, under the current rules. */
export function openFinding(input: FindingInput): Accepted {
  const [snapshot, actions] = initialTransition(findingMachine, input);
  return { kind: 'accepted', snapshot: stored(snapshot), effects: effectsOf(actions) };
}

/** Takes the event or says why not. The same arguments always give the same answer. */
export function advance(
  machineVersion: number,
  from: FindingSnapshot,
  event: Given,
): Accepted | Refused | Unreadable {
  const machine = findingMachines.get(machineVersion);
  if (machine === undefined) {
    return { kind: 'unreadable', why: `no finding rules of version ${machineVersion}` };
  }
  const before = restore(machine, from);
  if (typeof before === 'string') return { kind: 'unreadable', why: before };
  // XState has events of its own (`xstate.stop`, `*`) that must not reach it from outside.
  if (!eventTypes.has(event.type)) return refusal(before, event);
  const [after, actions] = transition(begunWith(before, machine), before, event);
  // XState gives back the very same snapshot for an event that nothing takes.
  if (after === before) return refusal(before, event);
  return { kind: 'accepted', snapshot: stored(after), effects: effectsOf(actions) };
}

/** The commands a finding could take as it stands, given by the right person. */
export function allowedCommands(
  machineVersion: number,
  from: FindingSnapshot,
): readonly FindingCommand['type'][] {
  const machine = findingMachines.get(machineVersion);
  if (machine === undefined) return [];
  const snapshot = restore(machine, from);
  return typeof snapshot === 'string' ? [] : allowed(snapshot);
}

export function standingOf({ value }: FindingSnapshot): FindingStanding {
  const { lifecycle, hold } = value;
  if (typeof lifecycle === 'string') return { state: lifecycle, stage: lifecycle, hold };
  if ('identified' in lifecycle) return { state: 'identified', stage: lifecycle.identified, hold };
  if ('inProgress' in lifecycle) return { state: 'inProgress', stage: lifecycle.inProgress, hold };
  return { state: 'verified', stage: lifecycle.verified, hold };
}

type Machine = typeof findingMachine;
type Snapshot = ReturnType<Machine['resolveState']>;

/**
 * XState begins a finding of its own at every step, to throw it away, which costs more than the step.
 * It is handed the one at hand instead.
 */
function begunWith(snapshot: Snapshot, machine: Machine): ActorLogic<Snapshot, Given> {
  const itself = () => snapshot;
  return {
    getInitialSnapshot: itself,
    transition: (before, event, scope) => machine.transition(before, event, scope),
    getPersistedSnapshot: itself,
  };
}

function restore(machine: Machine, { value, context }: FindingSnapshot): Snapshot | string {
  try {
    const snapshot = machine.resolveState({ value, context });
    // XState fills in what a state value leaves out; a finding is not to begin anew that way.
    return matchesState(snapshot.value, value) ? snapshot : 'the stored state is incomplete';
  } catch (error) {
    // XState throws on a state name it does not know; one bad row must not stop the process.
    return String(error);
  }
}

function refusal(snapshot: Snapshot, event: Given): Refused {
  const guards = candidates(snapshot)
    .filter(({ type }) => type === event.type)
    .map(({ guards: names }) => firstFailing(names, snapshot.context, event));
  // Where one event has two ways on, the last is the general one: its reason is the one to fix.
  return {
    kind: 'refused',
    guard: guards.at(-1) ?? 'stateAcceptsEvent',
    allowed: allowed(snapshot),
  };
}

function allowed(snapshot: Snapshot): readonly FindingCommand['type'][] {
  const open = candidates(snapshot).filter(({ guards }) => stateAllows(guards, snapshot.context));
  return commandTypes.filter((type) => open.some((candidate) => candidate.type === type));
}

function candidates(snapshot: Snapshot): { type: string; guards: readonly GuardName[] }[] {
  return getNextTransitions(snapshot).map(({ eventType, guard }) => ({
    type: eventType,
    guards: namesIn(guard),
  }));
}

function namesIn(guard: unknown): readonly GuardName[] {
  return (guard as { params: { of: readonly GuardName[] } }).params.of;
}

function stored({ value, context }: Snapshot): FindingSnapshot {
  return { value, context };
}

function effectsOf(actions: readonly { type: string; params?: unknown }[]): readonly Effect[] {
  return actions.filter(({ type }) => type === 'effect').map(({ params }) => params as Effect);
}
