/** The route that rehearses the days to come. It writes nothing. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { RectiflowError } from '../errors.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import { judging, type GivenData } from './given-data.ts';
import { problemResponses, withData } from './problem-schemas.ts';
import { simulationBodySchema, simulationSchema } from './simulation-schemas.ts';

const simulationRoute = {
  operationId: 'simulate',
  tags: ['simulations'],
  summary: '预演今后的日子 / Rehearses the days to come',
  description:
    '在现有问题和长期坚持事项的副本上按真实规则推演,不写入任何内容;同样的请求、同样的台账得到同样的结果。 / Runs the real ' +
    'rules over copies of the findings and duties there are. The same request over the same ledger is answered the same.',
  body: simulationBodySchema,
  response: {
    200: json(simulationSchema, '预演结果 / What would happen'),
    ...problemResponses(['policy_invalid', 'policy_unknown', ...withData]),
  },
};

export function simulationRoutes(rectiflow: Pick<Rectiflow, 'simulate'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/simulations', { schema: simulationRoute }, async ({ body }, reply) => {
      const report = await judging(givenAs(body.policy), () => rectiflow.simulate(body));
      return reply.send(report);
    });
  };
}

function givenAs(policy: unknown): GivenData {
  // A policy that a finding was opened under may be missing as well: that is our fault.
  const isAbout = ({ code, detail }: RectiflowError) =>
    code === 'policy_invalid' || (code === 'policy_unknown' && detail['policy'] === policy);
  return { in: 'body', path: 'policy', isAbout };
}
