/** Says whether requests can be served: in full, in part while the queue takes no calls, or not at all. */
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { apiRegistry } from './api-registry.ts';
import { healthOf, type HealthCheck } from './health.ts';

export interface ReadinessChecks {
  readonly database: HealthCheck;
  /** Where there is none, nothing is said of a queue. */
  readonly queueCheck: HealthCheck | undefined;
}

const stateSchema = z.enum(['up', 'down']);

export const readinessSchema = z
  .strictObject({
    status: z.enum(['ok', 'degraded', 'down']),
    checks: z.strictObject({ database: stateSchema, queue: stateSchema.optional() }),
  })
  .register(apiRegistry, {
    id: 'Readiness',
    description:
      '能否提供服务;degraded 表示照常受理,但队列暂不可用。 / Whether requests can be served; degraded: they are, but the queue takes no calls for now.',
    examples: [{ status: 'degraded', checks: { database: 'up', queue: 'down' } }],
  });
export type Readiness = z.infer<typeof readinessSchema>;

export async function readinessOf(
  { database, queueCheck }: ReadinessChecks,
  log: Pick<FastifyBaseLogger, 'error'>,
): Promise<Readiness> {
  const queue = queueCheck === undefined ? {} : { queue: queueCheck };
  const { status, checks } = await healthOf({ database, ...queue }, log);
  const stateOf = (name: string) => (checks[name] === 'ok' ? 'up' : 'down');
  const isUp = checks['database'] === 'ok';
  const inPart = status === 'ok' ? 'ok' : 'degraded';
  return {
    status: isUp ? inPart : 'down',
    checks: {
      database: stateOf('database'),
      ...(queueCheck === undefined ? {} : { queue: stateOf('queue') }),
    },
  };
}
