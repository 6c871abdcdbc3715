/** Delivers one dispatch: claim, render, hand over, record. What became of it is never guessed. */
import {
  isOwnDeferral,
  messageIdOf,
  renderMessage,
  type Channel,
  type DispatchBook,
  type DispatchToDeliver,
  type HandOver,
  type HeldDispatch,
  type MessageLink,
  type TextOf,
} from '../src/index.ts';

export interface DeliveryPorts {
  readonly dispatches: DispatchBook;
  /** The channel of that name; null where none is set up. */
  readonly channelOf: (name: string) => Channel | null;
  /** Engine time, epoch ms. Decides nothing: it says when a message was written, and what became of it. */
  readonly now: () => Promise<number>;
  readonly zone: string;
  /** The texts in use after so many changes of wording. Without it the shipped ones. */
  readonly texts?: (changes: number) => Promise<TextOf>;
  readonly leaseMs: number;
  /** Waits for a place among those who hand over at the same time. Default: there is always one. */
  readonly inTurn?: InTurn;
  /** Makes the link by which a message is acknowledged. Without it messages carry none. */
  readonly linkAt?: (now: number) => MessageLink;
  /** Whom mails come from: Message-IDs are made in its domain. */
  readonly fromAddress: string;
}

/** What a wake-up call came to. `notToBeHad` is the visible no-op of a stale or doubled call. */
export type Delivery = HandOver['outcome'] | 'moot' | 'notToBeHad' | 'lost';

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

const minuteMs = 60_000;
const retryMsMax = 30 * minuteMs;

export async function deliver(ports: DeliveryPorts, dispatchId: string): Promise<Delivery> {
  const { dispatches, leaseMs, channelOf, inTurn = atOnce } = ports;
  const at = await ports.now();
  const dispatch = await dispatches.claim(dispatchId, leaseMs, at);
  if (dispatch === null) return 'notToBeHad';
  if (dispatch.notices.length === 0) {
    await dispatches.move(dispatch, { type: 'SUPPRESS' }, { at, outcome: 'clock_ended' });
    return 'moot';
  }
  const { fence } = dispatch.held;
  const texts = await ports.texts?.(dispatch.wordings);
  const channel = channelOf(dispatch.channel);
  if (channel === null) {
    await dispatches.move(dispatch, { type: 'REFUSE', fence }, { at, outcome: 'no_channel' });
    return 'refused';
  }
  // Whoever holds the link answers in its recipient's name.
  const link = channel.shared === true ? undefined : ports.linkAt?.(at);
  const message = messageOf(dispatch, ports, { texts, link: link?.url });
  const { messageId, subject } = message;
  const noted = { messageId, subject, leaseMs, ...(link !== undefined && { link: link.row }) };
  const event = { type: 'HAND_OVER', fence } as const;
  const { outcome, recorded } = await inTurn(async () => {
    // With a lease anew: it may have waited for its turn for as long as a hand-over takes.
    const held = await dispatches.move(dispatch, event, noted);
    if (held === null) return { outcome: 'lost' as const, recorded: Promise.resolve(false) };
    const result = await channel.handOver(message);
    const settledAt = await ports.now();
    // Asked for before the place is left, and waited for after: what the next to have the place asks
    // is written with it or later. So many at most are in doubt, whenever the worker is killed.
    return { outcome: result.outcome, recorded: record(dispatches, held, result, settledAt) };
  });
  return (await recorded) ? outcome : 'lost';
}

const atOnce: InTurn = (work) => work();

function messageOf(
  { id, person, notices }: DispatchToDeliver,
  { fromAddress, zone }: DeliveryPorts,
  { texts, link }: { readonly texts: TextOf | undefined; readonly link: string | undefined },
) {
  const subject = subjectOf(notices);
  const rendering = {
    zone,
    ...(texts !== undefined && { texts }),
    ...(link !== undefined && { link }),
  };
  return {
    dispatchId: id,
    messageId: messageIdOf(id, fromAddress),
    to: { name: person.name, address: person.address },
    mention: {
      ...(person.userId !== null && { userId: person.userId }),
      ...(person.mobile !== null && { mobile: person.mobile }),
    },
    ...(subject !== null && { findingNumber: subject }),
    ...renderMessage({ dispatchId: id, personName: person.name, notices }, rendering),
  };
}

/** The finding or duty it is about, where it is about one. */
function subjectOf(notices: DispatchToDeliver['notices']): string | null {
  const numbers = new Set(
    notices.map((facts) => ('duty' in facts ? facts.duty : facts.finding).number),
  );
  const [only] = numbers;
  return numbers.size === 1 && only !== undefined ? only : null;
}

/** False when somebody else holds the dispatch by now: their record stands. */
async function record(
  dispatches: DispatchBook,
  dispatch: HeldDispatch,
  result: HandOver,
  at: number,
): Promise<boolean> {
  const { fence, attempts } = dispatch.held;
  switch (result.outcome) {
    case 'sent':
      return (await dispatches.move(dispatch, { type: 'DELIVER', fence }, { at })) !== null;
    case 'refused': {
      const event = { type: 'REFUSE', fence } as const;
      return (await dispatches.move(dispatch, event, { at, outcome: result.code })) !== null;
    }
    case 'unknown': {
      const event = { type: 'LOSE_TRACK', fence } as const;
      return (await dispatches.move(dispatch, event, { at, outcome: result.code })) !== null;
    }
    case 'deferred': {
      const backoffMs = Math.min(minuteMs * 2 ** attempts, retryMsMax);
      // The database counts in whole milliseconds; a channel need not.
      const readyInMs = Math.ceil(result.retryAfterMs ?? backoffMs);
      const outcome = result.code;
      // What our own side put off has not been tried.
      const event = { type: isOwnDeferral(result) ? 'HOLD_BACK' : 'DEFER', fence } as const;
      return (await dispatches.move(dispatch, event, { at, outcome, readyInMs })) !== null;
    }
  }
}
