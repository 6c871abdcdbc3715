/** The routes about the service itself: whether it is up, and what it can do. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { json } from './declared.ts';
import { healthOf, healthSchema, type HealthCheck } from './health.ts';
import { problemResponses } from './problem-schemas.ts';

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

const documentRoute = {
  operationId: 'getOpenapi',
  tags: ['service'],
  summary: '本接口的说明 / This document',
  response: {
    200: json(z.looseObject({ openapi: z.string() }), 'OpenAPI 3.1'),
    500: internal,
  },
};

export function serviceRoutes(
  checks: Readonly<Record<string, HealthCheck>>,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.get('/healthz', { schema: healthRoute }, async (request, reply) => {
      const health = await healthOf(checks, request.log);
      return reply.code(health.status === 'ok' ? 200 : 503).send(health);
    });
    app.get('/openapi.json', { schema: documentRoute }, async (_request, reply) =>
      reply.send(app.swagger()),
    );
  };
}
