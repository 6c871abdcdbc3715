/** A mail server that takes, puts off, refuses, breaks off, or takes and does not say so. */
import type { Channel, HandOver, Message } from '../../../src/channels/channel.ts';
import type { Process, Scheduler } from '../time/scheduler.ts';
import type { Random } from '../time/random.ts';

/** No mail to this address is ever taken. */
export const unknownMailbox = 'nobody-here@school.example';

export interface MailServer {
  /** How often it took a mail of each dispatch. */
  readonly taken: ReadonlyMap<string, number>;
  /** It answers nobody. */
  down: boolean;
  readonly answers: Readonly<Record<HandOver['outcome'], number>>;
  /** What it does with a mail handed over, and what the other side learns of it. */
  handOver(message: Message): HandOver;
}

export interface MailServerOptions {
  readonly random: Random;
  readonly scheduler: Scheduler;
  /** Told of each mail it takes, right after. */
  readonly onTaken: (message: Message) => void;
}

export function createMailServer({ random, scheduler, onTaken }: MailServerOptions): MailServer {
  const taken = new Map<string, number>();
  const answers = { sent: 0, deferred: 0, refused: 0, unknown: 0 };
  const take = (message: Message) => {
    taken.set(message.dispatchId, (taken.get(message.dispatchId) ?? 0) + 1);
    onTaken(message);
  };
  const answerTo = (message: Message, down: boolean): HandOver => {
    const { mailDeferred, mailRefused, mailUnanswered, mailCut } = scheduler.weather;
    if (down) return { outcome: 'deferred', code: 'unreachable' };
    if (message.to.address === unknownMailbox) {
      return { outcome: 'refused', code: 'mailbox_unknown' };
    }
    let luck = random.next();
    const befalls = (probability: number) => (luck -= probability) < 0;
    if (befalls(mailDeferred)) {
      // Some say when to come again, not always in whole milliseconds.
      const retryAfterMs = random.between(1, 1_200_000) + random.next();
      return { outcome: 'deferred', code: 'busy', ...(random.chance(0.5) && { retryAfterMs }) };
    }
    if (befalls(mailRefused)) return { outcome: 'refused', code: 'rejected' };
    if (befalls(mailCut)) return { outcome: 'unknown', code: 'connection_lost' };
    take(message);
    if (befalls(mailUnanswered)) return { outcome: 'unknown', code: 'connection_lost' };
    return { outcome: 'sent' };
  };
  return {
    taken,
    down: false,
    answers,
    handOver(message) {
      const answer = answerTo(message, this.down);
      answers[answer.outcome] += 1;
      return answer;
    },
  };
}

/** A process's way to the server: it may be killed, or stand still, before and after. */
export function channelTo(server: MailServer, scheduler: Scheduler, process: Process): Channel {
  return {
    name: 'model',
    async handOver(message) {
      await scheduler.turn(process, `hand over ${message.dispatchId}`);
      const answer = server.handOver(message);
      await scheduler.turn(process, `hand over ${message.dispatchId} ${answer.outcome}`);
      return answer;
    },
    close: async () => undefined,
  };
}
