import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newProcess } from '../actors/processes.ts';
import { Agenda } from './agenda.ts';
import { randomOf } from './random.ts';
import { ConnectionLost, Scheduler, type Process } from './scheduler.ts';
import { createTrace } from './trace.ts';
import { calm, type Weather } from './weather.ts';

const start = Date.UTC(2024, 0, 1);

function scheduled(seed: number, weather: Partial<Weather> = {}) {
  const trace = createTrace();
  const killed: Process[] = [];
  const scheduler = new Scheduler({
    random: randomOf(seed),
    trace,
    start,
    stepsMax: 10_000,
    onKilled: (process) => killed.push(process),
    onTime: () => undefined,
  });
  scheduler.weather = { ...calm, ...weather };
  return { scheduler, trace, killed };
}

/** Ten processes that each do two statements, and in what order they did. */
async function orderOf(seed: number) {
  const { scheduler, trace } = scheduled(seed);
  const done: string[] = [];
  for (let no = 0; no < 10; no += 1) {
    const process = newProcess(`p${no}`, 0);
    const statement = scheduler.statement(process);
    void statement('one', () => done.push(`${no} one`)).then(() =>
      statement('two', () => done.push(`${no} two`)),
    );
  }
  await scheduler.run(start + 60_000);
  return { done, digest: trace.digest() };
}

test('the seed decides who is next, and nothing else does', async () => {
  const once = await orderOf(1);
  expect(once.done).toHaveLength(20);
  expect(await orderOf(1)).toEqual(once);
  const orders = await Promise.all([2, 3, 4].map(orderOf));
  expect(new Set(orders.map(({ done }) => done.join())).size).toBe(3);
});

test('a statement is carried out at one instant, however long it takes, and its answer comes later', async () => {
  const { scheduler } = scheduled(1);
  const statement = scheduler.statement(newProcess('one', 0));
  const other = scheduler.statement(newProcess('other', 0));
  const seen: string[] = [];
  const slow = statement('slow', async () => {
    const before = scheduler.step;
    await new Promise((resolve) => setImmediate(resolve));
    seen.push(scheduler.step === before ? 'alone' : 'not alone');
    return scheduler.now;
  });
  void other('other', () => seen.push('other'));
  await scheduler.run(start + 60_000);
  expect(await slow).toBeLessThanOrEqual(scheduler.now);
  expect(seen.toSorted()).toEqual(['alone', 'other']);
});

test('whoever is killed has done it or has not, and never learns which', async () => {
  const outcomes = new Set<string>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const { scheduler, killed } = scheduled(seed, { crash: 0.5 });
    const statement = scheduler.statement(newProcess('mortal', 0));
    let [done, told] = [false, false];
    const ask = async () => {
      await statement('it', () => {
        done = true;
      });
      told = true;
    };
    void ask();
    await scheduler.run(start + 60_000);
    outcomes.add(
      `${killed.length} killed, ${done ? 'done' : 'not done'}, ${told ? '' : 'not '}told`,
    );
  }
  expect([...outcomes].toSorted()).toEqual([
    '0 killed, done, told',
    '1 killed, done, not told',
    '1 killed, not done, not told',
  ]);
});

test('a broken connection leaves it open whether it was done', async () => {
  const outcomes = new Set<string>();
  for (let seed = 1; seed <= 40; seed += 1) {
    const { scheduler } = scheduled(seed, { loss: 1 });
    let done = 'not done';
    const asked = scheduler
      .statement(newProcess('p', 0))('it', () => {
        done = 'done';
      })
      .catch((error: unknown) => error instanceof ConnectionLost);
    await scheduler.run(start + 60_000);
    outcomes.add(`${done} ${String(await asked)}`);
  }
  expect([...outcomes].toSorted()).toEqual(['done true', 'done undefined', 'not done true']);
});

test('time stands still while anybody can go on, and then moves to whoever can next', async () => {
  const { scheduler } = scheduled(1);
  const at = start + 3 * 86_400_000;
  const woken: number[] = [];
  const sleeper = newProcess('sleeper', 0);
  void scheduler
    .turn(sleeper, 'sleep', { ready: () => scheduler.now >= at, wake: () => at })
    .then(() => woken.push(scheduler.now));
  await scheduler.run(at - 1);
  expect(woken).toEqual([]);
  expect(scheduler.now).toBe(at - 1);
  await scheduler.run(at);
  expect(woken.map((instant) => instant - at)).toEqual([expect.closeTo(10, -2)]);
});

test('what is found wrong ends the run, whoever would have swallowed it', async () => {
  const { scheduler } = scheduled(1);
  const statement = scheduler.statement(newProcess('p', 0));
  void statement('it', () => scheduler.fail('rule', 'details')).catch(() => undefined);
  await expect(scheduler.run(start + 60_000)).rejects.toThrow('rule: details');
});

test('an agenda gives its keys in order of time, each as it was last set', () => {
  const anySettings = fc.array(fc.tuple(fc.nat(9), fc.option(fc.nat(50))), { maxLength: 60 });
  fc.assert(
    fc.property(anySettings, (settings) => {
      const agenda = new Agenda<number>();
      const expected = new Map<number, number>();
      for (const [key, at] of settings) {
        if (at === null) agenda.delete(key);
        else agenda.set(key, at);
        if (at === null) expected.delete(key);
        else expected.set(key, at);
      }
      const given: (readonly [number, number])[] = [];
      for (;;) {
        const { next } = agenda;
        expect(agenda.take(next - 1)).toBeUndefined();
        const key = agenda.take(next);
        if (key === undefined) break;
        given.push([key, next]);
      }
      expect(new Map(given)).toEqual(expected);
      const times = given.map(([, at]) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});

function drawn(seed: number): number[] {
  const random = randomOf(seed);
  return Array.from({ length: 2_000 }, () => random.between(3, 7));
}

test('chance is within its bounds, the same for one seed and another for the next', () => {
  expect(new Set(drawn(1))).toEqual(new Set([3, 4, 5, 6, 7]));
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
  const random = randomOf(1);
  const ids = Array.from({ length: 10_000 }, () => random.uuid());
  expect(new Set(ids).size).toBe(ids.length);
  expect(() => random.pick([])).toThrow(RangeError);
});
