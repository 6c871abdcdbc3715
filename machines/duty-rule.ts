/** The rule of a duty: on which days its task comes up, at what time, and within what it is to be done. */
import { z } from 'zod';
import { daySchema, dayUnitSchema } from './words.ts';

/** A day of the month. In a month that does not have it, the last day stands for it. */
const monthDaySchema = z.union([z.int().min(1).max(31), z.literal('last')]);
export type MonthDay = z.infer<typeof monthDaySchema>;

const firstOrLast = z.enum(['first', 'last']);

const rhythmSchema = z.discriminatedUnion('kind', [
  /** 每日 */
  z.strictObject({ kind: z.literal('daily') }),
  /** 每个工作日: make-up workdays too, holidays not. */
  z.strictObject({ kind: z.literal('workdays') }),
  /** 每周, 1 being Monday. */
  z.strictObject({
    kind: z.literal('weekly'),
    weekdays: z
      .array(z.int().min(1).max(7))
      .min(1)
      .refine((days) => new Set(days).size === days.length, { message: 'must name each day once' }),
  }),
  /** 每旬: days 1-10, 11-20, 21 to the end of the month. */
  z.strictObject({ kind: z.literal('tenDays'), on: firstOrLast }),
  /** 每月 */
  z.strictObject({ kind: z.literal('monthly'), day: monthDaySchema }),
  /** 每月两次 */
  z.strictObject({
    kind: z.literal('twiceMonthly'),
    days: z
      .tuple([monthDaySchema, monthDaySchema])
      .refine(([one, other]) => placeOf(one) < placeOf(other), {
        message: 'must be two days, the earlier one first',
      }),
  }),
  /** 每学期: on the first or last day of each term. */
  z.strictObject({ kind: z.literal('termly'), on: firstOrLast }),
  /** 每年 */
  z.strictObject({
    kind: z.literal('yearly'),
    month: z.int().min(1).max(12),
    day: monthDaySchema,
  }),
]);
export type Rhythm = z.infer<typeof rhythmSchema>;

export const dutyRuleSchema = z
  .strictObject({
    rhythm: rhythmSchema,
    /** Local time at which the task is raised, `HH:MM`. */
    at: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM')
      .default('08:00'),
    /** Only on days inside a term: not in the holidays between them. */
    withinTerms: z.boolean().default(false),
    /** What becomes of a day that is no working day: kept, moved to the working day next to it, or left out. */
    nonWorking: z.enum(['keep', 'next', 'previous', 'skip']).default('keep'),
    /** The first day that counts, and the last (null: without end). Without a first it is the day of opening. */
    from: daySchema.optional(),
    until: daySchema.nullable().default(null),
    /** Days after the one it is raised on; 0 is that day itself. */
    doneWithin: z
      .strictObject({ days: z.int().min(0).max(366), unit: dayUnitSchema })
      .default({ days: 0, unit: 'day' }),
  })
  .refine(({ from, until }) => from === undefined || until === null || from <= until, {
    path: ['until'],
    message: 'must not lie before `from`',
  });
export type DutyRuleInput = z.input<typeof dutyRuleSchema>;
/** A rule as a duty keeps it: it always says from when on. */
export type DutyRule = Readonly<Omit<z.infer<typeof dutyRuleSchema>, 'from'>> & {
  readonly from: string;
};

/** 学期: from its first day to its last. Its name stays when its days move. */
export interface Term {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The last day comes after all others. */
function placeOf(day: MonthDay): number {
  return day === 'last' ? 32 : day;
}
