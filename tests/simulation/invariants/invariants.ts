/** What must hold at every write, at every time, and at the end. */
import { isDeepStrictEqual } from 'node:util';
import type { AcceptedAnswer } from '../../../src/engine/answers.ts';
import type { Calendar } from '../../../src/engine/calendar-port.ts';
import { firstBadIn } from '../../../src/engine/proof/verify.ts';
import type { DatabaseModel, Watch, Written } from '../models/database-model.ts';
import { holdCounts, holdDue, holdEnd, holdDispatch } from './due-invariants.ts';
import {
  holdWrite,
  nameOf,
  newlyRemembered,
  type Hold,
  type Remembered,
} from './finding-invariants.ts';
import { chainsOf } from '../models/model-chains.ts';

export interface Invariants extends Watch {
  /** A request begins: whatever is tried under its key is one. */
  asked(key: string, what: string): void;
  /** A server has said that it is done; the answer may still be lost. */
  acknowledged(key: string, answer: AcceptedAnswer): void;
  /** Whoever asked has had an answer. */
  answered(key: string): void;
  /** The mail server has taken one. */
  mailTaken(dispatchId: string): void;
  /** Time has passed in which nobody had anything to do. */
  timePassed(): void;
  /** Every open clock has been counted anew by that calendar. */
  recounted(calendar: Calendar): void;
  /** Faults have stopped, and time has run on. */
  ended(): void;
}

export interface InvariantsOptions {
  readonly db: DatabaseModel;
  readonly fail: (rule: string, details: string) => void;
  /** Grows with everything that happens. */
  readonly step: () => number;
  /** Since when there is a worker and a queue; epoch ms. */
  readonly ableSince: () => number;
  readonly taken: (dispatchId: string) => number;
}

const hourMs = 3_600_000;

export function createInvariants(options: InvariantsOptions): Invariants {
  const { db, fail, step, ableSince, taken } = options;
  const findings = new Map<string, Remembered>();
  const requests = new Map<string, Request>();
  const factsReadAt = new Map<string, number>();
  let lookedAt = 0;
  const hold: Hold = (holds, rule, details) => {
    if (!holds) fail(rule, details());
  };
  return {
    asked(key, what) {
      requests.set(key, { what, writes: [], answer: null, answered: false });
    },
    acknowledged(key, answer) {
      const request = requests.get(key);
      const name = () => `${request?.what ?? key} ${JSON.stringify(answer)}`;
      const { id, version } = answer;
      hold(request?.writes.includes(`${id} ${version}`) === true, 'acknowledged-is-kept', name);
      const before = request?.answer ?? answer;
      hold(isDeepStrictEqual(before, answer), 'one-answer-per-key', name);
      if (request !== undefined) request.answer = answer;
    },
    answered(key) {
      const request = requests.get(key);
      if (request !== undefined) request.answered = true;
    },
    saved(write, origin) {
      const { findingId } = write;
      const remembered = findings.get(findingId) ?? newlyRemembered();
      findings.set(findingId, remembered);
      noteRequest(requests, write, origin, hold);
      const present = { now: db.now(), ableSince: ableSince(), step: step() };
      holdWrite(write, remembered, db, present, hold);
    },
    step,
    claimed(dispatchId, readAtStep) {
      factsReadAt.set(dispatchId, readAtStep);
    },
    dispatchMoved(before, after) {
      holdDispatch(before, after, taken(after.id), hold);
    },
    mailTaken(dispatchId) {
      const dispatch = db.dispatches.get(dispatchId);
      const times = taken(dispatchId);
      hold(times === 1, 'one-mail-per-dispatch', () => `${dispatchId}: ${times} mails`);
      const held = dispatch?.state === 'handingOver' || dispatch?.state === 'unknown';
      hold(held, 'mailed-while-held', () => `${dispatchId} is ${dispatch?.state}`);
      const readAt = factsReadAt.get(dispatchId) ?? 0;
      for (const notice of db.notices.values()) {
        if (notice.dispatchId !== dispatchId || notice.state === 'suppressed') continue;
        const clock = findings.get(notice.findingId)?.clocks.get(notice.clockNo ?? 0);
        if (clock === undefined || clock.row.kind === 'notice') continue;
        hold(clock.endedAtStep > readAt, 'no-reminder-of-an-ended-clock', () => notice.id);
      }
    },
    timePassed() {
      if (db.now() < lookedAt + hourMs) return;
      lookedAt = db.now();
      holdDue(db, findings, ableSince(), hold);
    },
    recounted(calendar) {
      holdCounts(db, calendar, hold);
    },
    ended() {
      holdDue(db, findings, ableSince(), hold);
      holdEnd(db, hold);
      for (const { what, answered } of requests.values()) {
        hold(answered, 'every-command-is-answered', () => what);
      }
      for (const chain of chainsOf(db)) {
        const bad = firstBadIn(chain);
        hold(bad === null, 'verify', () => JSON.stringify(bad));
      }
    },
  };
}

interface Request {
  readonly what: string;
  /** `finding version` of each event people gave under it. */
  readonly writes: string[];
  answer: AcceptedAnswer | null;
  answered: boolean;
}

function noteRequest(
  requests: ReadonlyMap<string, Request>,
  write: Written,
  origin: string | null,
  hold: Hold,
): void {
  const request = requests.get(origin ?? '');
  // What came due before a command is written in its name, but is nobody's command.
  if (request === undefined || write.event.by.kind === 'system') return;
  request.writes.push(`${write.findingId} ${write.event.seq}`);
  hold(request.writes.length === 1, 'one-effect-per-key', () => nameOf(write));
}
