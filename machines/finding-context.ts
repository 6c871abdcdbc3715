/** What the rules remember of one finding. Plain JSON: it is stored and replayed as it stands here. */
import { z } from 'zod';
import type { Actor, Maker } from './actor.ts';
import type { FindingEvent, FindingEventType } from './events.ts';
import type { Evidence } from './evidence.ts';
import { gatesSchema, type Gates } from './gates.ts';
import { measureListSchema, type Measure } from './measure.ts';
import {
  childModeSchema,
  originSchema,
  otherFindingSchema,
  type ChildMode,
  type Origin,
  type OtherFinding,
} from './origin.ts';
import { targetListSchema, type Observation, type Target } from './target.ts';
import {
  gradeSchema,
  partySchema,
  rectificationClassSchema,
  slotSchema,
  type ClockKind,
  type DisclosureChannel,
  type Disposition,
  type Grade,
  type HumanDecision,
  type Period,
  type RecheckResult,
  type Slot,
  type VerificationMethod,
  type Warning,
} from './words.ts';

/** What a finding is opened with. */
export const findingInputSchema = z.strictObject({
  class: rectificationClassSchema,
  gates: gatesSchema,
  responsibleUnit: partySchema.nullable(),
  slots: z.partialRecord(slotSchema, partySchema),
  measures: measureListSchema,
  targets: targetListSchema,
  grade: gradeSchema.optional(),
  origin: originSchema.optional(),
  /** The finding it is a part of, and whether it is struck off together with it. */
  parent: otherFindingSchema.extend({ mode: childModeSchema }).optional(),
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
  readonly approvals: readonly {
    readonly level: number;
    readonly by: Maker;
    /** The posts of the level that they hold, where it names several: the signature is for one of them. */
    readonly posts?: readonly Slot[];
    readonly methods?: readonly VerificationMethod[];
  }[];
  /** How often checkers sent it back, over all cycles. */
  readonly returns: number;
  /** The pause under way: since when, and the clocks it holds. */
  readonly pause: {
    readonly at: number;
    readonly clockNos: readonly number[];
    /** It stands still because the level above has it. */
    readonly referred?: true;
  } | null;
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
    /** Granted after the date, by somebody who may: reports say so. */
    readonly afterDate?: true;
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
  // What follows is left out until there is something to say, as in findings of before.
  readonly grade?: Grade;
  readonly origin?: Origin;
  readonly cause?: { readonly category: string; readonly text: string };
  /** 签字背书, for the plan as it then stood or for the result of a cycle. */
  readonly attestations?: readonly {
    readonly matter: 'plan' | 'result';
    readonly cycle: number;
    readonly by: Maker;
  }[];
  /** What has been asked for and not been decided. */
  readonly extensionRequest?: {
    readonly clock: ClockKind;
    readonly until: string;
    readonly reasonCode: string;
    /** Who asked: they do not grant it. */
    readonly by: Maker;
  } | null;
  /** 限期承诺. `passed`: the ladder has gone on since. */
  readonly promises?: readonly {
    readonly clockNo: number;
    readonly day: string;
    readonly passed: boolean;
  }[];
  /** What ladders have proposed to people, and what they made of it. */
  readonly proposals?: readonly {
    readonly no: number;
    readonly asks: HumanDecision;
    readonly clockNo: number;
    readonly rung: string;
    readonly decision: 'carryOut' | 'decline' | null;
  }[];
  /** The gravest warning of this cycle: it never falls. */
  readonly warning?: Warning | null;
  /** Who may check in spite of a hand in the work, in which cycle. */
  readonly waivers?: readonly { readonly checker: string; readonly cycle: number }[];
  readonly spotChecks?: readonly {
    readonly cycle: number;
    readonly measureNo: number | null;
    readonly method: VerificationMethod;
    readonly result: 'confirmed' | 'notConfirmed';
  }[];
  readonly similarCheck?: { readonly cycle: number; readonly found: number };
  readonly mechanism?: { readonly text: string; readonly evidenceId: string | null };
  readonly disclosure?: Readonly<Partial<Record<DisclosureChannel, 'publish' | 'withhold'>>>;
  /** What re-inspections found, each as it was recorded with its result. */
  readonly rechecks?: readonly { readonly cycle: number; readonly result: RecheckResult }[];
  readonly parent?: OtherFinding & { readonly mode: ChildMode };
  readonly children?: readonly (OtherFinding & {
    readonly mode: ChildMode;
    readonly open: boolean;
  })[];
  readonly mergedFrom?: readonly OtherFinding[];
  /** 屡查屡犯: closed findings that were the same. */
  readonly recurrenceOf?: readonly OtherFinding[];
  /** Later findings that were the same: the closure did not hold. */
  readonly recurredAs?: readonly OtherFinding[];
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
    ...(input.grade !== undefined && { grade: input.grade }),
    ...(input.origin !== undefined && { origin: input.origin }),
    ...(input.parent !== undefined && { parent: input.parent }),
  };
}
