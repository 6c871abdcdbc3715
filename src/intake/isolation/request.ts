/** What passes between the process and the thread that reads files. */
import type { IntakeLimits } from '../formats/limits.ts';
import type { Finding, ReadResult } from '../schema.ts';
import type { ReadSourceOptions } from '../read-document.ts';

export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly limits: IntakeLimits;
  readonly options: ReadSourceOptions;
}

/** While a library unpacks the file the thread shows signs of life; then our own code reads on. */
export type ThreadMessage =
  | { readonly kind: 'alive' }
  | { readonly kind: 'unpacked' }
  /** The next findings of one aspect: of a large document neither side holds them twice. */
  | { readonly kind: 'findings'; readonly aspect: number; readonly findings: readonly Finding[] }
  | { readonly kind: 'done'; readonly result: ReadResult };

/** So many findings go over at a time. */
export const FINDINGS_AT_ONCE = 1_000;

/** Between two signs of life, in milliseconds. */
export const BEAT_MS = 500;

/**
 * So long without one, and a library goes round in circles: pdf.js takes time that grows with the
 * square of what some files ask of it, and lets no timer of its thread run meanwhile.
 */
export const STALLED_MS = 8_000;
