/** Files in a folder on disk. Nothing of a user's file name reaches a path: names are hashes. */
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { draftEnding, writeDraft } from './draft.ts';
import { fileBytesMax, isSha256, type FileStore } from './file-store.ts';
import { fitting } from './fitting.ts';
import { codeOf, usable } from './usable.ts';

export interface FolderStoreOptions {
  /** Made when the first file is put. */
  readonly folder: string;
  /** Default 50 MiB. */
  readonly maxBytes?: number | undefined;
}

/** Keeps files as `ab/cd/abcd…`, by the first digits of their hash. */
export function createFolderStore(options: FolderStoreOptions): FileStore {
  const { maxBytes = fileBytesMax } = options;
  const folder = resolve(options.folder);
  const drafts = join(folder, 'incoming');
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const sizeOf = async (sha256: string) =>
    isSha256(sha256) ? usable(() => sizeAt(pathOf(sha256))) : null;
  let tidied: Promise<void> | undefined;
  return {
    maxBytes,
    async put(content) {
      await usable(() => makeDurably(drafts));
      tidied ??= removeAbandoned(drafts);
      await tidied;
      const { path: draft, sha256, bytes } = await writeDraft(drafts, content, maxBytes);
      try {
        const path = pathOf(sha256);
        const added = (await sizeOf(sha256)) === null;
        // Also where it is there already: if that one was damaged, it is whole again.
        await usable(() => moveDurably(draft, path));
        return { sha256, bytes, added };
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async open(sha256) {
      const bytes = await sizeOf(sha256);
      if (bytes === null) return null;
      return { bytes, content: fitting(createReadStream(pathOf(sha256)), sha256) };
    },
    sizeOf,
    has: async (sha256) => (await sizeOf(sha256)) !== null,
  };
}

async function sizeAt(path: string): Promise<number | null> {
  try {
    const found = await lstat(path);
    return found.isFile() ? found.size : null;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** A name outlasts a power cut once the folder it stands in has reached the disk. */
async function moveDurably(from: string, to: string): Promise<void> {
  await makeDurably(dirname(to));
  await rename(from, to);
  await syncFolder(dirname(to));
}

async function makeDurably(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made));
  }
}

async function syncFolder(path: string): Promise<void> {
  // There, folders cannot be opened, and renaming is on record without.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Nobody takes that long to send a file: whoever began this one has been killed. */
const abandonedAfterMillis = 24 * 60 * 60 * 1000;

/** As well as can be: what cannot be removed now is there at the next start. */
async function removeAbandoned(drafts: string): Promise<void> {
  const names = await readdir(drafts).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(draftEnding))) {
    const path = join(drafts, name);
    const changedAt = await lstat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (changedAt < Date.now() - abandonedAfterMillis) await rm(path, { force: true });
  }
}
