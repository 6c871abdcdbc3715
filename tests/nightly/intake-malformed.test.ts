/** Files no program writes: none ends the process, keeps it for long, or has it open anything. */
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../support/child-program.ts';
import { readBuilt } from '../support/built-reader.ts';
import { whenFileIsDone } from '../support/clear-up.ts';
import { hostileNames } from '../support/hostile-names.ts';
import {
  craftedFiles,
  mutatedFile,
  stallingFile,
  type Canaries,
} from '../support/malformed-files.ts';
import { report } from '../support/report.ts';
import type { WatchedReading } from '../support/watched-reader.ts';

/** A small edition by day; at night also as many minutes of ever new files as asked for. */
const NIGHTLY = process.env['NIGHTLY'] !== undefined;
const FUZZ_MINUTES = Number(process.env['FUZZ_MINUTES'] ?? 0);
const figures = NIGHTLY ? { mutated: 1_000, isolated: 500 } : { mutated: 120, isolated: 60 };
/** No file may keep a reader for longer, in milliseconds. */
const HANG_MS = 10_000;
const timeout = NIGHTLY ? (FUZZ_MINUTES + 20) * 60_000 : 180_000;

test('all are read or refused, quickly, and nothing is opened for any', { timeout }, async () => {
  const { canaries, visits } = await startCanaries();
  const child = await startChild(
    new URL('../support/watched-reader.ts', import.meta.url),
    [0, figures.mutated, FUZZ_MINUTES, canaries.url, canaries.path].map(String),
  );
  const exit = await child.exited;
  expect({ exit, complaints: child.complaints }).toEqual({ exit: 0, complaints: [] });
  const found = JSON.parse(child.lines.at(-1) ?? '') as WatchedReading;
  const { files, slowest } = found;
  report('malformed files', { files, slowest: `${slowest.ms} ms (${slowest.name})` });
  expect(found).toMatchObject({ threw: [], opened: [], leaked: [] });
  expect(slowest.ms).toBeLessThanOrEqual(HANG_MS);
  expect(files).toBeGreaterThan(figures.mutated);
  expect(visits()).toBe(0);
});

test('in threads each gets its answer in time, and the process reads on', { timeout }, async () => {
  const { canaries, visits } = await startCanaries();
  const names = hostileNames();
  const mutated = Array.from({ length: figures.isolated }, (_, at) => ({
    bytes: mutatedFile(5_000_000 + at).bytes,
    name: names[at % names.length] ?? '',
  }));
  const files = [...craftedFiles(canaries), stallingFile(), ...mutated];
  const { outcomes } = await readBuilt(files);
  const slowest = outcomes.toSorted((a, b) => b.ms - a.ms)[0];
  report('malformed files in threads', {
    files: outcomes.length,
    slowest: `${slowest?.ms} ms (${slowest?.name})`,
  });
  expect(outcomes.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
  expect(slowest?.ms).toBeLessThanOrEqual(HANG_MS);
  expect(visits()).toBe(0);
});

/** An address somebody listens on, and a file whose content is in no other. */
async function startCanaries(): Promise<{ canaries: Canaries; visits: () => number }> {
  let visits = 0;
  const server = createServer((_, response) => {
    visits += 1;
    response.end('<!ENTITY a "opened">');
  });
  server.on('connection', () => {
    visits += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const folder = await mkdtemp(join(tmpdir(), 'rectiflow-canary-'));
  whenFileIsDone(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const path = join(folder, 'canary.txt');
  await writeFile(path, 'f3a9c1d0 this must not come out');
  const { port } = server.address() as AddressInfo;
  return { canaries: { url: `http://127.0.0.1:${port}`, path }, visits: () => visits };
}
