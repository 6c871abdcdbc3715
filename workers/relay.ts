/** Tells the queue about dispatches. Safe in many processes: telling twice is one call, and one claim wins. */
import type { DispatchBook, ReadyDispatch } from '../src/index.ts';
import type { Queues } from './queues.ts';

/** Dispatches told of at a time. */
const batch = 500;
/** A call that nobody has answered for so many times `rehintMs` is made anew, under another id. */
const anewAfter = 10;

export interface RelayPorts {
  readonly dispatches: DispatchBook;
  readonly queues: Queues;
  readonly rehintMs: number;
  /** Those there are: what goes by another is left for when it is set up. */
  readonly channels: readonly string[];
}

/** One pass: every dispatch that is ready and that no queue was told about lately. Returns how many. */
export async function relay(ports: RelayPorts): Promise<number> {
  const { dispatches, queues, rehintMs, channels } = ports;
  let told = 0;
  for (;;) {
    const ready = await dispatches.takeHints({ limit: batch, rehintMs, channels });
    const hints = ready.map((dispatch) => ({
      id: callId(dispatch, anewAfter * rehintMs),
      data: { dispatchId: dispatch.id },
    }));
    await queues.hint('dispatch', hints);
    told += ready.length;
    if (ready.length < batch) return told;
  }
}

/**
 * The fence is in it: a dispatch that was claimed and given back is called for anew. So is the time it
 * has waited: a worker that died before its claim may have left the call locked for as long as its
 * clock, which may have been wrong, made of it.
 */
function callId({ id, held, readyForMs }: ReadyDispatch, anewAfterMs: number): string {
  return `dispatch-${id}-${held.fence}-${Math.floor(readyForMs / anewAfterMs)}`;
}
