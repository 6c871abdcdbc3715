/** The routes that tell of a finding's time: why a clock is due when it is, and who had it on which day. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { printedClock } from '../day-words.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { json } from './declared.ts';
import { findingIdParams } from './finding-schemas.ts';
import { sendProblem } from './problem.ts';
import { problemResponses } from './problem-schemas.ts';
import { accountsSchema, clockExplanationSchema, clockParams } from './time-schemas.ts';

const tags = ['findings'];

const clockRoute = {
  operationId: 'explainClock',
  tags,
  summary: '逐日说明一个期限 / Why a clock is due when it is',
  params: clockParams,
  response: {
    200: json(clockExplanationSchema, '期限及其理由 / The date, and why'),
    ...problemResponses(['finding_not_found', 'clock_not_found']),
  },
};

const accountsRoute = {
  operationId: 'getAccounts',
  tags,
  summary: '每一天算在谁的账上 / To whose account each day goes',
  description:
    '一天归当日结束时持有该问题的一方;算到今天,已销号的算到销号之日。 / A day goes to whoever has the finding at its ' +
    'end; up to today, or to the day it was closed.',
  params: findingIdParams,
  response: {
    200: json(accountsSchema, '各方天数与逐日归属 / Days per account, and each day'),
    ...problemResponses(['finding_not_found', 'state_unreadable']),
  },
};

export function timeRoutes({
  engine,
  findings,
  times,
  calendar,
}: Pick<Rectiflow, 'engine' | 'findings' | 'times' | 'calendar'>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/findings/:id/clocks/:no', { schema: clockRoute }, async ({ params }, reply) => {
      const { id, no } = params;
      const clock = await times.explainClock(id, no);
      if (clock !== null) return reply.send(printedClock(clock, calendar));
      const finding = await findings.get(id, await engine.now());
      return sendProblem(reply, finding === null ? 'finding_not_found' : 'clock_not_found');
    });

    app.get('/findings/:id/accounts', { schema: accountsRoute }, async ({ params }, reply) => {
      const accounts = await times.accounts(params.id);
      if (accounts === null) return sendProblem(reply, 'finding_not_found');
      return reply.send(accounts);
    });
  };
}
