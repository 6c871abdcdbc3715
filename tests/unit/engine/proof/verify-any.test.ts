import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { canonical } from '../../../../src/engine/chain.ts';
import { chainSchema } from '../../../../src/engine/proof/chain-schema.ts';
import type { Chain } from '../../../../src/engine/proof/chains.ts';
import { firstBadIn } from '../../../../src/engine/proof/verify.ts';
import { forAllTests } from '../case-hooks.ts';
import { openCase } from '../engine-case.ts';
import {
  contentsSwapped,
  eventAt,
  inserted,
  liveSomeLives,
  rehashed,
  renumbered,
  rowsSwapped,
  without,
} from './tampering.ts';

const engineCase = forAllTests(openCase);
let all: Chain[];

beforeAll(async () => {
  all = await liveSomeLives(engineCase);
});

/** As somebody finds out who has only the export. */
function isFound(tampered: unknown): boolean {
  const line = JSON.parse(JSON.stringify(tampered)) as unknown;
  let chain: Chain;
  try {
    chain = chainSchema.parse(line);
  } catch (error) {
    if (error instanceof ZodError) return true;
    throw error;
  }
  return firstBadIn(chain) !== null;
}

describe('any tampering is found', () => {
  type Path = readonly (string | number)[];

  /** The ways to every value in a piece of JSON. */
  function pathsIn(value: unknown, way: Path = []): Path[] {
    const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const inner = members.flatMap(([key, member]) => pathsIn(member, [...way, key]));
    return way.length === 0 ? inner : [way, ...inner];
  }

  function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
    if (key === undefined) return by;
    if (Array.isArray(value))
      return value.with(Number(key), replaced(value[Number(key)], rest, by));
    const object = value as Record<string, unknown>;
    return { ...object, [key]: replaced(object[key], rest, by) };
  }

  /** Rows deleted, doubled, moved or made up. */
  const actOnRows = fc
    .tuple(fc.nat(), fc.nat(), fc.nat(4), fc.boolean())
    .map(([a, b, how, renumber]) => (chain: Chain): Chain => {
      const { length } = chain.events;
      if (length === 0) return chain;
      const [first, second] = [(a % length) + 1, (b % length) + 1];
      const row = eventAt(chain, first);
      const acts = [
        () => without(chain, first),
        () => ({ ...chain, events: chain.events.toSpliced(second, 0, row) }),
        () => rowsSwapped(chain, first, second),
        () => contentsSwapped(chain, first, second),
        () => inserted(chain, first, rehashed),
      ];
      const tampered = acts[how]?.() ?? chain;
      return renumber ? renumbered(tampered) : tampered;
    });

  /** A value exchanged for another, anywhere. */
  const actOnValues = fc.tuple(fc.nat(), fc.jsonValue()).map(([pick, value]) => (line: unknown) => {
    const paths = pathsIn(line);
    return replaced(line, paths[pick % paths.length] ?? [], value);
  });

  test('whatever was done, and however often', { timeout: 120_000 }, () => {
    let tamperings = 0;
    const anyActs = [
      fc.array(actOnRows, { maxLength: 2 }),
      fc.array(actOnValues, { maxLength: 2 }),
    ] as const;
    fc.assert(
      fc.property(fc.nat(), ...anyActs, (pick, onRows, onValues) => {
        const chain = all[pick % all.length];
        if (chain === undefined) throw new Error('there is no chain');
        const rowsDone = onRows.reduce((sofar, act) => act(sofar), chain);
        const tampered = onValues.reduce((sofar, act) => act(sofar), rowsDone as unknown);
        fc.pre(canonical(tampered) !== canonical(chain));
        tamperings += 1;
        expect(isFound(tampered)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
    expect(tamperings).toBeGreaterThanOrEqual(1_500);
  });
});
