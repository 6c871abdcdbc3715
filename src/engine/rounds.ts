/** Inspection rounds: opened once by their code, then carried on by commands of their own chain. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import {
  advanceRound,
  openRound as newRound,
  roundCommandSchema,
  roundMachineVersion,
  type RoundCommand,
  type RoundRefused,
  type RoundState,
} from '../../machines/round.ts';
import type { ConflictAnswer, RefusedAnswer } from './answers.ts';
import { chained, genesisHash } from './chain.ts';
import { nowOf } from './now.ts';
import type { EnginePorts, RoundLedgerEvent, RoundRow } from './ports.ts';
import { attemptsMax, problemsOf } from './send.ts';

export interface RoundAccepted {
  readonly kind: 'accepted';
  readonly id: string;
  readonly code: string;
  readonly state: RoundState;
  readonly version: number;
}

export type RoundAnswer =
  | RoundAccepted
  | (RoundRefused & { readonly code: 'event_refused' })
  | Extract<RefusedAnswer, { code: 'event_invalid' }>
  | { readonly kind: 'refused'; readonly code: 'round_not_found' }
  | ConflictAnswer;

/** The round of that code, opened (with the code as its title) where there is none yet. */
export async function ensureRound(
  ports: EnginePorts,
  code: string,
  by: Actor,
  title = code,
): Promise<RoundRow> {
  const found = await ports.ledger.findRound(code);
  if (found !== null) return found;
  const { ledger, newId } = ports;
  const id = newId();
  const { state, context } = newRound();
  const event = chained<RoundLedgerEvent>({
    subjectId: id,
    seq: 1,
    machineVersion: roundMachineVersion,
    at: await nowOf(ports),
    by,
    event: { type: 'ROUND_OPENED', code, title },
    prevHash: genesisHash,
  });
  const machineVersion = roundMachineVersion;
  await ledger.openRound({ id, code, title, machineVersion, state, context }, event);
  // Ours, or the one of somebody who was first: either way it is there now.
  const opened = await ledger.findRound(code);
  if (opened === null) throw new TypeError('a round just opened cannot be missing');
  return opened;
}

const requestSchema = z.strictObject({
  round: z.string(),
  event: roundCommandSchema,
  by: actorSchema,
});

/** Gives a command to a round. `CONCLUDE` is refused while any of its findings is open. */
export async function sendToRound(
  ports: EnginePorts,
  command: { readonly round: string; readonly event: RoundCommand; readonly by: Actor },
): Promise<RoundAnswer> {
  const parsed = requestSchema.safeParse(command);
  if (!parsed.success) {
    return { kind: 'refused', code: 'event_invalid', problems: problemsOf(parsed.error) };
  }
  const { event, by } = parsed.data;
  for (let attempt = 1; ; attempt += 1) {
    const round = await ports.ledger.findRound(parsed.data.round);
    if (round === null) return { kind: 'refused', code: 'round_not_found' };
    if (attempt > attemptsMax) {
      return { kind: 'conflict', code: 'version_conflict', currentVersion: round.version };
    }
    const answer = await attemptOnce(ports, round, event, by);
    if (answer !== null) return answer;
  }
}

/** Null when somebody else was first, or a finding was opened while the round was to be concluded. */
async function attemptOnce(
  ports: EnginePorts,
  round: RoundRow,
  event: RoundCommand,
  by: Actor,
): Promise<RoundAnswer | null> {
  const at = await nowOf(ports);
  const step = advanceRound(round, { ...event, by, at, openFindings: round.openFindings });
  if (step.kind === 'refused') return { ...step, code: 'event_refused' };
  const { state, context } = step;
  const version = round.version + 1;
  const saved = await ports.ledger.saveRound({
    roundId: round.id,
    expectedVersion: round.version,
    state,
    context,
    event: chained<RoundLedgerEvent>({
      subjectId: round.id,
      seq: version,
      machineVersion: round.machineVersion,
      at,
      by,
      event,
      prevHash: round.headHash,
    }),
  });
  return saved ? { kind: 'accepted', id: round.id, code: round.code, state, version } : null;
}
