/** The routes of checklists: going through one, and what was gone through. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import {
  runBodySchema,
  runListQuerySchema,
  runListSchema,
  runRecordedSchema,
} from './checklist-schemas.ts';
import { json } from './declared.ts';
import { onePage } from './one-page.ts';
import { problemResponses, withData } from './problem-schemas.ts';
import { openHeadersSchema } from './request-schemas.ts';
import { sayingWhere } from './saying-where.ts';
import { tellHost } from './tell-host.ts';

const tags = ['rounds'];

const runRoute = {
  operationId: 'recordChecklistRun',
  tags,
  summary: '登记一次清单排查 / Records that a checklist was gone through',
  description:
    '只为不达标的项登记问题,与排查记录同时写入;此前排查的问题尚未销号的不重复登记,列在 alreadyOpen。轮次不存在时一并' +
    '建立。 / Opens a finding for each failed item and for no other, all together with the record of the run. What is ' +
    'still open from an earlier run over the unit is named instead. A round that does not exist yet is opened with it.',
  headers: openHeadersSchema,
  body: runBodySchema,
  response: {
    201: json(runRecordedSchema, '已登记 / Recorded'),
    ...problemResponses(['checklist_changed', 'idempotency_key_reused', ...withData]),
  },
};

const listRoute = {
  operationId: 'listChecklistRuns',
  tags,
  summary: '清单排查记录 / Lists runs of checklists',
  description:
    '按登记先后排列,含全部结果;问题的状态为当前状态。checklist 为清单的 id,不分版本。 / In the order they were ' +
    'recorded, with all results, and how their findings stand now. `checklist` is the id, of whatever version.',
  querystring: runListQuerySchema,
  response: { 200: json(runListSchema, '一页 / One page'), ...problemResponses([]) },
};

export function checklistRoutes(
  { checklists }: Pick<Rectiflow, 'checklists'>,
  onAccepted: () => void,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.post('/checklists/runs', { schema: runRoute }, async ({ body, headers, log }, reply) => {
      const idempotencyKey = headers['idempotency-key'];
      const recorded = await sayingWhere(() => checklists.run({ ...body, idempotencyKey }));
      tellHost(onAccepted, log);
      return reply.code(201).send(recorded);
    });

    app.get('/checklists/runs', { schema: listRoute }, async ({ query }, reply) => {
      const { limit, ...filter } = query;
      const list = (most: number) => checklists.runs({ ...filter, limit: most });
      return reply.send(await onePage(limit, list, ({ id }) => id));
    });
  };
}
