/** What HTTP gives to read about findings, as zod schemas: the OpenAPI document is made from these. */
import { z } from 'zod';
import { commandSchema } from '../../machines/events.ts';
import { measureSchema } from '../../machines/measure.ts';
import { observationSchema, targetSchema } from '../../machines/target.ts';
import {
  clockKindSchema,
  clockModeSchema,
  daySchema,
  dayUnitSchema,
  dispositionSchema,
  evidenceKindSchema,
  partySchema,
  rectificationClassSchema,
  slotSchema,
} from '../../machines/words.ts';
import type { AcceptedAnswer } from '../engine/answers.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import type { ClockView, FindingSummary, FindingView } from '../store/finding-shapes.ts';
import { apiRegistry } from './api-registry.ts';
import { decisionMembers, gradedMembers } from './decision-schemas.ts';
import { pageLimit } from './page-limit.ts';

const stateSchema = z
  .enum(['identified', 'planned', 'inProgress', 'verified', 'closed'])
  .register(apiRegistry, {
    id: 'State',
    description:
      '五个状态:已反馈、已立方案、整改中、已核查、已销号 / The five states of the ledger.',
  });
const holdSchema = z.enum(['running', 'paused']);
export const printedInstant = z.string().register(apiRegistry, {
  description: 'ISO 8601 时刻,带时区偏移 / An instant, with its offset.',
  examples: ['2024-03-30T00:00:00.000+08:00'],
});

const findingNumberSchema = z
  .string()
  .regex(/^[A-Za-z0-9\u4e00-\u9fff_-]{1,60}$/u, 'must be a finding number, e.g. XC-2024-01-003');

export const findingIdParams = z.strictObject({
  id: z
    .uuid()
    .toLowerCase()
    .register(apiRegistry, { description: '问题的 id(UUID) / The id of the finding.' }),
});

export const acceptedSchema = z
  .strictObject({
    kind: z.literal('accepted'),
    id: z.uuid(),
    number: z.string(),
    state: stateSchema,
    stage: z.string(),
    hold: holdSchema,
    version: z.int().positive(),
  })
  .register(apiRegistry, {
    id: 'Accepted',
    description: '已执行 / The step was taken.',
    examples: [
      {
        kind: 'accepted',
        id: '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f',
        number: 'XC-2024-01-003',
        state: 'identified',
        stage: 'claimed',
        hold: 'running',
        version: 2,
      },
    ],
  }) satisfies z.ZodType<AcceptedAnswer>;

const summary = {
  id: z.uuid(),
  number: z.string(),
  round: z.string(),
  aspect: z.strictObject({ no: z.int().nonnegative(), title: z.string().nullable() }),
  sourceNo: z.string().nullable(),
  title: z.string(),
  class: rectificationClassSchema,
  ...gradedMembers,
  responsibleUnit: z.string().nullable(),
  state: stateSchema,
  stage: z.string(),
  hold: holdSchema,
  version: z.int().positive(),
  dueAt: printedInstant.nullable(),
  dueProvisional: z.boolean().register(apiRegistry, {
    description:
      '暂定:该期限超出已公布的节假日安排,公布后将重新计算 / Counted past the published holidays; it may still move.',
  }),
  overdue: z.boolean(),
  behindSchedule: z.boolean().register(apiRegistry, {
    description: '落后于序时进度 / A milestone or the date of a target has passed unreached.',
  }),
  openedAt: printedInstant,
  updatedAt: printedInstant,
  closedAt: printedInstant.nullable(),
};

const findingSummarySchema = z.strictObject(summary).register(apiRegistry, {
  id: 'FindingSummary',
  description: '台账中的一行 / One line of the ledger.',
}) satisfies z.ZodType<FindingSummary>;

export const findingListSchema = z
  .strictObject({
    items: z.array(findingSummarySchema),
    next: z.string().nullable().register(apiRegistry, {
      description: '下一页的 after 参数;null 表示到底 / `after` of the next page; null at the end.',
    }),
  })
  .register(apiRegistry, { id: 'FindingList' });

const measureSlots = {
  ...measureSchema.shape,
  state: z.enum(['agreed', 'inProgress', 'done', 'dropped']),
};

const clockSchema = z
  .strictObject({
    no: z.int().positive(),
    kind: clockKindSchema,
    rule: z.string(),
    policy: z.string(),
    mode: clockModeSchema,
    follows: z.int().positive().nullable(),
    startedAt: printedInstant,
    dueAt: printedInstant,
    provisional: z.boolean(),
    calendar: z.string(),
    days: z.int(),
    unit: dayUnitSchema,
    state: z.enum(['running', 'held', 'met', 'void']),
    remaining: z.int().nullable(),
    nextAt: printedInstant.nullable(),
    nextProvisional: z.boolean().register(apiRegistry, {
      description:
        '下次提醒的日期超出已公布的节假日安排 / The next reminder lies past the published holidays.',
    }),
  })
  .register(apiRegistry, {
    id: 'Clock',
    description: '一个期限 / One clock of the finding.',
  }) satisfies z.ZodType<ClockView>;

const quantity = z.number();
const milestoneSchema = z.strictObject({ date: daySchema, value: quantity });
const targetViewSchema = z
  .strictObject({
    ...targetSchema.shape,
    baseline: quantity.nullable(),
    upTo: quantity.nullable(),
    value: quantity,
    progress: z.strictObject({
      latest: z.strictObject({ on: daySchema, value: quantity }).nullable(),
      met: z.boolean(),
      expected: quantity.nullable(),
      behind: z.boolean(),
      lag: quantity.nullable(),
      nextMilestone: milestoneSchema.nullable(),
    }),
  })
  .register(apiRegistry, {
    id: 'Target',
    description:
      '一个量化目标及其进度:latest 为最近一次监测值,expected 为序时进度应达到的值 / A quantitative target, ' +
      'and how it stands beside its planned curve.',
  });

export const findingSchema = z
  .strictObject({
    ...summary,
    ...decisionMembers,
    description: z.string().nullable(),
    slots: z.partialRecord(slotSchema, partySchema),
    measures: z.array(z.strictObject(measureSlots)),
    evidence: z.array(
      z.strictObject({
        id: z.string(),
        kind: evidenceKindSchema,
        name: z.string(),
        sha256: z.string(),
        bytes: z.int().positive(),
        madeOn: z.string().optional(),
        replaces: z.string().optional(),
        measureNo: z.int().positive(),
        cycle: z.int().positive(),
      }),
    ),
    targets: z.array(targetViewSchema),
    observations: z.array(z.strictObject({ ...observationSchema.shape, cycle: z.int() })),
    cycle: z.int().positive(),
    returns: z.int().nonnegative(),
    disposition: dispositionSchema.nullable(),
    sustained: z.boolean(),
    breaches: z.array(
      z.strictObject({
        clock: clockKindSchema,
        clockNo: z.int().positive(),
        dueAt: printedInstant,
        lifted: z.boolean(),
      }),
    ),
    extensions: z.array(
      z.strictObject({
        clock: clockKindSchema,
        clockNo: z.int().positive(),
        byClockNo: z.int().positive(),
        afterDate: z.literal(true).exactOptional(),
      }),
    ),
    clocks: z.array(clockSchema),
    allowed: z.array(z.enum(commandSchema.options.map((o) => o.shape.type.value))),
  })
  .register(apiRegistry, {
    id: 'Finding',
    description: '一个问题的全貌 / Everything about one finding.',
  }) satisfies z.ZodType<FindingView>;

export const historySchema = z
  .strictObject({
    items: z.array(
      z.strictObject({
        seq: z.int().positive(),
        type: z.string(),
        at: printedInstant,
        machineVersion: z.int().positive(),
        // As recorded, under whatever rules were in force then: nothing is left out or put right.
        by: z.looseObject({ kind: z.string() }),
        event: z.looseObject({ type: z.string() }),
        prevHash: z.string().length(64),
        hash: z.string().length(64),
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'History',
    description:
      '全部事件,首尾相连:每个 hash 覆盖本事件内容和前一个 hash。 / All events, chained: each hash covers ' +
      'the content of its event and the hash before it.',
  });

export const listQuerySchema = z.strictObject({
  round: roundCodeSchema.optional(),
  state: stateSchema.optional(),
  overdue: z
    .enum(['true', 'false'])
    .optional()
    .register(apiRegistry, { description: '是否逾期 / Past the due instant now, or not.' }),
  number: findingNumberSchema
    .optional()
    .register(apiRegistry, { description: '问题编号 / The one finding of this number.' }),
  limit: pageLimit('Findings'),
  after: findingNumberSchema.optional().register(apiRegistry, {
    description: '上一页的 next / `next` of the page before.',
  }),
});
