/** Starts Redis and PostgreSQL once per test run, or takes those that REDIS_URL and DATABASE_URL name. */
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { ServiceMissing } from './programs.ts';
import { startRedis } from './redis.ts';

/** Where a service is, or why there is none. */
export type ServiceAddress = { url: string } | { missing: string };

export interface ServiceAddresses {
  redis: ServiceAddress;
  postgres: ServiceAddress;
}

declare module 'vitest' {
  export interface ProvidedContext {
    services: ServiceAddresses;
  }
}

interface Stoppable {
  url: string;
  stop(): Promise<void>;
}

const started: Stoppable[] = [];

export async function setup(project: TestProject): Promise<void> {
  const [redis, postgres] = await Promise.all([
    addressOf(process.env['REDIS_URL'], () => startRedis()),
    addressOf(process.env['DATABASE_URL'], () => startPostgres()),
  ]);
  project.provide('services', { redis, postgres });
}

export async function teardown(): Promise<void> {
  await Promise.all(started.splice(0).map((service) => service.stop()));
}

async function addressOf(
  given: string | undefined,
  start: () => Promise<Stoppable>,
): Promise<ServiceAddress> {
  if (given !== undefined && given !== '') return { url: given };
  try {
    const service = await start();
    started.push(service);
    return { url: service.url };
  } catch (error) {
    if (error instanceof ServiceMissing) return { missing: error.message };
    throw error;
  }
}
