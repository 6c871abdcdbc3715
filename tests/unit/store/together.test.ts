/** Questions that come while another is being answered go together; nobody is answered with another's answer. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { together } from '../../../src/store/together.ts';

interface Question {
  readonly id: string;
  readonly value: number;
}

/** What was asked until now has then been asked. */
async function endOfTurn(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
}

/** Answers on demand; keeps what it was asked, turn by turn. */
function asking() {
  const turns: (readonly Question[])[] = [];
  const answers: ((fault?: Error) => void)[] = [];
  const ask = together(
    (questions: readonly Question[]) =>
      new Promise<ReadonlyMap<string, number>>((resolve, reject) => {
        turns.push(questions);
        answers.push((fault) => {
          if (fault !== undefined) reject(fault);
          else resolve(new Map(questions.map(({ id, value }) => [id, value * 2])));
        });
      }),
  );
  /** Answers the turn that is being asked. */
  const answer = async (fault?: Error) => {
    if (answers.length === 0) await endOfTurn();
    answers.shift()?.(fault);
    await endOfTurn();
  };
  return { ask, turns, answer };
}

describe('questions', () => {
  test('that come one at a time are asked at once, one at a time', async () => {
    const { ask, turns, answer } = asking();
    const first = ask({ id: 'a', value: 1 });
    await endOfTurn();
    expect(turns).toHaveLength(1);
    await answer();
    expect(await first).toBe(2);
    void ask({ id: 'b', value: 2 });
    await endOfTurn();
    expect(turns).toHaveLength(2);
  });

  test('that come in one turn of the event loop are asked together', async () => {
    const { ask, turns, answer } = asking();
    const all = [1, 2].map((value) => ask({ id: `q${value}`, value }));
    await endOfTurn();
    expect(turns.map((turn) => turn.map(({ id }) => id))).toEqual([['q1', 'q2']]);
    await answer();
    expect(await Promise.all(all)).toEqual([2, 4]);
  });

  test('that come while one is being answered are asked together, each answered for itself', async () => {
    const { ask, turns, answer } = asking();
    const first = ask({ id: 'q1', value: 1 });
    await endOfTurn();
    const all = [first, ...[2, 3, 4].map((value) => ask({ id: `q${value}`, value }))];
    await answer();
    expect(turns.map((turn) => turn.map(({ id }) => id))).toEqual([['q1'], ['q2', 'q3', 'q4']]);
    await answer();
    expect(await Promise.all(all)).toEqual([2, 4, 6, 8]);
  });

  test('about one thing are asked one after the other, in order', async () => {
    const { ask, turns, answer } = asking();
    const all = [1, 2, 3].map((value) => ask({ id: 'same', value }));
    for (let turn = 0; turn < 3; turn += 1) await answer();
    expect(turns.map((turn) => turn.map(({ value }) => value))).toEqual([[1], [2], [3]]);
    expect(await Promise.all(all)).toEqual([2, 4, 6]);
  });

  test('asked in vain are told so, and those after them are asked all the same', async () => {
    const { ask, answer } = asking();
    const first = ask({ id: 'a', value: 1 });
    await endOfTurn();
    const second = ask({ id: 'b', value: 2 });
    const heard = first.catch(String);
    await answer(new Error('lost'));
    expect(await heard).toBe('Error: lost');
    await answer();
    expect(await second).toBe(4);
  });

  test('that have no answer are answered with null', async () => {
    const ask = together(async () => new Map<string, number>());
    expect(await ask({ id: 'a' })).toBeNull();
  });

  test('however many, come in turns of a hundred at most, and none is left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 300 }), { maxLength: 600 }), async (values) => {
        const sizes: number[] = [];
        const ask = together(async (questions: readonly Question[]) => {
          sizes.push(questions.length);
          expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
          return new Map(questions.map(({ id, value }) => [id, value]));
        });
        const answers = await Promise.all(values.map((value) => ask({ id: `q${value}`, value })));
        expect(answers).toEqual(values);
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(100);
      }),
      { numRuns: 50 },
    );
  });
});
