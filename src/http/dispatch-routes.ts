/** The routes of dispatches: what went out in one message, and what people decide where it did not arrive for certain. */
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { DispatchDecided } from '../deciding-dispatches.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import {
  acknowledgeBodySchema,
  acknowledgedSchema,
  decidedSchema,
  decisionBodySchema,
  dispatchIdParams,
  dispatchListQuerySchema,
  dispatchListSchema,
  settledProblemSchema,
} from './dispatch-schemas.ts';
import { onePage } from './one-page.ts';
import { tellHost } from './tell-host.ts';
import { sendProblem } from './problem.ts';
import { problemResponses, withData } from './problem-schemas.ts';

const tags = ['notices'];

const listRoute = {
  operationId: 'listDispatches',
  tags,
  summary: '全部发送 / Lists messages',
  description:
    '按 id 排列;state=unknown 为不确定是否送达的,state=failed 为失败的,均须由人决定。 / In the order of their ids. ' +
    '`state=unknown` are those nobody knows of whether they arrived, `state=failed` those that failed: both wait for ' +
    'somebody’s decision.',
  querystring: dispatchListQuerySchema,
  response: { 200: json(dispatchListSchema, '一页 / One page'), ...problemResponses([]) },
};

const decideRoute = {
  operationId: 'decideDispatch',
  tags,
  summary: '决定重发或确认已收到 / Decides on a message',
  description:
    'resend:把失败或不确定的再发一次,Message-ID 不变;confirm:确认不确定的已经收到。决定人和理由留存。 / `resend` sends ' +
    'what has failed or is unknown again, under the same Message-ID; `confirm` says that what was unknown did arrive. ' +
    'Who decided it, and why, stays on record.',
  params: dispatchIdParams,
  body: decisionBodySchema,
  response: {
    200: json(decidedSchema, '已执行 / The decision was taken'),
    ...problemResponses(['dispatch_not_found', 'dispatch_settled', ...withData], [], {
      dispatch_settled: settledProblemSchema,
    }),
  },
};

const acknowledgeRoute = {
  operationId: 'acknowledgeDispatch',
  tags,
  summary: '签收 / Acknowledges a message',
  description:
    '收件人(或其代理人)签收;正式文书须承诺办结日期,再次签收以最后一次承诺为准,先前的留存。 / Whoever got the message ' +
    'says so, or a delegate acting for them. Documents in due form ask for the day by which it will be done; given ' +
    'again, the latest counts and the earlier ones stay on record.',
  params: dispatchIdParams,
  body: acknowledgeBodySchema,
  response: {
    200: json(acknowledgedSchema, '已签收 / Acknowledged'),
    ...problemResponses([
      'dispatch_not_found',
      'not_the_recipient',
      'dispatch_not_sent',
      'promise_missing',
      'promise_past',
      ...withData,
    ]),
  },
};

/** `onAccepted` is called after each decision that was taken: a message may be ready to go now. */
export function dispatchRoutes(
  {
    dispatchViews,
    decideDispatch,
    acknowledge,
  }: Pick<Rectiflow, 'dispatchViews' | 'decideDispatch' | 'acknowledge'>,
  onAccepted: () => void,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/dispatches', { schema: listRoute }, async ({ query }, reply) => {
      const { limit, ...filter } = query;
      const list = (most: number) => dispatchViews.list({ ...filter, limit: most });
      return reply.send(await onePage(limit, list, ({ id }) => id));
    });

    app.post('/dispatches/:id/decisions', { schema: decideRoute }, async (request, reply) => {
      const { params, body } = request;
      const answer = await decideDispatch({ ...body, dispatchId: params.id });
      if (answer.kind === 'refused') return refuse(reply, answer);
      tellHost(onAccepted, reply.log);
      return reply.send(answer);
    });

    const acknowledging = { schema: acknowledgeRoute };
    app.post('/dispatches/:id/acknowledgements', acknowledging, async (request, reply) => {
      const { params, body } = request;
      const answer = await acknowledge({ ...body, dispatchId: params.id });
      return answer.kind === 'refused' ? sendProblem(reply, answer.code) : reply.send(answer);
    });
  };
}

function refuse(
  reply: FastifyReply,
  answer: Extract<DispatchDecided, { kind: 'refused' }>,
): FastifyReply {
  const { code } = answer;
  return sendProblem(reply, code, code === 'dispatch_settled' ? { state: answer.state } : {});
}
