import { expect, test } from 'vitest';
import { newProcess } from '../actors/processes.ts';
import { randomOf } from '../time/random.ts';
import { ConnectionLost, Scheduler } from '../time/scheduler.ts';
import { createTrace } from '../time/trace.ts';
import { createQueueServer } from './queue-model.ts';

const start = Date.UTC(2024, 0, 1);
const minuteMs = 60_000;

function open() {
  const random = randomOf(1);
  const scheduler = new Scheduler({
    random,
    trace: createTrace(),
    start,
    stepsMax: 10_000,
    onKilled: (process) => server.lost(process),
    onTime: () => undefined,
  });
  const server = createQueueServer(scheduler, random);
  const trouble: unknown[] = [];
  const queuesOf = (name: string, skewMs = 0) => {
    const process = newProcess(name, skewMs);
    return { process, queues: server.openIn(process, (error) => trouble.push(error)) };
  };
  return { scheduler, server, trouble, queuesOf };
}

test('calls are answered once each, and the same call made again meanwhile is one', async () => {
  const { scheduler, queuesOf } = open();
  const { queues } = queuesOf('worker');
  const answered: unknown[] = [];
  const call = { id: 'one', data: { dispatchIds: ['n'] } };
  void queues.hint('dispatch', [call, call, { ...call, id: 'two' }]);
  await scheduler.run(start + minuteMs);
  void queues.work('dispatch', async (data) => void answered.push(data), 2);
  await scheduler.run(scheduler.now + minuteMs);
  expect(answered).toEqual([{ dispatchIds: ['n'] }, { dispatchIds: ['n'] }]);
  // Once it is done, the same id is another call.
  void queues.hint('dispatch', [call]);
  await scheduler.run(scheduler.now + minuteMs);
  expect(answered).toHaveLength(3);
});

test('a call whose worker has died is made to another, when its lock is over by the other’s clock', async () => {
  const { scheduler, queuesOf } = open();
  const first = queuesOf('first');
  const second = queuesOf('second', -10 * minuteMs);
  const answers: number[] = [];
  void first.queues.hint('dispatch', [{ id: 'one', data: {} }]);
  // Whoever gets it never comes to an end.
  void first.queues.work('dispatch', () => new Promise(() => undefined), 1);
  await scheduler.run(start + minuteMs);
  void second.queues.work('dispatch', async () => void answers.push(scheduler.now), 1);
  scheduler.kill(first.process);
  const killedAt = scheduler.now;
  await scheduler.run(start + 60 * minuteMs);
  expect(answers).toHaveLength(1);
  expect((answers[0] ?? 0) - killedAt).toBeGreaterThanOrEqual(10 * minuteMs);
});

test('delays are judged by the clock of whoever asks', async () => {
  const { scheduler, queuesOf } = open();
  const ahead = queuesOf('ahead', 5 * minuteMs);
  const answers: number[] = [];
  void queuesOf('right').queues.hint('clock', [{ id: 'one', data: {}, delayMs: 6 * minuteMs }]);
  void ahead.queues.work('clock', async () => void answers.push(scheduler.now - start), 1);
  await scheduler.run(start + 60 * minuteMs);
  expect(Math.round((answers[0] ?? 0) / minuteMs)).toBe(1);
});

test('wiped, it knows nothing; out of reach, it is told nothing; an answer that fails is over', async () => {
  const { scheduler, server, trouble, queuesOf } = open();
  const { queues } = queuesOf('worker');
  void queues.hint('dispatch', [{ id: 'one', data: {} }]);
  await scheduler.run(start + minuteMs);
  server.wipe();
  let answered = 0;
  void queues.work('dispatch', () => Promise.reject(new Error(`call ${(answered += 1)}`)), 1);
  await scheduler.run(start + 2 * minuteMs);
  expect(answered).toBe(0);
  server.reachable = false;
  const told = queues.hint('dispatch', [{ id: 'two', data: {} }]).catch((error: unknown) => error);
  await scheduler.run(start + 3 * minuteMs);
  expect(await told).toBeInstanceOf(ConnectionLost);
  server.reachable = true;
  void queues.hint('dispatch', [{ id: 'three', data: {} }]);
  await scheduler.run(start + 60 * minuteMs);
  expect(trouble).toEqual([new Error('call 1')]);
});
