/** Duties over a real database of their own, with the terms of one school. */
import type { Actor } from '../../../../machines/actor.ts';
import type { DutyCommand } from '../../../../machines/duty-events.ts';
import { createLiveCalendar } from '../../../../src/calendar/live-calendar.ts';
import type { DutyAccepted, DutyAnswer } from '../../../../src/engine/duties/answers.ts';
import { createDuties, type Duties } from '../../../../src/engine/duties/duties.ts';
import type {
  DutyLedger,
  DutyLedgerEvent,
  DutyPorts,
} from '../../../../src/engine/duties/ports.ts';
import type { DutyToOpen } from '../../../../src/engine/duties/open.ts';
import type { ChainedEvent } from '../../../../src/engine/ports.ts';
import type { Chain } from '../../../../src/engine/proof/chains.ts';
import { readLayers } from '../../../../src/store/calendar-layers.ts';
import { createDutyLedger } from '../../../../src/store/duty-rows.ts';
import { createDutyViews, type DutyViews } from '../../../../src/store/duty-views.ts';
import type { Database } from '../../../../src/store/open-database.ts';
import { inspector, openCase, type EngineCase } from '../engine-case.ts';
import { allChains } from '../ledger-reading.ts';

export interface DutyCase extends Omit<EngineCase, 'ports'> {
  readonly ports: DutyPorts;
  readonly duties: Duties;
  readonly views: DutyViews;
}

export const spring = { name: '2024春', from: '2024-02-26', to: '2024-07-05' };
export const autumn = { name: '2024秋', from: '2024-09-02', to: '2025-01-17' };

/** The school's own calendar, of a version. */
export function schoolCalendar(version: number, parts: object) {
  return { kind: 'addition', id: 'school', version, title: '示例学校校历', ...parts };
}

export async function openDutyCase(
  options: { readonly database?: Database; readonly terms?: readonly object[] } = {},
): Promise<DutyCase> {
  const engineCase = await openCase(options);
  const { store } = engineCase.database;
  const calendar = createLiveCalendar({
    zone: 'Asia/Shanghai',
    layers: [schoolCalendar(1, { terms: options.terms ?? [spring, autumn] })],
    read: () => readLayers(store),
  });
  const ports: DutyPorts = { ...engineCase.ports, calendar, duties: createDutyLedger(store) };
  const duties = createDuties(ports);
  return { ...engineCase, ports, duties, views: createDutyViews(store, calendar) };
}

/** The same ports over a storage some of whose verbs are others, or do something first. */
export function withDuties(
  { ports }: DutyCase,
  changed: (duties: DutyLedger) => Partial<DutyLedger>,
): DutyPorts {
  return { ...ports, duties: { ...ports.duties, ...changed(ports.duties) } };
}

export function aDuty(given: Partial<DutyToOpen> = {}): DutyToOpen {
  return {
    round: 'XC-2024',
    title: '校领导每日陪餐',
    rule: { rhythm: { kind: 'daily' } },
    to: ['teaching'],
    ...given,
  };
}

/** Opens a duty that the test relies on. */
export async function openedDuty(
  { duties }: Pick<DutyCase, 'duties'>,
  given: Partial<DutyToOpen> = {},
): Promise<DutyAccepted> {
  return acceptedDuty(await duties.open({ duty: aDuty(given), by: inspector }));
}

/** Gives a command that the test relies on being taken. */
export async function giveDuty(
  { duties }: Pick<DutyCase, 'duties'>,
  dutyId: string,
  event: DutyCommand,
  by: Actor = inspector,
): Promise<DutyAccepted> {
  return acceptedDuty(await duties.send({ dutyId, event, by }));
}

function acceptedDuty(answer: DutyAnswer): DutyAccepted {
  if (answer.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer;
}

/** Moves the clock and raises what is due. */
export async function raiseAt({ clock, duties }: DutyCase, at: number) {
  clock.moveTo(at);
  return duties.raiseDue();
}

/** Moves the clock to each instant a duty has something to say, up to and including `until`. */
export async function raiseUntil(dutyCase: DutyCase, until: number): Promise<void> {
  for (;;) {
    const due = await dutyCase.duties.nextDueAt();
    if (due === null || due > until) break;
    await raiseAt(dutyCase, Math.max(due, dutyCase.clock.at));
  }
  dutyCase.clock.moveTo(until);
}

export async function dutyChain({ database }: DutyCase, dutyId: string): Promise<Chain> {
  const chain = (await allChains(database)).find(({ subjectId }) => subjectId === dutyId);
  if (chain === undefined) throw new Error('no chain of that duty');
  return chain;
}

/** What the duty has reported: the names of slots raised and overdue, and when. */
export async function reportsOf(dutyCase: DutyCase, dutyId: string) {
  const { events } = await dutyChain(dutyCase, dutyId);
  return (events as readonly ChainedEvent<DutyLedgerEvent>[]).flatMap(({ event, at, by }) =>
    event.type === 'SLOTS_DUE'
      ? [{ at, by, slots: event.slots.map(({ slot }) => slot), overdue: event.overdue }]
      : [],
  );
}

export interface DutyNoticeRow {
  readonly id: string;
  readonly seq: number;
  readonly template: string;
  readonly party: string;
  readonly person_id: string | null;
  readonly rungs: readonly string[];
  readonly state: string;
  readonly outcome: string | null;
}

/** The notices owed over a duty, in the order of the events that owed them. */
export async function dutyNotices(
  { database }: Pick<DutyCase, 'database'>,
  dutyId: string,
): Promise<readonly DutyNoticeRow[]> {
  const { rows } = await database.store.query<DutyNoticeRow>(
    `select id, seq, template, party, person_id, rungs, state, outcome
     from notice where duty_id = $1 order by seq, dedupe_key`,
    [dutyId],
  );
  return rows;
}

/** The tasks of a duty as the table has them. */
export async function taskRows({ database }: DutyCase, dutyId: string) {
  const { rows } = await database.store.query<{ slot: string; state: string }>(
    'select slot, state from duty_task where duty_id = $1 order by day, slot',
    [dutyId],
  );
  return rows;
}

/** Everything there is of duties: what must not change when nothing is to change. */
export async function dutyContents({ database }: DutyCase): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const table of ['duty', 'duty_task', 'event', 'notice', 'command']) {
    const { rows } = await database.store.query<{ row: unknown }>(
      `select to_jsonb(t) as row from ${table} t order by 1`,
    );
    found.push(rows.map(({ row }) => row));
  }
  return found;
}

/** The days from the one to the other, both included. */
export function daysFrom(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
