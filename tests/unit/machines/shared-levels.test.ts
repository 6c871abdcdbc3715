/** Who signs for which post of a level that several sign: whichever way lets most of them sign. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingContext, Given } from '../../../machines/finding-context.ts';
import { guardHolds } from '../../../machines/finding-guards.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import type { Slot } from '../../../machines/words.ts';
import { give, person } from './school-case.ts';
import { answer, findingAt, play, stageOf } from './school-stages.ts';
import { settings } from './journeys.ts';

const posts = ['verifier', 'steeringGroup', 'leadOfficial', 'accountableExecutive'] as const;
const slots = { actionOwner: 'chen', ...Object.fromEntries(posts.map((post) => [post, post])) };
type Need = 'all' | 'any' | number;
const inReview = (of: readonly Slot[], need: Need): FindingSnapshot =>
  findingAt('inReview', { slots, gates: { verificationLevels: [{ of: [...of], need }] } });
const sign = (id: string, ...holds: readonly Slot[]): Given =>
  give({ type: 'APPROVE', holds: [...holds] }, person(id));

describe('whoever holds two posts', () => {
  const level = inReview(['verifier', 'steeringGroup'], 'all');

  test('blocks nobody who holds one of them, whoever signs first', () => {
    const both = sign('both', 'verifier', 'steeringGroup');
    for (const post of ['verifier', 'steeringGroup'] as const) {
      const other = sign('other', post);
      expect(stageOf(play(level, both, other))).toBe('awaitingClosure');
      expect(stageOf(play(level, other, both))).toBe('awaitingClosure');
    }
  });

  test('signs once for all that: the level waits for another', () => {
    const once = play(level, sign('both', 'verifier', 'steeringGroup'));
    expect(stageOf(once)).toBe('inReview');
    expect(once.context.approvals).toMatchObject([{ posts: ['verifier', 'steeringGroup'] }]);
  });

  test('makes way along a whole row of others', () => {
    const three = inReview(['verifier', 'steeringGroup', 'leadOfficial'], 'all');
    const row = [
      sign('a', 'verifier', 'steeringGroup'),
      sign('b', 'steeringGroup', 'leadOfficial'),
      sign('c', 'verifier'),
    ];
    expect(stageOf(play(three, ...row))).toBe('awaitingClosure');
  });

  test('is kept with the posts of the level only', () => {
    const once = play(level, sign('both', 'leadOfficial', 'verifier', 'actionOwner'));
    expect(once.context.approvals).toMatchObject([{ posts: ['verifier'] }]);
  });

  test('adds nothing where those posts are signed for by others who hold no other', () => {
    const three = inReview(['verifier', 'steeringGroup', 'leadOfficial'], 'all');
    const signed = play(three, sign('a', 'verifier'), sign('b', 'steeringGroup'));
    expect(answer(signed, sign('both', 'verifier', 'steeringGroup'))).toMatchObject({
      guard: 'checkerSignsForLevel',
    });
  });
});

test('a signature of which nobody kept the posts is for none of them', () => {
  const { context } = inReview(['verifier', 'steeringGroup'], 'any');
  const unknown = { level: 1, by: { persons: ['one'], unit: null } };
  const before: FindingContext = { ...context, approvals: [unknown] };
  for (const name of ['checkerSignsForLevel', 'levelIsComplete'] as const) {
    expect(guardHolds(name, before, sign('two', 'verifier'))).toBe(true);
  }
});

/** How many posts can each be given one of the signers who holds it: every way is tried. */
function mostFilled(of: readonly Slot[], signers: readonly (readonly Slot[])[]): number {
  const [first, ...others] = of;
  if (first === undefined) return 0;
  const ways = signers.flatMap((held, index) =>
    held.includes(first) ? [1 + mostFilled(others, signers.toSpliced(index, 1))] : [],
  );
  return Math.max(mostFilled(others, signers), ...ways);
}

const level = fc
  .tuple(
    fc.shuffledSubarray([...posts], { minLength: 1 }),
    fc.constantFrom<Need>('all', 'any', 1, 2, 3, 4),
  )
  .map(([of, need]) => ({ of, need: typeof need === 'number' ? Math.min(need, of.length) : need }));
const signers = fc.array(fc.subarray<Slot>([...posts, 'actionOwner']), { maxLength: 6 });
const neededOf = ({ of, need }: { of: readonly Slot[]; need: Need }) =>
  ({ all: of.length, any: 1 })[need] ?? Number(need);

/** Each tries to sign in that order, until the level is done; who was refused, and what they were refused over. */
function signAll(from: FindingSnapshot, list: readonly (readonly Slot[])[]) {
  let snapshot = from;
  const signed: (readonly Slot[])[] = [];
  const refused: { held: readonly Slot[]; over: readonly (readonly Slot[])[] }[] = [];
  for (const [index, held] of list.entries()) {
    if (stageOf(snapshot) !== 'inReview') break;
    const step = answer(snapshot, sign(`signer ${index}`, ...held));
    if (step.kind === 'accepted') {
      ({ snapshot } = step);
      signed.push(held);
    } else refused.push({ held, over: [...signed] });
  }
  return { isDone: stageOf(snapshot) === 'awaitingClosure', refused };
}

describe('a level that several posts sign', () => {
  test('is done exactly when as many posts as needed can each be given one of the signers who holds it', () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(level, signers, (shared, list) => {
        const { isDone } = signAll(inReview(shared.of, shared.need), list);
        seen.add(isDone);
        expect(isDone).toBe(mostFilled(shared.of, list) >= neededOf(shared));
      }),
      settings,
    );
    expect(seen.size).toBe(2);
  });

  test('refuses only who adds nothing to those who have signed', () => {
    fc.assert(
      fc.property(level, signers, (shared, list) => {
        for (const { held, over } of signAll(inReview(shared.of, shared.need), list).refused) {
          expect(mostFilled(shared.of, [...over, held])).toBe(mostFilled(shared.of, over));
        }
      }),
      settings,
    );
  });

  test('is done or not whatever the order they sign in', () => {
    const twoOrders = signers.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(level, twoOrders, (shared, [list, other]) => {
        const from = inReview(shared.of, shared.need);
        expect(signAll(from, other).isDone).toBe(signAll(from, list).isDone);
      }),
      settings,
    );
  });
});
