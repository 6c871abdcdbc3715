/** Finds streams of a PDF file that would fill the memory when they are unpacked. */
import { Buffer } from 'node:buffer';
import { Readable } from 'node:stream';
import { createInflate, inflateSync } from 'node:zlib';
import type { IntakeLimits } from '../limits.ts';

const STREAM = Buffer.from('stream');
/** Most streams are smaller than this, in bytes, and are unpacked in one go. */
const SMALL = 1024 * 1024;
/** A stream may be packed several times over; real ones are once, rarely twice. */
const LAYERS = 3;

/** Whether what is packed in the file (pictures, as a rule, are not) has more bytes unpacked than the limit. */
export async function unpacksTooMuch(
  bytes: Uint8Array,
  { unpacked }: Pick<IntakeLimits, 'unpacked'>,
): Promise<boolean> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let room = unpacked;
  for (let at = buffer.indexOf(STREAM); at !== -1; at = buffer.indexOf(STREAM, at + 1)) {
    const start = startOfData(buffer, at);
    if (start === null) continue;
    room -= await sizeUnpacked(buffer.subarray(start), room);
    if (room < 0) return true;
  }
  return false;
}

/** Null where the word does not begin a stream, or one that zlib has not packed. */
function startOfData(buffer: Buffer, at: number): number | null {
  let start = at + STREAM.length;
  if (buffer[start] === 0x0d) start += 1;
  if (buffer[start] === 0x0a) start += 1;
  return start > at + STREAM.length && isPacked(buffer.subarray(start, start + 2)) ? start : null;
}

/** Whether these are the first bytes zlib writes. */
function isPacked([first = 0, second = 0]: Uint8Array): boolean {
  return first % 16 === 8 && first < 0x80 && (first * 256 + second) % 31 === 0;
}

/** May stop counting beyond `room`. Of what zlib cannot read on with, what came before counts. */
async function sizeUnpacked(packed: Uint8Array, room: number): Promise<number> {
  const small = unpackSmall(packed);
  if (small !== null && !isPacked(small)) return small.byteLength;
  let most = 0;
  for (let layers = 1; layers <= LAYERS; layers += 1) {
    const { size, head } = await count(packed, layers, room);
    most = Math.max(most, size);
    if (most > room || !isPacked(head)) break;
  }
  return most;
}

function unpackSmall(packed: Uint8Array): Uint8Array | null {
  try {
    return inflateSync(packed, { maxOutputLength: SMALL });
  } catch {
    return null;
  }
}

async function count(
  packed: Uint8Array,
  layers: number,
  room: number,
): Promise<{ size: number; head: Uint8Array }> {
  let size = 0;
  let head: Uint8Array = new Uint8Array();
  const streams = [createInflate().end(packed)];
  for (let layer = 1; layer < layers; layer += 1) {
    const [outer, inner] = [streams.at(-1), createInflate()];
    outer?.on('error', (error) => inner.destroy(error)).pipe(inner);
    streams.push(inner);
  }
  try {
    const chunks: AsyncIterable<Uint8Array> = streams.at(-1) ?? Readable.from([]);
    for await (const chunk of chunks) {
      if (size === 0) head = chunk.slice(0, 2);
      size += chunk.byteLength;
      if (size > room) break;
    }
  } catch {
    // Readers take what came before the fault.
  } finally {
    for (const stream of streams) stream.destroy();
  }
  return { size, head };
}
