/** Answers calls for dispatches: so many are in hand at a time, and it is known which. */
import { deliver, type Delivery, type DeliveryPorts } from './deliver.ts';
import { createHands, type HandsOptions } from './hands.ts';
import { wordsOf, type WorkerLog } from './log.ts';
import type { CallData } from './queues.ts';

export interface Deliveries {
  /**
   * Resolves when the last of the called dispatches has been taken in hand, not when it is delivered: a
   * mail server that hangs keeps its place, and keeps no call from being answered. Where all places are
   * kept so, what is left of the call is left to others. Never rejects.
   */
  answer(call: CallData): Promise<void>;
  /** All that are in hand have come to an end. */
  settled(): Promise<void>;
}

export interface DeliveriesOptions extends HandsOptions {
  readonly log: WorkerLog;
}

export function createDeliveries(ports: DeliveryPorts, options: DeliveriesOptions): Deliveries {
  const { log } = options;
  const hands = createHands(options);
  const deliverOne = async (dispatchId: string): Promise<void> => {
    try {
      say(log, dispatchId, await deliver(ports, dispatchId));
    } catch (error) {
      // Its row says how far it came: it is called for again, or its lease runs out.
      log.error({ dispatchId, ...wordsOf(error) }, 'a dispatch could not be delivered');
    }
  };
  /** Takes them in hand, in order. Those that are no longer among them when there is room are not taken. */
  const takeAll = async (left: Set<string>): Promise<void> => {
    const taking = [...left].map((dispatchId) =>
      hands.take(async () => {
        if (left.delete(dispatchId)) await deliverOne(dispatchId);
      }),
    );
    await Promise.all(taking);
  };
  const leaveToOthers = async (dispatchIds: readonly string[]): Promise<void> => {
    try {
      await ports.dispatches.forgetHints(dispatchIds);
    } catch (error) {
      // Then they are told of when the time is over in which a queue may know.
      log.warn({ dispatchIds, ...wordsOf(error) }, 'dispatches could not be left to others');
    }
  };
  return {
    async answer({ dispatchIds = [] }) {
      const left = new Set(dispatchIds);
      if (await hands.untilStuck(takeAll(left))) return;
      const others = [...left];
      left.clear();
      // Not waited for: as long as this call stands in the queue, a new one of the same name is none.
      void leaveToOthers(others);
    },
    settled: () => hands.settled(),
  };
}

function say(log: WorkerLog, dispatchId: string, delivery: Delivery): void {
  const quiet = delivery === 'sent' || delivery === 'moot' || delivery === 'notToBeHad';
  if (quiet) log.info({ dispatchId, delivery }, 'dispatch');
  else log.warn({ dispatchId, delivery }, 'dispatch not sent');
}
