/** What HTTP takes in and gives to read about duties, as zod schemas: the OpenAPI document is made from these. */
import { z } from 'zod';
import {
  dutyCommandSchema,
  dutyCommandTypes,
  type DutyCommand,
} from '../../machines/duty-events.ts';
import { dutyRuleSchema } from '../../machines/duty-rule.ts';
import { daySchema, partySchema } from '../../machines/words.ts';
import { dutyToOpenSchema, type DutyToOpen } from '../engine/duties/open.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import type { DutyAccepted } from '../engine/duties/answers.ts';
import { eventTerm } from '../glossary.ts';
import type { DutySummary } from '../store/duty-shapes.ts';
import { apiRegistry } from './api-registry.ts';
import { pageLimit } from './page-limit.ts';
import { problemMembers } from './problem-schemas.ts';
import { openBodySchema } from './request-schemas.ts';

const actorSchema = openBodySchema.shape.by;
const samplePerson = { kind: 'person', id: 'zhang-wei', unit: 'canteen' } as const;

dutyRuleSchema.register(apiRegistry, {
  id: 'DutyRule',
  description:
    '任务何时产生、何时到期。节奏:每日、工作日、每周、每旬、每月、每月两次、每学期、每年;当月没有的日子以月末代替。 / ' +
    'When tasks come up and when they are due. In a month that does not have the day, its last day stands for it.',
  examples: [
    { rhythm: { kind: 'daily' }, at: '07:30', withinTerms: true },
    { rhythm: { kind: 'tenDays', on: 'last' }, nonWorking: 'previous' },
    {
      rhythm: { kind: 'monthly', day: 1 },
      nonWorking: 'next',
      doneWithin: { days: 5, unit: 'workday' },
    },
  ],
});

const samples: Readonly<Record<DutyCommand['type'], DutyCommand>> = {
  TASK_DONE: { type: 'TASK_DONE', slot: '2026-03-上旬', note: '已自查', issuesFound: 3 },
  TASK_WAIVED: { type: 'TASK_WAIVED', slot: '2026-03-05', reason: '当日停课' },
  ASSIGN: { type: 'ASSIGN', to: ['canteen-office'] },
  END: { type: 'END', reason: '食堂已关停' },
};

dutyCommandSchema.register(apiRegistry, {
  id: 'DutyCommand',
  description:
    '对一项任务事项的一步操作。任务由系统按时产生,不能由外部提交。 / One step to take with a duty. Tasks ' +
    'come with time and cannot be sent.',
  examples: Object.values(samples),
});

const sampleDuty: DutyToOpen = {
  round: 'XC-2026',
  kind: 'task',
  title: '校领导每日陪餐',
  rule: { rhythm: { kind: 'daily' }, at: '07:30', withinTerms: true },
  to: ['canteen-office'],
};

export const dutyBodySchema = dutyToOpenSchema.extend({ by: actorSchema }).register(apiRegistry, {
  description:
    '建立一项须长期坚持的事项或定期检查 / Opens a sustained duty or a recurring inspection.',
  'x-examples': {
    校领导每日陪餐: { summary: '每日任务', value: { ...sampleDuty, by: samplePerson } },
    旬岗位自查: {
      summary: '每旬检查',
      value: {
        ...sampleDuty,
        kind: 'check',
        title: '旬岗位自查',
        rule: { rhythm: { kind: 'tenDays', on: 'last' }, nonWorking: 'previous' },
        by: samplePerson,
      },
    },
  },
});

export const dutyEventBodySchema = z
  .strictObject({ event: dutyCommandSchema, by: actorSchema })
  .register(apiRegistry, {
    description: '对一项任务事项执行一步 / Takes one step with a duty.',
    'x-examples': Object.fromEntries(
      Object.entries(samples).map(([type, event]) => [
        type,
        { summary: eventTerm(type).zh, value: { event, by: samplePerson } },
      ]),
    ),
  });

export const dutyIdParams = z.strictObject({
  id: z
    .uuid()
    .toLowerCase()
    .register(apiRegistry, { description: '事项的 id(UUID) / The id of the duty.' }),
});

export const dutyRefusedSchema = z
  .strictObject({
    ...problemMembers,
    code: z.literal('event_refused'),
    guard: z.string(),
    allowed: z.array(z.enum(dutyCommandTypes)),
    state: z.string(),
    version: z.int(),
  })
  .register(apiRegistry, {
    id: 'DutyRefusedProblem',
    description: '当前不能执行这一步:未作任何改动 / The step is refused; nothing has changed.',
  });

const kindSchema = z.enum(['task', 'check']);
const stateSchema = z.enum(['running', 'ended']);
const printedInstant = z.string().register(apiRegistry, {
  description: 'ISO 8601 时刻,带时区偏移 / An instant, with its offset.',
  examples: ['2026-03-05T07:30:00.000+08:00'],
});

export const dutyAcceptedSchema = z
  .strictObject({
    kind: z.literal('accepted'),
    id: z.uuid(),
    number: z.string(),
    state: stateSchema,
    version: z.int().positive(),
    openTasks: z.int().nonnegative(),
  })
  .register(apiRegistry, {
    id: 'DutyAccepted',
    description: '已执行 / The step was taken.',
  }) satisfies z.ZodType<DutyAccepted>;

const summary = {
  id: z.uuid(),
  number: z.string(),
  round: z.string(),
  finding: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
  kind: kindSchema,
  title: z.string(),
  to: z.array(partySchema),
  // A rule as it is kept always says from when on.
  rule: dutyRuleSchema.and(z.looseObject({ from: daySchema })),
  state: stateSchema,
  version: z.int().positive(),
  openTasks: z.int().nonnegative(),
  overdueTasks: z.int().nonnegative(),
  next: z.strictObject({ slot: z.string(), at: printedInstant }).nullable(),
  waitsForTerms: z.boolean().register(apiRegistry, {
    description:
      '没有下一次任务,因为尚未录入以后的学期 / None comes next: no term ahead has been entered.',
  }),
  openedAt: printedInstant,
  updatedAt: printedInstant,
};

const dutySummarySchema = z.strictObject(summary).register(apiRegistry, {
  id: 'DutySummary',
  description: '一行 / One line of the list.',
}) satisfies z.ZodType<DutySummary>;

export const dutyListSchema = z
  .strictObject({ items: z.array(dutySummarySchema), next: z.string().nullable() })
  .register(apiRegistry, { id: 'DutyList' });

const taskSchema = z
  .strictObject({
    slot: z.string(),
    day: daySchema,
    at: printedInstant,
    dueAt: printedInstant,
    provisional: z.boolean(),
    state: z.enum(['open', 'done', 'waived']),
    overdue: z.boolean(),
    late: z.boolean(),
    raisedAt: printedInstant.nullable(),
    settledAt: printedInstant.nullable(),
    // As recorded, whoever it was.
    settledBy: z.looseObject({ kind: z.string() }).nullable(),
    note: z.string().nullable(),
    issuesFound: z.int().nullable(),
  })
  .register(apiRegistry, {
    id: 'DutyTask',
    description: '一次任务或检查 / One task or check.',
  });

export const dutySchema = z
  .strictObject({
    ...summary,
    description: z.string().nullable(),
    doneTasks: z.int().nonnegative(),
    waivedTasks: z.int().nonnegative(),
    tasks: z.array(taskSchema),
    allowed: z.array(z.enum(dutyCommandTypes)),
  })
  .register(apiRegistry, {
    id: 'Duty',
    description: '一项事项的全貌 / Everything about one duty.',
  });

const dutyNumberSchema = z
  .string()
  .regex(/^[A-Za-z0-9\u4e00-\u9fff_-]{1,60}$/u, 'must be a duty number, e.g. XC-2026-D001');

export const dutyListQuerySchema = z.strictObject({
  round: roundCodeSchema.optional(),
  state: stateSchema.optional(),
  kind: kindSchema.optional(),
  finding: z
    .uuid()
    .toLowerCase()
    .optional()
    .register(apiRegistry, { description: '所对应问题的 id / Duties that keep up this finding.' }),
  overdue: z
    .enum(['true', 'false'])
    .optional()
    .register(apiRegistry, { description: '是否有逾期任务 / Has an overdue task, or has none.' }),
  limit: pageLimit('Duties'),
  after: dutyNumberSchema.optional().register(apiRegistry, {
    description: '上一页的 next / `next` of the page before.',
  }),
});
