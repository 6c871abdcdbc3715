/** What HTTP gives to read of a finding's time: why its dates are what they are, and who had it on which day. */
import { z } from 'zod';
import { clockKindSchema, clockModeSchema, dayUnitSchema } from '../../machines/words.ts';
import type { PrintedClock } from '../day-words.ts';
import type { Accounts } from '../engine/clocks/accounts.ts';
import { rollSchema } from '../engine/policy.ts';
import { apiRegistry } from './api-registry.ts';
import { countedDaysSchema, explained } from './calendar-schemas.ts';
import { findingIdParams, printedInstant } from './finding-schemas.ts';

/** The largest number a clock can have. */
const clockNoMax = 2_147_483_647;

export const clockParams = findingIdParams.extend({
  no: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(clockNoMax)
    .register(apiRegistry, { description: '期限的序号 / The number of the clock.' }),
});

const countSchema = z
  .strictObject({
    afterDay: z.iso.date(),
    days: z.int(),
    unit: dayUnitSchema,
    roll: rollSchema,
    holds: z.array(z.strictObject({ from: z.iso.date(), until: z.iso.date().nullable() })),
  })
  .register(apiRegistry, {
    description:
      '从 afterDay 的次日起数 days 天,holds 为暂停的日子 / So many days after `afterDay`; on the days of `holds` the ' +
      'clock stood still.',
  });

export const clockExplanationSchema = z
  .strictObject({
    clockNo: z.int().positive(),
    kind: clockKindSchema,
    rule: z.string(),
    policy: z.string(),
    mode: clockModeSchema,
    state: z.enum(['running', 'held', 'met', 'void']),
    follows: z.int().positive().nullable(),
    startedAt: printedInstant,
    ...explained,
    recorded: z
      .strictObject({ dueAt: printedInstant, provisional: z.boolean(), calendar: z.string() })
      .register(apiRegistry, {
        description:
          '台账所记的日期及当时的日历;此后载入的日历可能算出不同的日期 / The date on record, and the calendar that ' +
          'counted it. One loaded since may count otherwise.',
      }),
    count: countSchema,
    calendar: z.string(),
    days: countedDaysSchema,
  })
  .register(apiRegistry, {
    id: 'ClockExplanation',
    description:
      '一个期限为什么是这一天:规则、规则集、起算日、暂停,以及逐日计算 / Why a clock is due when it is: rule, policy, ' +
      'inputs, and the count day by day.',
  }) satisfies z.ZodType<PrintedClock>;

export const accountsSchema = z
  .strictObject({
    from: z.iso.date(),
    until: z.iso.date(),
    total: z.int().nonnegative(),
    unit: z.int().nonnegative(),
    verifier: z.int().nonnegative(),
    paused: z.int().nonnegative(),
    nonWorking: z.int().nonnegative(),
    offLedger: z.int().nonnegative().register(apiRegistry, {
      description:
        '销号后到重新挂号之间的天数,不计入合计 / Days between a closure and a reopening; not part of the total.',
    }),
    days: z.array(
      z.strictObject({
        day: z.iso.date(),
        account: z.enum(['unit', 'verifier', 'paused', 'nonWorking']),
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'Accounts',
    description:
      '每一天算在谁的账上:责任单位、核查人、暂停、非工作日,合计等于总天数 / To whose account each day goes: the unit, ' +
      'the verifier, a pause, or nobody because no one works. They add up.',
  }) satisfies z.ZodType<Accounts>;
