/** Many findings living at random side by side: in the store, in the pure rules, and in the reference model. */
import { isDeepStrictEqual } from 'node:util';
import { commandSchema, type FindingCommand } from '../../../machines/events.ts';
import type { FindingInput, Given } from '../../../machines/finding-context.ts';
import { advance, standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import type { SendAnswer, SendCommand } from '../../../src/engine/answers.ts';
import type { ClockRow, LedgerEvent } from '../../../src/engine/ports.ts';
import type { Actor } from '../../../machines/actor.ts';
import { chainedEventOf, type EventRecord } from '../../../src/store/chains.ts';
import type { EngineCase } from '../../unit/engine/engine-case.ts';
import { brokenInvariants } from './invariants.ts';
import { wantingAtClosing } from '../../unit/machines/closing-conditions.ts';
import { modelMoves, type Place } from '../../unit/machines/reference-model.ts';
import type { Stage } from '../../unit/machines/school-stages.ts';

/** One finding as its history tells it. */
export interface Life {
  readonly id: string;
  readonly input: FindingInput;
  snapshot: FindingSnapshot;
  clocks: readonly ClockRow[];
  readonly history: Given[];
}

/** What somebody does next: by whom, or null where nobody does anything. */
export type Next = (life: Life, at: number) => { event: FindingCommand; by: Actor } | null;

/** Lets each do something, and what is due come due; what then does not agree, one line each. */
export async function stepOn(
  engineCase: EngineCase,
  lives: readonly Life[],
  next: Next,
): Promise<readonly string[]> {
  const { engine, clock } = engineCase;
  await engine.fireDue();
  const problems = await catchUp(engineCase, lives, true);
  const asked = lives.flatMap((life) => {
    const given = next(life, clock.now(0));
    return given === null ? [] : [{ life, given }];
  });
  const before = new Map(lives.map(({ id, snapshot }) => [id, snapshot]));
  const answers = await engine.sendMany(
    asked.map(({ life, given }): SendCommand => ({ findingId: life.id, ...given })),
  );
  problems.push(...(await catchUp(engineCase, lives, false)));
  for (const [index, { life, given }] of asked.entries()) {
    const answer = answers[index];
    const from = before.get(life.id);
    if (answer === undefined || from === undefined) throw new Error('one answer for each');
    problems.push(...disagreement(life, from, given.event.type, answer));
  }
  return problems;
}

/** Reads what has happened, plays it by the pure rules, and holds the store against that. */
async function catchUp(
  engineCase: EngineCase,
  lives: readonly Life[],
  fired: boolean,
): Promise<string[]> {
  const { rows } = await engineCase.database.store.query<EventRecord>(
    `select e.* from event e
     join jsonb_to_recordset($1::jsonb) as known (id uuid, seq int) on known.id = e.subject_id
     where e.seq > known.seq order by e.subject_id, e.seq`,
    [JSON.stringify(lives.map(({ id, history }) => ({ id, seq: history.length + 1 })))],
  );
  const news = new Map<string, EventRecord[]>();
  for (const row of rows) news.set(row.subject_id, [...(news.get(row.subject_id) ?? []), row]);
  const loaded = await engineCase.ports.ledger.loadMany(lives.map(({ id }) => id));
  const now = engineCase.clock.now(0);
  return lives.flatMap((life, index) => {
    const played = (news.get(life.id) ?? []).flatMap((row) => play(life, row));
    const stored = loaded[index];
    if (stored?.finding == null) return [`${life.id}: gone`];
    life.clocks = stored.clocks;
    const folded = isDeepStrictEqual(asJson(life.snapshot), asJson(stored.finding.snapshot));
    return [
      ...played,
      ...(folded ? [] : [`${life.id}: the stored state is not the fold of its events`]),
      ...brokenInvariants(life, now, fired).map((broken) => `${life.id}: ${broken}`),
    ];
  });
}

/** One more event: the rules take it, and lead to where the model says they may. */
function play(life: Life, row: EventRecord): string[] {
  const { event, by, at, machineVersion } = chainedEventOf(row);
  const given = { ...(event as Exclude<LedgerEvent, { type: 'OPENED' }>), by, at };
  const from = placeOf(life.snapshot);
  const step = advance(machineVersion, life.snapshot, given);
  life.history.push(given);
  if (step.kind !== 'accepted') return [`${life.id}: ${given.type} is in the history and refused`];
  life.snapshot = step.snapshot;
  const to = placeOf(step.snapshot);
  const moves = modelMoves(from, given.type);
  const problems = moves.some((move) => isDeepStrictEqual(move, to))
    ? []
    : [`${life.id}: ${given.type} led from ${from.stage} to ${to.stage}, ${to.hold}`];
  if (given.type === 'CLOSE') {
    problems.push(...wantingAtClosing(life.input, life.history).map((w) => `${life.id}: ${w}`));
  }
  return problems;
}

/** A command was taken exactly if it is the last thing in the history, and refused by name otherwise. */
function disagreement(
  { id, history, snapshot }: Life,
  from: FindingSnapshot,
  type: string,
  answer: SendAnswer,
): string[] {
  const taken = answer.kind === 'accepted';
  const changed = snapshot !== from;
  if (taken && history.at(-1)?.type !== type) return [`${id}: ${type} was taken and not written`];
  if (taken && standingOf(snapshot).stage !== answer.stage) return [`${id}: answered elsewhere`];
  if (!taken && changed) return [`${id}: ${type} was not taken and changed something`];
  if (answer.kind === 'conflict') return [`${id}: nobody else was there`];
  return answer.kind === 'refused' && answer.code !== 'event_refused'
    ? [`${id}: ${type} ${answer.code}`]
    : [];
}

function placeOf(snapshot: FindingSnapshot): Place {
  const { stage, hold } = standingOf(snapshot);
  return { stage: stage as Stage, hold };
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The command people could give, without what only the engine knows. */
export function commandIn(given: Given): FindingCommand | null {
  const command = Object.fromEntries(Object.entries(given).filter(([name]) => !notGiven.has(name)));
  const parsed = commandSchema.safeParse(command);
  return parsed.success ? parsed.data : null;
}

const notGiven: ReadonlySet<string> = new Set([
  'by',
  'at',
  'holds',
  'today',
  'lastDay',
  'drawnForRecheck',
  'target',
  'closedBefore',
  'gates',
]);
