/** Shares out a few threads among the files to be read; what finds none waits its turn. */
import type { ReadResult } from '../schema.ts';
import { startReaderThread, type ReaderThread } from './reader-thread.ts';
import type { ReadRequest } from './request.ts';
import { createTurns } from './turns.ts';

export interface Readers {
  /** Rejects with the signal's reason only. */
  read(request: ReadRequest, signal?: AbortSignal): Promise<ReadResult>;
}

export interface ReadersOptions {
  readonly threads: number;
  /** How long a thread without work is kept, in milliseconds. */
  readonly idleMs: number;
}

export function createReaders({ threads, idleMs }: ReadersOptions): Readers {
  /** With the timer that ends each. */
  const idle = new Map<ReaderThread, NodeJS.Timeout>();
  const turns = createTurns(threads);

  function take(memoryMb: number): ReaderThread {
    for (const [thread, timer] of idle) {
      // A thread cannot be given other limits than it was started with.
      const fits = thread.alive && thread.memoryMb === memoryMb;
      if (!fits && idle.size + turns.taken <= threads) continue;
      clearTimeout(timer);
      idle.delete(thread);
      if (fits) return thread;
      thread.end();
    }
    return startReaderThread(memoryMb);
  }

  function giveBack(thread: ReaderThread): void {
    if (!thread.alive) return;
    const end = (): void => {
      idle.delete(thread);
      thread.end();
    };
    idle.set(thread, setTimeout(end, idleMs).unref());
  }

  return {
    async read(request, signal) {
      await turns.wait(signal);
      try {
        const thread = take(request.limits.memoryMb);
        try {
          return await thread.read(request, signal);
        } finally {
          giveBack(thread);
        }
      } finally {
        turns.end();
      }
    },
  };
}
