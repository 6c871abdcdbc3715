/** Says whether everything a host relies on answers: names only, never why not. */
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { apiRegistry } from './api-registry.ts';
import { faultOf } from './failures.ts';

/** Passes by resolving, fails by rejecting or by taking longer than 5 seconds. */
export type HealthCheck = () => Promise<unknown>;

export const healthSchema = z
  .strictObject({
    status: z.enum(['ok', 'failed']),
    checks: z.record(z.string(), z.enum(['ok', 'failed'])),
  })
  .register(apiRegistry, {
    id: 'Health',
    description: '各部件是否可用 / Whether each part answers.',
    examples: [{ status: 'ok', checks: { database: 'ok' } }],
  });
export type Health = z.infer<typeof healthSchema>;

const checkMillisMax = 5_000;

export async function healthOf(
  checks: Readonly<Record<string, HealthCheck>>,
  log: Pick<FastifyBaseLogger, 'error'>,
): Promise<Health> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withinTime(check);
        return [name, 'ok'] as const;
      } catch (error) {
        log.error({ check: name, fault: faultOf(error) }, 'health check failed');
        return [name, 'failed'] as const;
      }
    }),
  );
  const ok = results.every(([, result]) => result === 'ok');
  return { status: ok ? 'ok' : 'failed', checks: Object.fromEntries(results) };
}

async function withinTime(check: HealthCheck): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), checkMillisMax);
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}
