/** The directory of a zip archive, checked before anything is unpacked. */
import { Buffer } from 'node:buffer';
import type { Entry, ZipFile } from 'yauzl';
import type { IntakeLimits } from './limits.ts';
import { damaged, encrypted, unsafe, type Refusal } from './refusal.ts';
import { leadsElsewhere, partName } from './zip-names.ts';

/** One file in the archive. */
export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean;
  /** Bytes it says it has when unpacked. */
  readonly size: number;
  readonly crc32: number;
  /** As it lies in the archive. */
  readonly packed: Uint8Array;
}

export type ZipDirectory = { readonly ok: true; readonly entries: readonly ZipEntry[] } | Refusal;

/** Where an entry lies, header included; the end is that of its data. */
interface Extent {
  readonly start: number;
  readonly dataStart: number;
  readonly end: number;
  readonly empty: boolean;
}

/** Refuses what is damaged, encrypted, or says itself that it is larger than the limits allow. */
export async function readDirectory(
  bytes: Uint8Array,
  limits: IntakeLimits,
): Promise<ZipDirectory> {
  const { fromBufferPromise } = (await import('yauzl')).default;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    // Names are decoded here, in the one way all readers of the archive decode them.
    const zip = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: true });
    const directoryAt = placeOfDirectory(buffer);
    if (directoryAt === null) return twoFaced();
    if (zip.entryCount > limits.entries) return tooMany(zip.entryCount, limits.entries);
    return await readEntries(zip, bytes, directoryAt, limits);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return reason.includes('encryption') ? encrypted() : damaged();
  }
}

async function readEntries(
  zip: ZipFile,
  bytes: Uint8Array,
  directoryAt: number,
  limits: IntakeLimits,
): Promise<ZipDirectory> {
  const entries: ZipEntry[] = [];
  const extents: Extent[] = [];
  const names = new Set<string>();
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    const name = partName(entry.fileNameRaw);
    const fault = faultOf(entry, name, names);
    if (fault !== null) return fault;
    names.add(name.toLowerCase());
    unpacked += entry.uncompressedSize;
    const bomb = bombOf(entry.uncompressedSize, entry.compressedSize, limits);
    if (bomb !== null) return bomb;
    if (unpacked > limits.unpacked) return tooMuch(limits.unpacked);
    const header = await zip.readLocalFileHeaderPromise(entry);
    if (!entry.fileNameRaw.equals(header.fileName)) return twoFaced();
    if (header.compressionMethod !== entry.compressionMethod) return twoFaced();
    const end = header.fileDataStart + entry.compressedSize;
    const start = entry.relativeOffsetOfLocalHeader;
    extents.push({
      start,
      dataStart: header.fileDataStart,
      end,
      empty: entry.compressedSize === 0,
    });
    entries.push({
      name,
      deflated: entry.compressionMethod === 8,
      size: entry.uncompressedSize,
      crc32: entry.crc32,
      packed: bytes.subarray(header.fileDataStart, end),
    });
  }
  if (overlap(extents, directoryAt))
    return unsafe('压缩包内文件相互重叠', 'files in the archive overlap');
  return bombOf(unpacked, bytes.length, limits) ?? { ok: true, entries };
}

function faultOf(entry: Entry, name: string, names: ReadonlySet<string>): Refusal | null {
  if (entry.isEncrypted()) return encrypted();
  if (leadsElsewhere(name)) {
    return unsafe('压缩包内有越界的文件名', 'a name in the archive leads out of it');
  }
  if (names.has(name.toLowerCase())) {
    return unsafe('压缩包内有重名文件', 'two files in the archive have one name');
  }
  // Office files are stored or deflated, nothing else.
  return entry.canDecodeFileData() ? null : damaged();
}

/** Null where so many bytes may come of so many. */
function bombOf(size: number, packed: number, limits: IntakeLimits): Refusal | null {
  if (size <= limits.ratioFloor || size <= packed * limits.ratio) return null;
  return unsafe(
    `压缩比超过上限${limits.ratio}倍`,
    `it grows more than ${limits.ratio} times when unpacked`,
  );
}

const tooMuch = (limit: number): Refusal =>
  unsafe(`展开后超过上限${limit}字节`, `it has more than ${limit} bytes when unpacked`);

const tooMany = (count: number, limit: number): Refusal =>
  unsafe(`内含${count}个文件，超过上限${limit}`, `it holds ${count} files, more than ${limit}`);

export const twoFaced = (): Refusal =>
  unsafe('压缩包前后记载不一', 'what the archive says of its files is contradictory');

/**
 * Whether two entries share bytes, with each other or with the directory, or one that says it is
 * empty is followed by what may be its data.
 */
function overlap(extents: readonly Extent[], directoryAt: number): boolean {
  const inOrder = extents.toSorted((a, b) => a.start - b.start);
  return inOrder.some(({ dataStart, end, empty }, index) => {
    const next = inOrder[index + 1]?.start ?? directoryAt;
    return next < end || (empty && next - dataStart > DATA_DESCRIPTOR);
  });
}

/** The most bytes that may stand after an entry's data and say its sizes once more. */
const DATA_DESCRIPTOR = 24;
const END_RECORD = Uint8Array.of(0x50, 0x4b, 0x05, 0x06);
const ZIP64_LOCATOR = 20;

/**
 * Where the directory begins. An archive may say so twice, in 32 and in 64 bits, and readers differ
 * in which they believe: null where they are told different things.
 */
function placeOfDirectory(buffer: Buffer): number | null {
  const end = buffer.lastIndexOf(END_RECORD);
  const [count, offset] = [buffer.readUInt16LE(end + 10), buffer.readUInt32LE(end + 16)];
  const locator = end - ZIP64_LOCATOR;
  if (locator < 0 || buffer.readUInt32LE(locator) !== 0x07064b50) return offset;
  const record = Number(buffer.readBigUInt64LE(locator + 8));
  const count64 = Number(buffer.readBigUInt64LE(record + 32));
  const offset64 = Number(buffer.readBigUInt64LE(record + 48));
  const agree =
    (count === 0xffff || count === count64) && (offset === 0xffffffff || offset === offset64);
  return agree ? offset64 : null;
}
