/** The routes of the in-app inbox: what a person finds there, and that it has been read. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import {
  inboxListQuerySchema,
  inboxListSchema,
  inboxMessageParams,
  nothingSchema,
  readBodySchema,
} from './inbox-schemas.ts';
import { onePage } from './one-page.ts';
import { sendProblem } from './problem.ts';
import { problemResponses, withData } from './problem-schemas.ts';

const tags = ['notices'];

const listRoute = {
  operationId: 'listInbox',
  tags,
  summary: '站内收件箱 / Lists a person’s inbox',
  description:
    '新的在前;读取列表不会标为已读。 / The newest first. To list messages does not mark them as read.',
  querystring: inboxListQuerySchema,
  response: { 200: json(inboxListSchema, '一页 / One page'), ...problemResponses([]) },
};

const readRoute = {
  operationId: 'markInboxMessageRead',
  tags,
  summary: '标为已读 / Marks a message as read',
  description:
    '以第一次为准,再次标记不作改动;不是此人的消息,按没有处理。 / The first reading counts. What is not in that person’s ' +
    'inbox is not there.',
  params: inboxMessageParams,
  body: readBodySchema,
  response: { 204: nothingSchema, ...problemResponses(['dispatch_not_found', ...withData]) },
};

export function inboxRoutes({ inbox }: Pick<Rectiflow, 'inbox'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/inbox', { schema: listRoute }, async ({ query }, reply) => {
      const { person, unread, limit, after } = query;
      const asked = { personId: person, unread: unread === 'true', after };
      const list = (most: number) => inbox.list({ ...asked, limit: most });
      return reply.send(await onePage(limit, list, ({ dispatchId }) => dispatchId));
    });

    app.post('/inbox/:dispatchId/read', { schema: readRoute }, async ({ params, body }, reply) => {
      const { dispatchId } = params;
      const isThere = await inbox.markRead({ dispatchId, personId: body.person });
      if (!isThere) return sendProblem(reply, 'dispatch_not_found');
      return reply.code(204).send(null);
    });
  };
}
