/** The engine: the use cases, bound to one set of ports. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import type { RoundCommand } from '../../machines/round.ts';
import { textSchema } from '../../machines/words.ts';
import type { AcceptedAnswer, RefusedAnswer, SendAnswer, SendCommand } from './answers.ts';
import { fireDue, type FiredDue, type FireDueOptions } from './fire-due.ts';
import { roundCodeSchema, type FindingToOpen } from './finding-to-open.ts';
import { open, openAll, type OpenCommand } from './open.ts';
import { RectiflowError } from '../errors.ts';
import { nowOf } from './now.ts';
import type { EnginePorts, RoundRow } from './ports.ts';
import { ensureRound, sendToRound, type RoundAnswer } from './rounds.ts';
import { problemsOf, send } from './send.ts';
import { sendMany } from './send-many.ts';

export interface Engine {
  /** Opens one finding; a round that does not exist yet is opened with it. */
  open(command: OpenCommand): Promise<AcceptedAnswer | RefusedAnswer>;
  /** Opens all or none: one transaction. */
  openAll(findings: readonly FindingToOpen[], by: Actor): Promise<readonly AcceptedAnswer[]>;
  /** Gives one command to one finding: accepted, refused or conflict. */
  send(command: SendCommand): Promise<SendAnswer>;
  /** Gives many commands, each answered by itself: one that is refused stops no other. */
  sendMany(commands: readonly SendCommand[]): Promise<readonly SendAnswer[]>;
  /** Opens an inspection round, or finds it. Throws `request_invalid` for a code or title that cannot be kept. */
  openRound(round: { code: string; title?: string; by: Actor }): Promise<RoundRow>;
  /** Gives one command to a round. */
  sendToRound(command: { round: string; event: RoundCommand; by: Actor }): Promise<RoundAnswer>;
  /** Fires every clock that is due. */
  fireDue(options?: FireDueOptions): Promise<FiredDue>;
  /** When the next rung of any clock is due (epoch ms), or null when nothing runs. */
  nextDueAt(): Promise<number | null>;
  /** The instant the engine decides by, epoch ms. */
  now(): Promise<number>;
}

export function createEngine(ports: EnginePorts): Engine {
  return {
    open: (command) => open(ports, command),
    openAll: (findings, by) => openAll(ports, findings, by),
    send: (command) => send(ports, command),
    sendMany: (commands) => sendMany(ports, commands),
    openRound: async (round) => {
      const { code, title, by } = checkedRound(round);
      return ensureRound(ports, code, by, title);
    },
    sendToRound: (command) => sendToRound(ports, command),
    fireDue: (options) => fireDue(ports, options),
    nextDueAt: () => ports.ledger.nextDueAt(),
    now: () => nowOf(ports),
  };
}

const roundToOpenSchema = z.strictObject({
  code: roundCodeSchema,
  title: textSchema.optional(),
  by: actorSchema,
});

function checkedRound(round: unknown): z.infer<typeof roundToOpenSchema> {
  const parsed = roundToOpenSchema.safeParse(round);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error);
  const lines = problems.map(({ path, message }) => `${path}: ${message}`);
  throw new RectiflowError('request_invalid', { message: lines.join('\n'), problems });
}
