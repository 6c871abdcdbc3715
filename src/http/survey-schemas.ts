/** What HTTP takes in and gives to read of satisfaction surveys, as zod schemas. */
import { z } from 'zod';
import { questionnaireSchema } from '../surveys/questionnaire.ts';
import { surveyGrades } from '../surveys/score.ts';
import type { SurveyResult } from '../surveys/shown-survey.ts';
import { answerShape, checkSubject, surveyShape } from '../surveys/survey-schema.ts';
import type { SurveyAnswered } from '../surveys/surveys.ts';
import { apiRegistry } from './api-registry.ts';
import { printedInstant } from './finding-schemas.ts';
import { openBodySchema } from './request-schemas.ts';

const sampleScale = { from: 1, to: 5, labels: { '1': '很不满意', '5': '很满意' } };
const sampleQuestionnaire = {
  id: 'rectification-satisfaction',
  version: 1,
  title: '整改成效满意度测评(示例)',
  minimumSample: 10,
  questions: [
    { no: 1, text: '您对这项问题的整改结果是否满意?', scale: sampleScale, weight: 2 },
    { no: 2, text: '整改后问题是否再次出现?(1 经常,5 没有)', scale: { from: 1, to: 5 } },
  ],
  grades: { good: 90, fairlyGood: 80, average: 60 },
};

export const surveyParams = z.strictObject({
  id: z.uuid().toLowerCase().register(apiRegistry, { description: '测评的 id / The survey.' }),
});

export const surveyBodySchema = z
  .strictObject({
    ...surveyShape,
    questionnaire: questionnaireSchema.register(apiRegistry, {
      id: 'Questionnaire',
      description:
        '一份问卷的全文:版本相同,内容即相同。 / A whole questionnaire. The same version always reads the same.',
    }),
    by: openBodySchema.shape.by,
  })
  .superRefine(checkSubject)
  .register(apiRegistry, {
    description:
      '发起测评:round 与 finding 给其一;until 当日结束前接收答卷。 / Opens a survey over a `round` or a `finding`. Answers ' +
      'are taken until the end of the day `until`.',
    'x-examples': {
      轮次测评: {
        summary: '就一个轮次发起',
        value: {
          questionnaire: sampleQuestionnaire,
          round: 'XC-2024',
          until: '2999-12-31',
          by: { kind: 'person', id: 'li-na', unit: 'inspection-office' },
        },
      },
    },
  });

export const answerBodySchema = z.strictObject(answerShape).register(apiRegistry, {
  description:
    '一份答卷:每题恰答一次。respondent 为不透明的标识,同一标识只能作答一次,只保存其散列。 / One respondent’s answers, each ' +
    'question exactly once. With a `respondent`, an opaque key of which only a hash is kept, nobody answers twice.',
  'x-examples': {
    两题: {
      summary: '两题问卷的答卷',
      value: {
        answers: [
          { no: 1, value: 5 },
          { no: 2, value: 4 },
        ],
        respondent: '9f2c1e',
      },
    },
  },
});

const count = z.int().nonnegative();
const share = z.number().min(0).max(100).nullable();

export const answeredSchema = z
  .strictObject({
    survey: z.uuid(),
    answers: count.register(apiRegistry, {
      description: '作答人数,含本次 / How many have answered, this one included.',
    }),
  })
  .register(apiRegistry, { id: 'SurveyAnswered' }) satisfies z.ZodType<SurveyAnswered>;

export const surveySchema = z
  .strictObject({
    id: z.uuid(),
    questionnaire: z
      .string()
      .register(apiRegistry, { description: '问卷及版本 / The questionnaire, `id@version`.' }),
    title: z.string(),
    round: z.string(),
    finding: z.strictObject({ id: z.uuid(), number: z.string() }).nullable(),
    openedAt: printedInstant,
    // As recorded, whoever it was.
    openedBy: z.looseObject({ kind: z.string() }),
    until: z.iso.date(),
    closed: z.boolean(),
    answers: count,
    minimumSample: z.int().positive(),
    belowMinimum: z.boolean().register(apiRegistry, {
      description: '作答人数不足:不显示任何得分 / Too few have answered: no figure is shown.',
    }),
    score: share.register(apiRegistry, {
      description: '加权得分,0 至 100;人数不足时为 null / The weighted score; null from too few.',
    }),
    grade: z.enum(surveyGrades).nullable().register(apiRegistry, {
      description: '好、较好、一般、差 / By the grades of the questionnaire, where it has some.',
    }),
    questions: z.array(
      z.strictObject({
        no: z.int(),
        text: z.string(),
        scale: z.strictObject({
          from: z.int(),
          to: z.int(),
          labels: z.record(z.string(), z.string()).optional(),
        }),
        weight: z.number().nonnegative(),
        answers: count,
        mean: z.number().nullable(),
        score: share,
      }),
    ),
  })
  .register(apiRegistry, {
    id: 'Survey',
    description: '一次测评及其结果 / A survey, and what the answers come to.',
  }) satisfies z.ZodType<Omit<SurveyResult, 'openedBy'>>;
