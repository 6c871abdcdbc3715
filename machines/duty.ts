/** A duty: a recurring inspection, or what has to be kept up for good (长期坚持). Its tasks come by its rule. */
import {
  getNextTransitions,
  initialTransition,
  setup,
  transition,
  type StateValueFrom,
} from 'xstate';
import { changeBy, newDuty, type DutyContext, type DutyInput } from './duty-context.ts';
import {
  dutyCommandTypes,
  type DutyCommand,
  type DutyEvent,
  type GivenDutyEvent,
} from './duty-events.ts';
import { firstFailingOf, type DutyGuardName } from './duty-guards.ts';

export const dutyMachineVersion = 1;

const eventTypes: ReadonlySet<string> = new Set<DutyEvent['type']>([
  ...dutyCommandTypes,
  'SLOTS_DUE',
]);

const base = setup({
  types: {
    context: {} as DutyContext,
    events: {} as GivenDutyEvent,
    input: {} as DutyInput,
  },
  guards: {
    all: ({ context, event }, params: { of: readonly DutyGuardName[] }) =>
      firstFailingOf(params.of, context, event) === undefined,
  },
});

const change = base.assign(({ context, event }) => changeBy(context, event));

const settling = {
  TASK_DONE: when('hasOpenTasks', 'taskIsOpen'),
  TASK_WAIVED: when('hasOpenTasks', 'taskIsOpen', 'givenByPerson'),
};

export const dutyMachine = base.createMachine({
  id: 'duty',
  context: ({ input }) => newDuty(input),
  initial: 'running',
  states: {
    running: {
      on: {
        SLOTS_DUE: when('slotsAreNew', 'overdueIsOpen'),
        ...settling,
        ASSIGN: when('givenByPerson'),
        END: { ...when('givenByPerson'), target: 'ended' },
      },
    },
    // What has been raised is still owed, and reminded of.
    ended: { on: { SLOTS_DUE: when('raisesNothing', 'overdueIsOpen'), ...settling } },
  },
});

export type DutyState = StateValueFrom<typeof dutyMachine>;

/** Where a duty stands, as stored. Plain JSON. */
export interface DutySnapshot {
  readonly state: DutyState;
  readonly context: DutyContext;
}

export interface DutyAccepted extends DutySnapshot {
  readonly kind: 'accepted';
}

export interface DutyRefused {
  readonly kind: 'refused';
  readonly guard: DutyGuardName | 'stateAcceptsEvent';
  /** The commands it could take now, given by the right person about the right task. */
  readonly allowed: readonly DutyCommand['type'][];
}

export function openDuty(input: DutyInput): DutySnapshot {
  const [{ value, context }] = initialTransition(dutyMachine, input);
  return { state: value, context };
}

/** The duty after the event, or why it cannot take it. */
export function advanceDuty(from: DutySnapshot, event: GivenDutyEvent): DutyAccepted | DutyRefused {
  const before = restore(from);
  // XState has events of its own (`xstate.stop`, `*`) that must not reach it from outside.
  if (eventTypes.has(event.type) && before.can(event)) {
    const [after] = transition(dutyMachine, before, event);
    return { kind: 'accepted', state: after.value, context: after.context };
  }
  const conditions = conditionsIn(before).get(event.type) ?? [];
  return {
    kind: 'refused',
    guard: firstFailingOf(conditions, from.context, event) ?? 'stateAcceptsEvent',
    allowed: allowedDutyCommands(from),
  };
}

/** The commands it could take now, given by the right person about the right task. */
export function allowedDutyCommands(from: DutySnapshot): DutyCommand['type'][] {
  const conditions = conditionsIn(restore(from));
  const idle = from.context.open.length === 0;
  return dutyCommandTypes.filter((type) => {
    const names = conditions.get(type);
    return names !== undefined && !(idle && names.includes('hasOpenTasks'));
  });
}

type Snapshot = ReturnType<typeof dutyMachine.resolveState>;

function restore({ state, context }: DutySnapshot): Snapshot {
  return dutyMachine.resolveState({ value: state, context });
}

/** What each event the state has a place for is tied to. */
function conditionsIn(snapshot: Snapshot): ReadonlyMap<string, readonly DutyGuardName[]> {
  return new Map(
    getNextTransitions(snapshot).map(({ eventType, guard }) => [eventType, namesIn(guard)]),
  );
}

function namesIn(guard: unknown): readonly DutyGuardName[] {
  return (guard as { params: { of: readonly DutyGuardName[] } }).params.of;
}

function when(...of: readonly DutyGuardName[]) {
  return { guard: { type: 'all', params: { of } }, actions: change } as const;
}
