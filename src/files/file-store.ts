/** Where files are kept: outside the database, each under the SHA-256 of its content. */
import type { Readable } from 'node:stream';
import { evidenceSchema } from '../../machines/evidence.ts';

/** 50 MiB, unless somebody sets another limit: room for a scan of some hundred pages. */
export const fileBytesMax = 50 * 1024 * 1024;

/** A file as events name it. */
export interface StoredFile {
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
}

/** What became of a file that was put. */
export interface PutFile extends StoredFile {
  /** False where the same content was there already. */
  readonly added: boolean;
}

/** A file to be read. Whoever opens it reads it to its end, or destroys `content`. */
export interface OpenFile {
  readonly bytes: number;
  /**
   * Ends only where all of it fits the name: else it fails with `file_damaged`, before the last part
   * of it has been handed out.
   */
  readonly content: Readable;
}

/** Every method throws `file_store_unavailable` where the place itself does not answer. */
export interface FileStore {
  /** The most a file may hold, in bytes. */
  readonly maxBytes: number;
  /**
   * Keeps it, and resolves once it would outlast a power cut. What it cannot keep whole leaves
   * nothing behind. Throws `file_too_large` as soon as there are too many bytes.
   */
  put(content: AsyncIterable<Uint8Array>): Promise<PutFile>;
  /** Null where there is no such file, or where that is no SHA-256. */
  open(sha256: string): Promise<OpenFile | null>;
  /** Its length in bytes, without reading it, or null. */
  sizeOf(sha256: string): Promise<number | null>;
  has(sha256: string): Promise<boolean>;
}

/** True for 64 lower-case hexadecimal digits: nothing else ever becomes part of a path. */
export function isSha256(text: string): boolean {
  return evidenceSchema.shape.sha256.safeParse(text).success;
}
