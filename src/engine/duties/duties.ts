/** Duties: opened once, then carried on by the passing of time and by what people say of their tasks. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../../machines/actor.ts';
import { dutyCommandSchema, type DutyCommand } from '../../../machines/duty-events.ts';
import { storedText } from '../../../machines/words.ts';
import { digest } from '../chain.ts';
import { type DutyAccepted, type DutyAnswer, type DutyRefusedAnswer } from './answers.ts';
import { decideDuty, stepsDue, type DutyStep } from './decide.ts';
import type { DutyPorts, DutyRow } from './ports.ts';
import { almanacOf } from './slots.ts';
import { openDuty, type OpenDutyCommand } from './open.ts';
import type { Remembered } from '../ports.ts';
import { raiseDue, type RaisedDue, type RaiseDueOptions } from './raise-due.ts';
import { attemptsMax, problemsOf, recalled } from '../send.ts';

export interface SendDutyCommand {
  readonly dutyId: string;
  readonly event: DutyCommand;
  readonly by: Actor;
  /** Only act if the duty is still at this version. */
  readonly expectedVersion?: number | undefined;
  /** The same key with the same command is carried out once, and answered the same each time. */
  readonly idempotencyKey?: string | undefined;
}

/** The use cases of duties, bound to one set of ports. */
export interface Duties {
  /** Opens one duty; a round that does not exist yet is opened with it. */
  open(command: OpenDutyCommand): Promise<DutyAccepted | DutyRefusedAnswer>;
  /** Gives one command to one duty. What came due before it is raised before it. */
  send(command: SendDutyCommand): Promise<DutyAnswer>;
  /** Raises every task that is due, and reminds of what is overdue. */
  raiseDue(options?: RaiseDueOptions): Promise<RaisedDue>;
  /** When any duty has something to say next (epoch ms), or null. */
  nextDueAt(): Promise<number | null>;
}

export function createDuties(ports: DutyPorts): Duties {
  return {
    open: (command) => openDuty(ports, command),
    send: (command) => sendToDuty(ports, command),
    raiseDue: (options) => raiseDue(ports, options),
    nextDueAt: () => ports.duties.nextDueAt(),
  };
}

const requestSchema = z.strictObject({
  dutyId: z.uuid(),
  event: dutyCommandSchema,
  by: actorSchema,
  expectedVersion: z.int().positive().optional(),
  idempotencyKey: storedText(200).optional(),
});

/** Gives a command to a duty. Answers accepted, refused or conflict; never half-done. */
export async function sendToDuty(ports: DutyPorts, command: SendDutyCommand): Promise<DutyAnswer> {
  const parsed = requestSchema.safeParse(command);
  if (!parsed.success) {
    return { kind: 'refused', code: 'event_invalid', problems: problemsOf(parsed.error) };
  }
  const { dutyId, event, by, expectedVersion, idempotencyKey = null } = parsed.data;
  const requestHash = idempotencyKey === null ? '' : digest({ dutyId, event, by });
  for (let attempt = 1; ; attempt += 1) {
    const loaded = await ports.duties.load(dutyId, idempotencyKey);
    if (loaded.remembered !== null) return recalled(loaded.remembered, requestHash);
    const { duty } = loaded;
    if (duty === null) return { kind: 'refused', code: 'duty_not_found' };
    if (attempt > attemptsMax || (expectedVersion ?? duty.version) !== duty.version) {
      return { kind: 'conflict', code: 'version_conflict', currentVersion: duty.version };
    }
    await ports.calendar.refresh(loaded.calendarRevision);
    // A history never runs backwards, even where two database servers disagree about the time.
    const at = Math.max(ports.clock.now(loaded.databaseNow), duty.updatedAt);
    const remember = idempotencyKey === null ? null : { key: idempotencyKey, requestHash };
    const answer = await attemptOnce(ports, duty, at, { event, by }, remember);
    if (answer !== null) return answer;
  }
}

/** Null when somebody else was first. */
async function attemptOnce(
  ports: DutyPorts,
  duty: DutyRow,
  at: number,
  command: DutyStep,
  remember: Omit<Remembered, 'answer'> | null,
): Promise<DutyAnswer | null> {
  const almanac = almanacOf(ports.calendar);
  // What came due before the command comes before it in the history, whether or not a worker runs:
  // a duty that is ended owes every slot until then.
  const steps = [...stepsDue(duty, almanac, at), command];
  const outcome = await decideDuty(duty, steps, at, { ...ports, almanac });
  if (outcome.kind === 'refused') {
    const { state, version } = duty;
    return { ...outcome, code: 'event_refused', state, version };
  }
  const { write } = outcome;
  const answer: DutyAccepted = {
    kind: 'accepted',
    id: duty.id,
    number: duty.number,
    state: write.state,
    version: write.expectedVersion + write.events.length,
    openTasks: write.context.open.length,
  };
  const saved = await ports.duties.save({
    ...write,
    remember: remember === null ? null : { ...remember, answer },
  });
  return saved ? answer : null;
}
