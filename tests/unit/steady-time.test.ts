/** The time that is counted on between two answers of the database. */
import { describe, expect, test } from 'vitest';
import type { Moment } from '../../src/engine/ports.ts';
import { createSteadyTime } from '../../src/steady-time.ts';
import { createVirtualClock, databaseClock } from '../../src/virtual-clock.ts';

const start = Date.UTC(2024, 2, 4);

/** A database and this machine, whose clocks are moved by the test. */
function clocks() {
  const state = { database: start, monotonic: 5_000, asked: 0, broken: false };
  const ledger = {
    async moment(): Promise<Moment> {
      state.asked += 1;
      if (state.broken) throw new Error('no database');
      return { databaseNow: state.database, calendarRevision: 0 };
    },
  };
  const pass = (ms: number) => {
    state.database += ms;
    state.monotonic += ms;
  };
  return { state, ledger, pass, monotonicNow: () => state.monotonic };
}

describe('a steady time', () => {
  test('is the database’s, asked for once a second however often it is wanted', async () => {
    const { state, ledger, pass, monotonicNow } = clocks();
    const now = createSteadyTime({ ledger, clock: databaseClock }, monotonicNow);
    expect(await Promise.all([now(), now(), now()])).toEqual([start, start, start]);
    pass(400);
    expect(await now()).toBe(start + 400);
    pass(599.5);
    expect(await now()).toBe(start + 999);
    expect(state.asked).toBe(1);
    pass(0.5);
    expect(await now()).toBe(start + 1_000);
    expect(state.asked).toBe(2);
  });

  test('follows a database whose clock was set, within a second', async () => {
    const { state, ledger, pass, monotonicNow } = clocks();
    const now = createSteadyTime({ ledger, clock: databaseClock }, monotonicNow);
    await now();
    state.database -= 3_600_000;
    pass(999);
    expect(await now()).toBe(start + 999);
    pass(1);
    expect(await now()).toBe(start - 3_600_000 + 1_000);
  });

  test('is that of a virtual clock to the moment, where there is one', async () => {
    const { ledger, pass, monotonicNow } = clocks();
    const clock = createVirtualClock(start);
    const now = createSteadyTime({ ledger, clock }, monotonicNow);
    expect(await now()).toBe(start);
    pass(300);
    expect(await now()).toBe(start);
    clock.moveTo(start + 86_400_000);
    expect(await now()).toBe(start + 86_400_000);
  });

  test('is asked for anew by the next after a database that did not answer', async () => {
    const { state, ledger, monotonicNow } = clocks();
    const now = createSteadyTime({ ledger, clock: databaseClock }, monotonicNow);
    state.broken = true;
    await expect(now()).rejects.toThrow('no database');
    state.broken = false;
    expect(await now()).toBe(start);
  });
});
