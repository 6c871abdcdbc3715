import pino from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { expectDocumented } from './documented.ts';
import { openApp } from './open-app.ts';

const up = () => Promise.resolve();
const down = () => Promise.reject(new Error('redis://:hunter2@10.0.0.9'));

describe('GET /healthz', () => {
  test('is 200 while every check passes', async () => {
    await using open = await openApp({ healthChecks: { queue: () => Promise.resolve() } });
    const answer = await open.app.inject('/healthz');
    expectDocumented(open.app, 'GET /healthz', answer);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: 'ok', checks: { database: 'ok', queue: 'ok' } });
  });

  test('is 503 with the names of the checks that fail, and says nothing more', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const secret = 'redis://:hunter2@10.0.0.9';
    await using open = await openApp({
      logger,
      healthChecks: {
        queue: () => Promise.reject(new Error(secret)),
        mail: () => {
          throw new Error(secret);
        },
        worker: () => Promise.resolve(),
      },
    });
    const answer = await open.app.inject('/healthz');
    expectDocumented(open.app, 'GET /healthz', answer);
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      status: 'failed',
      checks: { database: 'ok', queue: 'failed', mail: 'failed', worker: 'ok' },
    });
    expect(lines.filter((line) => line.includes('"check":'))).toHaveLength(2);
    expect(lines.join('')).not.toContain(secret);
  });

  test('is 503 when a check gives no answer in time', async () => {
    await using open = await openApp({ healthChecks: { queue: () => new Promise(() => {}) } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const waiting = open.app.inject('/healthz');
      await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
      await vi.advanceTimersByTimeAsync(5_000);
      expect((await waiting).json()).toMatchObject({ checks: { queue: 'failed' } });
    } finally {
      vi.useRealTimers();
    }
  });

  test('is 503 once the database has gone', async () => {
    await using open = await openApp();
    await open.rectiflow.close();
    const answer = await open.app.inject('/healthz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'failed', checks: { database: 'failed' } });
  });
});

describe('GET /ready', () => {
  test('is 200 and says nothing of a queue where nobody checks one', async () => {
    await using open = await openApp({ healthChecks: { mail: down } });
    const answer = await open.app.inject('/ready');
    expectDocumented(open.app, 'GET /ready', answer);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: 'ok', checks: { database: 'up' } });
  });

  test('is 200 while database and queue are up', async () => {
    await using open = await openApp({ queueCheck: up });
    const answer = await open.app.inject('/ready');
    expectDocumented(open.app, 'GET /ready', answer);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: 'ok', checks: { database: 'up', queue: 'up' } });
  });

  test('is 200 and degraded while the queue takes no calls, and health is as it was', async () => {
    await using open = await openApp({ queueCheck: down });
    const answer = await open.app.inject('/ready');
    expectDocumented(open.app, 'GET /ready', answer);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      status: 'degraded',
      checks: { database: 'up', queue: 'down' },
    });
    const health = await open.app.inject('/healthz');
    expect(health.json()).toEqual({ status: 'ok', checks: { database: 'ok' } });
  });

  test('is asked anew each time', async () => {
    let isUp = false;
    await using open = await openApp({ queueCheck: () => (isUp ? up() : down()) });
    expect((await open.app.inject('/ready')).json()).toMatchObject({ status: 'degraded' });
    isUp = true;
    expect((await open.app.inject('/ready')).json()).toMatchObject({ status: 'ok' });
  });

  test.each([
    ['up', up],
    ['down', down],
  ])('is 503 once the database has gone, with the queue %s', async (queue, queueCheck) => {
    await using open = await openApp({ queueCheck });
    await open.rectiflow.close();
    const answer = await open.app.inject('/ready');
    expectDocumented(open.app, 'GET /ready', answer);
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'down', checks: { database: 'down', queue } });
  });
});
