/** Who gets into a data folder and who does not. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RectiflowError } from '../../../src/errors.ts';
import { lockFolder } from '../../../src/store/folder-lock.ts';
import { type ChildProgram, startChild } from '../../support/child-program.ts';
import { eventually } from '../../support/eventually.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('A data folder', () => {
  test('is for one at a time, also within a process', () => {
    lockFolder(folder);
    const refusal = refusalOf(() => lockFolder(folder));
    expect(refusal.code).toBe('data_folder_in_use');
    expect(refusal.detail).toMatchObject({ folder, pid: process.pid, host: hostname() });
  });

  test('is refused with the folder, the process and the danger named, Chinese first', () => {
    lockFolder(folder);
    const { message } = refusalOf(() => lockFolder(folder));
    expect(message).toMatch(/^数据目录/);
    expect(message).toContain(folder);
    expect(message).toContain(String(process.pid));
    expect(message).toContain('损坏');
    expect(message).toContain('destroy');
  });

  test('is the same folder under another name', () => {
    const alias = `${folder}-alias`;
    symlinkSync(folder, alias);
    lockFolder(folder);
    expect(refusalOf(() => lockFolder(alias)).code).toBe('data_folder_in_use');
    expect(refusalOf(() => lockFolder(join(folder, '.'))).code).toBe('data_folder_in_use');
    rmSync(alias);
  });

  test('is free again after the release, as often as one likes', () => {
    for (let time = 0; time < 20; time += 1) {
      const lock = lockFolder(folder);
      lock.release();
      lock.release();
    }
    expect(readdirSync(join(folder, 'lock'))).toHaveLength(1);
  });

  test('is not set free by a second release after somebody else has taken it', () => {
    const first = lockFolder(folder);
    first.release();
    lockFolder(folder);
    first.release();
    expect(refusalOf(() => lockFolder(folder)).code).toBe('data_folder_in_use');
  });

  test('of a process that was killed is taken over', async () => {
    const holder = await holdingChild();
    expect(refusalOf(() => lockFolder(folder)).detail).toMatchObject({ pid: holder.pid });
    await holder.kill('SIGKILL');
    lockFolder(folder);
    expect(refusalOf(() => lockFolder(folder)).detail).toMatchObject({ pid: process.pid });
  });

  test('goes to exactly one of many that find a dead holder at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const before = await holdingChild();
      await before.kill('SIGKILL');
      const startAt = String(Date.now() + 700);
      const file = new URL('children/hold-lock.ts', import.meta.url);
      const contenders = await Promise.all(
        Array.from({ length: 8 }, () => startChild(file, [folder, startAt])),
      );
      await eventually(() => contenders.every(({ lines }) => lines.length === 1));
      const answers = contenders.flatMap(({ lines }) => lines).toSorted();
      expect(answers).toEqual(['held', ...Array(7).fill('refused data_folder_in_use')]);
      await Promise.all(contenders.map((contender) => contender.kill()));
    }
  });

  test('held from another host is refused with the way out', () => {
    lockFolder(folder);
    rewriteLock({ host: 'elsewhere' });
    const refusal = refusalOf(() => lockFolder(folder));
    expect(refusal.detail).toMatchObject({ host: 'elsewhere' });
    expect(refusal.message).toContain(join(folder, 'lock'));
    rmSync(join(folder, 'lock'), { recursive: true });
    lockFolder(folder);
  });

  test('with a lock nobody can read is refused rather than risked', () => {
    lockFolder(folder);
    const [name = ''] = readdirSync(join(folder, 'lock'));
    writeFileSync(join(folder, 'lock', name), '');
    expect(refusalOf(() => lockFolder(folder)).code).toBe('data_folder_in_use');
  });
});

describe.runIf(process.platform === 'linux')('On Linux a data folder', () => {
  test('is not kept by a stranger who got the process id of a dead holder', async () => {
    const stranger = await sleeper();
    lockFolder(folder);
    rewriteLock({ pid: stranger.pid });
    expect(() => lockFolder(folder)).not.toThrow();
    stranger.kill();
  });

  test('is not kept by a lock from before the machine was started', () => {
    lockFolder(folder);
    rewriteLock({ boot: '00000000-0000-0000-0000-000000000000' });
    expect(() => lockFolder(folder)).not.toThrow();
  });
});

function refusalOf(attempt: () => unknown): RectiflowError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof RectiflowError) return error;
    throw error;
  }
  throw new Error('It was not refused');
}

async function holdingChild(): Promise<ChildProgram> {
  const child = await startChild(new URL('children/hold-lock.ts', import.meta.url), [folder]);
  await eventually(() => child.lines.includes('held'));
  return child;
}

function rewriteLock(change: Record<string, unknown>): void {
  const [name = ''] = readdirSync(join(folder, 'lock'));
  const file = join(folder, 'lock', name);
  const holder = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...holder, ...change }));
}

async function sleeper(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60000)']);
  await once(child, 'spawn');
  return child;
}
