/** The routes of duties: recurring inspections and sustained duties, and the tasks they raise. */
import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { DutyAccepted, DutyRefusedAnswer } from '../engine/duties/answers.ts';
import type { Duties } from '../engine/duties/duties.ts';
import type { DutyViews } from '../store/duty-views.ts';
import { etagHeader, json, locationHeader } from './declared.ts';
import { dutySentenceOf } from './duty-guard-sentences.ts';
import {
  dutyAcceptedSchema,
  dutyBodySchema,
  dutyEventBodySchema,
  dutyIdParams,
  dutyListQuerySchema,
  dutyListSchema,
  dutyRefusedSchema,
  dutySchema,
} from './duty-schemas.ts';
import { onePage } from './one-page.ts';
import { tellHost } from './tell-host.ts';
import { historySchema } from './finding-schemas.ts';
import { pathOf, sendProblem } from './problem.ts';
import { problemResponses, withBody } from './problem-schemas.ts';
import { etagOf, eventHeadersSchema, openHeadersSchema, versionAsked } from './request-schemas.ts';

export interface DutyRoutesOptions {
  readonly duties: Duties;
  readonly views: DutyViews;
  /** Engine time, epoch ms. */
  readonly now: () => Promise<number>;
  /** The instant in ISO 8601, with the zone's offset. */
  readonly print: (at: number) => string;
  /** Called after each accepted command: tasks may be due now, and notices owed. */
  readonly onAccepted: () => void;
}

const tags = ['duties'];

const openRoute = {
  operationId: 'openDuty',
  tags,
  summary: '建立长期坚持事项或定期检查 / Opens a sustained duty or a recurring inspection',
  description:
    '自起始日(缺省为今天)起,每一次任务都按时产生,停机期间错过的在恢复后补登,不重不漏。轮次不存在时一并建立。 / ' +
    'From its first day on (today, if none is given) every task is raised, once, also those whose time came ' +
    'while nothing ran. A round that does not exist yet is opened with it.',
  headers: openHeadersSchema,
  body: dutyBodySchema,
  response: {
    201: json(dutyAcceptedSchema, '已建立 / Opened', { ...etagHeader, ...locationHeader }),
    ...problemResponses(['finding_not_found', ...withBody]),
  },
};

const eventRoute = {
  operationId: 'sendDutyEvent',
  tags,
  summary: '对事项执行一步 / Takes a step with a duty',
  description:
    '登记完成、免除某次任务,变更责任人,或终止该事项。终止之前到期的任务仍须办结。 / Records a task as done or ' +
    'waives it, changes who is charged with it, or ends the duty. What has come up before the end is still owed.',
  params: dutyIdParams,
  headers: eventHeadersSchema,
  body: dutyEventBodySchema,
  response: {
    200: json(dutyAcceptedSchema, '已执行 / Taken', etagHeader),
    ...problemResponses(
      ['duty_not_found', 'event_refused', 'version_conflict', ...withBody],
      [[409, 'version_conflict']],
      { event_refused: dutyRefusedSchema },
    ),
  },
};

const listRoute = {
  operationId: 'listDuties',
  tags,
  summary: '长期坚持事项和定期检查 / Lists duties',
  description:
    '按编号排序,逐页读取;待办和逾期任务数按当前时刻计算,与后台进程是否运行无关。 / In the order of their ' +
    'numbers, page by page. What is open and overdue is computed as of now, whether or not workers run.',
  querystring: dutyListQuerySchema,
  response: { 200: json(dutyListSchema, '一页 / One page'), ...problemResponses([]) },
};

const dutyRoute = {
  operationId: 'getDuty',
  tags,
  summary: '一项事项及其任务 / One duty with its tasks',
  description:
    '全部待办任务,以及最近办结的 200 次。 / All open tasks, and the last 200 that are settled.',
  params: dutyIdParams,
  response: {
    200: json(dutySchema, '事项全貌 / The duty', etagHeader),
    ...problemResponses(['duty_not_found']),
  },
};

const historyRoute = {
  operationId: 'getDutyHistory',
  tags,
  summary: '一项事项的全部事件 / All events of one duty',
  params: dutyIdParams,
  response: {
    200: json(historySchema, '按先后排列的事件 / The events, oldest first'),
    ...problemResponses(['duty_not_found']),
  },
};

export function dutyRoutes(options: DutyRoutesOptions): FastifyPluginAsyncZod {
  const { duties, views, now, print } = options;
  return async (app) => {
    app.post('/duties', { schema: openRoute }, async ({ body, headers }, reply) => {
      const { by, ...duty } = body;
      const idempotencyKey = headers['idempotency-key'];
      const answer = await duties.open({ duty, by, idempotencyKey });
      if (answer.kind !== 'accepted') return refuse(reply, answer);
      void reply.code(201).header('location', `${pathOf(reply)}/${answer.id}`);
      return accept(reply, answer, options);
    });

    app.post('/duties/:id/events', { schema: eventRoute }, async (request, reply) => {
      const { params, body, headers } = request;
      const expectedVersion = versionAsked(headers['if-match']);
      const answer = await duties.send({
        ...body,
        dutyId: params.id,
        expectedVersion,
        idempotencyKey: headers['idempotency-key'],
      });
      if (answer.kind === 'accepted') return accept(reply, answer, options);
      if (answer.kind === 'refused') return refuse(reply, answer);
      // 412 says that a condition the caller set does not hold; without one it has merely lost a race.
      const status = expectedVersion === undefined ? { status: 409 } : {};
      return sendProblem(reply, answer.code, { ...status, currentVersion: answer.currentVersion });
    });

    app.get('/duties', { schema: listRoute }, async ({ query }, reply) => {
      const { limit, overdue, finding: findingId, ...filter } = query;
      const late = overdue === undefined ? undefined : overdue === 'true';
      const asked = { ...filter, findingId, overdue: late };
      const at = await now();
      const list = (most: number) => views.list({ ...asked, limit: most }, at);
      return reply.send(await onePage(limit, list, ({ number }) => number));
    });

    // No 304 on If-None-Match: what is open and overdue changes while the version stays.
    app.get('/duties/:id', { schema: dutyRoute }, async ({ params }, reply) => {
      const duty = await views.get(params.id, await now());
      if (duty === null) return sendProblem(reply, 'duty_not_found');
      return reply.header('etag', etagOf(duty.version)).send(duty);
    });

    app.get('/duties/:id/history', { schema: historyRoute }, async ({ params }, reply) => {
      const events = await views.history(params.id);
      if (events === null) return sendProblem(reply, 'duty_not_found');
      const items = events.map(({ seq, at, machineVersion, by, event, prevHash, hash }) => ({
        seq,
        type: event.type,
        at: print(at),
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

function accept(
  reply: FastifyReply,
  { kind, id, number, state, version, openTasks }: DutyAccepted,
  { onAccepted }: DutyRoutesOptions,
): FastifyReply {
  tellHost(onAccepted, reply.log);
  // An answer given again was stored in between, which reorders members: the bytes are to be the same.
  const answer = { kind, id, number, state, version, openTasks };
  return reply.header('etag', etagOf(version)).send(answer);
}

function refuse(reply: FastifyReply, answer: DutyRefusedAnswer): FastifyReply {
  const { code } = answer;
  if (code === 'event_refused') {
    const { guard, allowed, state, version } = answer;
    return sendProblem(reply, code, {
      detail: dutySentenceOf(guard),
      guard,
      allowed,
      state,
      version,
    });
  }
  if (code === 'event_invalid') return sendProblem(reply, code, { problems: answer.problems });
  return sendProblem(reply, code);
}
