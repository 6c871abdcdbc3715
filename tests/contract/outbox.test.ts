/** Notices gathered into messages, on both kinds of database: each in one, and nobody gets two digests a day. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mannerOf } from '../../src/channels/manners.ts';
import { seriesOf } from '../../src/channels/texts.ts';
import { gather } from '../../src/engine/notices/gather.ts';
import { sendingRulesSchema, type SendingRules } from '../../src/engine/notices/sending-rules.ts';
import { uuidv7 } from '../../src/ids.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase, type Database } from '../../src/store/open-database.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import {
  fireAt,
  opened,
  openCase,
  shanghai,
  wipe,
  type EngineCase,
} from '../unit/engine/engine-case.ts';

const rules = sendingRulesSchema.parse({ spreadMinutes: 0 });

describe('On PGlite', () => {
  outboxContract(() => migratedMemoryDatabase());
});

describeWithPostgres('On a PostgreSQL server', () => {
  outboxContract(async () => {
    const url = await freshServerDatabase('outbox');
    const database = await openDatabase({ url, schema: 'rectiflow' });
    await migrate(database);
    return database;
  });
});

interface Message {
  readonly to: string;
  readonly digest_of: string | null;
  readonly templates: readonly string[];
}

function outboxContract(openFresh: () => Promise<Database>): void {
  let database: Database;
  let engineCase: EngineCase;

  beforeAll(async () => {
    database = await openFresh();
  });
  beforeEach(async () => {
    await wipe(database);
    engineCase = await openCase({ database });
  });
  afterAll(() => database.close());

  const gathered = (sending: SendingRules = rules) => {
    const outbox = createOutbox(database.store);
    return gather({ ...engineCase.ports, outbox, sending, mannerOf, seriesOf }, ['mail']);
  };

  /** The messages made, in the order of their making, each with what is in it. */
  async function messages(): Promise<readonly Message[]> {
    const { rows } = await database.store.query<Message>(
      `select d.person_id as to, d.digest_of,
         array_agg(n.template order by n.owed_at, n.template) as templates
       from dispatch d join notice n on n.dispatch_id = d.id
       group by d.id order by d.created_at, d.person_id, d.digest_of nulls first`,
    );
    return rows;
  }

  async function waiting(): Promise<number> {
    const { rows } = await database.store.query<{ count: number }>(
      `select count(*)::int as count from notice where state = 'planned' and dispatch_id is null`,
    );
    return rows[0]?.count ?? 0;
  }

  test('several findings opened at once are one message to each person', async () => {
    for (let no = 0; no < 3; no += 1) await opened(engineCase.engine);
    expect(await gathered()).toBeNull();
    const feedback = ['feedback-received', 'feedback-received', 'feedback-received'];
    expect(await messages()).toEqual([
      { to: 'he', digest_of: null, templates: feedback },
      { to: 'shen', digest_of: null, templates: feedback },
    ]);
    expect(await waiting()).toBe(0);
  });

  test('reminders of a day off go with the digest of the next working day', async () => {
    // T-30 of a plan's clock begun on Friday, 1 March 2024 fires on the Saturday.
    for (let no = 0; no < 2; no += 1) await opened(engineCase.engine);
    await gathered();
    await fireAt(engineCase, shanghai('2024-03-02T09:00'));
    const monday = shanghai('2024-03-04T09:10');
    expect(await gathered()).toBe(monday);
    expect(await messages()).toHaveLength(2);
    engineCase.clock.moveTo(monday);
    expect(await gathered()).toBeNull();
    expect((await messages()).at(-1)).toEqual({
      to: 'he',
      digest_of: '2024-03-04',
      templates: ['reminder', 'reminder'],
    });
  });

  test('gathered by many at once, each notice is in one message', async () => {
    for (let no = 0; no < 6; no += 1) await opened(engineCase.engine);
    await Promise.all([1, 2, 3, 4].map(() => gathered()));
    await gathered();
    expect(await waiting()).toBe(0);
    const carried = (await messages()).flatMap(({ templates }) => templates);
    expect(carried).toHaveLength(12);
  });

  test('a digest that another process has just made is not made twice', async () => {
    await opened(engineCase.engine);
    await gathered();
    await fireAt(engineCase, shanghai('2024-03-02T09:00'));
    engineCase.clock.moveTo(shanghai('2024-03-04T09:10'));
    const outbox = createOutbox(database.store);
    // Whoever looked before the other's digest was there plans one too.
    const digest = { id: uuidv7(), digestOf: '2024-03-04' };
    await gathered();
    await opened(engineCase.engine);
    const turn = {
      now: engineCase.clock.at,
      dayBegan: shanghai('2024-03-04T00:00'),
      weekBegan: shanghai('2024-03-04T00:00'),
      people: 10,
      channels: ['mail'],
    };
    const looked = await outbox.gather(turn, ({ notices }) => ({
      messages: [{ ...digest, noticeIds: notices.map(({ id }) => id) }],
      postponed: [],
      documents: [],
    }));
    expect(looked).toBe(0);
    expect(await waiting()).toBe(2);
    expect((await messages()).filter(({ digest_of }) => digest_of !== null)).toHaveLength(1);
  });

  test('what has gone out today counts, and not what went yesterday', async () => {
    const strict = { ...rules, perDay: 1 };
    await opened(engineCase.engine);
    await gathered(strict);
    await opened(engineCase.engine);
    // Friday's digest is late rather than left out: it takes what is beyond the limit.
    await gathered(strict);
    await opened(engineCase.engine);
    const next = await gathered(strict);
    expect(next).toBe(shanghai('2024-03-04T09:10'));
    engineCase.clock.moveTo(next ?? 0);
    await opened(engineCase.engine);
    await gathered(strict);
    expect((await messages()).filter(({ to }) => to === 'he')).toMatchObject([
      { digest_of: null, templates: ['feedback-received'] },
      { digest_of: '2024-03-01', templates: ['feedback-received'] },
      { digest_of: null, templates: ['feedback-received', 'feedback-received'] },
    ]);
  });

  test('nobody’s notices are in another’s message, however many people wait', async () => {
    const people = Array.from({ length: 450 }, (_, no) => ({
      id: `p${no}`,
      name: `Person ${no}`,
      email: null,
      unit: null,
    }));
    await engineCase.directory.put({ people });
    const findings = people.map(({ id }) => ({
      round: 'XC-2024',
      title: '采购管理不规范',
      slots: { actionOwner: id, leadOfficial: id },
    }));
    await engineCase.engine.openAll(findings, { kind: 'import', document: 'test' });
    await gathered();
    expect(await waiting()).toBe(0);
    expect(await messages()).toHaveLength(450);
    const { rows } = await database.store.query(
      'select from notice n join dispatch d on d.id = n.dispatch_id where d.person_id <> n.person_id',
    );
    expect(rows).toEqual([]);
  });
}
