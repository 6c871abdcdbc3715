/** An inspection round (轮次): from feedback through the concentrated period to its conclusion. */
import {
  assertEvent,
  getNextTransitions,
  initialTransition,
  setup,
  transition,
  type StateValueFrom,
} from 'xstate';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { daySchema, textSchema } from './words.ts';

export const roundCommandSchema = z.discriminatedUnion('type', [
  /** 反馈: the findings are handed over. */
  z.strictObject({ type: z.literal('GIVE_FEEDBACK'), on: daySchema }),
  /** 集中整改 ends; what is left goes on as 持续整改. */
  z.strictObject({ type: z.literal('BEGIN_FOLLOW_ON'), note: textSchema.optional() }),
  /** 整改情况报告 has been sent to the inspecting body. */
  z.strictObject({ type: z.literal('SUBMIT_REPORT'), note: textSchema.optional() }),
  /** Nothing of the round is open any more. */
  z.strictObject({ type: z.literal('CONCLUDE'), note: textSchema.optional() }),
]);
export type RoundCommand = z.infer<typeof roundCommandSchema>;

const roundCommandTypes = roundCommandSchema.options.map((option) => option.shape.type.value);

export interface RoundContext {
  readonly feedbackOn: string | null;
  readonly reported: boolean;
}

/** `openFindings` is counted by the engine when the command is given, never told by the caller. */
export type GivenRoundCommand = RoundCommand & {
  readonly by: Actor;
  readonly at: number;
  readonly openFindings: number;
};

export const roundGuards = {
  reportSubmitted: ({ reported }: RoundContext) => reported,
  noOpenFindings: (_context: RoundContext, event: GivenRoundCommand) => event.openFindings === 0,
};
export type RoundGuardName = keyof typeof roundGuards;
const concludeGuards: readonly RoundGuardName[] = ['reportSubmitted', 'noOpenFindings'];

export const roundMachineVersion = 1;

const base = setup({
  types: { context: {} as RoundContext, events: {} as GivenRoundCommand },
  guards: {
    all: ({ context, event }, params: { of: readonly RoundGuardName[] }) =>
      params.of.every((name) => roundGuards[name](context, event)),
  },
});

const setFeedback = base.assign({
  feedbackOn: ({ event }) => {
    assertEvent(event, 'GIVE_FEEDBACK');
    return event.on;
  },
});
const setReported = base.assign({ reported: true });

export const roundMachine = base.createMachine({
  id: 'round',
  context: { feedbackOn: null, reported: false },
  initial: 'prepared',
  states: {
    prepared: { on: { GIVE_FEEDBACK: { target: 'concentrated', actions: setFeedback } } },
    concentrated: {
      on: {
        BEGIN_FOLLOW_ON: 'followOn',
        SUBMIT_REPORT: { actions: setReported },
        CONCLUDE: conclude(),
      },
    },
    followOn: { on: { SUBMIT_REPORT: { actions: setReported }, CONCLUDE: conclude() } },
    concluded: {},
  },
});

export type RoundState = StateValueFrom<typeof roundMachine>;

export interface RoundSnapshot {
  readonly state: RoundState;
  readonly context: RoundContext;
}

export interface RoundRefused {
  readonly kind: 'refused';
  readonly guard: RoundGuardName | 'stateAcceptsEvent';
  readonly allowed: readonly RoundCommand['type'][];
}

export function openRound(): RoundSnapshot {
  const [{ value, context }] = initialTransition(roundMachine);
  return { state: value, context };
}

/** The round after the command, or why it cannot take it. */
export function advanceRound(
  { state, context }: RoundSnapshot,
  event: GivenRoundCommand,
): ({ readonly kind: 'accepted' } & RoundSnapshot) | RoundRefused {
  const before = roundMachine.resolveState({ value: state, context });
  if (before.can(event)) {
    const [after] = transition(roundMachine, before, event);
    return { kind: 'accepted', state: after.value, context: after.context };
  }
  const open = new Set(getNextTransitions(before).map(({ eventType }) => eventType));
  // Only CONCLUDE has conditions; any other event refused here has no place in this state.
  const failing = concludeGuards.find((name) => !roundGuards[name](context, event));
  const allowed = roundCommandTypes.filter(
    (type) => open.has(type) && (type !== 'CONCLUDE' || failing === undefined),
  );
  const guard = (open.has(event.type) ? failing : undefined) ?? 'stateAcceptsEvent';
  return { kind: 'refused', guard, allowed };
}

function conclude() {
  const params = { of: concludeGuards };
  return { target: 'concluded', guard: { type: 'all', params } } as const;
}
