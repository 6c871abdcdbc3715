/** Policies: periods, cadences, ladders and gates as versioned data, checked whole before use. */
import { z } from 'zod';
import { gatesSchema } from '../../machines/gates.ts';
import {
  clockModeSchema,
  dayUnitSchema,
  humanDecisionSchema,
  partySchema,
  periodSchema,
  rectificationClassSchema,
  slotSchema,
  warningSchema,
  type ClockKind,
} from '../../machines/words.ts';

/** Where a last day that is no working day goes: it stays, or moves to the next (民法典 203) or previous one. */
export const rollSchema = z.enum(['none', 'next', 'previous']);
export type Roll = z.infer<typeof rollSchema>;

/** The name of the moment a clock is due, which stands between the rungs before and after it. */
export const dueRung = 'due';

const rungRuleSchema = z.strictObject({
  /** Unique in its cadence; it names the rung in mails, in the history and in the notice ledger. */
  rung: partySchema,
  /** Days from the due day: negative before it, 0 on it, positive after it. */
  offset: z.int().min(-3660).max(3660),
  unit: dayUnitSchema,
  template: partySchema,
  to: z.array(slotSchema).min(1),
  /** What it proposes to people, who decide: 约谈, 通报, 挂牌督办, 问责. */
  asks: humanDecisionSchema.optional(),
  /** 预警: the colour it raises the finding to. */
  warns: warningSchema.optional(),
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
    const names = new Set([repeat.rung, dueRung]);
    for (const [index, rule] of rungs.entries()) {
      const complain = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['rungs', index, key], message });
      if (names.has(rule.rung) || isRepeatName(rule.rung, repeat.rung)) {
        complain('rung', `"${rule.rung}" names two rungs; a rung must be told apart in the ledger`);
      }
      names.add(rule.rung);
      const before = rungs[index - 1];
      if (before !== undefined && roughDays(rule) <= roughDays(before)) {
        complain(
          'offset',
          'rungs must be in order of time, or a later one would hide an earlier one',
        );
      }
    }
  });
export type Cadence = z.infer<typeof cadenceSchema>;

/** Five working days are a week. Where a long holiday turns two rungs round, the later one waits for the earlier. */
function roughDays({ offset, unit }: z.infer<typeof rungRuleSchema>): number {
  return unit === 'day' ? offset : (offset * 7) / 5;
}

/** True for a name that `repeat` will make by itself: its own name and the turn. */
function isRepeatName(rung: string, repeat: string): boolean {
  return rung.startsWith(`${repeat}-`) && /^\d+$/.test(rung.slice(repeat.length + 1));
}

/** Where a rule comes from, and how sure that is. What nobody has read stays configuration. */
const sourceSchema = z.strictObject({
  /** The document, with its article where there is one. */
  text: z.string().trim().min(1).max(500),
  /** `text`: read in the document; `excerpt`: read in part; `unverified`: not read; `configuration`: nobody's rule. */
  basis: z.enum(['text', 'excerpt', 'unverified', 'configuration']),
});

const clockRuleSchema = z.strictObject({
  /** Cited by the clock it makes: rule id and policy version together say why a date is what it is. */
  id: partySchema,
  period: periodSchema,
  roll: rollSchema.default('next'),
  mode: clockModeSchema.default('enforcing'),
  /** Name of one of the policy's cadences. */
  cadence: z.string(),
  source: sourceSchema,
});
export type ClockRule = z.infer<typeof clockRuleSchema>;

const classRulesSchema = z
  .strictObject({
    gates: gatesSchema,
    clocks: z.strictObject({
      plan: clockRuleSchema,
      execute: clockRuleSchema,
      verify: clockRuleSchema,
      notice: clockRuleSchema,
      report: clockRuleSchema,
      recheck: clockRuleSchema,
      pause: clockRuleSchema,
      /** 上报: for rule sets whose gates allow it. */
      referral: clockRuleSchema.optional(),
    } satisfies Record<ClockKind, z.ZodType>),
  })
  .refine(({ gates, clocks }) => gates.referral !== true || clocks.referral !== undefined, {
    path: ['clocks', 'referral'],
    message: 'a matter that may be referred upwards needs a clock there',
  });

export const policySchema = z
  .strictObject({
    id: partySchema,
    version: z.int().positive(),
    title: z.string().trim().min(1).max(200),
    /** Local time of day at which rungs fire, `HH:MM`. */
    sendAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, HH:MM'),
    cadences: z.record(z.string(), cadenceSchema),
    classes: z.record(rectificationClassSchema, classRulesSchema),
  })
  .superRefine(({ cadences, classes }, context) => {
    for (const [name, rules] of Object.entries(classes)) {
      for (const [clock, rule] of Object.entries(rules.clocks)) {
        if (rule === undefined || Object.hasOwn(cadences, rule.cadence)) continue;
        const { cadence } = rule;
        context.addIssue({
          code: 'custom',
          path: ['classes', name, 'clocks', clock, 'cadence'],
          message: `no cadence "${cadence}"; there are: ${Object.keys(cadences).join(', ')}`,
        });
      }
    }
  });
export type Policy = z.infer<typeof policySchema>;

/** `cn-inspection@1`: how people and files name a policy. */
export const policyNameSchema = z
  .string()
  .regex(/^.+@[1-9]\d{0,8}$/u, { message: 'must be id@version, e.g. cn-inspection@1' });

export function policyRefOf(name: string): PolicyRef {
  const at = name.lastIndexOf('@');
  return { id: name.slice(0, at), version: Number(name.slice(at + 1)) };
}

/** Names one version of one policy: what a finding keeps, and a clock cites. */
export interface PolicyRef {
  readonly id: string;
  readonly version: number;
}
