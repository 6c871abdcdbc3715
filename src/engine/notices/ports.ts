/** What gathering notices into messages needs of the ledger. */
import type { MessagePlan, PlannedMessage, Waiting, WaitingNotice } from './plan.ts';

/** What waits for one person on one channel, as it is stored. */
export interface StoredWaiting extends Omit<Waiting, 'notices'> {
  readonly notices: readonly (Omit<WaitingNotice, 'manner'> & { readonly template: string })[];
}

/** A notice that is a document in due form: the series it gets its number from, and when an answer is due. */
export interface PlannedDocument {
  readonly noticeId: string;
  readonly series: string;
  /** Epoch ms; null where it asks for none. */
  readonly replyBy: number | null;
}

/** The messages to be made, each under the id its dispatch is to have. */
export interface GatherPlan extends Pick<MessagePlan, 'postponed'> {
  readonly messages: readonly (PlannedMessage & { readonly id: string })[];
  /** What is issued with them, over findings. One that carries another on has its number already. */
  readonly documents: readonly PlannedDocument[];
}

export interface GatherTurn {
  /** Instants, epoch ms: notices whose turn has come by `now` are gathered. */
  readonly now: number;
  /** When the local day and the week of `now` began: what was sent since counts. */
  readonly dayBegan: number;
  readonly weekBegan: number;
  /** People looked at in one turn. */
  readonly people: number;
  /** Only what goes by these channels. */
  readonly channels: readonly string[];
}

export interface Outbox {
  /**
   * One turn, in one transaction: asks `plan` about everybody whose notices have waited until now,
   * writes what it says, and returns how many people that were. What another process has just
   * taken is left to it.
   */
  gather(turn: GatherTurn, plan: (waiting: StoredWaiting) => GatherPlan): Promise<number>;
  /** When the next notice for one of the channels is to be looked at (epoch ms), or null when none waits. */
  nextGatherAt(channels: readonly string[]): Promise<number | null>;
}
