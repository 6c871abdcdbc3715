/** The time, for those who ask often: the database is asked once a second, and its answer counted on. */
import type { EnginePorts } from './engine/ports.ts';

/** For so long an answer is counted on, in ms. */
const countedForMs = 1_000;

interface Answer {
  readonly databaseNow: number;
  /** When it came, by the monotonic clock. */
  readonly heardAt: number;
}

/**
 * Engine time, epoch ms. It may be behind the database's by as long as an answer takes, so nothing is
 * to be decided by it. `monotonicNow` (ms, from anywhere) must never be set.
 */
export function createSteadyTime(
  {
    ledger,
    clock,
  }: Pick<EnginePorts, 'clock'> & { readonly ledger: Pick<EnginePorts['ledger'], 'moment'> },
  monotonicNow: () => number = () => performance.now(),
): () => Promise<number> {
  let last: { readonly askedAt: number; readonly answer: Promise<Answer> } | null = null;
  const ask = async (): Promise<Answer> => {
    try {
      const { databaseNow } = await ledger.moment();
      return { databaseNow, heardAt: monotonicNow() };
    } catch (error) {
      last = null;
      throw error;
    }
  };
  return async () => {
    // Of those who find it too old at the same time, one asks for all.
    if (last === null || monotonicNow() - last.askedAt >= countedForMs) {
      last = { askedAt: monotonicNow(), answer: ask() };
    }
    const { databaseNow, heardAt } = await last.answer;
    return clock.now(databaseNow + Math.floor(monotonicNow() - heardAt));
  };
}
