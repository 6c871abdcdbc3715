/** One suite for the built-in directory on both kinds of database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createZoneDays } from '../../src/calendar/zone-days.ts';
import { directoryEntriesSchema } from '../../src/directory/entries.ts';
import {
  createDirectoryTables,
  type DirectoryTables,
  type PersonRecord,
} from '../../src/directory/tables.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase, type Database } from '../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';

const he: PersonRecord = {
  id: 'he',
  name: '何文斌',
  email: 'he@school.example',
  unit: '教务处',
};
const lu: PersonRecord = { id: 'lu', name: `陆"建"平's`, email: null, unit: null };
/** Tuesday, 5 March 2024, 12:00 in Shanghai. */
const noon = Date.parse('2024-03-05T12:00:00+08:00');
const teaching = { code: 'teaching', title: '教务主任', holder: 'he' };

describe('The directory on PGlite', () => {
  directoryContract(() => migratedMemoryDatabase());
});

describeWithPostgres('The directory on a PostgreSQL server', () => {
  directoryContract(async () => {
    const url = await freshServerDatabase('directory contract');
    const database = await openDatabase({ url, schema: 'rectiflow' });
    await migrate(database);
    return database;
  });
});

/** Where the entries are wrong. */
function problems(entries: unknown): string[] {
  const parsed = directoryEntriesSchema.safeParse(entries);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
}

describe('people and posts as somebody hands them in', () => {
  test('may leave out what nobody knows', () => {
    expect(
      directoryEntriesSchema.parse({
        people: [{ id: 'he', name: ' 何文斌 ' }],
        posts: [{ code: 'teaching', title: '教务主任' }],
      }),
    ).toEqual({
      people: [{ id: 'he', name: '何文斌', email: null, unit: null }],
      posts: [{ code: 'teaching', title: '教务主任', holder: null }],
    });
    expect(directoryEntriesSchema.parse({})).toEqual({ people: [], posts: [] });
  });

  test.each<[string, unknown, string[]]>([
    ['a person without a name', { people: [{ id: 'he', name: ' ' }] }, ['people.0.name']],
    ['an address that is none', { people: [{ ...he, email: 'he' }] }, ['people.0.email']],
    ['a member nobody knows', { people: [{ ...he, phone: '1' }] }, ['people.0']],
    ['a list nobody knows', { units: [] }, ['']],
    ['a person given twice', { people: [he, lu, he] }, ['people.2']],
    ['a post given twice', { posts: [teaching, { ...teaching, holder: null }] }, ['posts.1']],
    [
      'several',
      { people: [{}], posts: [{ code: '', title: 'x' }] },
      ['people.0.id', 'people.0.name', 'posts.0.code'],
    ],
  ])('are refused for %s, and it is said where', (_what, entries, paths) => {
    expect(problems(entries)).toEqual(paths);
  });
});

function directoryContract(openFresh: () => Promise<Database>): void {
  let database: Database;
  let directory: DirectoryTables;

  beforeAll(async () => {
    database = await openFresh();
    directory = createDirectoryTables(database.store, createZoneDays('Asia/Shanghai'));
  });
  beforeEach(async () => {
    await database.store.query('delete from delegation; delete from post; delete from person');
    await directory.put({ people: [he, lu], posts: [teaching] });
  });
  afterAll(() => database.close());

  async function who(...parties: string[]): Promise<Record<string, string>> {
    const found = await directory.resolve(parties, noon);
    return Object.fromEntries([...found].map(([party, { id }]) => [party, id]));
  }

  test('a post stands for whoever holds it, a person for themselves', async () => {
    expect(await directory.resolve(['teaching', 'lu'], noon)).toEqual(
      new Map([
        ['teaching', { id: 'he', name: '何文斌', channels: ['mail'], inPlaceOf: null }],
        ['lu', { id: 'lu', name: `陆"建"平's`, channels: ['mail'], inPlaceOf: null }],
      ]),
    );
  });

  test('an address is not handed out with the name', async () => {
    const found = await directory.resolve(['he'], noon);
    expect(JSON.stringify([...found])).not.toContain('@');
  });

  test('codes nobody stands behind are absent', async () => {
    expect(await who('nobody', 'teaching', '', 'TEACHING')).toEqual({ teaching: 'he' });
  });

  test('nobody asked for is nobody found', async () => {
    expect(await directory.resolve([], noon)).toEqual(new Map());
  });

  test('the same code asked for twice is found once', async () => {
    expect(await who('he', 'he', 'teaching', 'teaching')).toEqual({ he: 'he', teaching: 'he' });
  });

  test('a vacant post stands for nobody', async () => {
    await directory.put({ posts: [{ ...teaching, holder: null }] });
    expect(await who('teaching')).toEqual({});
  });

  test('also where somebody’s id is spelled like the post', async () => {
    await directory.put({ posts: [{ code: 'lu', title: '核查负责人', holder: 'he' }] });
    expect(await who('lu')).toEqual({ lu: 'he' });
    await directory.put({ posts: [{ code: 'lu', title: '核查负责人', holder: null }] });
    expect(await who('lu')).toEqual({});
  });

  test('whoever takes a post over is found from then on', async () => {
    await directory.put({ posts: [{ ...teaching, holder: 'lu' }] });
    expect(await who('teaching')).toEqual({ teaching: 'lu' });
  });

  test('putting again brings up to date, and leaves the others alone', async () => {
    await directory.put({ people: [{ ...he, name: '何文彬', email: null, unit: null }] });
    const { rows } = await database.store.query('select * from person order by id');
    const reached = { channels: ['mail'], mobile: null, user_ids: {} };
    expect(rows).toEqual([
      { id: 'he', name: '何文彬', email: null, unit: null, ...reached },
      { ...lu, ...reached },
    ]);
    expect(await who('teaching')).toEqual({ teaching: 'he' });
  });

  test('putting nothing changes nothing', async () => {
    await directory.put({});
    expect(await who('teaching', 'he', 'lu')).toEqual({ teaching: 'he', he: 'he', lu: 'lu' });
  });

  test('a post cannot be held by somebody who is not there: all are named, and nothing is written', async () => {
    const posts = [
      { ...teaching, holder: 'spirit' },
      { ...teaching, code: 'canteen', holder: 'ghost' },
      { ...teaching, code: 'new', holder: 'shen' },
      { ...teaching, code: 'library', holder: 'lu' },
    ];
    const people = [{ ...he, id: 'shen', name: '沈若兰' }];
    await expect(directory.put({ people, posts })).rejects.toMatchObject({
      code: 'person_not_found',
      detail: { persons: ['ghost', 'spirit'] },
    });
    expect(await who('teaching', 'shen', 'library', 'new')).toEqual({ teaching: 'he' });
  });

  test('a post can be held by somebody who comes with it', async () => {
    const shen = { ...he, id: 'shen', name: '沈若兰' };
    await directory.put({ people: [shen], posts: [{ ...teaching, holder: 'shen' }] });
    expect(await who('teaching')).toEqual({ teaching: 'shen' });
  });

  test('of many codes at once, each is found', async () => {
    const people = Array.from({ length: 500 }, (_, index) => ({
      ...he,
      id: `person-${index}`,
      name: `第${index}位`,
    }));
    await directory.put({ people });
    const found = await directory.resolve(
      people.map(({ id }) => id),
      noon,
    );
    expect(found.size).toBe(500);
    expect(found.get('person-499')).toEqual({
      id: 'person-499',
      name: '第499位',
      channels: ['mail'],
      inPlaceOf: null,
    });
  });
}
