/** Delivers one notice: claim, render, hand over, record. What became of it is never guessed. */
import {
  messageIdOf,
  renderNotice,
  type Channel,
  type HandOver,
  type HeldNotice,
  type NoticeBook,
  type NoticeToDeliver,
} from '../src/index.ts';

export interface DeliveryPorts {
  readonly notices: NoticeBook;
  readonly channel: Channel;
  /** Engine time, epoch ms. */
  readonly now: () => Promise<number>;
  readonly zone: string;
  readonly leaseMs: number;
  /** Whom mails come from: Message-IDs are made in its domain. */
  readonly fromAddress: string;
}

/** What a wake-up call came to. `notToBeHad` is the visible no-op of a stale or doubled call. */
export type Delivery = HandOver['outcome'] | 'moot' | 'noAddress' | 'notToBeHad' | 'lost';

const minuteMs = 60_000;
const retryMsMax = 30 * minuteMs;

export async function deliver(ports: DeliveryPorts, noticeId: string): Promise<Delivery> {
  const { notices, channel } = ports;
  const at = await ports.now();
  const notice = await notices.claim(noticeId, ports.leaseMs, at);
  if (notice === null) return 'notToBeHad';
  if (notice.moot) {
    await notices.move(notice, { type: 'SUPPRESS' }, { at, outcome: 'clock_ended' });
    return 'moot';
  }
  const { fence } = notice.held;
  if (notice.address === null) {
    await notices.move(notice, { type: 'REFUSE', fence }, { at, outcome: 'no_address' });
    return 'noAddress';
  }
  const message = messageOf(notice, notice.address, ports);
  const { messageId } = message;
  const handingOver = await notices.move(notice, { type: 'HAND_OVER', fence }, { messageId });
  if (handingOver === null) return 'lost';
  const result = await channel.handOver(message);
  const recorded = await record(notices, handingOver, result, await ports.now());
  return recorded ? result.outcome : 'lost';
}

function messageOf(notice: NoticeToDeliver, address: string, ports: DeliveryPorts) {
  const { facts, id } = notice;
  return {
    noticeId: id,
    messageId: messageIdOf(id, ports.fromAddress),
    to: { name: facts.personName, address },
    ...renderNotice(facts, { zone: ports.zone }),
  };
}

/** False when somebody else holds the notice by now: their record stands. */
async function record(
  notices: NoticeBook,
  notice: HeldNotice,
  result: HandOver,
  at: number,
): Promise<boolean> {
  const { fence, attempts } = notice.held;
  switch (result.outcome) {
    case 'sent':
      return (await notices.move(notice, { type: 'DELIVER', fence }, { at })) !== null;
    case 'refused': {
      const event = { type: 'REFUSE', fence } as const;
      return (await notices.move(notice, event, { at, outcome: result.code })) !== null;
    }
    case 'unknown': {
      const event = { type: 'LOSE_TRACK', fence } as const;
      return (await notices.move(notice, event, { at, outcome: result.code })) !== null;
    }
    case 'deferred': {
      const backoffMs = Math.min(minuteMs * 2 ** attempts, retryMsMax);
      // The database counts in whole milliseconds; a channel need not.
      const readyInMs = Math.ceil(result.retryAfterMs ?? backoffMs);
      const outcome = result.code;
      const event = { type: 'DEFER', fence } as const;
      return (await notices.move(notice, event, { at, outcome, readyInMs })) !== null;
    }
  }
}
