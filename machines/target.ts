/** What a finding must reach in figures (量化目标): a target with its yearly milestones, and what was measured. */
import { z } from 'zod';
import { daySchema, partySchema, storedText, textSchema } from './words.ts';

const quantityMax = 1e12;

/**
 * A figure in its target's unit. Figures are compared exactly as they are kept, with no tolerance: 19.99 is
 * short of 20. What is kept is the figure to 15 significant digits, which is all a double holds of any decimal.
 * Whatever people write differs within them and stays as written; beyond them is only noise of binary
 * arithmetic, and a share worked out as 19.999999999999996 % is the 20 % it was meant to be.
 */
const quantitySchema = z
  .number()
  .min(-quantityMax)
  .max(quantityMax)
  .overwrite((figure) => toFigure(figure));

/** A calculated figure, as it is kept: to 15 significant digits. */
export function toFigure(calculated: number): number {
  return Number(calculated.toPrecision(15));
}

/** What must be reached by the end of a day on the way, in the target's unit. Cumulative, not per year. */
const milestoneSchema = z.strictObject({ date: daySchema, value: quantitySchema });
export type Milestone = z.infer<typeof milestoneSchema>;

/** Which figures meet the target: ≥ value, ≤ value, value ≤ … ≤ upTo, = value. */
const comparatorSchema = z.enum(['atLeast', 'atMost', 'between', 'exactly']);

export const targetSchema = z
  .strictObject({
    no: z.int().positive(),
    name: textSchema,
    /** What figures are counted in, e.g. `%`, `个`, `人/师`. */
    unit: storedText(40),
    /** The figure the finding started from. */
    baseline: quantitySchema.nullable().default(null),
    comparator: comparatorSchema,
    value: quantitySchema,
    /** The upper end of `between`. */
    upTo: quantitySchema.nullable().default(null),
    dueDate: daySchema.nullable().default(null),
    milestones: z.array(milestoneSchema).max(120).default([]),
    /** What is expected between two milestones: the last one passed, or a straight line to the next. */
    curve: z.enum(['steps', 'linear']).default('steps'),
  })
  .superRefine((target, context) => {
    for (const { path, message } of [...rangeProblems(target), ...milestoneProblems(target)]) {
      context.addIssue({ code: 'custom', path, message });
    }
  });
export type Target = z.infer<typeof targetSchema>;

/** The targets of one finding. Numbers are unique: observations name a target by its number. */
export const targetListSchema = z
  .array(targetSchema)
  .max(50)
  .superRefine((list, context) => {
    const numbers = new Set<number>();
    for (const [index, { no }] of list.entries()) {
      if (numbers.has(no)) {
        const message = `target numbers must be unique; ${no} is given twice`;
        context.addIssue({ code: 'custom', path: [index, 'no'], message });
      }
      numbers.add(no);
    }
  });

/** What was measured for one target, and on which day. */
export const observationSchema = z.strictObject({
  targetNo: z.int().positive(),
  on: daySchema,
  value: quantitySchema,
  evidenceId: partySchema.nullable().default(null),
  note: textSchema.optional(),
});
export type Observation = z.infer<typeof observationSchema>;

/** What was measured last: the day and the figure. */
export type Latest = Readonly<Pick<Observation, 'on' | 'value'>>;

/** The lowest and the highest figure that meet the target. */
export function bandOf({ comparator, value, upTo }: Target): { low: number; high: number } {
  return {
    low: comparator === 'atMost' ? -Infinity : value,
    high: comparator === 'atLeast' ? Infinity : (upTo ?? value),
  };
}

/** True for a figure that meets the target. */
export function meets(target: Target, figure: number): boolean {
  const { low, high } = bandOf(target);
  return low <= figure && figure <= high;
}

/** True when the latest observation meets the target. What was never measured is not met. */
export function targetMet(target: Target, observations: readonly Observation[]): boolean {
  const latest = latestOf(target, observations);
  return latest !== null && meets(target, latest.value);
}

/** The last day measured; of one day's observations, the one recorded last, which may correct the others. */
export function latestOf(target: Target, observations: readonly Observation[]): Latest | null {
  let latest: Latest | null = null;
  for (const { targetNo, on, value } of observations) {
    if (targetNo === target.no && (latest === null || on >= latest.on)) latest = { on, value };
  }
  return latest;
}

interface Problem {
  readonly path: (string | number)[];
  readonly message: string;
}

function rangeProblems(target: Target): readonly Problem[] {
  const message = rangeComplaint(target);
  return message === null ? [] : [{ path: ['upTo'], message }];
}

function rangeComplaint({ comparator, value, upTo }: Target): string | null {
  if (comparator !== 'between') return upTo === null ? null : 'belongs to "between" only';
  if (upTo === null) return '"between" needs its upper end';
  return upTo > value ? null : 'must lie above value';
}

function milestoneProblems(target: Target): readonly Problem[] {
  const { milestones, dueDate } = target;
  const problems: Problem[] = [];
  for (const [index, { date, value }] of milestones.entries()) {
    const before = milestones[index - 1];
    const complain = (key: string, message: string) =>
      problems.push({ path: ['milestones', index, key], message });
    if (before !== undefined && date <= before.date) complain('date', 'must be in order of days');
    if (dueDate !== null && date > dueDate) complain('date', 'must not lie after the due date');
    if (date === dueDate && !meets(target, value)) {
      complain('value', 'must be the target itself on the due date');
    }
  }
  if (!leadsToTarget(target)) {
    problems.push({ path: ['milestones'], message: 'must move towards the target, not past it' });
  }
  return problems;
}

/**
 * True when the figures only rise, or only fall, and never beyond the target. They set out from the
 * baseline, unless that meets the target already: then there is nothing to move towards.
 */
function leadsToTarget(target: Target): boolean {
  const { baseline, comparator, value, upTo, milestones } = target;
  const start = baseline === null || meets(target, baseline) ? [] : [baseline];
  const figures = [...start, ...milestones.map((milestone) => milestone.value)];
  const rises =
    comparator !== 'atMost' &&
    isSorted(figures) &&
    figures.every((each) => each <= (upTo ?? value));
  const falls =
    comparator !== 'atLeast' &&
    isSorted(figures.toReversed()) &&
    figures.every((each) => each >= value);
  return rises || falls;
}

function isSorted(figures: readonly number[]): boolean {
  return figures.every((figure, index) => figure >= (figures[index - 1] ?? -Infinity));
}
