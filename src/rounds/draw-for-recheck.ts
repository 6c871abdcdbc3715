/** 回头看抽样: draws closed findings by lot, and on request orders a re-inspection of each. */
import { z } from 'zod';
import { actorSchema } from '../../machines/actor.ts';
import { storedText } from '../../machines/words.ts';
import { checked } from '../checked.ts';
import type { SendAnswer } from '../engine/answers.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import type { EnginePorts } from '../engine/ports.ts';
import { send } from '../engine/send.ts';
import { RectiflowError } from '../errors.ts';
import type { Queryable } from '../store/pool.ts';
import { recheckCandidates, type RecheckCandidate } from '../store/recheck-candidates.ts';
import { draw, drawMark, type DrawSize } from './draw.ts';

export const drawShape = {
  /** Out of a hundred that may be drawn, so many. */
  percent: z.int().min(1).max(100).optional(),
  /** Or so many. */
  count: z.int().min(1).max(1_000_000).optional(),
  /** The same seed draws the same; nobody can tell whom without it. */
  seed: storedText(200),
  reason: storedText(2_000).default('随机抽查回头看'),
  /** Orders the re-inspections; without it they are only listed. */
  apply: z.boolean().default(false),
  /** Who orders them. */
  by: actorSchema.optional(),
};
type DrawGiven = Pick<z.infer<z.ZodObject<typeof drawShape>>, 'percent' | 'count' | 'apply' | 'by'>;

export function checkDraw(
  { percent, count, apply, by }: DrawGiven,
  context: z.core.$RefinementCtx,
): void {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if ((percent === undefined) === (count === undefined)) {
    refuse('percent', 'give percent or count, one of them');
  }
  if (apply && by === undefined) refuse('by', 'who orders the re-inspections must be known');
}

const drawSchema = z.strictObject({ round: roundCodeSchema, ...drawShape }).superRefine(checkDraw);
export type DrawForRecheck = z.input<typeof drawSchema>;
type CheckedDraw = z.output<typeof drawSchema>;

export interface DrawnFinding {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string | null;
  /** `drawn` only, `ordered` now, `ordered` by the same draw before, or not to be ordered. */
  readonly outcome: 'drawn' | 'ordered' | 'orderedBefore' | 'refused';
  /** Of a refusal: its code, or the condition that failed; null of anything else. */
  readonly why: string | null;
}

export interface RecheckDraw {
  /** The round's code. */
  readonly round: string;
  /** What the reasons of its orders end on: by it the draw is known in the history. */
  readonly mark: string;
  /** How many there were to draw from. */
  readonly population: number;
  /** In the order they were drawn in. */
  readonly drawn: readonly DrawnFinding[];
}

/** Throws `request_invalid` or `round_not_found`. */
export async function drawForRecheck(
  ports: EnginePorts,
  store: Queryable,
  given: DrawForRecheck,
): Promise<RecheckDraw> {
  const request = checked(drawSchema, given);
  const { round, seed } = request;
  if ((await ports.ledger.findRound(round)) === null) {
    throw new RectiflowError('round_not_found', { round });
  }
  const mark = `(抽签 / draw ${drawMark(seed)})`;
  const candidates = await recheckCandidates(store, round, mark);
  const drawn: DrawnFinding[] = [];
  for (const candidate of draw(candidates, seed, sizeOf(request))) {
    drawn.push(await outcomeOf(ports, request, candidate, mark));
  }
  return { round, mark, population: candidates.length, drawn };
}

function sizeOf({ percent, count }: CheckedDraw): DrawSize {
  return count === undefined ? { percent: percent ?? 0 } : { count };
}

async function outcomeOf(
  ports: EnginePorts,
  { apply, by, reason }: CheckedDraw,
  { id, number, title, unit, ordered }: RecheckCandidate,
  mark: string,
): Promise<DrawnFinding> {
  const finding = { id, number, title, unit };
  if (ordered) return { ...finding, outcome: 'orderedBefore', why: null };
  if (!apply || by === undefined) return { ...finding, outcome: 'drawn', why: null };
  const event = { type: 'ORDER_RECHECK', reason: `${reason}${mark}` } as const;
  const answer = await send(ports, { findingId: id, event, by });
  const why = whyNot(answer);
  return { ...finding, outcome: why === null ? 'ordered' : 'refused', why };
}

function whyNot(answer: SendAnswer): string | null {
  if (answer.kind === 'accepted') return null;
  return answer.code === 'event_refused' ? answer.guard : answer.code;
}
