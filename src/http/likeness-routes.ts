/** The routes that find what is alike: similar findings, and signals of paper close-out. They change nothing. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import { findingIdParams } from './finding-schemas.ts';
import {
  signalListSchema,
  similarBodySchema,
  similarListSchema,
  similarParamsQuerySchema,
} from './likeness-schemas.ts';
import { sendProblem } from './problem.ts';
import { problemResponses, withData } from './problem-schemas.ts';

const tags = ['findings'];
const similarList = json(similarListSchema, '最相似的在前 / The most alike first');

const similarToRoute = {
  operationId: 'listSimilarFindings',
  tags,
  summary: '与该问题相似的问题 / Findings like this one',
  description: '在整个台账中查找,包括已销号的。 / Over the whole ledger, closed ones included.',
  params: findingIdParams,
  querystring: similarParamsQuerySchema,
  response: { 200: similarList, ...problemResponses(['finding_not_found']) },
};

const similarRoute = {
  operationId: 'findSimilarFindings',
  tags,
  summary: '按文字查找相似的问题 / Finds findings by their words',
  description: '登记之前使用;不写入。 / For use before opening one; writes nothing.',
  body: similarBodySchema,
  response: { 200: similarList, ...problemResponses(withData) },
};

const signalsRoute = {
  operationId: 'listSignals',
  tags,
  summary: '纸面销号的迹象 / Signals of paper close-out',
  description:
    '每条都是供核查人提出的问题,不是结论,也不影响任何操作。 / Each is a question for the verifier: no verdict, and ' +
    'nothing is refused over it.',
  params: findingIdParams,
  response: {
    200: json(signalListSchema, '迹象 / The signals'),
    ...problemResponses(['finding_not_found']),
  },
};

export function likenessRoutes(
  rectiflow: Pick<Rectiflow, 'similar' | 'similarTo' | 'signals'>,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/findings/:id/similar',
      { schema: similarToRoute },
      async ({ params, query }, reply) => {
        const items = await rectiflow.similarTo(params.id, query.limit);
        return items === null ? sendProblem(reply, 'finding_not_found') : reply.send({ items });
      },
    );

    app.post('/similar', { schema: similarRoute }, async ({ body }, reply) =>
      reply.send({ items: await rectiflow.similar(body) }),
    );

    app.get('/findings/:id/signals', { schema: signalsRoute }, async ({ params }, reply) => {
      const items = await rectiflow.signals(params.id);
      return items === null ? sendProblem(reply, 'finding_not_found') : reply.send({ items });
    });
  };
}
