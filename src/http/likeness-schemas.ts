/** What HTTP takes in and gives to read of similar findings and of signals, as zod schemas. */
import { z } from 'zod';
import { similarQuerySchema, type SimilarFinding } from '../likeness-views.ts';
import { signalKinds, type Signal } from '../signals/signal.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';

export const similarBodySchema = similarQuerySchema.register(apiRegistry, {
  description:
    '要查找的文字;round 只在该轮次中查找。 / The words to look for; with `round`, in that round only.',
  'x-examples': {
    食堂陪餐记录: {
      summary: '登记前先查是否已有相似问题',
      value: { title: '食堂陪餐记录不完整', description: '陪餐记录没有填写食品安全方面的内容。' },
    },
  },
});

export const similarParamsQuerySchema = z.strictObject({
  limit: z.coerce
    .number<string>()
    .int()
    .min(1)
    .max(50)
    .default(10)
    .register(apiRegistry, { description: '最多几个,1 至 50 / At most so many findings.' }),
});

const likeness = z.number().min(0).max(1);

const similarFindingSchema = z
  .strictObject({
    id: z.uuid(),
    number: z.string(),
    title: z.string(),
    round: z.string(),
    unit: z.string().nullable(),
    state: z.string(),
    closedAt: printedInstant.nullable(),
    disposition: z.string().nullable(),
    likeness: likeness.register(apiRegistry, {
      description: '相似度,0 至 1 / The share of their words that both have.',
    }),
  })
  .register(apiRegistry, {
    id: 'SimilarFinding',
    description: '一个相似的问题,也可能已销号 / A similar finding, perhaps closed.',
  }) satisfies z.ZodType<SimilarFinding>;

export const similarListSchema = z
  .strictObject({ items: z.array(similarFindingSchema) })
  .register(apiRegistry, { id: 'SimilarList' });

const signalSchema = z
  .strictObject({
    kind: z.enum(signalKinds).register(apiRegistry, {
      description:
        '同一文件、文字基本一致、佐证晚于报告完成、同类问题再次出现 / The same file, nearly the same text, evidence from ' +
        'after the measure was said to be done, reported again.',
    }),
    about: z
      .strictObject({
        measureNo: z.int().positive().nullable(),
        evidenceId: z.string().nullable(),
        seq: z.int().positive().nullable(),
      })
      .register(apiRegistry, {
        description:
          '所指的措施、佐证材料或事件;均为 null 时指整个问题 / Which measure, piece of evidence or event; all null ' +
          'where it is about the finding as a whole.',
      }),
    others: z.array(
      z.strictObject({
        findingId: z.uuid(),
        number: z.string(),
        unit: z.string().nullable(),
        measureNo: z.int().positive().nullable(),
      }),
    ),
    likeness: likeness.nullable(),
    question: z.strictObject({ zh: z.string(), en: z.string() }),
  })
  .register(apiRegistry, {
    id: 'Signal',
    description:
      '供核查人了解情况的一个问题,不是结论 / A question for the verifier; it is no verdict.',
  }) satisfies z.ZodType<Signal>;

export const signalListSchema = z
  .strictObject({ items: z.array(signalSchema) })
  .register(apiRegistry, { id: 'SignalList' });
