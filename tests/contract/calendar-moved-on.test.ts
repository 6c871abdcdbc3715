/** A calendar loaded while somebody decides: no date is written that it counts otherwise, on both kinds of database. */
import { beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { FindingOpening, Ledger } from '../../src/engine/ports.ts';
import { eventually } from '../support/eventually.ts';
import {
  describeOnBoth,
  migratedServerDatabase,
  type OpenFresh,
} from '../support/both-databases.ts';
import { describeWithPostgres } from '../support/services.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import { notice, openProcess, registrar, type Process } from '../unit/calendar/process.ts';
import {
  aFinding,
  dayMs,
  fireAt,
  inspector,
  opened,
  owner,
  shanghai,
  withLedger,
} from '../unit/engine/engine-case.ts';
import { clocksOf } from '../unit/engine/ledger-reading.ts';

const endOf = (day: string) => shanghai(`${day}T00:00`) + dayMs;
/** The plan's date by the calendar that comes too late, and by the one that is loaded. */
const [formerly, now] = [endOf('2027-01-11'), endOf('2027-01-13')];

describeOnBoth('A calendar loaded meanwhile', movedOn);

describeWithPostgres('On a PostgreSQL server', () => {
  test('a load waits for what is being written, and moves it', async () => {
    const database = await migratedServerDatabase('calendar moved on');
    const [one, two] = [await openProcess(database), await openProcess(database)];
    const opening = await openingOf(one);
    const { store } = database;
    let loading: ReturnType<typeof two.loading.load> | undefined;
    await one.ports.ledger.transact(async (ledger) => {
      expect(await ledger.open(opening)).toBe(true);
      loading = two.loading.load(notice, registrar);
      await eventually(async () => {
        const { rows } = await store.query('select 1 from pg_locks where not granted');
        return rows.length > 0;
      });
    });
    expect((await loading)?.moved).toMatchObject([
      { findingId: opening.findingId, from: { dueAt: formerly }, to: { dueAt: now } },
    ]);
    await database.close();
  });
});

/** What opening a finding would write; nothing is written. */
async function openingOf(process: Process): Promise<FindingOpening> {
  const openings: FindingOpening[] = [];
  const ports = withLedger(process, () => ({
    open: async (opening) => openings.push(opening) > 0,
  }));
  await createEngine(ports).open({ finding: aFinding(), by: inspector });
  const [opening] = openings;
  if (opening === undefined) throw new Error('nothing was to be written');
  return opening;
}

function movedOn(openFresh: OpenFresh): void {
  const one = forEachTest(({ database }) => openProcess(database), openFresh);
  let two: Process;

  beforeEach(async () => {
    two = await openProcess(one.database);
  });

  /** The first process, in whose first write the second one is faster with a calendar. */
  function overtaken() {
    let loaded = false;
    const loadFirst = async () => {
      if (loaded) return;
      loaded = true;
      await two.loading.load(notice, registrar);
    };
    const withLoad = (ledger: Ledger): Partial<Ledger> => ({
      async save(write) {
        await loadFirst();
        return ledger.save(write);
      },
      async saveMany(writes) {
        await loadFirst();
        return ledger.saveMany(writes);
      },
      async open(opening) {
        await loadFirst();
        return ledger.open(opening);
      },
      async transact(work) {
        await loadFirst();
        return ledger.transact(work);
      },
    });
    return { ...one, engine: createEngine(withLedger(one, withLoad)) };
  }

  /** The due dates of the finding's open clocks, each with the calendar that counted it. */
  async function datesOf(findingId: string) {
    const clocks = await clocksOf(one, findingId);
    const open = clocks.filter(({ state }) => state === 'running');
    return open.map(({ kind, dueAt, calendar }) => ({ kind, dueAt, calendar }));
  }

  const byTheNewOne = { kind: 'plan', dueAt: now, calendar: 'cn@2027' };

  test('one finding is opened by the new one', async () => {
    const { id } = await opened(overtaken().engine);
    expect(await datesOf(id)).toEqual([byTheNewOne]);
  });

  test('many findings are opened by the new one, all or none', async () => {
    const answers = await overtaken().engine.openAll([aFinding(), aFinding()], inspector);
    for (const { id } of answers) expect(await datesOf(id)).toEqual([byTheNewOne]);
    const { rows } = await one.database.store.query('select id from finding');
    expect(rows).toHaveLength(2);
  });

  test('a command counts by the new one, at the version its sender knows', async () => {
    const { id, version: expectedVersion } = await opened(one.engine);
    const event = { type: 'CONTEST', reason: '情况不属实' } as const;
    const answer = await overtaken().engine.send({ findingId: id, event, by: owner });
    // The load has moved the plan's clock, and so the version, before the command was taken.
    expect(answer).toMatchObject({ kind: 'accepted', version: expectedVersion + 2 });
    for (const { calendar } of await datesOf(id)) expect(calendar).toBe('cn@2027');
  });

  test.each([1, 3])('%d due clocks are armed by the new one', async (count) => {
    const ids: string[] = [];
    for (let no = 0; no < count; no += 1) ids.push((await opened(one.engine)).id);
    const { fired } = await fireAt(overtaken(), shanghai('2026-12-23T10:00'));
    expect(fired).toBe(count);
    for (const id of ids) expect(await datesOf(id)).toEqual([byTheNewOne]);
  });

  test('what was decided by the former one writes nothing', async () => {
    const opening = await openingOf(one);
    await two.loading.load(notice, registrar);
    expect(await one.ports.ledger.open(opening)).toBe(false);
    expect((await one.ports.ledger.load(opening.findingId, null)).finding).toBeNull();
  });
}
