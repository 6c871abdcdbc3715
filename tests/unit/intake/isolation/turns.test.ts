import { describe, expect, test } from 'vitest';
import { createTurns } from '../../../../src/intake/isolation/turns.ts';

describe('turns', () => {
  test('are taken by so many at a time, and by others in the order they came', async () => {
    const turns = createTurns(2);
    const order: number[] = [];
    await turns.wait(undefined);
    await turns.wait(undefined);
    const later = [1, 2, 3].map(async (number) => {
      await turns.wait(undefined);
      order.push(number);
      turns.end();
    });
    expect(turns.taken).toBe(2);
    expect(order).toEqual([]);
    turns.end();
    await Promise.all(later);
    expect(order).toEqual([1, 2, 3]);
    turns.end();
    expect(turns.taken).toBe(0);
  });

  test('are not given to who has gone, waiting or before', async () => {
    const turns = createTurns(1);
    await turns.wait(undefined);
    const [first, second] = [new AbortController(), new AbortController()];
    const gone = turns.wait(first.signal);
    const stays = turns.wait(second.signal);
    first.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    await expect(turns.wait(first.signal)).rejects.toThrow('gone');
    turns.end();
    await stays;
    expect(turns.taken).toBe(1);
    // Who has a turn keeps it.
    second.abort();
    turns.end();
    expect(turns.taken).toBe(0);
  });

  test('end with an error that says so where the signal gave no reason of its own', async () => {
    const signal = AbortSignal.abort('a word');
    await expect(createTurns(1).wait(signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
