/** The routes about the service itself: whether it is up, and what it can do. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { json } from './declared.ts';
import { healthOf, healthSchema, type HealthCheck } from './health.ts';
import { problemResponses } from './problem-schemas.ts';
import { readinessOf, readinessSchema, type ReadinessChecks } from './readiness.ts';

const { 500: internal } = problemResponses([]);

const healthRoute = {
  operationId: 'getHealth',
  tags: ['service'],
  summary: '是否可用 / Whether all is up',
  response: {
    200: json(healthSchema, '全部正常 / All checks pass'),
    500: internal,
    503: json(healthSchema, '有部件不可用 / A check fails'),
  },
};

const readyRoute = {
  operationId: 'getReadiness',
  tags: ['service'],
  summary: '能否提供服务 / Whether requests can be served',
  description:
    '数据库可用即可提供服务;队列不可用时仍受理请求,通知待其恢复后发出。 / With the database up requests are served; while the queue is down they still are, and notices go out once it is back.',
  response: {
    200: json(readinessSchema, '可以提供服务,或部分可用 / Ready, or ready in part'),
    500: internal,
    503: json(readinessSchema, '数据库不可用 / The database is down'),
  },
};

const documentRoute = {
  operationId: 'getOpenapi',
  tags: ['service'],
  summary: '本接口的说明 / This document',
  response: {
    200: json(z.looseObject({ openapi: z.string() }), 'OpenAPI 3.1'),
    500: internal,
  },
};

export interface ServiceChecks {
  /** Those of `/healthz`, by name. */
  readonly health: Readonly<Record<string, HealthCheck>>;
  /** Those of `/ready`. */
  readonly readiness: ReadinessChecks;
}

export function serviceRoutes(checks: ServiceChecks): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/healthz', { schema: healthRoute }, async (request, reply) => {
      const health = await healthOf(checks.health, request.log);
      return reply.code(health.status === 'ok' ? 200 : 503).send(health);
    });
    app.get('/ready', { schema: readyRoute }, async (request, reply) => {
      const readiness = await readinessOf(checks.readiness, request.log);
      return reply.code(readiness.status === 'down' ? 503 : 200).send(readiness);
    });
    app.get('/openapi.json', { schema: documentRoute }, async (_request, reply) =>
      reply.send(app.swagger()),
    );
  };
}
