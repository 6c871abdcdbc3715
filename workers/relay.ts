/** Tells the queue about dispatches. Safe in many processes: telling twice is one call, and one claim wins. */
import { createHash } from 'node:crypto';
import type { DispatchBook, ReadyDispatch } from '../src/index.ts';
import type { Hint, Queues } from './queues.ts';

/**
 * Dispatches told of at a time: few at first, so that the first is on its way at once, then many, as every
 * look at the rows goes over all that have been told of.
 */
const [firstBatch, batch] = [500, 2_000];
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
  for (let limit = firstBatch; ; limit = batch) {
    const ready = await dispatches.takeHints({ limit, rehintMs, channels, perCall });
    await queues.hint('dispatch', callsFor(ready, anewAfter * rehintMs));
    told += ready.length;
    if (ready.length < limit) return told;
  }
}

/**
 * As long as a call may stand in the queue, telling of its dispatches again is telling of the same call. The
 * time they have waited is in its id: a worker that died before its first claim may have left the call
 * locked for as long as its clock, which may have been wrong, made of it.
 */
function callsFor(ready: readonly ReadyDispatch[], anewAfterMs: number): readonly Hint[] {
  const calls = new Map<string, ReadyDispatch[]>();
  for (const dispatch of ready) {
    calls.set(dispatch.callId, [...(calls.get(dispatch.callId) ?? []), dispatch]);
  }
  return [...calls].map(([callId, together]) => {
    const dispatchIds = together.map(({ id }) => id);
    const waitedMs = Math.max(...together.map(({ readyForMs }) => readyForMs));
    const id = `${nameOf(callId, dispatchIds)}-${Math.floor(waitedMs / anewAfterMs)}`;
    return { id, data: { dispatchIds } };
  });
}

/**
 * A part of a call is a call of its own: the queue may know of the one and have lost the other, where it was
 * emptied while it was told.
 */
function nameOf(callId: string, dispatchIds: readonly string[]): string {
  const what = [callId, ...dispatchIds].join();
  return `dispatches-${createHash('sha256').update(what).digest('hex')}`;
}
