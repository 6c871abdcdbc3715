/** Files made to fill memory or time are refused at once, and the process goes on. */
import { expect, test } from 'vitest';
import { readBuilt, type BuiltOutcome } from '../support/built-reader.ts';
import { bombs, lzwBomb, type HostileFile } from '../support/hostile-bombs.ts';
import { report } from '../support/report.ts';

/** A slow or busy machine may need longer than `ms`, but no longer than so many harmless texts take it. */
const limits = { ms: 1_000, texts: 4, grownMb: 150 } as const;
/** A busy machine may be slow once. */
const TRIES = 3;

test.each(bombs())('$name costs next to nothing', async (file) => {
  const [outcome, text] = await readAfterwards(file);
  expect(outcome).toMatchObject({ code: file.code });
  expect(outcome?.ms).toBeLessThanOrEqual(Math.max(limits.ms, limits.texts * (text?.ms ?? 0)));
  expect(outcome?.grownMb).toBeLessThanOrEqual(limits.grownMb);
});

test('text that only the reader of PDF files can unpack stops at the limit', async () => {
  const file = { name: 'lzw.pdf', bytes: lzwBomb(400), code: 'unsafe_archive' };
  const [outcome] = await readAfterwards(file);
  expect(outcome).toMatchObject({ code: 'unsafe_archive' });
  expect(outcome?.grownMb).toBeLessThanOrEqual(2 * limits.grownMb);
});

/** The best of a few tries: the file, and a text that the process reads after it. */
async function readAfterwards(file: HostileFile): Promise<BuiltOutcome[]> {
  const tries: BuiltOutcome[][] = [];
  const isQuick = (): boolean => (tries.at(-1)?.[0]?.ms ?? Infinity) <= limits.ms;
  while (tries.length < TRIES && !isQuick()) {
    const { outcomes } = await readBuilt([file, { name: 'a.txt', bytes: Buffer.from('整改') }]);
    tries.push(outcomes);
  }
  const best = tries.toSorted(([a], [b]) => (a?.ms ?? 0) - (b?.ms ?? 0))[0] ?? [];
  const [read, text] = best;
  if (read !== undefined) {
    report(file.name, { ms: read.ms, 'ms of a text': text?.ms ?? 0, MB: read.grownMb });
  }
  expect(text).toMatchObject({ code: 'no_findings' });
  return best;
}
