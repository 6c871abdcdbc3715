/** The routes that read: the list, one finding, its history. They change nothing. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { etagHeader, json } from './declared.ts';
import {
  findingIdParams,
  findingListSchema,
  findingSchema,
  historySchema,
  listQuerySchema,
} from './finding-schemas.ts';
import { onePage } from './one-page.ts';
import { sendProblem } from './problem.ts';
import { problemResponses } from './problem-schemas.ts';
import { etagOf } from './request-schemas.ts';

const tags = ['findings'];

const listRoute = {
  operationId: 'listFindings',
  tags,
  summary: '问题台账 / Lists findings',
  description:
    '按编号排序,逐页读取:把 next 作为下一页的 after。 / In the order of their numbers, page by page: ' +
    '`next` is the `after` of the next page.',
  querystring: listQuerySchema,
  response: { 200: json(findingListSchema, '一页问题 / One page'), ...problemResponses([]) },
};

const findingRoute = {
  operationId: 'getFinding',
  tags,
  summary: '一个问题 / One finding',
  params: findingIdParams,
  response: {
    200: json(findingSchema, '问题全貌 / The finding', etagHeader),
    ...problemResponses(['finding_not_found']),
  },
};

const historyRoute = {
  operationId: 'getHistory',
  tags,
  summary: '一个问题的全部事件 / All events of one finding',
  params: findingIdParams,
  response: {
    200: json(historySchema, '按先后排列的事件 / The events, oldest first'),
    ...problemResponses(['finding_not_found']),
  },
};

export function readingRoutes({
  engine,
  findings,
  calendar,
}: Pick<Rectiflow, 'engine' | 'findings' | 'calendar'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/findings', { schema: listRoute }, async ({ query }, reply) => {
      const { limit, overdue, ...filter } = query;
      const late = overdue === undefined ? undefined : overdue === 'true';
      const now = await engine.now();
      const list = (most: number) => findings.list({ ...filter, overdue: late, limit: most }, now);
      return reply.send(await onePage(limit, list, ({ number }) => number));
    });

    // No 304 on If-None-Match: whether it is overdue changes while its version stays.
    app.get('/findings/:id', { schema: findingRoute }, async ({ params }, reply) => {
      const finding = await findings.get(params.id, await engine.now());
      if (finding === null) return sendProblem(reply, 'finding_not_found');
      return reply.header('etag', etagOf(finding.version)).send(finding);
    });

    app.get('/findings/:id/history', { schema: historyRoute }, async ({ params }, reply) => {
      const events = await findings.history(params.id);
      if (events === null) return sendProblem(reply, 'finding_not_found');
      const items = events.map(({ seq, at, machineVersion, by, event, prevHash, hash }) => ({
        seq,
        type: event.type,
        at: calendar.print(at),
        machineVersion,
        by,
        event,
        prevHash,
        hash,
      }));
      return reply.send({ items });
    });
  };
}
