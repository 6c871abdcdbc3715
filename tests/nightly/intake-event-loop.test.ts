/** While a large file is read the process keeps its appointments. */
import { expect, test } from 'vitest';
import { readBuilt } from '../support/built-reader.ts';
import { largeFiles } from '../support/large-files.ts';
import { report } from '../support/report.ts';

/** By day a twentieth of the largest file there may be, in bytes. */
const MB = 1024 * 1024;
const size = process.env['NIGHTLY'] === undefined ? MB : 20 * MB;
/** Patient, so that files are read to the end and the answers are as large as they get. */
const limits = { timeMs: 600_000, memoryMb: 2_048 };
/** How late a timer may be in 99 of 100 cases, in milliseconds. */
const LATE_MS = 2_000;

test(
  'timers are on time while files of every format are read',
  { timeout: 3_600_000 },
  async () => {
    const files = largeFiles(size);
    const { outcomes } = await readBuilt(files, limits);
    for (const { name, code, ms, lateP99, latest, grownMb } of outcomes) {
      report(name, { ms, answer: code ?? 'read', 'late p99': lateP99, latest, MB: grownMb });
      expect(lateP99).toBeLessThanOrEqual(LATE_MS);
    }
    expect(outcomes.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
    expect(outcomes.map(({ code }) => code)).toEqual(files.map(() => null));
  },
);
