import { EventEmitter, once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { places } from '../../../workers/places.ts';

/** Work that ends when it is told to. */
function job() {
  const told = new EventEmitter();
  return { promise: once(told, 'end').then(() => undefined), end: () => told.emit('end') };
}

describe('places for two', () => {
  test('let two work, and the others in the order they came, one as each place is left', async () => {
    const inTurn = places(2);
    const began: number[] = [];
    const jobs = [0, 1, 2, 3].map(job);
    const done = jobs.map(({ promise }, no) =>
      inTurn(() => {
        began.push(no);
        return promise;
      }),
    );
    await Promise.resolve();
    expect(began).toEqual([0, 1]);
    jobs[1]?.end();
    await done[1];
    expect(began).toEqual([0, 1, 2]);
    jobs[0]?.end();
    await done[0];
    expect(began).toEqual([0, 1, 2, 3]);
    for (const { end } of jobs) end();
    await Promise.all(done);
  });

  test('are left by work that fails, whose failure is its own', async () => {
    const inTurn = places(1);
    await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await inTurn(async () => 'next')).toBe('next');
  });
});
