/** What passes between the process and the thread that reads files. */
import type { IntakeLimits } from '../formats/limits.ts';
import type { ReadResult } from '../schema.ts';
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
  | { readonly kind: 'done'; readonly result: ReadResult };

/** Between two signs of life, in milliseconds. */
export const BEAT_MS = 500;

/**
 * So long without one, and a library goes round in circles: pdf.js takes time that grows with the
 * square of what some files ask of it, and lets no timer of its thread run meanwhile.
 */
export const STALLED_MS = 8_000;
