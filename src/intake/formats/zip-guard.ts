/** Lets no archive through to a reader that is a bomb, is damaged, or is not what it says. */
import type { IntakeLimits } from './limits.ts';
import { damaged, tooLarge, unsafe, type Refusal } from './refusal.ts';
import { chunksOf, EntryDiffers } from './zip-chunks.ts';
import { readDirectory, twoFaced, type ZipDirectory, type ZipEntry } from './zip-directory.ts';

export type Guarded = { readonly ok: true; readonly names: readonly string[] } | Refusal;

/** `content` is null where the archive has no such entry. */
export type EntryRead = { readonly ok: true; readonly content: Uint8Array | null } | Refusal;

/**
 * Checks the directory (names, counts, declared sizes, overlaps), then unpacks every entry, keeps
 * nothing of it and holds it to what was declared. After that a reader meets no surprise. `names`
 * are in the archive's order, with forward slashes. Never throws on any bytes.
 */
export async function guardZip(bytes: Uint8Array, limits: IntakeLimits): Promise<Guarded> {
  const opened = await openZip(bytes, limits);
  return opened.ok ? { ok: true, names: opened.entries.map(({ name }) => name) } : opened;
}

/** As {@link guardZip}; the entries may then be read with `chunksOf`. */
export async function openZip(bytes: Uint8Array, limits: IntakeLimits): Promise<ZipDirectory> {
  if (bytes.length > limits.file) return tooLarge(bytes.length, limits.file);
  const directory = await readDirectory(bytes, limits);
  if (!directory.ok) return directory;
  for (const entry of directory.entries) {
    const fault = await walkThrough(entry);
    if (fault !== null) return fault;
  }
  return directory;
}

/** Names in office files do not differ by case alone. */
export const entryNamed = (entries: readonly ZipEntry[], name: string): ZipEntry | undefined =>
  entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase());

/** One entry unpacked whole; for parts known to be small. Checks the archive's directory, and this entry. */
export async function readEntry(
  bytes: Uint8Array,
  name: string,
  limits: IntakeLimits,
): Promise<EntryRead> {
  if (bytes.length > limits.file) return tooLarge(bytes.length, limits.file);
  const directory = await readDirectory(bytes, limits);
  if (!directory.ok) return directory;
  const entry = entryNamed(directory.entries, name);
  if (entry === undefined) return { ok: true, content: null };
  // No larger than the directory says, and that is within the limits.
  const content = new Uint8Array(entry.size);
  let at = 0;
  const fault = await faultIn(entry, (chunk) => {
    content.set(chunk, at);
    at += chunk.byteLength;
  });
  return fault ?? { ok: true, content };
}

async function walkThrough(entry: ZipEntry): Promise<Refusal | null> {
  let head: Uint8Array | null = null;
  const fault = await faultIn(entry, (chunk) => {
    head ??= chunk.slice(0, ZIP_MAGIC.length);
  });
  if (fault !== null) return fault;
  // Office itself keeps workbooks behind charts in such folders; nothing in them is ever opened.
  if (EMBEDDED.test(entry.name) || !startsAsZip(head)) return null;
  return unsafe('压缩包内还有压缩包', 'it holds another archive');
}

async function faultIn(
  entry: ZipEntry,
  take: (chunk: Uint8Array) => void,
): Promise<Refusal | null> {
  try {
    for await (const chunk of chunksOf(entry)) take(chunk);
    return null;
  } catch (error) {
    return error instanceof EntryDiffers ? twoFaced() : damaged();
  }
}

const ZIP_MAGIC = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);
const EMBEDDED = /^(?:word|xl|ppt)\/embeddings\//i;

const startsAsZip = (head: Uint8Array | null): boolean =>
  head !== null && ZIP_MAGIC.every((byte, at) => head[at] === byte);
