/** What the engine needs of the world: time, dates, people, policies and the ledger's storage. */
import type { Actor } from '../../machines/actor.ts';
import type { FindingEvent } from '../../machines/events.ts';
import type { FindingInput } from '../../machines/finding-context.ts';
import type { RoundCommand, RoundContext, RoundState } from '../../machines/round.ts';
import type { FindingSnapshot, FindingStanding } from '../../machines/step.ts';
import type { ClockKind, Slot } from '../../machines/words.ts';
import type { DayUnit, Period, Policy, PolicyRef } from './policy.ts';

/** Whose time counts. Production: the database's. Demo, simulation and tests: a virtual clock. */
export interface Clock {
  /** The instant to decide by (epoch ms), given what the database's clock says now. */
  now(databaseNow: number): number;
}

/** An instant counted out by a calendar; `provisional` when the calendar's data ended on the way. */
export interface Deadline {
  readonly at: number;
  readonly provisional: boolean;
}

/** What was left of a period when its clock was held, in the period's own unit. */
export interface Remainder {
  readonly unit: DayUnit;
  readonly ms: number;
}

/** Counts days in the organisation's zone. Instants are epoch ms, days `YYYY-MM-DD`. */
export interface Calendar {
  readonly zone: string;
  /** The units it can count in; a policy that asks for another is refused when it is loaded. */
  readonly units: readonly DayUnit[];
  dayOf(at: number): string;
  /** The instant in ISO 8601, with the zone's offset. */
  print(at: number): string;
  /** The end (24:00) of the day `period` after the day of `from`; that first day is not counted. */
  dueAfter(from: number, period: Period): Deadline;
  /** The end (24:00) of that day. */
  endOf(day: string): Deadline;
  /** `time` (HH:MM) on the day that lies `offset` units from the due day. */
  atOffset(dueAt: number, offset: number, unit: DayUnit, time: string): Deadline;
  remainderOf(now: number, dueAt: number, unit: DayUnit): Remainder;
  dueFrom(now: number, remainder: Remainder): Deadline;
}

/** Finds a policy by name; throws `policy_unknown` when a finding cites one that is not loaded. */
export interface PolicyBook {
  /** The policy new findings are opened under. */
  readonly current: PolicyRef;
  get(ref: PolicyRef): Policy;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Says who stands behind a party code right now: a person, or the holder of a post. */
export interface Directory {
  /** Codes nobody stands behind are absent from the answer. */
  resolve(parties: readonly string[]): Promise<ReadonlyMap<string, Person>>;
}

export type NewId = () => string;

export interface ClockRow {
  readonly no: number;
  readonly kind: ClockKind;
  readonly ruleId: string;
  readonly policy: PolicyRef;
  readonly unit: DayUnit;
  readonly startedAt: number;
  readonly dueAt: number;
  readonly provisional: boolean;
  readonly state: 'running' | 'held' | 'met' | 'void';
  readonly remainderMs: number | null;
  /** The next rung's place in its cadence, and when it fires; `nextAt` is null unless running. */
  readonly nextRung: number;
  readonly nextAt: number | null;
}

/** One notice owed. Rows that are owed twice collapse on `dedupeKey`. */
export interface NoticeOwed {
  readonly id: string;
  readonly template: string;
  readonly slot: Slot;
  /** The slot whose holder gets it: another one when the slot addressed is vacant. */
  readonly fallbackSlot: Slot | null;
  readonly personId: string | null;
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

/** An answer given under an idempotency key, kept to be given again. */
export interface Remembered {
  readonly key: string;
  readonly requestHash: string;
  readonly answer: unknown;
}

export interface Loaded {
  readonly databaseNow: number;
  readonly finding: FindingRow | null;
  readonly clocks: readonly ClockRow[];
  readonly remembered: Remembered | null;
}

/** Everything one accepted event changes. It is stored whole or not at all. */
export interface FindingWrite {
  readonly findingId: string;
  readonly expectedVersion: number;
  readonly standing: FindingStanding;
  readonly snapshot: FindingSnapshot;
  readonly event: ChainedEvent<LedgerEvent>;
  readonly closedAt: number | null;
  readonly clocks: readonly ClockRow[];
  readonly notices: readonly NoticeOwed[];
  readonly remember: Remembered | null;
}

/** A finding's first event. */
export interface FindingOpening extends Omit<FindingWrite, 'expectedVersion'> {
  readonly details: FindingDetails;
  readonly policy: PolicyRef;
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
  readonly nextAt: number;
}

/** The ledger's storage. Each write is one atomic statement, guarded by the version it was decided on. */
export interface Ledger {
  /** Runs `work` in one transaction: all of its writes, or none. */
  transact<T>(work: (ledger: Ledger) => Promise<T>): Promise<T>;
  databaseNow(): Promise<number>;
  /** One read: the finding, its clocks, the database's time, and what the key was used for. */
  load(findingId: string, idempotencyKey: string | null): Promise<Loaded>;
  recall(idempotencyKey: string): Promise<Remembered | null>;
  /** False when the version has moved on, or the idempotency key was taken meanwhile. */
  save(write: FindingWrite): Promise<boolean>;
  /** False when the idempotency key was taken meanwhile. */
  open(opening: FindingOpening): Promise<boolean>;
  /** The round's next finding number, never given again: a failed opening leaves a gap. */
  takeNumber(roundId: string): Promise<number>;
  findRound(code: string): Promise<RoundRow | null>;
  /** False when the code is taken. */
  openRound(round: RoundOpening, event: ChainedEvent<RoundLedgerEvent>): Promise<boolean>;
  saveRound(write: RoundWrite): Promise<boolean>;
  /** Running clocks whose next rung is at or before `now`, after `cursor`, oldest first. */
  dueClocks(now: number, cursor: DueClock | null, limit: number): Promise<readonly DueClock[]>;
  nextDueAt(): Promise<number | null>;
}
