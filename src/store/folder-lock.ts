/**
 * Keeps a second process out of a data folder: two PostgreSQLs over one folder destroy it.
 *
 * The lock is a row of numbered files of which the highest counts. A file is only ever added
 * (atomically, by a hard link) under the next number, and only lower ones are removed. So of two
 * processes that find a dead holder at the same moment one gets the next number and the other sees
 * that it has lost; nobody can remove the lock of a living one by mistake.
 */
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { RectiflowError } from '../errors.ts';

/** A lock held; `release` may be called again. */
export interface FolderLock {
  release(): void;
}

/** What a lock file says about the process that wrote it. */
interface Holder {
  token: string;
  pid: number;
  host: string;
  /** Start of the machine and of the process on it: a process id alone is used again. */
  boot: string | null;
  start: string | null;
  released: boolean;
}

const unknownHolder: Holder = {
  token: '',
  pid: 0,
  host: '?',
  boot: null,
  start: null,
  released: false,
};
const noHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
const lockFolderName = 'lock';
const lockFilePattern = /^(\d{1,15})\.json$/;

/**
 * Takes the lock of a folder that exists. Throws `data_folder_in_use` where a living process (this
 * one too) holds it, or one on another machine, of which nothing can be known from here.
 */
export function lockFolder(folder: string): FolderLock {
  const path = resolve(folder);
  const locks = join(path, lockFolderName);
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  const self = thisProcess();
  for (;;) {
    const highest = highestNumber(locks);
    const holder = highest === 0 ? undefined : readHolder(join(locks, fileName(highest)));
    if (holder === 'gone') continue;
    if (holder !== undefined) refuseUnlessFree(holder, path, locks);
    const own = highest + 1;
    if (!addFile(locks, own, self)) continue;
    if (highestNumber(locks) === own) return held(locks, own, self);
    // Somebody was two steps ahead, and the number taken here had been in use before.
    rmSync(join(locks, fileName(own)), { force: true });
  }
}

function held(locks: string, own: number, self: Holder): FolderLock {
  for (const number of numbersIn(locks)) {
    if (number < own) rmSync(join(locks, fileName(number)), { force: true });
  }
  let released = false;
  return {
    release() {
      if (released) return;
      released = true;
      try {
        // The next number stays behind, or it could be given out twice.
        addFile(locks, own + 1, { ...self, token: randomUUID(), released: true });
        rmSync(join(locks, fileName(own)), { force: true });
      } catch {
        // A full disk, or a folder that is gone: the lock ends with this process at the latest.
      }
    },
  };
}

/** Adds the file with all its content at once; false where the number is taken. */
function addFile(locks: string, number: number, content: Holder): boolean {
  const draft = join(locks, `${content.token}.draft`);
  const target = join(locks, fileName(number));
  const text = `${JSON.stringify(content)}\n`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkOrWrite(draft, target, text);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function linkOrWrite(draft: string, target: string, text: string): void {
  try {
    linkSync(draft, target);
  } catch (error) {
    // Some file systems have no hard links. Then the content may arrive after the name.
    if (!noHardLinks.has(String(errorCode(error)))) throw error;
    writeFileSync(target, text, { mode: 0o600, flag: 'wx' });
  }
}

function readHolder(file: string): Holder | 'gone' {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- linked whole, written only here
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'gone';
    if (error instanceof SyntaxError) return unknownHolder;
    throw error;
  }
}

function refuseUnlessFree(holder: Holder, folder: string, locks: string): void {
  if (holder.released) return;
  const detail = { folder, pid: holder.pid, host: holder.host };
  if (holder.host !== hostname()) {
    throw new RectiflowError('data_folder_in_use', {
      ...detail,
      message:
        `数据目录 ${folder} 由另一台主机 ${holder.host} 上的进程 ${holder.pid} 打开过且未正常关闭,本机无法判断它是否仍在运行。` +
        `两个进程同时写入会损坏数据。确认该进程已停止后,删除 ${locks} 再启动。` +
        ` / The data folder ${folder} was opened by process ${holder.pid} on another host, ${holder.host},` +
        ' and not closed; whether it still runs cannot be seen from here. Two writers would destroy' +
        ` the data. Make sure that it has stopped, then remove ${locks} and start again.`,
    });
  }
  if (!isAlive(holder)) return;
  const who = holder.pid === process.pid ? '本进程' : '另一个进程';
  throw new RectiflowError('data_folder_in_use', {
    ...detail,
    message:
      `数据目录 ${folder} 正被${who}(进程号 ${holder.pid})使用。两个进程同时写入会损坏数据,请先停止它,或换一个目录。` +
      ` / The data folder ${folder} is in use by process ${holder.pid}. Two writers would destroy the` +
      ' data: stop that process first, or use another folder.',
  });
}

/** Whether the very process that wrote the lock still runs, on this machine. */
function isAlive(holder: Holder): boolean {
  const boot = bootId();
  if (boot !== null && holder.boot !== null && boot !== holder.boot) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it runs, under another user.
    if (errorCode(error) !== 'EPERM') return false;
  }
  const now = processStatus(holder.pid);
  if (now === undefined) return true;
  if (now.state === 'Z' || now.state === 'X') return false;
  return holder.start === null || holder.start === now.start;
}

function thisProcess(): Holder {
  const start = processStatus(process.pid)?.start ?? null;
  const { pid } = process;
  return { token: randomUUID(), pid, host: hostname(), boot: bootId(), start, released: false };
}

/** Of Linux only: elsewhere a process id that is used again looks like the holder. */
function processStatus(pid: number): { state: string; start: string } | undefined {
  const text = readOrNull(`/proc/${pid}/stat`);
  // The second field is the program's name, which may hold blanks and brackets.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const state = fields?.[0];
  const start = fields?.[19];
  return state === undefined || start === undefined ? undefined : { state, start };
}

function bootId(): string | null {
  return readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function fileName(number: number): string {
  return `${number}.json`;
}

function numbersIn(locks: string): number[] {
  return readdirSync(locks).flatMap((name) => {
    const match = lockFilePattern.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
}

function highestNumber(locks: string): number {
  return Math.max(0, ...numbersIn(locks));
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
