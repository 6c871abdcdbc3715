/** The real services of this run, with a part of each for one test file alone. */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { whenFileIsDone } from './clear-up.ts';
import type { ServiceAddress } from './global-setup.ts';

/** A suite that needs Redis. Without one it is reported as not run, with the reason; in CI it fails. */
export function describeWithRedis(name: string, suite: (url: string) => void): void {
  describeWith('Redis', inject('services').redis, name, suite);
}

/** A suite that needs a PostgreSQL server; see describeWithRedis. */
export function describeWithPostgres(name: string, suite: (url: string) => void): void {
  describeWith('PostgreSQL', inject('services').postgres, name, suite);
}

function describeWith(
  service: string,
  address: ServiceAddress,
  name: string,
  suite: (url: string) => void,
): void {
  const body = 'url' in address ? () => suite(address.url) : () => notRun(service, address.missing);
  // oxlint-disable-next-line vitest/valid-title, vitest/valid-describe-callback -- the suite and its title are the caller's
  describe(name, body);
}

function notRun(service: string, why: string): void {
  const reason = `no ${service}: ${why}`;
  test(`runs (${reason})`, ({ skip }) => {
    skip(process.env['CI'] !== 'true', reason);
    expect.fail(reason);
  });
}

/** The address of a database of its own on the server; dropped when the test file is done. */
export async function freshServerDatabase(name: string): Promise<string> {
  const admin = urlOf(inject('services').postgres);
  const database = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}_${suffix()}`.slice(-63);
  await onServer(admin, `create database "${database}"`);
  whenFileIsDone(() => onServer(admin, `drop database if exists "${database}" with (force)`));
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return url.href;
}

/** A part of Redis: all its keys begin with `prefix` and a colon. */
export interface RedisPart {
  url: string;
  /** BullMQ's `prefix` option; databases 0 to 15 would be too few. */
  prefix: string;
  /** Removes the keys with that prefix and no others; done by itself at the end of the file. */
  flush(): Promise<void>;
}

export function freshRedis(): RedisPart {
  const url = urlOf(inject('services').redis);
  const prefix = `test-${suffix()}`;
  const flush = (): Promise<void> => removeKeys(url, `${prefix}:*`);
  whenFileIsDone(flush);
  return { url, prefix, flush };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function removeKeys(url: string, pattern: string): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ match: pattern, count: 1000 })) {
      const names = keys as string[];
      if (names.length > 0) await redis.unlink(...names);
    }
  } finally {
    redis.disconnect();
  }
}

function urlOf(address: ServiceAddress): string {
  if ('url' in address) return address.url;
  throw new Error(address.missing);
}

function suffix(): string {
  return randomBytes(6).toString('hex');
}
