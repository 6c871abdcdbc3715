/** What a file on disk holds. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { StoredFile } from '../file-store.ts';

/**
 * The SHA-256 and the length of a file, or null where there is none. What is no plain file is none:
 * a link could lead out of the bundle, and a pipe would never end.
 */
export async function hashOfFile(path: string): Promise<StoredFile | null> {
  const found = await lstat(path).catch(() => null);
  if (found === null || !found.isFile()) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  const content: AsyncIterable<Buffer> = createReadStream(path);
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { sha256: hash.digest('hex'), bytes };
}
