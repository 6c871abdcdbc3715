/** The routes that change something: opening a finding, and every step taken with one. */
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AcceptedAnswer, ConflictAnswer, RefusedAnswer } from '../engine/answers.ts';
import type { Rectiflow } from '../rectiflow.ts';
import { etagHeader, json, locationHeader } from './declared.ts';
import { findingIn } from './failures.ts';
import { tellHost } from './tell-host.ts';
import { acceptedSchema, findingIdParams } from './finding-schemas.ts';
import { sentenceOf } from './guard-sentences.ts';
import { pathOf, sendProblem } from './problem.ts';
import { problemResponses, withBody } from './problem-schemas.ts';
import {
  etagOf,
  eventBodySchema,
  eventHeadersSchema,
  openBodySchema,
  openHeadersSchema,
  versionAsked,
} from './request-schemas.ts';

export interface CommandRoutesOptions {
  readonly engine: Rectiflow['engine'];
  /** Called after each accepted command: notices may be owed now, and clocks armed. */
  readonly onAccepted: () => void;
}

const tags = ['findings'];

const openRoute = {
  operationId: 'openFinding',
  tags,
  summary: '登记问题 / Opens a finding',
  description: '轮次不存在时一并建立。 / A round that does not exist yet is opened with it.',
  headers: openHeadersSchema,
  body: openBodySchema,
  response: {
    201: json(acceptedSchema, '已登记 / Opened', { ...etagHeader, ...locationHeader }),
    ...problemResponses(withBody),
  },
};

const eventRoute = {
  operationId: 'sendEvent',
  tags,
  summary: '对问题执行一步 / Takes a step with a finding',
  description:
    '要么执行并记入事件链,要么拒绝并说明缺哪个条件、现在可以做什么;绝不执行一半。带 If-Match 而版本已变时为 412,' +
    '不带时在并发中落败为 409。 / Taken and chained, or refused with the condition that failed and what could ' +
    'be done now; never half-done. A version that has moved on is 412 with If-Match; a race lost without it is 409.',
  params: findingIdParams,
  headers: eventHeadersSchema,
  body: eventBodySchema,
  response: {
    200: json(acceptedSchema, '已执行 / Taken', etagHeader),
    ...problemResponses(
      ['finding_not_found', 'event_refused', 'version_conflict', 'state_unreadable', ...withBody],
      [[409, 'version_conflict']],
    ),
  },
};

export function commandRoutes({ engine, onAccepted }: CommandRoutesOptions): FastifyPluginAsyncZod {
  const accept = (reply: FastifyReply, answer: AcceptedAnswer): FastifyReply => {
    tellHost(onAccepted, reply.log);
    return reply.header('etag', etagOf(answer.version)).send(inOrder(answer));
  };
  return async (app) => {
    app.post('/findings', { schema: openRoute }, async ({ body, headers }, reply) => {
      const { by, ...finding } = body;
      const idempotencyKey = headers['idempotency-key'];
      const answer = await engine.open({ finding, by, idempotencyKey });
      if (answer.kind === 'refused') return refuse(reply, answer);
      void reply.code(201).header('location', `${pathOf(reply)}/${answer.id}`);
      return accept(reply, answer);
    });

    app.post('/findings/:id/events', { schema: eventRoute }, async (request, reply) => {
      const { params, body, headers } = request;
      const expectedVersion = versionAsked(headers['if-match']);
      const answer = await engine.send({
        ...body,
        findingId: params.id,
        expectedVersion,
        idempotencyKey: headers['idempotency-key'],
      });
      if (answer.kind === 'accepted') return accept(reply, answer);
      if (answer.kind === 'refused') return refuse(reply, answer);
      return reportConflict(reply, answer, expectedVersion);
    });
  };
}

/** An answer given again was stored in between, which reorders members: the bytes are to be the same. */
function inOrder({
  kind,
  id,
  number,
  state,
  stage,
  hold,
  version,
}: AcceptedAnswer): AcceptedAnswer {
  return { kind, id, number, state, stage, hold, version };
}

function refuse(reply: FastifyReply, answer: RefusedAnswer): FastifyReply {
  const { code } = answer;
  if (code === 'event_refused') {
    const { guard, allowed, state, stage, version } = answer;
    const detail = sentenceOf(guard);
    return sendProblem(reply, code, { detail, guard, allowed, state, stage, version });
  }
  if (code === 'event_invalid') return sendProblem(reply, code, { problems: answer.problems });
  if (code !== 'state_unreadable') return sendProblem(reply, code);
  const { id: requestId } = reply.request;
  reply.log.error({ code, finding: findingIn(reply.request) }, code);
  return sendProblem(reply, code, { requestId });
}

/** 412 says that a condition the caller set does not hold; without one it has merely lost a race. */
function reportConflict(
  reply: FastifyReply,
  { code, currentVersion }: ConflictAnswer,
  expectedVersion: number | undefined,
): FastifyReply {
  const status = expectedVersion === undefined ? { status: 409 } : {};
  return sendProblem(reply, code, { ...status, currentVersion });
}
