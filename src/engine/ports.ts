/** What the engine needs of the world: time, people, policies and the ledger's storage. (Dates: calendar-port.ts.) */
import type { Actor } from '../../machines/actor.ts';
import type { FindingEvent } from '../../machines/events.ts';
import type { FindingInput } from '../../machines/finding-context.ts';
import type { RoundCommand, RoundContext, RoundState } from '../../machines/round.ts';
import type { FindingSnapshot, FindingStanding } from '../../machines/step.ts';
import type { ClockKind, ClockMode, DayUnit, Slot } from '../../machines/words.ts';
import type { AcceptedAnswer } from './answers.ts';
import type { LiveCalendar } from './calendar-port.ts';
import type { Policy, PolicyRef, Roll } from './policy.ts';

/** Whose time counts. Production: the database's. Demo, simulation and tests: a virtual clock. */
export interface Clock {
  /** The instant to decide by (epoch ms), given what the database's clock says now. */
  now(databaseNow: number): number;
}

/** Finds a policy by name; throws `policy_unknown` when a finding cites one that is not loaded. */
export interface PolicyBook {
  /** The policy new findings are opened under. */
  readonly current: PolicyRef;
  has(ref: PolicyRef): boolean;
  get(ref: PolicyRef): Policy;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Who gets what is addressed to a party. */
export interface Recipient extends Person {
  /** How they are reached, in order; left out: by mail. */
  readonly channels?: readonly string[] | undefined;
  /** Who would have got it, but has delegated to this person; null or left out: nobody has. */
  readonly inPlaceOf?: Person | null | undefined;
}

/** Says who stands behind a party code: a person, or the holder of a post. */
export interface Directory {
  /** `at`: the instant of asking, epoch ms of engine time. Codes nobody stands behind are absent from the answer. */
  resolve(parties: readonly string[], at: number): Promise<ReadonlyMap<string, Recipient>>;
  /**
   * The instants (epoch ms, in order) at which somebody else gets what is addressed though nobody
   * does anything then: a delegation begins or ends. A rehearsal asks again from each of them on; of a
   * directory without it, once.
   */
  turns?(): Promise<readonly number[]>;
}

export type NewId = () => string;

/** Days on which a clock stood still: from the day it was held until the day it ran again, which counts. */
export interface Hold {
  readonly from: string;
  /** Null while it is held. */
  readonly until: string | null;
}

/** What a clock's due date is counted from: all of it, so that the count can be shown and made again. */
export interface ClockCount {
  /** Days after this one are counted. For a period: the day it began, which is not counted (民法典 201). */
  readonly afterDay: string;
  readonly days: number;
  readonly unit: DayUnit;
  readonly roll: Roll;
  /** In order of time; at most the last is open. */
  readonly holds: readonly Hold[];
}

export interface ClockRow extends ClockCount {
  readonly no: number;
  readonly kind: ClockKind;
  readonly ruleId: string;
  readonly policy: PolicyRef;
  /** Only an enforcing clock that passes its due date is breached. */
  readonly mode: ClockMode;
  /** The number of the clock it carries on: after an extension, a change of class, a reopening. */
  readonly follows: number | null;
  readonly startedAt: number;
  readonly dueAt: number;
  readonly provisional: boolean;
  /** The version of the calendar that counted `dueAt`. */
  readonly calendar: string;
  readonly state: 'running' | 'held' | 'met' | 'void';
  /** Days of its unit left, the day it stopped on included, when it was last held or ended. */
  readonly remaining: number | null;
  /** The next rung's place in its cadence, and when it fires; `nextAt` is null unless running. */
  readonly nextRung: number;
  readonly nextAt: number | null;
  /** 限期承诺: the rung at that place, and those after it, wait until the day has passed. Left out: nothing is promised. */
  readonly promise?: LadderPromise;
}

export interface LadderPromise {
  readonly place: number;
  readonly day: string;
}

/** One notice owed. Rows that are owed twice collapse on `dedupeKey`. */
export interface NoticeOwed {
  readonly id: string;
  readonly template: string;
  readonly slot: Slot;
  /** The slot whose holder gets it: another one when the slot addressed is vacant. */
  readonly fallbackSlot: Slot | null;
  readonly personId: string | null;
  /** Who has delegated to that person; null where it is theirs to get. */
  readonly inPlaceOf: string | null;
  /** By which of the person's channels it goes. */
  readonly channel: string;
  readonly clockNo: number | null;
  readonly rungs: readonly string[];
  readonly dedupeKey: string;
}

/** An event as the chain keeps it. `OPENED` is always the first. */
export type LedgerEvent = FindingEvent | OpenedEvent;

/** What a finding is, and what it was opened with: the chain vouches for its number and its words. */
export interface OpenedEvent {
  readonly type: 'OPENED';
  readonly details: FindingDetails;
  readonly policy: PolicyRef;
  readonly input: FindingInput;
}

export type RoundLedgerEvent =
  | RoundCommand
  | { readonly type: 'ROUND_OPENED'; readonly code: string; readonly title: string };

export interface ChainedEvent<E = LedgerEvent | RoundLedgerEvent> {
  readonly subjectId: string;
  readonly seq: number;
  readonly machineVersion: number;
  readonly at: number;
  readonly by: Actor;
  readonly event: E;
  /** SHA-256, lower-case hex; the first event's is 64 zeros. */
  readonly prevHash: string;
  readonly hash: string;
}

export interface FindingDetails {
  readonly roundId: string;
  readonly roundCode: string;
  readonly number: string;
  readonly aspectNo: number;
  readonly aspectTitle: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly sourceNo: string | null;
}

export interface FindingRow extends FindingDetails {
  readonly id: string;
  readonly version: number;
  readonly machineVersion: number;
  readonly policy: PolicyRef;
  readonly snapshot: FindingSnapshot;
  readonly headHash: string;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
}

/** An answer given under an idempotency key, kept to be given again. Only accepted ones are. */
export interface Remembered<Answer = AcceptedAnswer> {
  readonly key: string;
  readonly requestHash: string;
  readonly answer: Answer;
}

/** What the database says of time: its clock, and how often calendar data was loaded into it. */
export interface Moment {
  readonly databaseNow: number;
  readonly calendarRevision: number;
}

export interface Loaded extends Moment {
  readonly finding: FindingRow | null;
  readonly clocks: readonly ClockRow[];
  readonly remembered: Remembered | null;
}

/** Everything one accepted event changes. It is stored whole or not at all. */
export interface FindingWrite {
  readonly findingId: string;
  readonly expectedVersion: number;
  /** The last load of calendar data before it was decided: its dates hold only while that is still so. */
  readonly calendarRevision: number;
  readonly standing: FindingStanding;
  /** The rules it is held to from here on. */
  readonly policy: PolicyRef;
  readonly snapshot: FindingSnapshot;
  readonly event: ChainedEvent<LedgerEvent>;
  readonly closedAt: number | null;
  readonly clocks: readonly ClockRow[];
  readonly notices: readonly NoticeOwed[];
  readonly remember: Remembered | null;
}

/** One of many writes in one statement: of each finding at most one, and none under a key. */
export type FindingWriteAmongMany = Omit<FindingWrite, 'remember'>;

/** A finding's first event. */
export interface FindingOpening extends Omit<FindingWrite, 'expectedVersion'> {
  readonly details: FindingDetails;
}

export interface RoundRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly machineVersion: number;
  readonly state: RoundState;
  readonly context: RoundContext;
  readonly headHash: string;
  readonly openFindings: number;
}

export type RoundOpening = Pick<
  RoundRow,
  'id' | 'code' | 'title' | 'machineVersion' | 'state' | 'context'
>;

export interface RoundWrite {
  readonly roundId: string;
  readonly expectedVersion: number;
  readonly state: RoundState;
  readonly context: RoundContext;
  readonly event: ChainedEvent<RoundLedgerEvent>;
}

export interface DueClock {
  readonly findingId: string;
  readonly clockNo: number;
}

/** The ledger's storage. Each write is one atomic statement, guarded by the version it was decided on. */
export interface Ledger {
  /** Runs `work` in one transaction: all of its writes, or none. */
  transact<T>(work: (ledger: Ledger) => Promise<T>): Promise<T>;
  moment(): Promise<Moment>;
  /** One read: the finding, its clocks, the database's time, and what the key was used for. */
  load(findingId: string, idempotencyKey: string | null): Promise<Loaded>;
  /** The same for many findings at once, in the order asked for, and without what keys were used for. */
  loadMany(findingIds: readonly string[]): Promise<readonly Loaded[]>;
  recall(idempotencyKey: string): Promise<Remembered | null>;
  /** False when the version or the calendar has moved on, or the idempotency key was taken meanwhile. */
  save(write: FindingWrite): Promise<boolean>;
  /** The same for many findings at once, each by itself; the ids of those for which nothing had moved on. */
  saveMany(writes: readonly FindingWriteAmongMany[]): Promise<ReadonlySet<string>>;
  /** False when the calendar has moved on, or the idempotency key was taken meanwhile. */
  open(opening: FindingOpening): Promise<boolean>;
  /** The round's next finding number, never given again: a failed opening leaves a gap. */
  takeNumber(roundId: string): Promise<number>;
  /** The finding of that number or id; null where there is none. */
  identify(ref: string): Promise<OtherStanding | null>;
  findRound(code: string): Promise<RoundRow | null>;
  /** False when the code is taken. */
  openRound(round: RoundOpening, event: ChainedEvent<RoundLedgerEvent>): Promise<boolean>;
  saveRound(write: RoundWrite): Promise<boolean>;
  /**
   * Takes up to `limit` running clocks whose next rung is at or before `now`, oldest first, for
   * `leaseMs` of the database's time. What somebody else has taken is left out, not waited for.
   */
  takeDueClocks(now: number, limit: number, leaseMs: number): Promise<readonly DueClock[]>;
  nextDueAt(): Promise<number | null>;
}

/** Another finding, as a decision about this one may have to know it. */
export interface OtherStanding {
  readonly id: string;
  readonly number: string;
  readonly closed: boolean;
}

/** What a decision may look at besides the finding itself. */
export interface DecisionPorts {
  readonly others: Pick<Ledger, 'identify'>;
  readonly calendar: LiveCalendar;
  readonly directory: Directory;
  readonly policies: PolicyBook;
  readonly newId: NewId;
}

export interface EnginePorts extends DecisionPorts {
  readonly ledger: Ledger;
  readonly clock: Clock;
}
