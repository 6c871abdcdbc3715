/** Answers calls for dispatches: so many are in hand at a time, and it is known which. */
import { deliver, type Delivery, type DeliveryPorts } from './deliver.ts';
import type { WorkerLog } from './log.ts';
import { places } from './places.ts';
import type { CallData } from './queues.ts';

export interface Deliveries {
  /**
   * Resolves when the last of the called dispatches has been taken in hand, not when it is delivered: a
   * mail server that hangs keeps its place, and keeps no call from being answered. Never rejects.
   */
  answer(call: CallData): Promise<void>;
  /** All that are in hand, or wait for it, have come to an end. */
  settled(): Promise<void>;
}

export function createDeliveries(
  ports: DeliveryPorts,
  { concurrency, log }: { readonly concurrency: number; readonly log: WorkerLog },
): Deliveries {
  // While some are handed over, as many others are fetched and put into words.
  const inHand = places(2 * concurrency);
  const underWay = new Set<Promise<void>>();
  const deliverOne = async (dispatchId: string): Promise<void> => {
    try {
      say(log, dispatchId, await deliver(ports, dispatchId));
    } catch (error) {
      // Its row says how far it came: it is called for again, or its lease runs out.
      log.error({ dispatchId, ...wordsOf(error) }, 'a dispatch could not be delivered');
    }
  };
  const begin = (dispatchId: string): Promise<void> =>
    new Promise((begun) => {
      const delivery = inHand(() => {
        begun();
        return deliverOne(dispatchId);
      }).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    });
  return {
    async answer({ dispatchIds = [] }) {
      await Promise.all(dispatchIds.map(begin));
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}

function say(log: WorkerLog, dispatchId: string, delivery: Delivery): void {
  const quiet = delivery === 'sent' || delivery === 'moot' || delivery === 'notToBeHad';
  if (quiet) log.info({ dispatchId, delivery }, 'dispatch');
  else log.warn({ dispatchId, delivery }, 'dispatch not sent');
}

/** Its kind and its code: what else an error says may hold addresses. */
function wordsOf(error: unknown): { readonly err: string; readonly code?: string } {
  if (!(error instanceof Error)) return { err: typeof error };
  return 'code' in error ? { err: error.name, code: String(error.code) } : { err: error.name };
}
