/** What somebody with all rights on the database can do to the ledger, and how it is found out. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chainSchema } from '../../src/engine/proof/chain-schema.ts';
import { hashOf } from '../../src/engine/chain.ts';
import type { ChainedEvent } from '../../src/engine/ports.ts';
import type { BadCode } from '../../src/engine/proof/bad.ts';
import type { Chain } from '../../src/engine/proof/chains.ts';
import { verifyChains, type Verified } from '../../src/engine/proof/verify.ts';
import { openRectiflow, type Rectiflow, type RectiflowOptions } from '../../src/rectiflow.ts';
import { chains } from '../../src/store/chains.ts';
import type { Queryable } from '../../src/store/pool.ts';
import { createVirtualClock } from '../../src/virtual-clock.ts';
import { migratedDump } from '../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import { people, posts, start } from '../unit/engine/engine-case.ts';
import { contents, streamed } from '../unit/engine/ledger-reading.ts';
import { liveSomeLives } from '../unit/engine/proof/tampering.ts';

describe('Tampering with a ledger on PGlite', () => {
  tampering(async () => ({ loadDataDir: await migratedDump() }));
});

describeWithPostgres('Tampering with a ledger on a PostgreSQL server', () => {
  tampering(async () => ({
    databaseUrl: await freshServerDatabase('tamper'),
    schema: 'school_1',
    migrations: 'apply',
  }));
});

const insertTwin = `insert into event (subject_id, seq, machine_version, at, actor, event, prev_hash, hash)
  select subject_id, seq, machine_version, now(), actor, event, prev_hash, hash from event
  on conflict (subject_id, seq)`;

/** One line per chain, as an export has it. */
async function exported(all: AsyncIterable<Chain>): Promise<string[]> {
  const lines: string[] = [];
  for await (const chain of all) lines.push(JSON.stringify(chain));
  return lines;
}

async function verifyExport(lines: readonly string[]): Promise<Verified> {
  return verifyChains(streamed(lines.map((line) => chainSchema.parse(JSON.parse(line)))));
}

const endsWith = (type: string) => (chain: Chain) => chain.events.at(-1)?.event.type === type;

/** Tampering by one statement per text; `$1` is the finding, `$2` the place. */
function sql(...statements: readonly string[]) {
  return async (db: Queryable, chain: Chain, place: number) => {
    for (const statement of statements) {
      const params = [chain.subjectId, place].slice(0, statement.includes('$2') ? 2 : 1);
      const { rowCount } = await db.query(statement, params);
      expect([statement, rowCount]).not.toContain(0);
    }
  };
}

async function insertEvent(db: Queryable, event: ChainedEvent): Promise<void> {
  await db.query(
    `insert into event (subject_id, seq, machine_version, at, actor, event, prev_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      event.subjectId,
      event.seq,
      event.machineVersion,
      new Date(event.at).toISOString(),
      JSON.stringify(event.by),
      JSON.stringify(event.event),
      event.prevHash,
      event.hash,
    ],
  );
}

/** An event nobody gave, with the hash its content has. */
function madeUp(chain: Chain, place: number): ChainedEvent {
  const before = chain.events[place - 2];
  const content = {
    subjectId: chain.subjectId,
    seq: place,
    machineVersion: 1,
    at: before?.at ?? start,
    by: { kind: 'person', id: 'lu', unit: 'inspectorate' } as const,
    event: { type: 'ASSIGN', responsibleUnit: '无中生有' } as const,
    prevHash: before?.hash ?? '0'.repeat(64),
  };
  return { ...content, hash: hashOf(content) };
}

/** Rows are keyed by their number: they pass each other below zero. */
const shift = (by: number): string[] => [
  'update event set seq = -seq where subject_id = $1 and seq >= $2::int',
  `update event set seq = -seq + ${by} where subject_id = $1 and seq < 0`,
];

function tampering(where: () => Promise<RectiflowOptions>): void {
  let rectiflow: Rectiflow;
  /** The closed finding, another one, and their round. */
  let closed: Chain;
  let other: Chain;
  let round: Chain;

  beforeAll(async () => {
    const clock = createVirtualClock(start);
    rectiflow = await openRectiflow({ ...(await where()), clock });
    const { engine, database, directory } = rectiflow;
    await directory.put({ people, posts });
    const all = await liveSomeLives({ engine, clock, database });
    const found = [
      all.find(endsWith('CLOSE')),
      all.find(endsWith('WITHDRAW')),
      all.find(({ subject }) => subject === 'round'),
    ];
    const [first, second, third] = found;
    if (first === undefined || second === undefined || third === undefined) {
      throw new Error('a closed and a withdrawn finding and a round were expected');
    }
    [closed, other, round] = [first, second, third];
    expect(closed.events.length).toBeGreaterThan(8);
  });
  afterAll(() => rectiflow.close());

  /** Does something to the rows as the database's superuser, verifies, and undoes it. */
  async function afterTampering(
    tamper: (db: Queryable) => Promise<unknown>,
    tables: readonly string[] = ['event', 'finding', 'round'],
  ): Promise<Verified> {
    const client = await rectiflow.database.store.connect();
    try {
      await client.query('begin');
      for (const table of tables) await client.query(`alter table ${table} disable trigger all`);
      await tamper(client);
      const found = await verifyChains(chains(client));
      // The same is found by somebody who has nothing but the export.
      expect(await verifyExport(await exported(chains(client)))).toEqual(found);
      await client.query('rollback');
      return found;
    } finally {
      client.release();
    }
  }

  /** The code and place that verification names; all it says where it is not about this chain alone. */
  async function namedBy(
    chain: Pick<Chain, 'subjectId' | 'name'>,
    tamper: (db: Queryable) => Promise<unknown>,
  ): Promise<unknown> {
    const found = await afterTampering(tamper);
    const { firstBad, badChains } = found;
    const mine = firstBad?.subjectId === chain.subjectId && firstBad.name === chain.name;
    return mine && badChains === 1 ? [firstBad.code, firstBad.seq] : found;
  }

  test('without any, everything holds: in the database, through its door, and in an export', async () => {
    const found = await afterTampering(async () => undefined);
    expect(found).toMatchObject({ ok: true, findings: 4, rounds: 1, firstBad: null, badChains: 0 });
    expect(await rectiflow.verify()).toEqual(found);
    expect(await verifyExport(await exported(rectiflow.chains()))).toEqual(found);
  });

  describe('the history refuses', () => {
    test.each([
      ['to be changed', `update event set event = event || '{"note":"x"}'`],
      ['to be changed in one row', 'update event set hash = hash where seq = 1'],
      ['to be changed by way of an insert', `${insertTwin} do update set at = excluded.at`],
      ['to be deleted', 'delete from event'],
      ['to be deleted in one row', 'delete from event where seq = 2'],
      ['to be emptied', 'truncate event'],
      ['to be emptied along with others', 'truncate finding, event cascade'],
    ])('%s', async (_what, statement) => {
      const { database } = rectiflow;
      const before = await contents(database);
      await expect(database.store.query(statement)).rejects.toMatchObject({
        code: '23000',
        message: 'the event history is append-only',
      });
      expect(await contents(database)).toEqual(before);
      expect(await rectiflow.verify()).toMatchObject({ ok: true });
    });
  });

  describe('an event changed behind its back is named', () => {
    const changes: readonly [string, string][] = [
      ['what happened', `event = event || '{"note":"已删改"}'`],
      ['what kind of event it was', `event = event || '{"type":"RESUME"}'`],
      ['by whom', `actor = actor || '{"id":"somebody-else"}'`],
      ['when', `at = at - interval '1 day'`],
      ['when, by a millisecond', `at = at + interval '1 millisecond'`],
      ['by which rules', 'machine_version = 2'],
      ['its hash', `hash = repeat('f', 64)`],
      ['the hash before it', `prev_hash = repeat('f', 64)`],
    ];
    test.each(changes)('%s, at each place', async (_what, change) => {
      for (const { seq } of closed.events) {
        const tamper = sql(`update event set ${change} where subject_id = $1 and seq = $2::int`);
        expect(await namedBy(closed, (db) => tamper(db, closed, seq))).toEqual([
          'event_changed',
          seq,
        ]);
      }
    });

    test('in a round as well as in a finding', async () => {
      const tamper = sql(
        `update event set event = event || '{"on":"2024-01-01"}' where subject_id = $1 and seq = $2::int`,
      );
      expect(await namedBy(round, (db) => tamper(db, round, 2))).toEqual(['event_changed', 2]);
    });

    test('also when its hash was made to fit', async () => {
      for (const { seq, ...event } of closed.events.slice(1)) {
        const forged = { ...event, seq, at: event.at + 1 };
        expect(
          await namedBy(closed, (db) =>
            db.query(
              'update event set at = $3, hash = $4 where subject_id = $1 and seq = $2::int',
              [closed.subjectId, seq, new Date(forged.at).toISOString(), hashOf(forged)],
            ),
          ),
        ).toEqual(['event_changed', seq]);
      }
    });

    test('several: the first is named, and every chain that does not hold is counted', async () => {
      const found = await afterTampering((db) =>
        db.query(`update event set at = at - interval '1 day' where seq in (2, 3)`),
      );
      expect(found).toMatchObject({ ok: false, badChains: 4, firstBad: { seq: 2 } });
    });
  });

  describe('an event deleted is named', () => {
    test('the first, the last, and each in between', async () => {
      const tamper = sql('delete from event where subject_id = $1 and seq = $2::int');
      for (const { seq } of closed.events) {
        expect(await namedBy(closed, (db) => tamper(db, closed, seq))).toEqual([
          'event_deleted',
          seq,
        ]);
      }
    });

    test('also when the later ones were renumbered and the version lowered to fit', async () => {
      const tamper = sql(
        'delete from event where subject_id = $1 and seq = $2::int',
        ...shift(-1),
        'update finding set version = version - 1 where id = $1',
      );
      for (const { seq } of closed.events.slice(0, -1)) {
        expect(await namedBy(closed, (db) => tamper(db, closed, seq))).toEqual([
          'event_deleted',
          seq,
        ]);
      }
    });

    test('all of them at once', async () => {
      const tamper = sql('delete from event where subject_id = $1');
      expect(await namedBy(closed, (db) => tamper(db, closed, 1))).toEqual(['event_deleted', 1]);
    });
  });

  describe('two events in each other’s place are named', () => {
    const swaps: readonly [string, string[]][] = [
      [
        'by their numbers',
        [
          `update event set seq = -seq where subject_id = $1 and seq in ($2::int, $2::int + 2)`,
          `update event set seq = case -seq when min then max else min end
           from (select min(-seq) as min, max(-seq) as max from event where seq < 0) as pair
           where subject_id = $1 and seq < 0`,
        ],
      ],
      [
        'by what they say',
        [
          `update event as a set (at, actor, event, machine_version) =
             (select b.at, b.actor, b.event, b.machine_version from event b
              where b.subject_id = a.subject_id
                and b.seq = case a.seq when $2::int then $2::int + 2 else $2::int end)
           where subject_id = $1 and seq in ($2::int, $2::int + 2)`,
        ],
      ],
    ];
    test.each(swaps)('%s', async (_how, statements) => {
      for (const { seq } of closed.events.slice(0, -2)) {
        expect(await namedBy(closed, (db) => sql(...statements)(db, closed, seq))).toEqual([
          'event_reordered',
          seq,
        ]);
      }
    });
  });

  describe('an event inserted is named', () => {
    test('in front or in between, with the later ones moved on and a hash that fits', async () => {
      for (const { seq } of closed.events) {
        expect(
          await namedBy(closed, async (db) => {
            await sql(...shift(1))(db, closed, seq);
            await insertEvent(db, madeUp(closed, seq));
          }),
        ).toEqual(['event_inserted', seq]);
      }
    });

    test('also when the version was raised to fit', async () => {
      for (const { seq } of closed.events) {
        expect(
          await namedBy(closed, async (db) => {
            await sql(...shift(1))(db, closed, seq);
            await insertEvent(db, madeUp(closed, seq));
            await sql('update finding set version = version + 1 where id = $1')(db, closed, seq);
          }),
        ).toEqual(['event_inserted', seq]);
      }
    });

    test('at the end, with a hash that fits, whether the version was raised or not', async () => {
      const place = closed.events.length + 1;
      const insert = (db: Queryable) => insertEvent(db, madeUp(closed, place));
      expect(await namedBy(closed, insert)).toEqual(['event_inserted', place]);
      expect(
        await namedBy(closed, async (db) => {
          await insert(db);
          await sql('update finding set version = version + 1 where id = $1')(db, closed, place);
        }),
      ).toEqual(['event_inserted', place]);
    });

    test('and vouched for by the finding itself: it does not lead to the stored state', async () => {
      const place = closed.events.length + 1;
      const reopened = {
        ...madeUp(closed, place),
        event: { type: 'REOPEN', reasonCode: 'relapse', reason: '问题反弹' } as const,
      };
      const hash = hashOf(reopened);
      expect(
        await namedBy(closed, async (db) => {
          await insertEvent(db, { ...reopened, hash });
          await db.query('update finding set version = version + 1, head_hash = $2 where id = $1', [
            closed.subjectId,
            hash,
          ]);
        }),
      ).toEqual(['state_differs', place]);
    });

    test('taken from another finding, which misses it', async () => {
      const place = closed.events.length + 1;
      const found = await afterTampering((db) =>
        db.query('update event set subject_id = $1, seq = $2 where subject_id = $3 and seq = 3', [
          closed.subjectId,
          place,
          other.subjectId,
        ]),
      );
      expect(found).toMatchObject({ ok: false, badChains: 2 });
      // Chains are looked at in the order of their ids.
      const closedFirst = closed.subjectId < other.subjectId;
      expect(found.firstBad).toMatchObject(
        closedFirst
          ? { code: 'event_inserted', subjectId: closed.subjectId, seq: place }
          : { code: 'event_deleted', subjectId: other.subjectId, seq: 3 },
      );
    });
  });

  test('any of these, at random, to any finding or round at any place', async () => {
    const all = await exported(rectiflow.chains());
    const lines = all.map((line) => chainSchema.parse(JSON.parse(line)));
    const here = 'subject_id = $1 and seq = $2::int';
    const acts: readonly [
      BadCode,
      (db: Queryable, chain: Chain, place: number) => Promise<void>,
    ][] = [
      ['event_changed', sql(`update event set at = at + interval '1 hour' where ${here}`)],
      [
        'event_changed',
        sql(`update event set actor = '{"kind":"system","rule":"x"}' where ${here}`),
      ],
      ['event_deleted', sql(`delete from event where ${here}`)],
      ['event_deleted', sql('delete from event where subject_id = $1 and seq >= $2::int')],
      [
        'event_inserted',
        async (db, chain, place) => {
          await sql(...shift(1))(db, chain, place);
          await insertEvent(db, madeUp(chain, place));
        },
      ],
    ];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat(), async (a, b, c) => {
        const chain = lines[a % lines.length];
        const [code, act] = acts[b % acts.length] ?? [];
        if (chain === undefined || act === undefined) throw new Error('nothing to choose from');
        const place = (c % chain.events.length) + 1;
        const found = await namedBy(chain, (db) => act(db, chain, place));
        expect(found).toEqual([code, place]);
      }),
      { numRuns: 100 },
    );
  });

  describe('a finding or round that is gone is named', () => {
    test('by the events it left', async () => {
      expect(
        await namedBy({ ...closed, name: null }, (db) =>
          db.query('delete from finding where id = $1', [closed.subjectId]),
        ),
      ).toEqual(['subject_deleted', closed.events.length]);
    });

    test('a round by its own, and by the findings that know it', async () => {
      const found = await afterTampering((db) =>
        db.query('delete from round where id = $1', [round.subjectId]),
      );
      expect(found).toMatchObject({
        ok: false,
        badChains: 5,
        firstBad: {
          code: 'subject_deleted',
          subject: 'round',
          subjectId: round.subjectId,
          seq: round.events.length,
        },
      });
    });
  });

  describe('a stored state that the events do not lead to is named', () => {
    test.each([
      ['in its state', `snapshot = jsonb_set(snapshot, '{value,lifecycle}', '"planned"')`],
      ['in what it remembers', `snapshot = jsonb_set(snapshot, '{context,breaches}', '[]')`],
      [
        'in who approved',
        `snapshot = jsonb_set(snapshot, '{context,approvals,0,by,persons,0}', '"cao"')`,
      ],
      ['in its version, raised', 'version = version + 1'],
      ['in its version, lowered', 'version = version - 1'],
      ['in the state that lists read', `state = 'identified', stage = 'open'`],
      ['in whether it is on hold', `hold = 'paused'`],
      ['in when it was opened', `opened_at = opened_at - interval '1 day'`],
      ['in when it last changed', `updated_at = updated_at + interval '1 millisecond'`],
      ['in when it was closed', `closed_at = closed_at - interval '30 days'`],
      ['in never having been closed', 'closed_at = null'],
      ['in its class', `class = 'immediate'`],
      ['in the unit responsible', `responsible_unit = '别的单位'`],
      ['in the policy it lives under', 'policy_version = policy_version + 1'],
      ['in the rules it lives under', 'machine_version = 2'],
    ])('%s', async (_what, change) => {
      const last = other.events.length;
      // The breach is on the one that was late, the approval on the one that was closed.
      const chain = change.includes('breaches') ? other : closed;
      const seq = chain === other ? last : closed.events.length;
      expect(
        await namedBy(chain, (db) =>
          sql(`update finding set ${change} where id = $1`)(db, chain, seq),
        ),
      ).toEqual(['state_differs', seq]);
    });

    test('a finding struck off in the table only', async () => {
      const all = await exported(rectiflow.chains());
      const open = all
        .map((line) => chainSchema.parse(JSON.parse(line)))
        .find(({ subject, events }) => subject === 'finding' && events.length === 1);
      if (open === undefined) throw new Error('an open finding was expected');
      expect(
        await namedBy(open, (db) =>
          db.query(
            `update finding set state = 'closed', stage = 'closed', closed_at = now() where id = $1`,
            [open.subjectId],
          ),
        ),
      ).toEqual(['state_differs', 1]);
    });

    test.each([
      ['in its state', `state = 'concluded'`],
      ['in what it remembers', `context = context || '{"feedbackOn":"2023-01-01"}'`],
      ['in its version', 'version = version + 1'],
      ['in when it last changed', `updated_at = updated_at - interval '1 day'`],
    ])('a round, %s', async (_what, change) => {
      const seq = round.events.length;
      expect(
        await namedBy(round, (db) =>
          sql(`update round set ${change} where id = $1`)(db, round, seq),
        ),
      ).toEqual(['state_differs', seq]);
    });

    test('the hash it ends with: the last event does not fit it', async () => {
      const seq = closed.events.length;
      const tamper = sql(`update finding set head_hash = repeat('d', 64) where id = $1`);
      expect(await namedBy(closed, (db) => tamper(db, closed, seq))).toEqual([
        'event_changed',
        seq,
      ]);
    });
  });

  describe('words that are not those it was opened with are named', () => {
    test.each([
      ['title', `title = title || '(已整改)'`],
      ['description', `description = '无'`],
      ['the number in the document', `source_no = '9(9)'`],
      ['the aspect', `aspect_title = '别的方面'`],
      ['the aspect’s number', 'aspect_no = 9'],
    ])('%s', async (_what, change) => {
      expect(
        await namedBy(closed, (db) =>
          sql(`update finding set ${change} where id = $1`)(db, closed, 1),
        ),
      ).toEqual(['details_differ', 1]);
    });

    test('its number', async () => {
      expect(
        await namedBy({ ...closed, name: 'XC-2024-09-099' }, (db) =>
          sql(`update finding set number = 'XC-2024-09-099' where id = $1`)(db, closed, 1),
        ),
      ).toEqual(['details_differ', 1]);
    });

    test('a round’s title', async () => {
      expect(
        await namedBy(round, (db) =>
          sql(`update round set title = '第二轮巡察' where id = $1`)(db, round, 1),
        ),
      ).toEqual(['details_differ', 1]);
    });

    test('a round’s code, which its findings know as well', async () => {
      const found = await afterTampering((db) =>
        db.query(`update round set code = 'XC-2023' where id = $1`, [round.subjectId]),
      );
      expect(found).toMatchObject({
        ok: false,
        badChains: 5,
        firstBad: { code: 'details_differ', subject: 'round', name: 'XC-2023', seq: 1 },
      });
    });
  });
}
