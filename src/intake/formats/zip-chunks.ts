/** Unpacks one file of an archive piece by piece, and holds it to what the directory says of it. */
import { crc32, createInflateRaw } from 'node:zlib';
import type { ZipEntry } from './zip-directory.ts';

const CHUNK = 64 * 1024;

/** What the entry holds is not what the archive's directory says; the bytes were packed otherwise. */
export class EntryDiffers extends Error {
  override readonly name = 'EntryDiffers';
}

/**
 * Holds no more than a piece at a time. Throws {@link EntryDiffers} at the first byte beyond the
 * declared size and at an end that comes early, an error of zlib for what is damaged.
 */
export async function* chunksOf(entry: ZipEntry): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let sum = 0;
  for await (const chunk of entry.deflated ? inflated(entry.packed) : cut(entry.packed)) {
    bytes += chunk.byteLength;
    if (bytes > entry.size) throw new EntryDiffers();
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (bytes < entry.size) throw new EntryDiffers();
  if (sum !== entry.crc32) throw new Error('checksum');
}

function* cut(packed: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < packed.length; at += CHUNK) yield packed.subarray(at, at + CHUNK);
}

async function* inflated(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: CHUNK });
  // Leaving the loop early destroys the stream.
  const chunks: AsyncIterable<Uint8Array> = inflate.end(packed);
  yield* chunks;
}
