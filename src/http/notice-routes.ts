/** The routes that read notices: whom they go to, in whose place, and what became of them. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { Rectiflow } from '../rectiflow.ts';
import type { NoticeFilter } from '../store/notice-views.ts';
import { json } from './declared.ts';
import { dutyIdParams } from './duty-schemas.ts';
import { findingIdParams } from './finding-schemas.ts';
import { noticeListQuerySchema, noticeListSchema } from './notice-schemas.ts';
import { onePage } from './one-page.ts';
import { sendProblem } from './problem.ts';
import { problemResponses } from './problem-schemas.ts';
import { receiptSchema } from './receipt-schemas.ts';

const tags = ['notices'];
const querystring = noticeListQuerySchema;
const page = { 200: json(noticeListSchema, '一页 / One page') };

const allRoute = {
  operationId: 'listNotices',
  tags,
  summary: '全部通知 / Lists notices',
  description:
    '按产生先后排列;state=failed 为未能送达的,outcome=nobody_appointed 为无人任职的。 / In the order they were owed. ' +
    '`state=failed` are those that came to nothing, `outcome=nobody_appointed` those owed to nobody.',
  querystring,
  response: { ...page, ...problemResponses([]) },
};

const findingRoute = {
  operationId: 'listFindingNotices',
  tags,
  summary: '一个问题的通知 / The notices over one finding',
  params: findingIdParams,
  querystring,
  response: { ...page, ...problemResponses(['finding_not_found']) },
};

const dutyRoute = {
  operationId: 'listDutyNotices',
  tags,
  summary: '一项任务事项的通知 / The notices over one duty',
  params: dutyIdParams,
  querystring,
  response: { ...page, ...problemResponses(['duty_not_found']) },
};

const receiptRoute = {
  operationId: 'getReceipt',
  tags,
  summary: '送达回执 / The receipt of a finding',
  description:
    '该问题的每一份通知:何时、因何、发给谁、在哪一次发送中、结果如何、谁作过决定。 / Every notice over the finding: when, ' +
    'why, to whom, in which message, what became of it, and what was decided on it by whom.',
  params: findingIdParams,
  response: {
    200: json(receiptSchema, '回执 / The receipt'),
    ...problemResponses(['finding_not_found']),
  },
};

export function noticeRoutes(
  rectiflow: Pick<Rectiflow, 'engine' | 'findings' | 'dutyViews' | 'noticeViews' | 'receipt'>,
): FastifyPluginAsyncZod {
  const { engine, findings, dutyViews, noticeViews } = rectiflow;
  const pageOf = async (
    { limit, unanswered = false, ...query }: z.output<typeof querystring>,
    of: NoticeFilter,
  ) => {
    const unansweredAt = unanswered ? await engine.now() : undefined;
    const list = (most: number) => noticeViews.list({ ...query, ...of, unansweredAt, limit: most });
    return onePage(limit, list, ({ id }) => id);
  };
  return async (app) => {
    app.get('/notices', { schema: allRoute }, async ({ query }, reply) =>
      reply.send(await pageOf(query, {})),
    );

    app.get('/findings/:id/notices', { schema: findingRoute }, async ({ params, query }, reply) => {
      const finding = await findings.get(params.id, await engine.now());
      if (finding === null) return sendProblem(reply, 'finding_not_found');
      return reply.send(await pageOf(query, { findingId: finding.id }));
    });

    app.get('/findings/:id/receipt', { schema: receiptRoute }, async ({ params }, reply) => {
      const receipt = await rectiflow.receipt(params.id);
      if (receipt === null) return sendProblem(reply, 'finding_not_found');
      return reply.send(receipt);
    });

    app.get('/duties/:id/notices', { schema: dutyRoute }, async ({ params, query }, reply) => {
      const duty = await dutyViews.get(params.id, await engine.now());
      if (duty === null) return sendProblem(reply, 'duty_not_found');
      return reply.send(await pageOf(query, { dutyId: duty.id }));
    });
  };
}
