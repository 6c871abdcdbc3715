/** The route that takes in mails that came back: what they say did not arrive has failed. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Rectiflow } from '../rectiflow.ts';
import { bounceTakenSchema, mailSchema } from './bounce-schemas.ts';
import { json } from './declared.ts';
import { mailMediaType, readMailOnly } from './mail-body.ts';
import { tellHost } from './tell-host.ts';
import { problemResponses, withData } from './problem-schemas.ts';

const takeRoute = {
  operationId: 'takeBounce',
  tags: ['notices'],
  summary: '收到退信 / Takes in a mail that came back',
  description:
    '按原邮件的 Message-ID 找到那次发送,改为失败(failed),并由收件人的下一渠道继续;不是退信或与本台账无关的,不作改动。 / ' +
    'The message is found by the Message-ID of the mail that came back. It has failed, and goes on over its person’s ' +
    'next channel. What is no bounce, or none of ours, changes nothing. Whoever knows a Message-ID can forge one.',
  consumes: [mailMediaType],
  body: mailSchema,
  response: {
    200: json(bounceTakenSchema, '已读取 / It was read'),
    ...problemResponses([...withData]),
  },
};

/** `onAccepted` is called where a message has failed: it may go on over another channel now. */
export function bounceRoutes(
  { takeBounce }: Pick<Rectiflow, 'takeBounce'>,
  onAccepted: () => void,
): FastifyPluginAsyncZod {
  return async (app) => {
    readMailOnly(app);

    app.post('/bounces', { schema: takeRoute }, async ({ body }, reply) => {
      const taken = await takeBounce(body);
      if (taken.kind === 'failed') tellHost(onAccepted, reply.log);
      return reply.send(taken);
    });
  };
}
