/** What duties need of the world besides what the engine needs: their own storage, and terms. */
import type { DutySnapshot } from '../../../machines/duty.ts';
import type { DutyInput } from '../../../machines/duty-context.ts';
import type { DutyEvent, TaskSlot } from '../../../machines/duty-events.ts';
import type { Term } from '../../../machines/duty-rule.ts';
import type { LiveCalendar } from '../calendar-port.ts';
import type { ChainedEvent, EnginePorts, Moment, Remembered } from '../ports.ts';
import type { DutyAccepted } from './answers.ts';

/** A recurring inspection has something looked at (检查); any other duty has something done (任务). */
export type DutyKind = 'task' | 'check';

/** What a duty is: the chain vouches for its number and its words. */
export interface DutyDetails {
  readonly roundId: string;
  readonly roundCode: string;
  /** The finding whose result it keeps up, where it is a sustained duty. */
  readonly findingId: string | null;
  readonly number: string;
  readonly kind: DutyKind;
  readonly title: string;
  readonly description: string | null;
}

/** Always the first event of its chain. */
export interface DutyOpenedEvent {
  readonly type: 'DUTY_OPENED';
  readonly details: DutyDetails;
  readonly input: DutyInput;
}

/** An event as the chain of a duty keeps it. */
export type DutyLedgerEvent = DutyEvent | DutyOpenedEvent;

/** When a duty has something to say next, and by which almanac that was counted. */
export interface DutyArming {
  /** The next slot, or the next reminder of what is overdue (epoch ms); null when there is neither. */
  readonly nextAt: number | null;
  /** Names the calendar and the terms it was counted by. */
  readonly almanac: string;
}

export interface DutyRow extends DutyDetails, DutySnapshot, DutyArming {
  readonly id: string;
  readonly version: number;
  readonly machineVersion: number;
  readonly headHash: string;
  readonly openedAt: number;
  readonly updatedAt: number;
}

/** One task, for good. It follows from the events. */
export interface DutyTaskRow extends TaskSlot {
  readonly state: 'open' | 'done' | 'waived';
  readonly raisedAt: number;
  /** The event that settled it, and its instant. */
  readonly settledSeq: number | null;
  readonly settledAt: number | null;
}

/** One notice owed over the tasks of a duty. */
export interface DutyNoticeOwed {
  readonly id: string;
  /** The event that owes it. */
  readonly seq: number;
  readonly template: string;
  readonly party: string;
  /** Null when nobody stands behind the party: the notice then stands as failed. */
  readonly personId: string | null;
  /** Who has delegated to that person; null where it is theirs to get. */
  readonly inPlaceOf: string | null;
  readonly channel: string;
  /** The tasks it names. */
  readonly slots: readonly string[];
  readonly dedupeKey: string;
}

/** Everything an accepted command or the passing of time changes. It is stored whole or not at all. */
export interface DutyWrite extends DutySnapshot, DutyArming {
  readonly dutyId: string;
  readonly expectedVersion: number;
  /** In order: what came due first, then the command. */
  readonly events: readonly ChainedEvent<DutyLedgerEvent>[];
  /** The tasks raised or settled, as they are afterwards. */
  readonly tasks: readonly DutyTaskRow[];
  readonly notices: readonly DutyNoticeOwed[];
  readonly remember: Remembered<DutyAccepted> | null;
}

/** A duty's first event. */
export interface DutyOpening extends DutySnapshot, DutyArming {
  readonly id: string;
  readonly details: DutyDetails;
  readonly event: ChainedEvent<DutyLedgerEvent>;
  readonly remember: Remembered<DutyAccepted> | null;
}

export interface LoadedDuty extends Moment {
  readonly duty: DutyRow | null;
  readonly remembered: Remembered<DutyAccepted> | null;
}

export interface DueDuty {
  readonly dutyId: string;
  readonly nextAt: number;
}

/** The storage of duties. Each write is one atomic statement, guarded by the version it was decided on. */
export interface DutyLedger {
  /** One read: the duty, the database's time, and what the key was used for. */
  load(dutyId: string, idempotencyKey: string | null): Promise<LoadedDuty>;
  recall(idempotencyKey: string): Promise<Remembered<DutyAccepted> | null>;
  /** The code of the finding's round; null when there is no such finding. */
  roundOfFinding(findingId: string): Promise<string | null>;
  /** The round's next duty number, never given again: a failed opening leaves a gap. */
  takeDutyNumber(roundId: string): Promise<number>;
  /** False when the idempotency key was taken meanwhile. */
  open(opening: DutyOpening): Promise<boolean>;
  /** False when the version has moved on, or the idempotency key was taken meanwhile. */
  save(write: DutyWrite): Promise<boolean>;
  /** Duties with something to say at or before `now`, after `cursor`, oldest first. */
  due(now: number, cursor: DueDuty | null, limit: number): Promise<readonly DueDuty[]>;
  /** When any duty has something to say next (epoch ms), or null. */
  nextDueAt(): Promise<number | null>;
  /** Duties counted by another almanac than this, after `cursor`, in the order of their ids. */
  armedOtherwise(
    almanac: string,
    cursor: string | null,
    limit: number,
  ): Promise<readonly DutyRow[]>;
  /** False when the version has moved on: whoever moved it has counted it anew. */
  rearm(dutyId: string, expectedVersion: number, arming: DutyArming): Promise<boolean>;
}

/** The working calendar with the terms of the organisation, in any order. */
export interface TermCalendar extends LiveCalendar {
  readonly terms: readonly Term[];
}

export interface DutyPorts extends EnginePorts {
  readonly duties: DutyLedger;
  readonly calendar: TermCalendar;
}
