/** Reads files as a server would, with what is built, in a process of its own. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { IntakeLimits } from '../../src/intake/formats/limits.ts';
import { freshFolder } from './cli.ts';

const program = fileURLToPath(new URL('built-reader-child.mjs', import.meta.url));
const built = new URL('../../dist/', import.meta.url).href;

const outcome = z.object({
  name: z.string(),
  /** What it was refused with; null where it was read. */
  code: z.string().nullable(),
  /** From the asking to the answer, in milliseconds. */
  ms: z.number(),
  /** The most the process grew by, in MB. */
  grownMb: z.number(),
  /** How late timers of the process were at the worst, and in 99 of 100 cases, in milliseconds. */
  latest: z.number(),
  lateP99: z.number(),
});
export type BuiltOutcome = z.infer<typeof outcome>;

const summary = z.object({
  outcomes: z.array(outcome),
  /** From the last answer to the end of the process, in milliseconds. */
  endedMs: z.number(),
});

/** One after the other in one process. Throws where it did not end by itself, and well. */
export async function readBuilt(
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  limits: Partial<IntakeLimits> = {},
): Promise<z.infer<typeof summary>> {
  const folder = await freshFolder();
  const paths = files.map((_, at) => join(folder, String(at)));
  for (const [at, { bytes }] of files.entries()) await writeFile(paths[at] ?? '', bytes);
  const list = join(folder, 'list.json');
  await writeFile(list, JSON.stringify(files.map(({ name }, at) => ({ name, path: paths[at] }))));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', program, built, JSON.stringify(limits), list],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const ended = Date.now();
  const lines = stdout.trim().split('\n');
  const outcomes = lines.slice(0, -1).map((line) => outcome.parse(JSON.parse(line)));
  return summary.parse({ outcomes, endedMs: ended - Number(lines.at(-1)) });
}
