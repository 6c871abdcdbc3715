/** What the rules remember of one finding. Plain JSON: it is stored and replayed as it stands here. */
import { z } from 'zod';
import type { Actor, Maker } from './actor.ts';
import type { FindingEvent, FindingEventType } from './events.ts';
import type { Evidence } from './evidence.ts';
import { gatesSchema, type Gates } from './gates.ts';
import { measureListSchema, type Measure } from './measure.ts';
import { targetListSchema, type Observation, type Target } from './target.ts';
import {
  partySchema,
  rectificationClassSchema,
  slotSchema,
  type ClockKind,
  type Disposition,
  type Period,
  type Slot,
} from './words.ts';

/** What a finding is opened with. */
export const findingInputSchema = z.strictObject({
  class: rectificationClassSchema,
  gates: gatesSchema,
  responsibleUnit: partySchema.nullable(),
  slots: z.partialRecord(slotSchema, partySchema),
  measures: measureListSchema,
  targets: targetListSchema,
});
export type FindingInput = z.infer<typeof findingInputSchema>;

export interface RunningClock {
  readonly no: number;
  readonly clock: ClockKind;
  readonly state: 'running' | 'held';
}

export interface FindingContext {
  readonly class: FindingInput['class'];
  readonly gates: Gates;
  readonly responsibleUnit: string | null;
  readonly slots: Readonly<Partial<Record<Slot, string>>>;
  readonly measures: readonly Measure[];
  /** What was attached in each cycle since its measures were last set. The history has the rest. */
  readonly evidence: readonly (Evidence & { readonly measureNo: number; readonly cycle: number })[];
  /** What the result is measured by. */
  readonly targets: readonly Target[];
  /** What was measured in each cycle since its targets were last set. The history has the rest. */
  readonly observations: readonly (Observation & { readonly cycle: number })[];
  /** 1 at first, one more with each reopening. (A "round" is an inspection round.) */
  readonly cycle: number;
  readonly plan: 'none' | 'approved' | 'skipped';
  /** Everybody who drafted, worked or submitted in this cycle: none of them may check it. */
  readonly makers: readonly Maker[];
  /** The verification level under way, from 1; 0 outside review. */
  readonly level: number;
  /** Who approved which level in this cycle. */
  readonly approvals: readonly { readonly level: number; readonly by: Maker }[];
  /** How often checkers sent it back, over all cycles. */
  readonly returns: number;
  /** The pause under way: since when, and the clocks it holds. */
  readonly pause: { readonly at: number; readonly clockNos: readonly number[] } | null;
  readonly objections: readonly { readonly id: string; readonly open: boolean }[];
  readonly noticeServed: boolean;
  /** Clocks not yet ended. */
  readonly clocks: readonly RunningClock[];
  /** Clocks ever started: the next clock's number is one more. */
  readonly clockCount: number;
  /** The latest clock of the execution, ended or not: what returns and reopenings carry on. */
  readonly executeClockNo: number | null;
  /** Each extension granted, with the clock it put another in the place of. */
  readonly extensions: readonly {
    readonly clock: ClockKind;
    readonly clockNo: number;
    readonly byClockNo: number;
  }[];
  /** How often progress is to be reported, where the plan says so. */
  readonly reportEvery: Period | null;
  /** Deadlines that passed unmet. They survive completion. */
  readonly breaches: readonly {
    readonly clock: ClockKind;
    readonly clockNo: number;
    readonly dueAt: number;
    /** A new calendar moved the date to after the breach, and somebody agreed that there was none. */
    readonly lifted: boolean;
  }[];
  /** 催办: when each post was last nudged by hand (epoch ms). Left out until one is, as in findings of before. */
  readonly nudges?: Readonly<Partial<Record<Slot, number>>>;
  readonly disposition: Disposition | null;
  /** 长期坚持: the duty goes on after closure. */
  readonly sustained: boolean;
}

/** An event with who gave it and when: all a transition may know. */
export type Given<E extends FindingEvent = FindingEvent> = E & {
  readonly by: Actor;
  readonly at: number;
};

/** The same for the events of one type. */
export type GivenOf<T extends FindingEventType> = Given<Extract<FindingEvent, { type: T }>>;

export function newFinding(input: FindingInput): FindingContext {
  return {
    class: input.class,
    gates: input.gates,
    responsibleUnit: input.responsibleUnit,
    slots: input.slots,
    measures: input.measures.map((measure) => ({ ...measure, state: 'agreed' })),
    evidence: [],
    targets: input.targets,
    observations: [],
    cycle: 1,
    plan: 'none',
    makers: [],
    level: 0,
    approvals: [],
    returns: 0,
    pause: null,
    objections: [],
    noticeServed: false,
    clocks: [{ no: 1, clock: 'plan', state: 'running' }],
    clockCount: 1,
    executeClockNo: null,
    extensions: [],
    reportEvery: null,
    breaches: [],
    disposition: null,
    sustained: false,
  };
}
