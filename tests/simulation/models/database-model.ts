/** The database of the simulation: rows in memory, each statement whole, and its clock the only one that counts. */
import type { NoticeState } from '../../../machines/notice.ts';
import type { FindingStanding } from '../../../machines/step.ts';
import type { PersonRecord, PostRecord } from '../../../src/directory/tables.ts';
import type {
  ChainedEvent,
  ClockRow,
  FindingRow,
  FindingWrite,
  LedgerEvent,
  NoticeOwed,
  Remembered,
  RoundLedgerEvent,
  RoundRow,
} from '../../../src/engine/ports.ts';
import { Agenda } from '../time/agenda.ts';

export interface RoundRecord {
  row: Omit<RoundRow, 'openFindings'>;
  numbersGiven: number;
  updatedAt: number;
}

export interface FindingRecord {
  row: FindingRow;
  standing: FindingStanding;
}

/** A clock with what only the database knows of it. Instants are epoch ms. */
export interface ClockRecord {
  readonly findingId: string;
  row: ClockRow;
  takenUntil: number | null;
}

export interface NoticeRecord extends NoticeOwed {
  readonly findingId: string;
  readonly seq: number;
  readonly owedAt: number;
  state: NoticeState;
  outcome: string | null;
  settledAt: number | null;
  gatherAt: number;
  dispatchId: string | null;
}

export interface DispatchRecord {
  readonly id: string;
  readonly channel: string;
  readonly personId: string;
  readonly digestOf: string | null;
  readonly createdAt: number;
  state: NoticeState;
  outcome: string | null;
  attempts: number;
  fence: number;
  lapses: number;
  readyAt: number;
  leaseUntil: number | null;
  hintedAt: number | null;
  callId: string | null;
  settledAt: number | null;
  messageId: string | null;
  subject: string | null;
}

export type Written = Omit<FindingWrite, 'expectedVersion'>;

/** Whoever looks over the database's shoulder: told right after each change, before anybody else. */
export interface Watch {
  /** `origin`: the request it was written for; null for a worker. */
  saved(write: Written, origin: string | null): void;
  /** Grows with everything that happens. */
  step(): number;
  /** By whoever has read at that step what it is about. */
  claimed(dispatchId: string, readAtStep: number): void;
  dispatchMoved(before: DispatchRecord, after: DispatchRecord): void;
}

/** What the database would refuse: a constraint of the tables. */
export class ConstraintViolated extends Error {
  override readonly name = 'ConstraintViolated';

  constructor(constraint: string) {
    super(`violates constraint ${constraint}`);
  }
}

export interface DatabaseModelOptions {
  /** Its clock, epoch ms. */
  readonly now: () => number;
  /** After what time the relay tells a queue again: it makes work fall due. */
  readonly rehintMs: number;
}

export class DatabaseModel {
  readonly now: () => number;
  watch: Watch | null = null;
  readonly rounds = new Map<string, RoundRecord>();
  readonly findings = new Map<string, FindingRecord>();
  readonly numbers = new Set<string>();
  readonly events = new Map<string, ChainedEvent<LedgerEvent>[]>();
  readonly roundEvents = new Map<string, ChainedEvent<RoundLedgerEvent>[]>();
  readonly clocks = new Map<string, Map<number, ClockRecord>>();
  /** Clocks with a rung armed. */
  readonly armed = new Set<ClockRecord>();
  readonly notices = new Map<string, NoticeRecord>();
  /** Notices that are in no message yet. */
  readonly waiting = new Set<NoticeRecord>();
  readonly dispatches = new Map<string, DispatchRecord>();
  readonly planned = new Set<DispatchRecord>();
  readonly leased = new Set<DispatchRecord>();
  readonly dedupeKeys = new Set<string>();
  readonly commands = new Map<string, Remembered>();
  readonly people = new Map<string, PersonRecord>();
  readonly posts = new Map<string, PostRecord>();
  /** Wrong on purpose: reminders of clocks that have ended go out as well. */
  everythingHolds = false;
  /** How often calendar data was loaded. */
  calendarRevision = 0;
  /** When there is something for a worker to do, which no queue need know of. */
  readonly work = new Agenda<ClockRecord | NoticeRecord | DispatchRecord>();
  readonly #rehintMs: number;

  constructor({ now, rehintMs }: DatabaseModelOptions) {
    this.now = now;
    this.#rehintMs = rehintMs;
  }

  /** Puts the record where its columns say it belongs. To be called after every change of one. */
  clockChanged(record: ClockRecord): void {
    const { row, takenUntil } = record;
    if (row.nextAt === null) {
      this.armed.delete(record);
      this.work.delete(record);
    } else {
      this.armed.add(record);
      this.work.set(record, Math.max(row.nextAt, takenUntil ?? row.nextAt));
    }
  }

  /** The same for a notice. */
  noticeChanged(record: NoticeRecord): void {
    const waits = record.state === 'planned' && record.dispatchId === null;
    this.waiting[waits ? 'add' : 'delete'](record);
    if (waits) this.work.set(record, record.gatherAt);
    else this.work.delete(record);
  }

  /** The same for a dispatch. */
  dispatchChanged(record: DispatchRecord): void {
    const { state, readyAt, hintedAt, leaseUntil } = record;
    const isPlanned = state === 'planned';
    this.planned[isPlanned ? 'add' : 'delete'](record);
    this.leased[leaseUntil === null ? 'delete' : 'add'](record);
    const toldUntil = hintedAt === null ? readyAt : hintedAt + this.#rehintMs + 1;
    if (isPlanned) this.work.set(record, Math.max(readyAt, toldUntil));
    else if (leaseUntil !== null) this.work.set(record, leaseUntil + 1);
    else this.work.delete(record);
  }
}

/** As a value comes back from a JSON column. */
export function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
