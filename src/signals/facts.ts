/** What signals are read from: what is recorded of one finding, and where others have the same. */
import type { LedgerEvent } from '../engine/ports.ts';
import type { SignalOther } from './signal.ts';

/** An event of the finding, on the organisation's day it was recorded. */
export interface DatedEvent {
  readonly seq: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly event: LedgerEvent;
}

/** A piece of evidence as it stands on the finding. */
export interface EvidenceFact {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly measureNo: number;
  readonly cycle: number;
}

/** A text about what is or was done: a measure, or the report or note of an event. */
export interface Deed {
  readonly measureNo: number | null;
  readonly seq: number | null;
  readonly text: string;
}

export interface FindingFacts {
  readonly id: string;
  readonly number: string;
  readonly unit: string | null;
  readonly cycle: number;
  readonly evidence: readonly EvidenceFact[];
  readonly deeds: readonly Deed[];
  /** Oldest first. */
  readonly events: readonly DatedEvent[];
}

/** Another finding to which a file of this one is attached. */
export interface FileElsewhere extends Omit<SignalOther, 'measureNo'> {
  readonly sha256: string;
}

/** Another finding, with texts that may be like those of this one. */
export interface DeedsElsewhere extends Omit<SignalOther, 'measureNo'> {
  readonly deeds: readonly Deed[];
}

/** A similar finding of the same unit that was closed before this one was opened. */
export interface ClosedBefore extends Omit<SignalOther, 'measureNo'> {
  readonly likeness: number;
  /** `YYYY-MM-DD`. */
  readonly closedOn: string;
}

export interface SignalFacts {
  readonly finding: FindingFacts;
  /** The latest first. */
  readonly files: readonly FileElsewhere[];
  readonly texts: readonly DeedsElsewhere[];
  /** The most alike first. */
  readonly closedBefore: readonly ClosedBefore[];
}
