/** Tells the queue about dispatches. Safe in many processes: telling twice is one call, and one claim wins. */
import { createHash } from 'node:crypto';
import type { DispatchBook, ReadyDispatch } from '../src/index.ts';
import type { Hint, Queues } from './queues.ts';

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
  /**
   * Dispatches in one call, at most. A call costs a queue as much as a mail costs, but whoever takes it
   * takes them all: no more than one worker sends at a time.
   */
  readonly perCall: number;
}

/** One pass: every dispatch that is ready and that no queue was told about lately. Returns how many. */
export async function relay(ports: RelayPorts): Promise<number> {
  const { dispatches, queues, rehintMs, channels, perCall } = ports;
  let told = 0;
  for (;;) {
    const ready = await dispatches.takeHints({ limit: batch, rehintMs, channels });
    await queues.hint('dispatch', callsFor(ready, { rehintMs, perCall }));
    told += ready.length;
    if (ready.length < batch) return told;
  }
}

/**
 * What is told of for the first time shares calls. Whatever was claimed before may be what cost its
 * worker, and whatever has waited long may still stand in the queue: each of those is called by itself.
 */
function callsFor(
  ready: readonly ReadyDispatch[],
  { rehintMs, perCall }: Pick<RelayPorts, 'rehintMs' | 'perCall'>,
): readonly Hint[] {
  const isNew = ({ held, readyForMs }: ReadyDispatch) => held.fence === 0 && readyForMs < rehintMs;
  const shared = ready.filter(isNew).map(({ id }) => id);
  const alone = ready.filter((dispatch) => !isNew(dispatch));
  return [
    ...inGroups(shared, perCall).map((dispatchIds) => ({
      id: groupId(dispatchIds),
      data: { dispatchIds },
    })),
    ...alone.map((dispatch) => ({
      id: callId(dispatch, anewAfter * rehintMs),
      data: { dispatchIds: [dispatch.id] },
    })),
  ];
}

function inGroups(ids: readonly string[], size: number): readonly (readonly string[])[] {
  const groups = Math.ceil(ids.length / size);
  return Array.from({ length: groups }, (_, no) => ids.slice(no * size, (no + 1) * size));
}

/** The same dispatches make the same call. */
function groupId(ids: readonly string[]): string {
  return `dispatches-${createHash('sha256').update(ids.join()).digest('hex')}`;
}

/**
 * The fence is in it: a dispatch that was claimed and given back is called for anew. So is the time it
 * has waited: a worker that died before its claim may have left the call locked for as long as its
 * clock, which may have been wrong, made of it.
 */
function callId({ id, held, readyForMs }: ReadyDispatch, anewAfterMs: number): string {
  return `dispatch-${id}-${held.fence}-${Math.floor(readyForMs / anewAfterMs)}`;
}
