/** What HTTP takes in and gives to read about a round as a whole, as zod schemas. */
import { z } from 'zod';
import { originSchema } from '../../machines/origin.ts';
import {
  causeCategorySchema,
  gradeSchema,
  rectificationClassSchema,
  slotSchema,
} from '../../machines/words.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import { checkDraw, drawShape, type RecheckDraw } from '../rounds/draw-for-recheck.ts';
import { planGapCodes } from '../rounds/plan-gaps.ts';
import type { RoundCounts } from '../rounds/round-counts.ts';
import type { PlanGaps } from '../rounds/rounds.ts';
import type { VacantPosts } from '../rounds/vacant-posts.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { openBodySchema } from './request-schemas.ts';

export const roundParams = z.strictObject({
  code: roundCodeSchema.register(apiRegistry, {
    description: '轮次编号 / The code of the round.',
  }),
});

const count = z.int().nonnegative();

const counts = {
  total: count,
  open: z.strictObject({ identified: count, planned: count, inProgress: count, verified: count }),
  closed: z.strictObject({
    rectified: count,
    withdrawn: count,
    transferred: count,
    merged: count,
    accepted: count,
  }),
  overdue: count,
  sustained: count,
  reopened: count,
  recurred: count,
  trueClosure: z
    .strictObject({ rectified: count, held: count, rate: z.number().min(0).max(1).nullable() })
    .register(apiRegistry, {
      description:
        '真销号率:曾以整改到位销号的问题中,此后未重新挂号、未再次发生的所占比例 / Of what was ever closed as rectified, ' +
        'what neither was opened again nor came again since.',
    }),
};

const countsSchema = z.strictObject(counts).register(apiRegistry, {
  id: 'Counts',
  description: '问题数 / Findings counted.',
});

export const roundCountsSchema = z
  .strictObject({
    round: z.string(),
    title: z.string(),
    at: printedInstant,
    all: countsSchema,
    byOrigin: z
      .record(z.enum(originSchema.options.map((option) => option.shape.kind.value)), countsSchema)
      .register(apiRegistry, {
        description:
          '按来源:信访件、立行立改等单独统计 / Petitions and what was to be put right at once are counted apart.',
      }),
    byClass: z.record(rectificationClassSchema, countsSchema),
    byGrade: z.record(gradeSchema, countsSchema),
    byCause: z
      .array(z.strictObject({ cause: causeCategorySchema.nullable(), ...counts }))
      .register(apiRegistry, {
        description:
          '按原因类别,各类都列出;null 为尚未分析原因 / By category of cause, each of them; null: nobody has named one.',
      }),
    byUnit: z.array(z.strictObject({ unit: z.string().nullable(), ...counts })),
  })
  .register(apiRegistry, {
    id: 'RoundCounts',
    description: '一个轮次的统计 / A round in figures.',
  }) satisfies z.ZodType<RoundCounts>;

export const planGapsSchema = z
  .strictObject({
    round: z.string(),
    today: z.iso.date(),
    open: count.register(apiRegistry, {
      description: '未销号的问题数 / Findings not closed, looked at.',
    }),
    findings: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        title: z.string(),
        unit: z.string().nullable(),
        state: z.string(),
        stage: z.string(),
        gaps: z.array(
          z.strictObject({
            code: z.enum(planGapCodes),
            required: z.boolean().register(apiRegistry, {
              description: '规则集是否要求 / Whether the rule set asks for it.',
            }),
            measureNos: z.array(z.int().positive()).register(apiRegistry, {
              description: '所指的措施;空为整个方案 / Which measures; empty: the plan as a whole.',
            }),
          }),
        ),
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'PlanGaps',
    description: '整改方案的缺项 / What the plans do not meet yet.',
  }) satisfies z.ZodType<PlanGaps>;

export const vacantPostsSchema = z
  .strictObject({
    round: z.string(),
    at: printedInstant,
    open: count.register(apiRegistry, {
      description: '未销号的问题数 / Findings not closed, looked at.',
    }),
    vacant: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        slot: slotSchema,
        party: z.string().register(apiRegistry, {
          description:
            '问题上登记的岗位或人员代码 / The code of the post, as the finding names it.',
        }),
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'VacantPosts',
    description: '无人任职的岗位 / Posts nobody holds.',
  }) satisfies z.ZodType<VacantPosts>;

export const drawBodySchema = z
  .strictObject({ ...drawShape, by: openBodySchema.shape.by.optional() })
  .superRefine(checkDraw)
  .register(apiRegistry, {
    description:
      '回头看抽样:percent 与 count 给其一;apply 为 true 时安排回头看,须写 by。 / Draws for re-inspection: by `percent` or ' +
      '`count`. With `apply` they are ordered, and `by` says who does.',
    'x-examples': {
      抽十分之一: {
        summary: '列出抽中的问题,不写入',
        value: { percent: 10, seed: '2024-第三季度-07-31-15' },
      },
    },
  });

export const drawSchema = z
  .strictObject({
    round: z.string(),
    mark: z.string().register(apiRegistry, {
      description:
        '抽签标记,写在每次安排的理由末尾;由种子算出,不泄露种子 / What the reasons of its orders end on; made from the seed, ' +
        'which it does not give away.',
    }),
    population: count,
    drawn: z.array(
      z.strictObject({
        id: z.uuid(),
        number: z.string(),
        title: z.string(),
        unit: z.string().nullable(),
        outcome: z.enum(['drawn', 'ordered', 'orderedBefore', 'refused']),
        why: z.string().nullable().register(apiRegistry, {
          description: '未能安排的原因 / Why it was refused.',
        }),
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'RecheckDraw',
    description: '抽样结果,按抽中的先后 / What was drawn, in that order.',
  }) satisfies z.ZodType<RecheckDraw>;
