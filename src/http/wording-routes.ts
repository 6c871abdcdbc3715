/** The routes of wordings: what notices of findings say, and how that is changed. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import { judging, type GivenData } from './given-data.ts';
import { problemResponses, withData } from './problem-schemas.ts';
import {
  changeBodySchema,
  renderedSchema,
  templateParams,
  withdrawBodySchema,
  wordingListSchema,
  wordingPreviewBodySchema,
  wordingSchema,
} from './wording-schemas.ts';

const tags = ['notices'];

const listRoute = {
  operationId: 'listWordings',
  tags,
  summary: '通知文本 / Lists the wording of every template',
  response: { 200: json(wordingListSchema, '全部模板 / Every template'), ...problemResponses([]) },
};

const changeRoute = {
  operationId: 'changeWording',
  tags,
  summary: '更改通知文本 / Words a template anew',
  description:
    '下一次发送即用新文本;以前的文本和更改人留存。 / The next message says it. Who changed it, and what it said before, ' +
    'stays on record.',
  params: templateParams,
  body: changeBodySchema,
  response: {
    200: json(wordingSchema, '已更改 / Changed'),
    ...problemResponses(['template_not_found', 'wording_invalid', ...withData]),
  },
};

const withdrawRoute = {
  operationId: 'withdrawWording',
  tags,
  summary: '恢复出厂文本 / Goes back to the shipped text',
  description:
    '已是出厂文本的不作改动。 / Where that is in use already, nothing is written. The body says who.',
  params: templateParams,
  body: withdrawBodySchema,
  response: {
    200: json(wordingSchema, '已恢复 / Done'),
    ...problemResponses(['template_not_found', ...withData]),
  },
};

const previewRoute = {
  operationId: 'previewWording',
  tags,
  summary: '以真实问题预览通知 / Shows the mail over a real finding',
  description:
    '如现在发出,相关人员之一会收到的邮件;不写入,不发送。 / The mail that one of its people would get now. Writes and ' +
    'sends nothing.',
  params: templateParams,
  body: wordingPreviewBodySchema,
  response: {
    200: json(renderedSchema, '邮件 / The mail'),
    ...problemResponses([
      'template_not_found',
      'finding_not_found',
      'wording_invalid',
      ...withData,
    ]),
  },
};

/** The text in the body of a request. */
const given: GivenData = {
  in: 'body',
  path: 'text',
  isAbout: ({ code }) => code === 'wording_invalid',
};

export function wordingRoutes({ wordings }: Pick<Rectiflow, 'wordings'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/wordings', { schema: listRoute }, async (_request, reply) =>
      reply.send({ items: await wordings.list() }),
    );

    app.put('/wordings/:template', { schema: changeRoute }, async ({ params, body }, reply) => {
      const { text, note, by } = body;
      return reply.send(
        await judging(given, () => wordings.change(params.template, text, by, note)),
      );
    });

    app.delete('/wordings/:template', { schema: withdrawRoute }, async ({ params, body }, reply) =>
      reply.send(await wordings.withdraw(params.template, body.by)),
    );

    const preview = { schema: previewRoute };
    app.post('/wordings/:template/preview', preview, async ({ params, body }, reply) => {
      const { text, findingId } = body;
      return reply.send(
        await judging(given, () => wordings.preview(params.template, text, findingId)),
      );
    });
  };
}
