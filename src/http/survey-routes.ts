/** The routes of satisfaction surveys: opening one, answering it, its result. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import { problemResponses, withData } from './problem-schemas.ts';
import { openHeadersSchema } from './request-schemas.ts';
import { sayingWhere } from './saying-where.ts';
import {
  answerBodySchema,
  answeredSchema,
  surveyBodySchema,
  surveyParams,
  surveySchema,
} from './survey-schemas.ts';

const tags = ['rounds'];

const openRoute = {
  operationId: 'openSurvey',
  tags,
  summary: '发起满意度测评 / Opens a satisfaction survey',
  description:
    '就一个已有的轮次或问题发起;问卷随请求给出全文,同一版本内容不得改变。 / Over a round or a finding that is there. The ' +
    'questionnaire comes whole with the request; the same version always reads the same.',
  headers: openHeadersSchema,
  body: surveyBodySchema,
  response: {
    201: json(surveySchema, '已发起 / Opened'),
    ...problemResponses([
      'round_not_found',
      'finding_not_found',
      'questionnaire_changed',
      'idempotency_key_reused',
      ...withData,
    ]),
  },
};

const answerRoute = {
  operationId: 'answerSurvey',
  tags,
  summary: '提交一份答卷 / Answers a survey',
  description:
    '只累计各题各分值的次数,不保存单份答卷。 / Only counts how often each value was given: no respondent’s answers are kept ' +
    'together.',
  params: surveyParams,
  body: answerBodySchema,
  response: {
    201: json(answeredSchema, '已计入 / Counted'),
    ...problemResponses(['survey_not_found', 'survey_closed', 'survey_answered', ...withData]),
  },
};

const resultRoute = {
  operationId: 'getSurvey',
  tags,
  summary: '测评结果 / A survey and its result',
  description:
    '得分旁总有作答人数;人数不足 minimumSample 时,各项得分均为 null。 / The number of answers stands beside the score. While ' +
    'fewer than `minimumSample` have answered every figure is null.',
  params: surveyParams,
  response: {
    200: json(surveySchema, '测评 / The survey'),
    ...problemResponses(['survey_not_found']),
  },
};

export function surveyRoutes({ surveys }: Pick<Rectiflow, 'surveys'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/surveys', { schema: openRoute }, async ({ body, headers }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      const opened = await sayingWhere(() => surveys.open({ ...body, idempotencyKey }));
      return reply.code(201).send(opened);
    });

    app.post('/surveys/:id/answers', { schema: answerRoute }, async ({ params, body }, reply) => {
      const answered = await sayingWhere(() => surveys.answer({ ...body, survey: params.id }));
      return reply.code(201).send(answered);
    });

    app.get('/surveys/:id', { schema: resultRoute }, async ({ params }, reply) =>
      reply.send(await surveys.result(params.id)),
    );
  };
}
