/** Files made to fill memory or time are refused at once, and the process goes on. */
import { expect, test } from 'vitest';
import { readBuilt, type BuiltOutcome } from '../support/built-reader.ts';
import { bombs, lzwBomb, type HostileFile } from '../support/hostile-bombs.ts';
import { report } from '../support/report.ts';

/** A slow or busy machine may need longer than `ms`, but no longer than so many times what its first file takes. */
const limits = { ms: 1_000, firsts: 6, grownMb: 150 } as const;
/** A busy machine may be slow once. */
const TRIES = 3;

test.each(bombs())('$name costs next to nothing', async (file) => {
  const { bomb, first } = await readBetween(file);
  expect(bomb.code).toBe(file.code);
  expect(bomb.ms).toBeLessThanOrEqual(Math.max(limits.ms, limits.firsts * first.ms));
  expect(bomb.grownMb).toBeLessThanOrEqual(limits.grownMb);
});

test('text that only the reader of PDF files can unpack stops at the limit', async () => {
  const file = { name: 'lzw.pdf', bytes: lzwBomb(400), code: 'unsafe_archive' };
  const { bomb } = await readBetween(file);
  expect(bomb.code).toBe('unsafe_archive');
  expect(bomb.grownMb).toBeLessThanOrEqual(2 * limits.grownMb);
});

const harmless = { name: 'a.txt', bytes: Buffer.from('整改') };
interface Tried {
  /** A text, with the start of the thread that reads. */
  readonly first: BuiltOutcome;
  readonly bomb: BuiltOutcome;
}

/** The best of a few tries; before and after it the process reads a text. */
async function readBetween(file: HostileFile): Promise<Tried> {
  const tries: Tried[] = [];
  const isQuick = (): boolean => (tries.at(-1)?.bomb.ms ?? Infinity) <= limits.ms;
  while (tries.length < TRIES && !isQuick()) {
    const [first, bomb, after] = (await readBuilt([harmless, file, harmless])).outcomes;
    if (first === undefined || bomb === undefined) throw new Error('The process read too few');
    expect([first.code, after?.code]).toEqual(['no_findings', 'no_findings']);
    tries.push({ first, bomb });
  }
  const [best] = tries.toSorted((one, two) => one.bomb.ms - two.bomb.ms);
  if (best === undefined) throw new Error('Nothing was tried');
  const { bomb, first } = best;
  report(file.name, { ms: bomb.ms, 'ms of the first': first.ms, MB: bomb.grownMb });
  return best;
}
