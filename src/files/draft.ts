/** Writes what comes in to a file of its own, and learns its hash on the way. */
import { createHash, randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { RectiflowError } from '../errors.ts';
import type { StoredFile } from './file-store.ts';
import { usable } from './usable.ts';

/** How the name of a file ends that is still being written. */
export const draftEnding = '.part';

export interface Draft extends StoredFile {
  readonly path: string;
}

/**
 * Writes it into the folder, through to the disk. Throws `file_too_large`, `file_store_unavailable`,
 * or what the content fails with; then nothing is left of it.
 */
export async function writeDraft(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Draft> {
  const path = join(folder, `${randomUUID()}${draftEnding}`);
  // Only for its owner: what is in it concerns people.
  const file = await usable(() => open(path, 'wx', 0o600));
  try {
    const written = await writeAll(file, content, maxBytes);
    await usable(() => file.sync());
    return { path, ...written };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function writeAll(
  file: FileHandle,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new RectiflowError('file_too_large', { maxBytes });
    hash.update(chunk);
    await usable(() => file.appendFile(chunk));
  }
  return { sha256: hash.digest('hex'), bytes };
}
