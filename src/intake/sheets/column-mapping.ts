/** What the columns of a ledger hold, in a form that can be kept and given back. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { headerKey } from './header-text.ts';

export const COLUMN_MEANINGS = [
  'no',
  'aspect',
  /** The item a nested finding stands under. */
  'item',
  'finding',
  'description',
  'cause',
  'requirement',
  'target',
  'measures',
  'progress',
  'status',
  /** 是否长期坚持. */
  'sustained',
  /** 立行立改, 分阶段整改. */
  'class',
  'grade',
  'unit',
  'supporting',
  'leader',
  'person',
  'due',
  'completed',
  'verifier',
  'verified',
  /** The unit the finding was made at. */
  'inspected',
  'location',
  'amount',
  'found',
  'source',
  'request',
  'evidence',
  'note',
  'ignored',
] as const;

export const ColumnMeaning = z.enum(COLUMN_MEANINGS);
export type ColumnMeaning = z.infer<typeof ColumnMeaning>;

/** The columns of one header. `header` is as printed, levels parted by / (整改情况/完成时限). */
export const ColumnMapping = z.strictObject({
  fingerprint: z.string().regex(/^[0-9a-f]{32}$/),
  columns: z
    .array(z.strictObject({ header: z.string().max(2_000), meaning: ColumnMeaning }))
    .max(1_000),
});
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/**
 * The same for headers of the same words, whatever their order, width, spaces and line breaks.
 * `header` has one text per column, levels parted by /; columns without one do not count.
 */
export function fingerprintOf(header: readonly string[]): string {
  const words = headerKeys(header).filter((key) => key !== '');
  return createHash('sha256').update(words.toSorted().join('\n')).digest('hex').slice(0, 32);
}

/** Tells columns of a header apart, also those of the same words. */
export function headerKeys(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((printed) => {
    const key = printed.split('/').map(headerKey).join('/');
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 || key === '' ? key : `${key}#${times}`;
  });
}
