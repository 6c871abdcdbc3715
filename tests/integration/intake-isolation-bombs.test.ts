/** Files made to fill memory or time are refused at once, and the process goes on. */
import { expect, test } from 'vitest';
import { readBuilt, type BuiltOutcome } from '../support/built-reader.ts';
import { bombs, lzwBomb, type HostileFile } from '../support/hostile-bombs.ts';
import { report } from '../support/report.ts';

/** On a quiet machine each is refused within `quietMs`; a busy and slow one has taken six times as long. */
const limits = { quietMs: 1_000, ms: 20_000, grownMb: 150 } as const;
/** A busy machine may be slow once. */
const TRIES = 3;

test.each(bombs())('$name costs next to nothing', async (file) => {
  const [outcome] = await readAfterwards(file);
  expect(outcome).toMatchObject({ code: file.code });
  expect(outcome?.ms).toBeLessThanOrEqual(limits.ms);
  expect(outcome?.grownMb).toBeLessThanOrEqual(limits.grownMb);
});

test('text that only the reader of PDF files can unpack stops at the limit', async () => {
  const file = { name: 'lzw.pdf', bytes: lzwBomb(400), code: 'unsafe_archive' };
  const [outcome] = await readAfterwards(file);
  expect(outcome).toMatchObject({ code: 'unsafe_archive' });
  expect(outcome?.grownMb).toBeLessThanOrEqual(2 * limits.grownMb);
});

/** The best of a few tries; after each the process reads another file. */
async function readAfterwards(file: HostileFile): Promise<BuiltOutcome[]> {
  const tries: BuiltOutcome[][] = [];
  const isQuick = (): boolean => (tries.at(-1)?.[0]?.ms ?? Infinity) <= limits.quietMs;
  while (tries.length < TRIES && !isQuick()) {
    const { outcomes } = await readBuilt([file, { name: 'a.txt', bytes: Buffer.from('整改') }]);
    tries.push(outcomes);
  }
  const best = tries.toSorted(([a], [b]) => (a?.ms ?? 0) - (b?.ms ?? 0))[0] ?? [];
  const [read, after] = best;
  if (read !== undefined) report(file.name, { ms: read.ms, MB: read.grownMb });
  expect(after).toMatchObject({ code: 'no_findings' });
  return best;
}
