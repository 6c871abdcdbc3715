/** Policies: periods, cadences, ladders and gates as versioned data, checked whole before use. */
import { z } from 'zod';
import { gatesSchema } from '../../machines/finding-context.ts';
import {
  clockKindSchema,
  partySchema,
  rectificationClassSchema,
  slotSchema,
} from '../../machines/words.ts';

/** What a period is counted in. Working days need a calendar that knows them. */
const dayUnitSchema = z.enum(['day', 'workday']);
export type DayUnit = z.infer<typeof dayUnitSchema>;

const periodSchema = z.strictObject({ days: z.int().min(1).max(3660), unit: dayUnitSchema });
/** A number of days, in one unit or the other. */
export type Period = z.infer<typeof periodSchema>;

const rungRuleSchema = z.strictObject({
  /** Unique in its cadence; it names the rung in mails, in the history and in the notice ledger. */
  rung: partySchema,
  /** Days from the due day: negative before it, 0 on it, positive after it. */
  offset: z.int().min(-3660).max(3660),
  unit: dayUnitSchema,
  template: partySchema,
  to: z.array(slotSchema).min(1),
});

const cadenceSchema = z
  .strictObject({
    rungs: z.array(rungRuleSchema).min(1),
    /** After the last rung: again every so many days, until the clock ends. Nothing falls silent. */
    repeat: z.strictObject({
      rung: partySchema,
      every: z.int().min(1).max(366),
      unit: dayUnitSchema,
      template: partySchema,
      to: z.array(slotSchema).min(1),
    }),
  })
  .superRefine(({ rungs, repeat }, context) => {
    const names = new Set([repeat.rung]);
    for (const [index, { rung, offset }] of rungs.entries()) {
      if (names.has(rung) || isRepeatName(rung, repeat.rung)) {
        context.addIssue({
          code: 'custom',
          path: ['rungs', index, 'rung'],
          message: `"${rung}" names two rungs; a rung must be told apart in the ledger`,
        });
      }
      names.add(rung);
      if (index > 0 && offset <= (rungs[index - 1]?.offset ?? -Infinity)) {
        context.addIssue({
          code: 'custom',
          path: ['rungs', index, 'offset'],
          message: 'rungs must be in order of time, or a later one would hide an earlier one',
        });
      }
    }
  });
export type Cadence = z.infer<typeof cadenceSchema>;

/** True for a name that `repeat` will make by itself: its own name and the turn. */
function isRepeatName(rung: string, repeat: string): boolean {
  return rung.startsWith(`${repeat}-`) && /^\d+$/.test(rung.slice(repeat.length + 1));
}

const clockRuleSchema = z.strictObject({
  /** Cited by the clock it makes: rule id and policy version together say why a date is what it is. */
  id: partySchema,
  period: periodSchema,
  /** Name of one of the policy's cadences. */
  cadence: z.string(),
  /** The document the period comes from, or the words that it is only configuration. */
  source: z.string().min(1),
});
export type ClockRule = z.infer<typeof clockRuleSchema>;

const classRulesSchema = z.strictObject({
  gates: gatesSchema,
  clocks: z.record(clockKindSchema, clockRuleSchema),
});

export const policySchema = z
  .strictObject({
    id: partySchema,
    version: z.int().positive(),
    title: z.string().min(1),
    /** Local time of day at which rungs fire, `HH:MM`. */
    sendAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM'),
    cadences: z.record(z.string(), cadenceSchema),
    classes: z.record(rectificationClassSchema, classRulesSchema),
  })
  .superRefine(({ cadences, classes }, context) => {
    for (const [name, rules] of Object.entries(classes)) {
      for (const [clock, { cadence }] of Object.entries(rules.clocks)) {
        if (cadences[cadence] !== undefined) continue;
        context.addIssue({
          code: 'custom',
          path: ['classes', name, 'clocks', clock, 'cadence'],
          message: `no cadence "${cadence}"; there are: ${Object.keys(cadences).join(', ')}`,
        });
      }
    }
  });
export type Policy = z.infer<typeof policySchema>;

/** Names one version of one policy: what a finding keeps, and a clock cites. */
export interface PolicyRef {
  readonly id: string;
  readonly version: number;
}
