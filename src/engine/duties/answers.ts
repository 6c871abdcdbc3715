/** The answers a duty gives. An expected refusal is an answer the compiler makes you read. */
import type { DutyRefused, DutyState } from '../../../machines/duty.ts';
import type { ConflictAnswer, Problem } from '../answers.ts';

/** The duty has been opened, or has taken the step. */
export interface DutyAccepted {
  readonly kind: 'accepted';
  readonly id: string;
  readonly number: string;
  readonly state: DutyState;
  readonly version: number;
  /** Tasks raised and neither done nor waived. */
  readonly openTasks: number;
}

/** Nothing has changed: `code` says why. */
export type DutyRefusedAnswer =
  | (DutyRefused & {
      readonly code: 'event_refused';
      readonly state: DutyState;
      readonly version: number;
    })
  | {
      readonly kind: 'refused';
      readonly code: 'event_invalid';
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: 'refused';
      readonly code: 'duty_not_found' | 'finding_not_found' | 'idempotency_key_reused';
    };

export type DutyAnswer = DutyAccepted | DutyRefusedAnswer | ConflictAnswer;
