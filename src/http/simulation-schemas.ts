/** What HTTP takes in and gives to read about rehearsals, as zod schemas. */
import { z } from 'zod';
import { clockKindSchema, slotSchema } from '../../machines/words.ts';
import { rehearsalSchema } from '../engine/rehearsal/rehearse.ts';
import type { RehearsalReport } from '../engine/rehearsal/report.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { policyGivenSchema } from './given-data-schemas.ts';

export const simulationBodySchema = rehearsalSchema
  .extend({ policy: policyGivenSchema.optional() })
  .register(apiRegistry, {
    description:
      '从 from 起预演 days 天;round 只预演这一轮次;有 seed 时人员按其行动,没有时无人行动。 / Rehearses so many days ' +
      'from a day on, of one round or all. With a `seed` people act, the same seed the same people; without, nobody does.',
    'x-examples': {
      今后三十天: { summary: '无人行动时', value: { from: '2026-09-01', days: 30 } },
      换一套规则: {
        summary: '人员按种子行动,与现行规则比较',
        value: {
          from: '2026-09-01',
          days: 90,
          seed: 7,
          round: 'XC-2026',
          policy: 'cn-inspection@2',
        },
      },
    },
  });

const count = z.int().nonnegative();

const personSchema = z.strictObject({ id: z.string(), name: z.string() }).nullable();

const noticeSchema = z
  .strictObject({
    at: printedInstant,
    finding: z.string(),
    duty: z.null(),
    title: z.string(),
    template: z.string(),
    rungs: z.array(z.string()),
    to: z.strictObject({
      slot: slotSchema,
      fallbackSlot: slotSchema.nullable(),
      person: personSchema,
    }),
    why: z.strictObject({
      event: z.string(),
      policy: z.string(),
      clock: z
        .strictObject({
          no: z.int().positive(),
          kind: clockKindSchema,
          rule: z.string(),
          dueAt: printedInstant,
          provisional: z.boolean(),
        })
        .nullable(),
    }),
  })
  .register(apiRegistry, {
    id: 'RehearsedNotice',
    description:
      '问题:谁会收到什么、何时、为何;person 为 null 表示岗位空缺 / Over a finding: who would get what, when and why; nobody ' +
      'is appointed where `person` is null.',
  });

const dutyNoticeSchema = z
  .strictObject({
    at: printedInstant,
    finding: z.string().nullable(),
    duty: z.string(),
    title: z.string(),
    template: z.string(),
    rungs: z.array(z.never()),
    to: z.strictObject({
      slot: z.null(),
      fallbackSlot: z.null(),
      party: z.string(),
      person: personSchema,
    }),
    why: z.strictObject({
      event: z.literal('SLOTS_DUE'),
      policy: z.null(),
      clock: z.null(),
      slots: z.array(z.string()),
      tasks: count,
    }),
  })
  .register(apiRegistry, {
    id: 'RehearsedDutyNotice',
    description:
      '长期坚持事项:谁会被提醒哪些任务、何时;finding 为其所巩固的问题,slots 为所列任务(至多列最后 100 项),tasks 为其总数 / Over ' +
      'the tasks of a duty: `finding` is the one whose result it keeps up, `slots` are the tasks it names (of very many the ' +
      'last hundred) and `tasks` is how many these are.',
  });

const breachSchema = z.strictObject({
  finding: z.string(),
  clock: clockKindSchema,
  clockNo: z.int().positive(),
  dueAt: printedInstant,
  provisional: z.boolean(),
});

const refusalSchema = z.strictObject({
  at: printedInstant,
  finding: z.string(),
  event: z.string(),
  guard: z.string(),
});

const step = {
  at: printedInstant,
  finding: z.string(),
  clock: z.string().nullable(),
  rung: z.string().nullable(),
  template: z.string(),
  person: z.string().nullable(),
};
const stepsSchema = z.array(z.strictObject(step));

const differenceSchema = z
  .strictObject({
    same: count,
    dropped: stepsSchema,
    added: stepsSchema,
    moved: z.array(z.strictObject({ ...step, movedTo: printedInstant })),
  })
  .register(apiRegistry, {
    id: 'RehearsalDifference',
    description:
      '与现行规则相比:不再有的、新增的、改期的 / Beside the rules in force: what is dropped, added, and moved.',
  });

const report = {
  from: printedInstant,
  until: printedInstant,
  days: z.int().positive(),
  policy: z.string().nullable(),
  seed: count.nullable(),
  calendar: z.strictObject({ version: z.string(), horizon: z.iso.date() }),
  findings: count,
  duties: count,
  events: count,
  standing: z.strictObject({
    identified: count,
    planned: count,
    inProgress: count,
    verified: count,
    closed: count,
  }),
  overdueTasks: count,
  people: z.array(z.strictObject({ id: z.string(), name: z.string(), notices: count })),
  notices: z.array(z.union([noticeSchema, dutyNoticeSchema])),
  breaches: z.array(breachSchema),
  refusals: z.array(refusalSchema),
  difference: differenceSchema.nullable(),
} satisfies Record<keyof RehearsalReport, z.ZodType>;

export const simulationSchema = z.strictObject(report).register(apiRegistry, {
  id: 'Simulation',
  description:
    '预演结果:通知、逾期、被拒绝的操作,以及期末各状态的问题数、逾期任务数;未写入任何内容 / What would happen: notices, ' +
    'breaches, what the rules would refuse, where findings would stand at the end, and how many tasks of duties would be ' +
    'overdue then. Nothing is written.',
});
