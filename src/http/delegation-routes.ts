/** The routes of delegations: who gets the notices of somebody who is away. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { RectiflowError } from '../errors.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import {
  delegationBodySchema,
  delegationIdParams,
  delegationListQuerySchema,
  delegationListSchema,
  delegationSchema,
  revokeBodySchema,
} from './delegation-schemas.ts';
import { RequestRefused, type HttpErrorCode } from './problem.ts';
import { onePage } from './one-page.ts';
import { problemResponses, withData } from './problem-schemas.ts';

const tags = ['directory'];

const delegateRoute = {
  operationId: 'delegate',
  tags,
  summary: '登记委托 / Delegates',
  description:
    '一人同一天只能委托一人;受托人也外出并另有委托的,依次转交,最多三次。 / A person delegates to one other at a ' +
    'time. Where that one has delegated too, it is handed on, three times at most.',
  body: delegationBodySchema,
  response: {
    201: json(delegationSchema, '已登记 / Recorded'),
    ...problemResponses(['person_not_found', 'delegation_overlaps', ...withData]),
  },
};

const listRoute = {
  operationId: 'listDelegations',
  tags,
  summary: '委托记录 / Lists delegations',
  description:
    '按登记先后排列,包括已终止的;把 next 作为下一页的 after。 / In the order they were recorded, those that have ' +
    'ended among them; `next` is the `after` of the next page.',
  querystring: delegationListQuerySchema,
  response: { 200: json(delegationListSchema, '一页 / One page'), ...problemResponses([]) },
};

const revokeRoute = {
  operationId: 'revokeDelegation',
  tags,
  summary: '终止委托 / Ends a delegation',
  params: delegationIdParams,
  body: revokeBodySchema,
  response: {
    200: json(delegationSchema, '已终止 / Ended'),
    ...problemResponses(['delegation_not_found', 'delegation_ended', ...withData]),
  },
};

export function delegationRoutes(rectiflow: Pick<Rectiflow, 'directory'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/delegations', { schema: delegateRoute }, async ({ body }, reply) => {
      const { by, ...delegation } = body;
      const recorded = await saying(() => rectiflow.directory.delegate(delegation, by));
      return reply.code(201).send(recorded);
    });

    app.get('/delegations', { schema: listRoute }, async ({ query }, reply) => {
      const { limit, ...filter } = query;
      const list = (most: number) => rectiflow.directory.delegations({ ...filter, limit: most });
      return reply.send(await onePage(limit, list, ({ id }) => id));
    });

    app.post('/delegations/:id/revoke', { schema: revokeRoute }, async ({ params, body }, reply) =>
      reply.send(await saying(() => rectiflow.directory.revoke(params.id, body.by, body.on))),
    );
  };
}

/** Refusals that say more than their code does, of what the caller asked for: ids and days. */
const spoken: readonly HttpErrorCode[] = [
  'person_not_found',
  'delegation_overlaps',
  'delegation_ended',
];

async function saying<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RectiflowError)) throw error;
    const { code, message: detail } = error;
    const known = spoken.find((each) => each === code);
    throw known === undefined ? error : new RequestRefused(known, { detail });
  }
}
