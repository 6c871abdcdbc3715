/** Tells the queue about notices owed. Safe in many processes: telling twice is one call, and one claim wins. */
import type { NoticeBook, ReadyNotice } from '../src/index.ts';
import type { Queues } from './queues.ts';

/** Notices told of at a time. */
const batch = 500;
/** A call that nobody has answered for so many times `rehintMs` is made anew, under another id. */
const anewAfter = 10;

export interface RelayPorts {
  readonly notices: NoticeBook;
  readonly queues: Queues;
  readonly rehintMs: number;
}

/** One pass: every notice that is ready and that no queue was told about lately. Returns how many. */
export async function relay({ notices, queues, rehintMs }: RelayPorts): Promise<number> {
  let told = 0;
  for (;;) {
    const owed = await notices.takeHints({ limit: batch, rehintMs });
    const hints = owed.map((notice) => ({
      id: callId(notice, anewAfter * rehintMs),
      data: { noticeId: notice.id },
    }));
    await queues.hint('notice', hints);
    told += owed.length;
    if (owed.length < batch) return told;
  }
}

/**
 * The fence is in it: a notice that was claimed and given back is called for anew. So is the time it
 * has waited: a worker that died before its claim may have left the call locked for as long as its
 * clock, which may have been wrong, made of it.
 */
function callId({ id, held, readyForMs }: ReadyNotice, anewAfterMs: number): string {
  return `notice-${id}-${held.fence}-${Math.floor(readyForMs / anewAfterMs)}`;
}
