/** One rectification measure (整改措施): from agreed to done, or dropped with a reason. */
import { z } from 'zod';
import { setup, transition, type StateValueFrom } from 'xstate';
import { daySchema, evidenceKindSchema, partySchema, textSchema } from './words.ts';

/** What a plan says of one measure. Missing members are what the plan gate complains about. */
export const measureSchema = z.strictObject({
  no: z.int().positive(),
  text: textSchema,
  unit: partySchema.nullable().default(null),
  person: partySchema.nullable().default(null),
  dueDate: daySchema.nullable().default(null),
  acceptanceCriterion: textSchema.nullable().default(null),
  evidenceKinds: z.array(evidenceKindSchema).default([]),
  funding: textSchema.nullable().default(null),
  contingencyPlan: textSchema.nullable().default(null),
  /** How much of the whole it is, where the rules weigh measures; 1 where it is left out. */
  weight: z.number().positive().max(1_000_000).optional(),
});
export type MeasurePlan = z.infer<typeof measureSchema>;

/** The measures of one finding. Numbers are unique: steps and evidence name a measure by its number. */
export const measureListSchema = z
  .array(measureSchema)
  .max(200)
  .refine((list) => new Set(list.map(({ no }) => no)).size === list.length, {
    message: 'measure numbers must be unique',
  });

export const measureStepSchema = z.enum(['START', 'COMPLETE', 'REDO', 'DROP']);
export type MeasureStep = z.infer<typeof measureStepSchema>;

export const measureMachine = setup({
  types: { events: {} as { type: MeasureStep } },
}).createMachine({
  id: 'measure',
  initial: 'agreed',
  states: {
    agreed: { on: { START: 'inProgress', COMPLETE: 'done', DROP: 'dropped' } },
    inProgress: { on: { COMPLETE: 'done', DROP: 'dropped' } },
    done: { on: { REDO: 'inProgress' } },
    dropped: { on: { REDO: 'inProgress' } },
  },
});

export type MeasureState = StateValueFrom<typeof measureMachine>;

/** A measure as it stands on the finding. */
export interface Measure extends MeasurePlan {
  readonly state: MeasureState;
}

/** The state after the step, or null when the measure cannot take it now. */
export function stepMeasure(state: MeasureState, step: MeasureStep): MeasureState | null {
  const before = measureMachine.resolveState({ value: state });
  const event = { type: step };
  if (!before.can(event)) return null;
  return transition(measureMachine, before, event)[0].value;
}

/** A measure that cannot take the step stays as it is: after reopening, one never begun. */
export function stepped(measure: Measure, step: MeasureStep): Measure {
  return { ...measure, state: stepMeasure(measure.state, step) ?? measure.state };
}

/** How far measures are: of those not dropped, how many are done, and how much of their weight. */
export interface Completion {
  readonly done: number;
  readonly of: number;
  readonly weightDone: number;
  readonly weight: number;
}

export function completionOf(measures: readonly Measure[]): Completion {
  const counted = measures.filter(({ state }) => state !== 'dropped');
  const done = counted.filter(({ state }) => state === 'done');
  const weigh = (list: readonly Measure[]) => list.reduce((sum, { weight = 1 }) => sum + weight, 0);
  return {
    done: done.length,
    of: counted.length,
    weightDone: weigh(done),
    weight: weigh(counted),
  };
}
