/** What tests read back of a ledger: histories, clocks, notices, chains. */
import { expect } from 'vitest';
import type { Rung } from '../../../machines/events.ts';
import type { ChainedEvent, LedgerEvent } from '../../../src/engine/ports.ts';
import type { Chain } from '../../../src/engine/proof/chains.ts';
import { verifyChains, type Verified } from '../../../src/engine/proof/verify.ts';
import { chainedEventOf, chains, type EventRecord } from '../../../src/store/chains.ts';
import type { Database } from '../../../src/store/open-database.ts';
import type { EngineCase } from './engine-case.ts';

export async function history(
  { database }: EngineCase,
  findingId: string,
): Promise<ChainedEvent<LedgerEvent>[]> {
  const { rows } = await database.store.query<EventRecord>(
    'select * from event where subject_id = $1 order by seq',
    [findingId],
  );
  return rows.map(chainedEventOf) as ChainedEvent<LedgerEvent>[];
}

/** The finding's clocks that have not ended, as decisions see them. */
export async function clocksOf({ ports }: EngineCase, findingId: string) {
  return (await ports.ledger.load(findingId, null)).clocks;
}

export interface NoticeRow {
  readonly seq: number;
  readonly template: string;
  readonly slot: string;
  readonly fallback_slot: string | null;
  readonly person_id: string | null;
  readonly clock_no: number | null;
  readonly rungs: readonly string[];
  readonly state: string;
  readonly outcome: string | null;
  readonly owed_at: Date;
  readonly settled_at: Date | null;
}

/** The notices owed over a finding, in the order of the events that owed them. */
export async function noticesOf(
  { database }: EngineCase,
  findingId: string,
): Promise<readonly NoticeRow[]> {
  const { rows } = await database.store.query<NoticeRow>(
    `select seq, template, slot, fallback_slot, person_id, clock_no, rungs, state, outcome,
       owed_at, settled_at
     from notice where finding_id = $1 order by seq, dedupe_key`,
    [findingId],
  );
  return rows;
}

/** Everything the ledger holds, table by table: what must not change when nothing is to change. */
export async function contents({ store }: Database): Promise<Record<string, readonly unknown[]>> {
  const tables = ['round', 'finding', 'event', 'clock', 'notice', 'command'];
  const found: Record<string, readonly unknown[]> = {};
  for (const table of tables) {
    // The count of numbers given may grow without a finding: a failed opening leaves a gap.
    const { rows } = await store.query<{ row: unknown }>(
      `select to_jsonb(t) - 'numbers_given' as row from ${table} t order by 1`,
    );
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

/** What the act gives, which leaves no trace in the ledger. */
export async function leavingNoTrace<T>(
  { database }: Pick<EngineCase, 'database'>,
  act: () => Promise<T>,
): Promise<T> {
  const before = await contents(database);
  const given = await act();
  expect(await contents(database)).toEqual(before);
  return given;
}

/** The numbers of a round's findings, in their order. */
export async function numbersIn(
  { database }: Pick<EngineCase, 'database'>,
  round: string,
): Promise<string[]> {
  const { rows } = await database.store.query<{ number: string }>(
    `select f.number from finding f join round r on r.id = f.round_id
     where r.code = $1 order by f.number`,
    [round],
  );
  return rows.map(({ number }) => number);
}

export async function allChains({ store }: Database): Promise<Chain[]> {
  const all: Chain[] = [];
  for await (const chain of chains(store)) all.push(chain);
  return all;
}

export async function* streamed(all: readonly Chain[]): AsyncGenerator<Chain> {
  yield* all;
}

export async function verified({ database }: Pick<EngineCase, 'database'>): Promise<Verified> {
  return verifyChains(streamed(await allChains(database)));
}

export interface Firing {
  readonly at: number;
  readonly clockNo: number;
  readonly clock: string;
  readonly dueAt: number;
  readonly rungs: readonly Rung[];
  readonly by: unknown;
}

/** What the clocks of a finding have reported. */
export async function firingsOf(engineCase: EngineCase, findingId: string): Promise<Firing[]> {
  return (await history(engineCase, findingId)).flatMap(({ event, at, by }) =>
    event.type === 'CLOCK_DUE' ? [{ ...event, at, by }] : [],
  );
}

/** The reminders of clocks, with the people they are for. */
export async function remindersOf(engineCase: EngineCase, findingId: string) {
  const notices = await noticesOf(engineCase, findingId);
  return notices
    .filter(({ clock_no }) => clock_no !== null)
    .map(({ seq, template, person_id, rungs }) => ({ seq, template, person: person_id, rungs }));
}
