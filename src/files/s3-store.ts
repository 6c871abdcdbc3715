/** Files in a bucket of an S3-compatible service: each an object under its SHA-256. */
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { writeDraft } from './draft.ts';
import { fileBytesMax, isSha256, type FileStore, type StoredFile } from './file-store.ts';
import { fitting } from './fitting.ts';
import { createS3Asker, lengthIn, unexpected, type S3Access, type S3Asker } from './s3-request.ts';
import { usable } from './usable.ts';

export interface S3StoreOptions extends S3Access {
  /** Default 50 MiB. */
  readonly maxBytes?: number | undefined;
  /** Where a file waits until its hash is known, and with it its name. Default: the system's own. */
  readonly draftFolder?: string | undefined;
}

export function createS3Store(options: S3StoreOptions): FileStore {
  const { maxBytes = fileBytesMax, draftFolder = tmpdir(), ...access } = options;
  const ask = createS3Asker(access);
  const sizeOf = async (sha256: string) =>
    isSha256(sha256) ? usable(() => sizeAt(ask, sha256)) : null;
  return {
    maxBytes,
    async put(content) {
      await usable(() => mkdir(draftFolder, { recursive: true }));
      const { path, ...file } = await writeDraft(draftFolder, content, maxBytes);
      try {
        const { sha256, bytes } = file;
        const added = (await sizeOf(sha256)) !== bytes;
        if (added) await usable(() => upload(ask, path, file));
        return { sha256, bytes, added };
      } finally {
        await rm(path, { force: true });
      }
    },
    open: async (sha256) => (isSha256(sha256) ? usable(() => openAt(ask, sha256)) : null),
    sizeOf,
    has: async (sha256) => (await sizeOf(sha256)) !== null,
  };
}

async function sizeAt(ask: S3Asker, sha256: string): Promise<number | null> {
  const answer = await ask('HEAD', sha256);
  if (answer.status === 404) return null;
  if (!answer.ok) throw await unexpected(answer);
  return lengthIn(answer);
}

async function upload(ask: S3Asker, path: string, file: StoredFile): Promise<void> {
  const answer = await ask('PUT', file.sha256, { bytes: file.bytes, read: createReadStream(path) });
  if (!answer.ok) throw await unexpected(answer);
  await answer.arrayBuffer();
}

async function openAt(ask: S3Asker, sha256: string) {
  const answer = await ask('GET', sha256);
  if (answer.ok && answer.body !== null) {
    const bytes = lengthIn(answer);
    return { bytes, content: fitting(Readable.fromWeb(answer.body), sha256) };
  }
  const problem = await unexpected(answer);
  // A bucket that is not there is no answer about the file.
  if (answer.status === 404 && problem.detail['reason'] !== 'NoSuchBucket') return null;
  throw problem;
}
