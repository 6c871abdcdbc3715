/** What a channel is: it hands one message to one person and says, without guessing, what became of it. */

/** One message, rendered, for one person. */
export interface Message {
  readonly dispatchId: string;
  /** RFC 5322 Message-ID, the same at every attempt, so that a receiver can tell a repetition. */
  readonly messageId: string;
  /** The mail address is null where the directory has none: whether that matters is the channel's to say. */
  readonly to: { readonly name: string; readonly address: string | null };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** How a group robot calls this person, where the directory knows it: the provider's own id goes first. */
  readonly mention?: { readonly userId?: string; readonly mobile?: string };
  /** The finding (or duty) it is about, as people write it. */
  readonly findingNumber?: string;
}

/** What became of a hand-over. `code` is stable and carries no address and no server's words. */
export type HandOver =
  /** The other side took it. */
  | { readonly outcome: 'sent' }
  /** It was put off, or nothing was said yet: trying again cannot send it twice. */
  | { readonly outcome: 'deferred'; readonly code: string; readonly retryAfterMs?: number }
  /** It was refused for good. */
  | { readonly outcome: 'refused'; readonly code: string }
  /** The connection broke where the other side may or may not have taken it. */
  | { readonly outcome: 'unknown'; readonly code: string };

export interface Channel {
  readonly name: string;
  /** True where others read it as well, e.g. a group: what is for one person alone is left out. */
  readonly shared?: boolean;
  /** Never throws for what the other side does; throws only for a bug of ours. */
  handOver(message: Message): Promise<HandOver>;
  close(): Promise<void>;
}

/** What a notice is about, as the texts may name it. */
export interface NoticeFacts {
  readonly noticeId: string;
  readonly template: string;
  readonly rungs: readonly string[];
  readonly personName: string;
  /** The name of the person who has delegated to this one; null where it is theirs to get. */
  readonly inPlaceOf: string | null;
  /** True when the post addressed is vacant and this person gets it in its stead. */
  readonly inStead: boolean;
  readonly finding: {
    readonly number: string;
    readonly title: string;
    readonly roundCode: string;
    readonly roundTitle: string;
    readonly aspectTitle: string | null;
    readonly responsibleUnit: string | null;
    readonly state: string;
    readonly stage: string;
  };
  readonly clock: {
    readonly kind: string;
    readonly dueAt: number;
    readonly provisional: boolean;
    readonly ruleId: string;
    readonly policyId: string;
    readonly policyVersion: number;
  } | null;
  /** Its number where it is a document in due form, and by when (epoch ms) it asks for an answer. */
  readonly document: { readonly no: string; readonly replyBy: number | null } | null;
  /** Who could not be reached with another notice, where this one tells of it. */
  readonly unreached?: {
    readonly name: string;
    readonly channel: string;
    readonly outcome: string;
  };
  /** The event that owed the notice. */
  readonly event: {
    readonly type: string;
    readonly at: number;
    readonly reason: string | null;
    readonly note: string | null;
    /** The day it is about, `YYYY-MM-DD`: promised, or asked for. */
    readonly day?: string | null;
    /** The name of whoever gave it, where the directory has one. */
    readonly by?: string | null;
  };
  /** Instant of rendering, epoch ms, by the engine's clock. */
  readonly now: number;
}

/** What a notice over the tasks of a duty is about. */
export interface DutyNoticeFacts {
  readonly noticeId: string;
  readonly template: string;
  readonly personName: string;
  /** The name of the person who has delegated to this one; null where it is theirs to get. */
  readonly inPlaceOf: string | null;
  readonly duty: {
    readonly number: string;
    readonly kind: 'task' | 'check';
    readonly title: string;
    readonly roundCode: string;
    readonly roundTitle: string;
    /** The finding whose result it keeps up. */
    readonly findingNumber: string | null;
  };
  /** The tasks it names that are still open, in order. Instants are epoch ms. */
  readonly tasks: readonly {
    readonly slot: string;
    readonly at: number;
    readonly dueAt: number;
    readonly provisional: boolean;
  }[];
  /** Instant of rendering, epoch ms, by the engine's clock. */
  readonly now: number;
}
