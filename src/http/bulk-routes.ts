/** Many steps in one request, each answered by itself; and the certificates of closures. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { bulkAnswersSchema, bulkBodySchema, certificateListSchema } from './bulk-schemas.ts';
import { json } from './declared.ts';
import { findingIdParams } from './finding-schemas.ts';
import { sentenceOf } from './guard-sentences.ts';
import { sendProblem } from './problem.ts';
import { problemResponses, withBody } from './problem-schemas.ts';
import { tellHost } from './tell-host.ts';

const tags = ['findings'];

const bulkRoute = {
  operationId: 'sendEvents',
  tags,
  summary: '批量执行,逐项答复 / Takes many steps, each answered by itself',
  description:
    '例如批量销号:一项被拒绝不影响其他项,答复与请求同序。 / Batch close-out, for example: one that is refused stops no ' +
    'other, and answers stand in the order of the request.',
  body: bulkBodySchema,
  response: {
    200: json(bulkAnswersSchema, '逐项答复 / The answers'),
    ...problemResponses(withBody),
  },
};

const certificatesRoute = {
  operationId: 'listCertificates',
  tags,
  summary: '销号证明 / The certificates of its closures',
  description:
    '最近的在前;重新挂号或再次发生的,holds 为 false。 / The latest first; `holds` is false once it was reopened or found again.',
  params: findingIdParams,
  response: {
    200: json(certificateListSchema, '销号证明 / The certificates'),
    ...problemResponses(['finding_not_found']),
  },
};

export function bulkRoutes(
  rectiflow: Pick<Rectiflow, 'engine' | 'certificates'>,
  onAccepted: () => void,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/events', { schema: bulkRoute }, async ({ body }, reply) => {
      const answers = await rectiflow.engine.sendMany(body.items);
      if (answers.some(({ kind }) => kind === 'accepted')) tellHost(onAccepted, reply.log);
      const items = answers.map((answer, index) => {
        const { findingId = '' } = body.items[index] ?? {};
        const isGuarded = answer.kind === 'refused' && answer.code === 'event_refused';
        const said = isGuarded ? { detail: sentenceOf(answer.guard) } : {};
        return Object.assign({ findingId }, answer, said);
      });
      return reply.send({ items });
    });

    app.get('/findings/:id/certificates', { schema: certificatesRoute }, async (request, reply) => {
      const items = await rectiflow.certificates(request.params.id);
      return items === null ? sendProblem(reply, 'finding_not_found') : reply.send({ items });
    });
  };
}
