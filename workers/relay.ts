/** Tells the queue about notices owed. Safe in many processes: telling twice is one call, and one claim wins. */
import type { NoticeBook } from '../src/index.ts';
import type { Queues } from './queues.ts';

/** Notices told of at a time. */
const batch = 500;

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
    // The fence is in the id: a notice that was claimed and given back is called for anew.
    const hints = owed.map(({ id, held }) => ({
      id: `notice-${id}-${held.fence}`,
      data: { noticeId: id },
    }));
    await queues.hint('notice', hints);
    told += owed.length;
    if (owed.length < batch) return told;
  }
}
