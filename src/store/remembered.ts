/** Answers kept under their keys, as rows. Whoever wrote an answer reads it back: it has the type it was kept with. */
import type { Remembered } from '../engine/ports.ts';

export interface RememberedRow<Answer> {
  readonly key: string;
  readonly request_hash: string;
  readonly answer: Answer;
}

/** `$1`: the key. */
export const recallSql = 'select key, request_hash, answer from command where key = $1';

export function rememberedOf<Answer>(
  row: RememberedRow<Answer> | null | undefined,
): Remembered<Answer> | null {
  if (row === null || row === undefined) return null;
  const { key, request_hash: requestHash, answer } = row;
  return { key, requestHash, answer };
}
