/** A subject's events beside what the ledger stores of it: what there is to prove. */
import type { DutySnapshot } from '../../../machines/duty.ts';
import type { FindingContext } from '../../../machines/finding-context.ts';
import type { RoundSnapshot } from '../../../machines/round.ts';
import type { FindingSnapshot, FindingStanding } from '../../../machines/step.ts';
import type { DutyDetails, DutyLedgerEvent } from '../duties/ports.ts';
import type { PolicyRef } from '../policy.ts';
import type { ChainedEvent, FindingDetails, LedgerEvent, RoundLedgerEvent } from '../ports.ts';
import type { ListedDuty } from './replay-duty.ts';

/** An event of any subject. */
export type AnyLedgerEvent = LedgerEvent | RoundLedgerEvent | DutyLedgerEvent;
export type AnyChainedEvent = ChainedEvent<AnyLedgerEvent>;

/** One subject's events beside what the ledger stores of it. One line of an export. */
export interface Chain {
  readonly subject: 'finding' | 'round' | 'duty';
  readonly subjectId: string;
  /** The number of the finding or duty, the round's code; null when events are left of a subject that is gone. */
  readonly name: string | null;
  readonly stored: {
    readonly version: number;
    readonly headHash: string;
    readonly snapshot: FindingSnapshot | RoundSnapshot | DutySnapshot;
    readonly listed: ListedFinding | ListedRound | ListedDuty;
    readonly details: FindingDetails | RoundDetails | DutyDetails;
  } | null;
  readonly events: readonly AnyChainedEvent[];
}

/** What stands beside the snapshot for lists, conditions and reports to read: it follows from the events too. */
export interface ListedFinding
  extends FindingStanding, Pick<FindingContext, 'class' | 'responsibleUnit'> {
  readonly policy: PolicyRef;
  readonly machineVersion: number;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
}

export interface ListedRound {
  readonly machineVersion: number;
  readonly updatedAt: number;
}

export interface RoundDetails {
  readonly code: string;
  readonly title: string;
}
