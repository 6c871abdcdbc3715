/** One suite for delegations on both kinds of database: who gets what on which day, and what is on record. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../machines/actor.ts';
import { createZoneDays } from '../../src/calendar/zone-days.ts';
import { createDelegations, type Delegations } from '../../src/directory/delegations.ts';
import { createDirectoryTables, type DirectoryTables } from '../../src/directory/tables.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase, type Database } from '../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';

const registrar: Actor = { kind: 'person', id: 'registrar', unit: null };
const people = ['he', 'shen', 'zhou', 'lu', 'cao', 'su'].map((id) => ({
  id,
  name: `${id}老师`,
  email: null,
  unit: null,
}));
/** An instant by the wall clock of Shanghai. */
const at = (localTime: string) => Date.parse(`${localTime}+08:00`);
const today = at('2024-03-05T12:00');
const nobodyHas = '018e0000-0000-7000-8000-000000000001';

describe('Delegations on PGlite', () => {
  delegationContract(() => migratedMemoryDatabase());
});

describeWithPostgres('Delegations on a PostgreSQL server', () => {
  delegationContract(async () => {
    const url = await freshServerDatabase('delegation contract');
    const database = await openDatabase({ url, schema: 'rectiflow' });
    await migrate(database);
    return database;
  });
});

function delegationContract(openFresh: () => Promise<Database>): void {
  let database: Database;
  let directory: DirectoryTables & Delegations;

  beforeAll(async () => {
    database = await openFresh();
  });
  beforeEach(async () => {
    await database.store.query('delete from delegation; delete from post; delete from person');
    directory = inZone('Asia/Shanghai');
    await directory.put({ people, posts: [{ code: 'teaching', title: '教务主任', holder: 'he' }] });
  });
  afterAll(() => database.close());

  function inZone(zone: string): DirectoryTables & Delegations {
    const days = createZoneDays(zone);
    return {
      ...createDirectoryTables(database.store, days),
      ...createDelegations(database.store, days, async () => today),
    };
  }

  /** From one to the other over those days, both included. */
  function delegate(from: string, to: string, fromDay = '2024-03-04', untilDay = '2024-03-08') {
    return directory.delegate({ from, to, fromDay, untilDay, reason: '外出学习' }, registrar);
  }

  /** Past all checks of ours. */
  function insert(to: string, from: string, until: string) {
    return database.store.query(
      `insert into delegation (id, from_person, to_person, from_day, until_day, reason, recorded_at, recorded_by)
       values (gen_random_uuid(), 'he', $1, $2::date, $3::date, 'x', now(), '{}')`,
      [to, from, until],
    );
  }

  /** Who gets it, and in whose place, as `shen for he`. */
  async function who(party: string, on: string | number = today): Promise<string | undefined> {
    const asked = typeof on === 'number' ? on : at(`${on}T12:00`);
    const found = (await directory.resolve([party], asked)).get(party);
    if (found === undefined) return undefined;
    const { id, inPlaceOf } = found;
    return inPlaceOf === null || inPlaceOf === undefined ? id : `${id} for ${inPlaceOf.id}`;
  }

  describe('who gets what', () => {
    test('is whoever the person has delegated to, by name and in whose place', async () => {
      await delegate('he', 'shen');
      expect(await directory.resolve(['teaching', 'he', 'shen'], today)).toEqual(
        new Map([
          [
            'teaching',
            {
              id: 'shen',
              name: 'shen老师',
              channels: ['mail'],
              inPlaceOf: { id: 'he', name: 'he老师' },
            },
          ],
          [
            'he',
            {
              id: 'shen',
              name: 'shen老师',
              channels: ['mail'],
              inPlaceOf: { id: 'he', name: 'he老师' },
            },
          ],
          ['shen', { id: 'shen', name: 'shen老师', channels: ['mail'], inPlaceOf: null }],
        ]),
      );
    });

    test('changes at the beginning of the first day and at the end of the last, by the wall clock', async () => {
      await delegate('he', 'shen', '2024-03-04', '2024-03-08');
      expect(await who('he', at('2024-03-04T00:00') - 1)).toBe('he');
      expect(await who('he', at('2024-03-04T00:00'))).toBe('shen for he');
      expect(await who('he', at('2024-03-09T00:00') - 1)).toBe('shen for he');
      expect(await who('he', at('2024-03-09T00:00'))).toBe('he');
    });

    test('goes by the days of the organisation’s zone', async () => {
      await delegate('he', 'shen', '2024-03-05', '2024-03-05');
      const elsewhere = inZone('America/New_York');
      const evening = Date.parse('2024-03-05T22:00:00-05:00');
      expect((await elsewhere.resolve(['he'], evening)).get('he')?.id).toBe('shen');
      expect((await directory.resolve(['he'], evening)).get('he')?.id).toBe('he');
    });

    test('may be delegated for one day, a leap day too, and over the end of a year', async () => {
      await delegate('he', 'shen', '2024-02-29', '2024-02-29');
      await delegate('he', 'lu', '2024-12-31', '2025-01-01');
      expect(await who('he', '2024-02-28')).toBe('he');
      expect(await who('he', '2024-02-29')).toBe('shen for he');
      expect(await who('he', '2024-03-01')).toBe('he');
      expect(await who('he', '2025-01-01')).toBe('lu for he');
      expect(await who('he', '2025-01-02')).toBe('he');
    });

    test('is the person themself where nobody stands in: nobody is left without word', async () => {
      expect(await who('teaching')).toBe('he');
    });

    test('is nobody for a vacant post, whatever its last holder has delegated', async () => {
      await delegate('he', 'shen');
      await directory.put({ posts: [{ code: 'teaching', title: '教务主任', holder: null }] });
      expect(await who('teaching')).toBeUndefined();
    });
  });

  describe('a chain of delegations', () => {
    test('is followed to whoever is there, three times at most', async () => {
      await delegate('he', 'shen');
      await delegate('shen', 'zhou');
      expect(await who('he')).toBe('zhou for he');
      await delegate('zhou', 'lu');
      expect(await who('he')).toBe('lu for he');
      await delegate('lu', 'cao');
      expect(await who('he')).toBe('lu for he');
      expect(await who('shen')).toBe('cao for shen');
      expect(await who('teaching')).toBe('lu for he');
    });

    test('ends where the next one is there that day', async () => {
      await delegate('he', 'shen', '2024-03-01', '2024-03-31');
      await delegate('shen', 'zhou', '2024-03-06', '2024-03-06');
      expect(await who('he', '2024-03-05')).toBe('shen for he');
      expect(await who('he', '2024-03-06')).toBe('zhou for he');
      expect(await who('he', '2024-03-07')).toBe('shen for he');
    });

    test('that goes in a circle ends before it would come back', async () => {
      await delegate('he', 'shen');
      await delegate('shen', 'he');
      expect(await who('he')).toBe('shen for he');
      expect(await who('shen')).toBe('he for shen');
      await delegate('zhou', 'he');
      expect(await who('zhou')).toBe('shen for zhou');
    });

    test('that runs into a circle of others ends at the last one new to it', async () => {
      await delegate('he', 'shen');
      await delegate('shen', 'zhou');
      await delegate('zhou', 'shen');
      expect(await who('he')).toBe('zhou for he');
    });
  });

  describe('a delegation', () => {
    test('is on record with everything about it', async () => {
      const recorded = await delegate('he', 'shen');
      expect(recorded).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        from: { id: 'he', name: 'he老师' },
        to: { id: 'shen', name: 'shen老师' },
        fromDay: '2024-03-04',
        untilDay: '2024-03-08',
        reason: '外出学习',
        inForce: true,
        recordedAt: '2024-03-05T12:00:00.000+08:00',
        recordedBy: registrar,
        endedOn: null,
        endedAt: null,
        endedBy: null,
      });
      expect(await directory.delegations()).toEqual([recorded]);
    });

    test.each([
      ['the same days', '2024-03-04', '2024-03-08'],
      ['days within', '2024-03-05', '2024-03-06'],
      ['days around', '2024-03-01', '2024-03-31'],
      ['its last day', '2024-03-08', '2024-03-20'],
      ['its first day', '2024-02-01', '2024-03-04'],
    ])(
      'is refused where the same person has delegated on %s, and it is said which',
      async (_w, from, until) => {
        const { id } = await delegate('he', 'shen');
        await expect(delegate('he', 'zhou', from, until)).rejects.toMatchObject({
          code: 'delegation_overlaps',
          detail: { person: 'he', delegation: id },
        });
        expect(await directory.delegations()).toHaveLength(1);
      },
    );

    test('may follow another from the next day on, and be to one who stands in already', async () => {
      await delegate('he', 'shen');
      await delegate('he', 'zhou', '2024-03-09', '2024-03-10');
      await delegate('he', 'zhou', '2024-03-03', '2024-03-03');
      await delegate('lu', 'shen');
      expect(await who('he', '2024-03-09')).toBe('zhou for he');
      expect(await who('lu', '2024-03-05')).toBe('shen for lu');
    });

    test('of two at once, over the same days, one is taken', async () => {
      const outcomes = await Promise.allSettled([
        delegate('he', 'shen'),
        delegate('he', 'zhou'),
        delegate('he', 'lu'),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
      ]);
      expect(await directory.delegations()).toHaveLength(1);
    });

    test('of somebody nobody knows, or to them, is refused', async () => {
      await expect(delegate('ghost', 'spirit')).rejects.toMatchObject({
        code: 'person_not_found',
        detail: { persons: ['ghost', 'spirit'] },
      });
      await expect(delegate('he', 'ghost')).rejects.toMatchObject({
        detail: { persons: ['ghost'] },
      });
    });

    test.each([
      ['to oneself', { to: 'he' }, 'to'],
      ['that ends before it begins', { untilDay: '2024-03-03' }, 'untilDay'],
      ['on a day there is not', { fromDay: '2023-02-29' }, 'fromDay'],
      ['without a reason', { reason: ' ' }, 'reason'],
      ['with a member nobody knows', { note: 'x' }, ''],
    ])('%s is malformed', async (_what, part, path) => {
      const given = { from: 'he', to: 'shen', fromDay: '2024-03-04', untilDay: '2024-03-08' };
      const delegation = { ...given, reason: '外出', ...part };
      await expect(directory.delegate(delegation, registrar)).rejects.toMatchObject({
        code: 'request_invalid',
        detail: { problems: [{ path }] },
      });
      expect(await directory.delegations()).toEqual([]);
    });

    test('is held to the same by the database, whoever writes', async () => {
      await insert('shen', '2024-03-04', '2024-03-08');
      await expect(insert('zhou', '2024-03-08', '2024-03-09')).rejects.toMatchObject({
        code: '23P01',
      });
      await expect(insert('he', '2024-04-01', '2024-04-02')).rejects.toMatchObject({
        code: '23514',
      });
      await expect(insert('zhou', '2024-04-02', '2024-04-01')).rejects.toMatchObject({
        code: '23514',
      });
    });
  });

  describe('a delegation that is ended early', () => {
    test('holds no longer from that day on, and stays on record with who ended it', async () => {
      const { id } = await delegate('he', 'shen');
      const ended = await directory.revoke(id, registrar, '2024-03-07');
      expect(ended).toMatchObject({
        id,
        inForce: true,
        endedOn: '2024-03-07',
        endedAt: '2024-03-05T12:00:00.000+08:00',
        endedBy: registrar,
      });
      expect(await who('he', '2024-03-06')).toBe('shen for he');
      expect(await who('he', '2024-03-07')).toBe('he');
      expect(await directory.delegations()).toEqual([ended]);
    });

    test('is ended today where no day is given', async () => {
      const { id } = await delegate('he', 'shen');
      expect(await directory.revoke(id, registrar)).toMatchObject({
        endedOn: '2024-03-05',
        inForce: false,
      });
      expect(await who('he')).toBe('he');
      expect(await who('he', '2024-03-04')).toBe('shen for he');
    });

    test('leaves the days after it, and all of them where it had not begun, to another', async () => {
      const first = await delegate('he', 'shen');
      await directory.revoke(first.id, registrar, '2024-03-07');
      await expect(delegate('he', 'zhou', '2024-03-06', '2024-03-07')).rejects.toMatchObject({
        code: 'delegation_overlaps',
        detail: { delegation: first.id },
      });
      const second = await delegate('he', 'zhou', '2024-03-07', '2024-03-20');
      await directory.revoke(second.id, registrar, '2024-03-01');
      await delegate('he', 'lu', '2024-03-07', '2024-03-20');
      expect(await who('he', '2024-03-07')).toBe('lu for he');
      expect(await directory.delegations()).toHaveLength(3);
    });

    test('can be ended earlier still, but not later, nor once it is over', async () => {
      const { id } = await delegate('he', 'shen');
      await directory.revoke(id, registrar, '2024-03-07');
      const refused = { code: 'delegation_ended', detail: { delegation: id } };
      await expect(directory.revoke(id, registrar, '2024-03-07')).rejects.toMatchObject(refused);
      await expect(directory.revoke(id, registrar, '2024-03-08')).rejects.toMatchObject(refused);
      expect(await directory.revoke(id, registrar, '2024-03-06')).toMatchObject({
        endedOn: '2024-03-06',
      });
      const over = await delegate('zhou', 'shen', '2024-02-01', '2024-03-04');
      await expect(directory.revoke(over.id, registrar)).rejects.toMatchObject({
        code: 'delegation_ended',
      });
    });

    test('has to be there', async () => {
      await expect(directory.revoke(nobodyHas, registrar)).rejects.toMatchObject({
        code: 'delegation_not_found',
      });
      await expect(directory.revoke('x', registrar)).rejects.toMatchObject({
        code: 'request_invalid',
      });
      const { id } = await delegate('he', 'shen');
      await expect(directory.revoke(id, registrar, '2024-02-30')).rejects.toMatchObject({
        code: 'request_invalid',
      });
    });
  });

  test('they are listed in the order they were recorded: of a person, of a day, page by page', async () => {
    const ids: string[] = [];
    for (const [from, to, fromDay, untilDay] of [
      ['he', 'shen', '2024-03-04', '2024-03-08'],
      ['zhou', 'he', '2024-01-01', '2024-01-31'],
      ['lu', 'cao', '2024-03-08', '2024-04-30'],
    ] as const) {
      ids.push((await delegate(from, to, fromDay, untilDay)).id);
    }
    const listed = async (filter: Parameters<Delegations['delegations']>[0]) =>
      (await directory.delegations(filter)).map(({ id }) => ids.indexOf(id));
    expect(await listed({})).toEqual([0, 1, 2]);
    expect(await listed({ person: 'he' })).toEqual([0, 1]);
    expect(await listed({ on: '2024-03-08' })).toEqual([0, 2]);
    expect(await listed({ on: '2024-03-08', person: 'cao' })).toEqual([2]);
    expect(await listed({ limit: 1 })).toEqual([0]);
    expect(await listed({ after: ids[0], limit: 1 })).toEqual([1]);
    expect(await listed({ after: ids[2] })).toEqual([]);
    await expect(listed({ limit: 0 })).rejects.toMatchObject({ code: 'request_invalid' });
  });

  test('the turns are the beginnings and ends of them all, in order and each once', async () => {
    expect(await directory.turns?.()).toEqual([]);
    await delegate('he', 'shen', '2024-03-04', '2024-03-08');
    const { id } = await delegate('zhou', 'shen', '2024-03-04', '2024-12-31');
    await directory.revoke(id, registrar, '2024-03-07');
    expect(await directory.turns?.()).toEqual(
      ['2024-03-04T00:00', '2024-03-07T00:00', '2024-03-09T00:00'].map(at),
    );
  });
}
