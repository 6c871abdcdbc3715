/** Dispatches brought to an end of their way, as a worker would bring them there. */
import type { NoticeEvent } from '../../machines/notice.ts';
import type { DispatchBook } from '../../src/store/dispatch-book.ts';
import type { Queryable } from '../../src/store/pool.ts';
import { bookOfEachAlone, eachAlone } from './each-alone.ts';

export const messageId = '<1@rectiflow.example>';
export const subject = '【整改】采购管理不规范';

const ends = {
  sent: ['DELIVER', undefined],
  failed: ['REFUSE', 'address_refused'],
  unknown: ['LOSE_TRACK', 'connection_cut'],
} as const satisfies Record<string, readonly [NoticeEvent['type'], string | undefined]>;
export type End = keyof typeof ends;

/** Claims the dispatch, begins the hand-over and lets it come to that end at the instant. */
export async function handOver(
  db: Queryable,
  id: string,
  end: End | 'handingOver',
  at: number,
): Promise<void> {
  const book: DispatchBook = bookOfEachAlone(db);
  const claimed = await book.claim(id, 60_000, at);
  if (claimed === null) throw new Error('the dispatch is not to be had');
  const { fence } = claimed.held;
  const moved = await book.move(claimed, { type: 'HAND_OVER', fence }, { messageId, subject });
  if (moved === null) throw new Error('the dispatch was lost');
  if (end === 'handingOver') return;
  const [type, outcome] = ends[end];
  const settled = await book.move(moved, { type, fence }, { at, ...(outcome && { outcome }) });
  if (settled === null) throw new Error('the dispatch was lost');
}

/** The dispatches of a finding, each of one notice, in the order these were owed. */
export async function dispatchesOf(db: Queryable, findingId: string): Promise<string[]> {
  await eachAlone(db);
  const { rows } = await db.query<{ id: string }>(
    `select dispatch_id as id from notice where finding_id = $1 and dispatch_id is not null
     order by owed_at, id`,
    [findingId],
  );
  return rows.map(({ id }) => id);
}
