/** The answers the engine gives. An expected refusal is an answer the compiler makes you read. */
import type { Actor } from '../../machines/actor.ts';
import type { FindingCommand, FindingCommandInput } from '../../machines/events.ts';
import type { Refused as RefusedStep } from '../../machines/step.ts';

/** One command about one finding. */
export interface SendCommand {
  readonly findingId: string;
  readonly event: FindingCommandInput;
  readonly by: Actor;
  /** Only act if the finding is still at this version. */
  readonly expectedVersion?: number | undefined;
  /** The same key with the same command is carried out once, and answered the same each time. */
  readonly idempotencyKey?: string | undefined;
}

/** Conditions that take a calendar or another finding to judge, and so are not the machine's. */
export type EngineGuard =
  /** An extension moves the due date on. */
  | 'extensionIsLater'
  /** Nobody measures tomorrow. */
  | 'observationIsNotAhead'
  /** What is asked for is more time. */
  | 'requestedDayIsLater'
  /** A promise is for a day to come. */
  | 'promiseIsAhead'
  /** And for one that is not too far off. */
  | 'promiseIsNear'
  /** What something is merged into is another finding, and open. */
  | 'mergeTargetIsOpen'
  /** What has come again is another finding, and closed. */
  | 'earlierIsClosed'
  /** What it is migrated to are other rules than those it is held to. */
  | 'rulesAreOthers'
  /** A finding that has to hear of it cannot take the word. */
  | 'otherFindingAgrees';

/** The finding has taken the step. */
export interface AcceptedAnswer {
  readonly kind: 'accepted';
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly stage: string;
  readonly hold: 'running' | 'paused';
  readonly version: number;
}

/** Nothing has changed: `code` says why, and for `event_refused` also what stood in the way. */
export type RefusedAnswer =
  | {
      readonly kind: 'refused';
      readonly code: 'event_refused';
      readonly guard: RefusedStep['guard'] | EngineGuard;
      readonly allowed: readonly FindingCommand['type'][];
      readonly state: string;
      readonly stage: string;
      readonly version: number;
    }
  | {
      readonly kind: 'refused';
      readonly code: 'event_invalid';
      readonly problems: readonly Problem[];
    }
  | {
      readonly kind: 'refused';
      readonly code: 'finding_not_found' | 'idempotency_key_reused' | 'state_unreadable';
    };

/** One thing wrong with an input: where, and what. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Somebody else was first: look again and decide anew. Nothing has changed. */
export interface ConflictAnswer {
  readonly kind: 'conflict';
  readonly code: 'version_conflict';
  readonly currentVersion: number;
}

export type SendAnswer = AcceptedAnswer | RefusedAnswer | ConflictAnswer;
