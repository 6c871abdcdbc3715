/** Reads a document in a thread of its own, so that no file can stop, fill or end the process. */
import { limitsWith, type IntakeLimits } from '../formats/limits.ts';
import { refusal, tooLarge } from '../formats/refusal.ts';
import type { ReadSourceOptions } from '../read-document.ts';
import type { ReadResult } from '../schema.ts';
import { createReaders } from './readers.ts';

/** `file` names the result, and tells a table from a text; `mask` is as for {@link readDocument}. */
export interface ReadFileOptions extends ReadSourceOptions {
  /** In place of the usual ones. */
  readonly limits?: Partial<IntakeLimits> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Two files are read at a time in a process, others wait; a thread without work ends. */
const readers = createReaders({ threads: 2, idleMs: 10_000 });

/**
 * The document in the file, of whichever format, or why it was not taken in. Holds the limits:
 * beyond the time `took_too_long`, beyond the memory `unsafe_archive`, and the process goes on.
 * Neither keeps the process alive when done nor carries anything of the file into errors. Rejects
 * only when `signal` is given, with its reason, and on limits that are none.
 */
export async function readFile(
  bytes: Uint8Array,
  { limits: given, signal, ...options }: ReadFileOptions = {},
): Promise<ReadResult> {
  const limits = limitsWith(given);
  if (bytes.length === 0) return refusal('empty_document', '文件是空的', 'The file is empty');
  if (bytes.length > limits.file) return tooLarge(bytes.length, limits.file);
  return readers.read({ bytes, limits, options }, signal);
}
