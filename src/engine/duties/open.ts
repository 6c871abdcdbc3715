/** Opening duties: each gets its number, its first event, and its first slot is armed. */
import { z } from 'zod';
import { dayNumber } from '../../../machines/day-number.ts';
import { actorSchema, type Actor } from '../../../machines/actor.ts';
import { dutyMachineVersion, openDuty as newDuty } from '../../../machines/duty.ts';
import { dutyPartiesSchema } from '../../../machines/duty-events.ts';
import { dutyRuleSchema, type DutyRule } from '../../../machines/duty-rule.ts';
import { storedText, textSchema } from '../../../machines/words.ts';
import type { Problem } from '../answers.ts';
import { chained, digest, genesisHash } from '../chain.ts';
import type { DutyAccepted, DutyRefusedAnswer } from './answers.ts';
import { armingOf } from './arming.ts';
import type { DutyLedgerEvent, DutyOpening, DutyPorts } from './ports.ts';
import { almanacOf, nextSlot, waitsForTerms, type Almanac } from './slots.ts';
import { nowOf } from '../now.ts';
import { roundCodeSchema } from '../finding-to-open.ts';
import type { RoundRow } from '../ports.ts';
import { ensureRound } from '../rounds.ts';
import { problemsOf, recalled } from '../send.ts';

export const dutyToOpenSchema = z.strictObject({
  /** The inspection round's code. A round that does not exist yet is opened with it. */
  round: roundCodeSchema,
  /** The finding whose result it keeps up; it belongs to that round. */
  findingId: z.uuid().toLowerCase().nullable().default(null),
  kind: z.enum(['task', 'check']).default('task'),
  title: textSchema,
  description: textSchema.nullable().default(null),
  rule: dutyRuleSchema,
  to: dutyPartiesSchema,
});
/** What somebody hands in to open a duty. */
export type DutyToOpen = z.input<typeof dutyToOpenSchema>;
type Checked = z.infer<typeof dutyToOpenSchema>;

export interface OpenDutyCommand {
  readonly duty: DutyToOpen;
  readonly by: Actor;
  /** The same key with the same duty is carried out once, and answered the same each time. */
  readonly idempotencyKey?: string | undefined;
}

const requestSchema = z.strictObject({
  duty: dutyToOpenSchema,
  by: actorSchema,
  idempotencyKey: storedText(200).optional(),
});

/** Further back is a slip of the pen, and would raise years of tasks at once. */
const daysBackMax = 366;

/** Opens one duty. Every slot from its first day on is owed, also those that have passed already. */
export async function openDuty(
  ports: DutyPorts,
  command: OpenDutyCommand,
): Promise<DutyAccepted | DutyRefusedAnswer> {
  const parsed = requestSchema.safeParse(command);
  if (!parsed.success) return invalid(...problemsOf(parsed.error));
  const { duty, by, idempotencyKey: key } = parsed.data;
  const requestHash = digest({ duty, by });
  const remembered = key === undefined ? null : await ports.duties.recall(key);
  if (remembered !== null) return recalled(remembered, requestHash);
  const at = await nowOf(ports);
  const almanac = almanacOf(ports.calendar);
  const rule = { ...duty.rule, from: duty.rule.from ?? ports.calendar.dayOf(at) };
  const problem = problemWith(rule, almanac, at) ?? (await findingProblem(ports, duty));
  if (problem === 'finding_not_found') return { kind: 'refused', code: problem };
  if (problem !== null) return invalid(problem);
  const round = await ensureRound(ports, duty.round, by);
  const { opening, answer } = await openingOf(ports, { ...duty, rule }, by, at, round, almanac);
  const remember = key === undefined ? null : { key, requestHash, answer };
  // The key was taken while this one was deciding: the other's answer is the answer.
  return (await ports.duties.open({ ...opening, remember })) ? answer : openDuty(ports, command);
}

function invalid(...problems: readonly Problem[]): DutyRefusedAnswer {
  return { kind: 'refused', code: 'event_invalid', problems };
}

function problemWith(rule: DutyRule, almanac: Almanac, at: number): Problem | null {
  const today = dayNumber(almanac.calendar.dayOf(at));
  if (dayNumber(rule.from) < today - daysBackMax) {
    return {
      path: 'duty.rule.from',
      message: `must not lie more than ${daysBackMax} days back`,
    };
  }
  const { context } = newDuty({ rule, to: [] });
  if (waitsForTerms(rule, almanac) || nextSlot(rule, almanac, context) !== null) return null;
  return { path: 'duty.rule', message: 'names no day between `from` and `until`' };
}

async function findingProblem(
  { duties }: DutyPorts,
  { round, findingId }: Checked,
): Promise<Problem | 'finding_not_found' | null> {
  if (findingId === null) return null;
  const code = await duties.roundOfFinding(findingId);
  if (code === null) return 'finding_not_found';
  if (code === round) return null;
  return { path: 'duty.findingId', message: `is a finding of the round ${code}` };
}

async function openingOf(
  ports: DutyPorts,
  { kind, title, description, findingId, rule, to }: Checked & { readonly rule: DutyRule },
  by: Actor,
  at: number,
  round: RoundRow,
  almanac: Almanac,
): Promise<{ opening: Omit<DutyOpening, 'remember'>; answer: DutyAccepted }> {
  const id = ports.newId();
  const taken = await ports.duties.takeDutyNumber(round.id);
  const number = `${round.code}-D${String(taken).padStart(3, '0')}`;
  const { id: roundId, code: roundCode } = round;
  const details = { roundId, roundCode, findingId, number, kind, title, description };
  const input = { rule, to };
  const snapshot = newDuty(input);
  const event = chained<DutyLedgerEvent>({
    subjectId: id,
    seq: 1,
    machineVersion: dutyMachineVersion,
    at,
    by,
    event: { type: 'DUTY_OPENED', details, input },
    prevHash: genesisHash,
  });
  return {
    opening: { id, details, ...snapshot, ...armingOf(snapshot, almanac), event },
    answer: { kind: 'accepted', id, number, state: snapshot.state, version: 1, openTasks: 0 },
  };
}
