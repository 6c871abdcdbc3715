/** Notices from being owed to being answered: everything of a rectiflow that has to do with messages. */
import {
  acknowledge,
  acknowledgeByLink,
  lookAtLink,
  type AcknowledgeCommand,
  type Acknowledged,
  type AnswerToMessage,
  type LinkLooked,
} from './acknowledging.ts';
import { mannerOf } from './channels/manners.ts';
import { seriesOf } from './channels/texts.ts';
import {
  decideDispatch,
  type DecideDispatchCommand,
  type DispatchDecided,
} from './deciding-dispatches.ts';
import { gather } from './engine/notices/gather.ts';
import type { SendingRules } from './engine/notices/sending-rules.ts';
import { passOn, type PassedOn } from './engine/notices/pass-on.ts';
import { nowOf } from './engine/now.ts';
import type { EnginePorts } from './engine/ports.ts';
import { createSilence, type Silence } from './silence.ts';
import { createSteadyTime } from './steady-time.ts';
import { createDispatchBook, type DispatchBook } from './store/dispatch-book.ts';
import { createDispatchViews, type DispatchViews } from './store/dispatch-views.ts';
import type { FindingViews } from './store/finding-views.ts';
import { createInbox, type Inbox } from './store/inbox.ts';
import { createNoticeViews, type NoticeViews } from './store/notice-views.ts';
import { createOutbox } from './store/outbox.ts';
import { createPassingOn } from './store/pass-on.ts';
import type { Pool } from './store/pool.ts';
import { readReceipt, type Receipt } from './store/receipt.ts';
import { takeBounce, type BounceTaken } from './taking-bounces.ts';
import { createWordings, type Wordings } from './wordings.ts';

/** Notices on their way into messages. Instants are epoch ms. */
export interface MessageOutbox {
  /** Puts notices for these channels whose turn has come into messages; when the next turn comes, or null. */
  gather(channels: readonly string[]): Promise<number | null>;
  nextTurnAt(channels: readonly string[]): Promise<number | null>;
  /** Has what failed carried on over its person's next channel, each once, and the inspector told. */
  passOn(): Promise<readonly PassedOn[]>;
}

export interface Messaging {
  /**
   * Engine time (epoch ms), up to a second old and counted on since by a clock nobody can set: for what
   * is written down of many messages, each after the other. Decides nothing.
   */
  messageTime(): Promise<number>;
  /** What is on its way to people, as workers see it. */
  readonly dispatches: DispatchBook;
  readonly outbox: MessageOutbox;
  readonly noticeViews: NoticeViews;
  readonly dispatchViews: DispatchViews;
  /**
   * Has a failed or unknown message sent again, or takes an unknown one for arrived. Wakes nobody: the
   * next tick tells a queue. Throws `request_invalid`.
   */
  decideDispatch(command: DecideDispatchCommand): Promise<DispatchDecided>;
  /** Whoever got a message says so, and by when they will have it done. Throws `request_invalid`. */
  acknowledge(command: AcknowledgeCommand): Promise<Acknowledged>;
  /** The same by the link in the message: once, and not for ever. Throws `request_invalid`. */
  acknowledgeByLink(token: string, answer: AnswerToMessage): Promise<Acknowledged>;
  /** What is behind such a link. Changes nothing. */
  lookAtLink(token: string): Promise<LinkLooked>;
  /** What people find in their in-app inbox, of messages whose channel it is. */
  readonly inbox: Inbox;
  /** A mail that came back (RFC 5322 bytes): what it says did not arrive has failed. */
  takeBounce(mail: Uint8Array): Promise<BounceTaken>;
  /** Overdue findings that have fallen silent. */
  readonly silence: Silence;
  /** Every notice owed over the finding and what became of it; null where there is no such finding. */
  receipt(findingId: string): Promise<Receipt | null>;
  /** What notices of findings say, where somebody has worded them anew. */
  readonly wordings: Wordings;
}

export function createMessaging(
  ports: EnginePorts,
  store: Pool,
  findings: FindingViews,
  sending: SendingRules,
): Messaging {
  const { calendar } = ports;
  const outbox = createOutbox(store);
  const passing = createPassingOn(store);
  const dispatches = createDispatchBook(store);
  const now = () => nowOf(ports);
  const gathering = { ...ports, outbox, sending, mannerOf, seriesOf };
  return {
    messageTime: createSteadyTime(ports),
    dispatches,
    outbox: {
      gather: (channels) => gather(gathering, channels),
      nextTurnAt: (channels) => outbox.nextGatherAt(channels),
      passOn: () => passOn(ports, passing),
    },
    noticeViews: createNoticeViews(store, calendar),
    dispatchViews: createDispatchViews(store, calendar),
    decideDispatch: (command) => decideDispatch(ports, store, command),
    acknowledge: (command) => acknowledge(ports, store, command),
    acknowledgeByLink: (token, answer) => acknowledgeByLink(ports, store, token, answer),
    lookAtLink: (token) => lookAtLink(ports, store, token),
    inbox: createInbox(store, calendar, now),
    takeBounce: (mail) => takeBounce(ports, store, dispatches, mail),
    silence: createSilence(ports, store),
    receipt: async (findingId) => readReceipt(store, calendar, findingId, await now()),
    wordings: createWordings(ports, store, findings),
  };
}
