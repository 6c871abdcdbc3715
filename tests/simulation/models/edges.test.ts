/** The model beside the real SQL where writes are refused, doubled, outrun or not to be had. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chained } from '../../../src/engine/chain.ts';
import { open as openFinding } from '../../../src/engine/open.ts';
import { send } from '../../../src/engine/send.ts';
import type {
  ClockRow,
  FindingOpening,
  FindingWrite,
  Ledger,
  NoticeOwed,
} from '../../../src/engine/ports.ts';
import { mannerOf } from '../../../src/channels/manners.ts';
import { gather } from '../../../src/engine/notices/gather.ts';
import { sendingRulesSchema } from '../../../src/engine/notices/sending-rules.ts';
import type { HeldDispatch } from '../../../src/store/dispatch-book.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { databaseClock } from '../../../src/virtual-clock.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { randomOf } from '../time/random.ts';
import { calendarsOf, inspector, people, policies, posts, someFinding } from '../actors/town.ts';
import { besideSql, type Differences } from './side-by-side.ts';
import { atOnce, storesOver, type Stores } from '../world.ts';
import { DatabaseModel } from './database-model.ts';

const dayMs = 86_400_000;
const random = randomOf(7);
let now = Date.UTC(2024, 2, 1);
let database: Database;
let both: Stores;
let differences: Differences;
let findingId: string;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
  differences = { found: [], asked: new Map() };
  const db = new DatabaseModel({ now: () => now, rehintMs: 30_000 });
  const beside = await besideSql(database, () => now, differences);
  both = beside(storesOver(db, atOnce, null), atOnce);
  await both.directory.put({ people, posts });
});
afterAll(() => database.close());
beforeEach(async () => {
  differences.found.length = 0;
  const opening = await anOpening();
  await both.ledger.open(opening);
  ({ findingId } = opening);
});

function ports(ledger: Ledger) {
  const [calendar] = calendarsOf('Asia/Shanghai');
  if (calendar === undefined) throw new Error('there is always a calendar');
  return {
    ledger,
    others: ledger,
    policies,
    directory: both.directory,
    clock: databaseClock,
    calendar: { ...calendar, refresh: async () => undefined },
    newId: () => random.uuid(),
  };
}

/** What opening a finding would write. */
async function anOpening(): Promise<FindingOpening> {
  const written: FindingOpening[] = [];
  const open: Ledger['open'] = async (opening) => written.push(opening) > 0;
  const finding = {
    ...someFinding(random, 1),
    policy: shippedName('cn-inspection'),
    class: 'phased' as const,
  };
  await openFinding(ports({ ...both.ledger, open }), { finding, by: inspector });
  const [opening] = written;
  if (opening === undefined) throw new Error('nothing was to be written');
  return opening;
}

/** What a command to the finding would write. */
async function aWrite(id = findingId): Promise<FindingWrite> {
  const written: FindingWrite[] = [];
  const save: Ledger['save'] = async (write) => written.push(write) > 0;
  const event = { type: 'CONTEST', reason: '情况不属实' } as const;
  await send(ports({ ...both.ledger, save }), { findingId: id, event, by: inspector });
  const [write] = written;
  if (write === undefined) throw new Error('nothing was to be written');
  return write;
}

function notice(dedupeKey: string, id = random.uuid()): NoticeOwed {
  return {
    id,
    template: 'reminder',
    slot: 'verifier',
    fallbackSlot: null,
    personId: null,
    inPlaceOf: null,
    channel: 'mail',
    clockNo: 1,
    rungs: ['T-3'],
    dedupeKey,
  };
}

function disarmed(clock: ClockRow): ClockRow {
  return { ...clock, nextAt: null };
}

const sending = sendingRulesSchema.parse({ window: null, digestAt: null, spreadMinutes: 0 });

async function hints(limit = 500) {
  await gather(
    { ...ports(both.ledger), outbox: both.outbox, sending, mannerOf, seriesOf: () => null },
    ['mail'],
  );
  return both.dispatches.takeHints({ limit, rehintMs: 30_000, channels: ['mail'], perCall: 20 });
}

/** Both have answered the same, whatever was asked, and hold the same now. */
async function expectSame(): Promise<void> {
  await both.ledger.load(findingId, 'key');
  await both.ledger.nextDueAt();
  await both.dispatches.counts();
  expect(differences.found).toEqual([]);
}

describe('a write', () => {
  const standing = { state: 'planned', stage: 'planned', hold: 'running', version: 3 } as const;
  const answer = { kind: 'accepted', id: 'an id', number: 'XC-1', ...standing } as const;
  const remember = { key: 'key', requestHash: 'a'.repeat(64), answer };

  test('on another version is not made', async () => {
    const write = await aWrite();
    for (const expectedVersion of [0, 2, 7]) {
      expect(await both.ledger.save({ ...write, expectedVersion })).toBe(false);
    }
    await expectSame();
  });

  test('is made once', async () => {
    const write = await aWrite();
    expect(await both.ledger.save(write)).toBe(true);
    expect(await both.ledger.save(write)).toBe(false);
    await expectSame();
  });

  test('under a key that was taken meanwhile is not made', async () => {
    const write = await aWrite();
    const opening = await anOpening();
    expect(await both.ledger.save({ ...write, remember })).toBe(true);
    const later = { ...(await anOpening()), remember };
    expect(await both.ledger.open(later)).toBe(false);
    expect(await both.ledger.recall('key')).toEqual(remember);
    expect(await both.ledger.open(opening)).toBe(true);
    await expectSame();
  });

  const spoilt: readonly (readonly [string, (write: FindingWrite) => FindingWrite])[] = [
    [
      'whose place in the chain is taken',
      (write) => ({ ...write, event: chained({ ...write.event, seq: 1 }) }),
    ],
    [
      'of a clock that runs with nothing armed',
      (write) => ({ ...write, clocks: write.clocks.map(disarmed) }),
    ],
    ['of one clock twice', (write) => ({ ...write, clocks: [...write.clocks, ...write.clocks] })],
    [
      'of two notices under one id',
      (write) => {
        const id = random.uuid();
        return { ...write, notices: [notice('one', id), notice('other', id)] };
      },
    ],
  ];
  test.each(spoilt)('%s is refused, and changes nothing', async (_what, spoil) => {
    const write = await aWrite();
    await expect(both.ledger.save(spoil(write))).rejects.toThrow(/violates/u);
    await expectSame();
    expect(await both.ledger.save(write)).toBe(true);
    await expectSame();
  });

  test('owes what is owed already no second time, and to nobody what nobody gets', async () => {
    const write = await aWrite();
    const twice = [notice(findingId), notice(findingId)];
    expect(await both.ledger.save({ ...write, notices: twice })).toBe(true);
    await expectSame();
  });

  test('among many is made by itself, and what one violates undoes all', async () => {
    const openings = [await anOpening(), await anOpening()];
    for (const opening of openings) await both.ledger.open(opening);
    const ids = openings.map((opening) => opening.findingId);
    const writes = [await aWrite(ids[0]), await aWrite(ids[1]), await aWrite()] as const;
    const [first, second, third] = writes;
    const inTheWay = { ...second, event: { ...second.event, seq: 1 } };
    await expect(both.ledger.saveMany([first, inTheWay, third])).rejects.toThrow(/violates/u);
    await both.ledger.loadMany([...ids, random.uuid(), findingId]);
    const stale = [{ ...first, expectedVersion: 0 }, second, { ...third, expectedVersion: 2 }];
    expect(await both.ledger.saveMany(stale)).toEqual(new Set([ids[1]]));
    await both.ledger.loadMany([...ids, findingId]);
    await expectSame();
  });
});

describe('due clocks', () => {
  test('are taken a few at a time, and again when the lease is over', async () => {
    const due = now + 40 * dayMs;
    for (const limit of [2, 1, 100, 100]) await both.ledger.takeDueClocks(due, limit, 60_000);
    now += 60_000;
    const again = await both.ledger.takeDueClocks(due, 100, 60_000);
    expect(again.length).toBeGreaterThan(0);
    // Whatever is written of one gives it back.
    await both.ledger.save({ ...(await aWrite()), clocks: (await aWrite()).clocks });
    await both.ledger.takeDueClocks(due, 100, 60_000);
    await expectSame();
  });
});

describe('a dispatch', () => {
  const leaseMs = 90_000;

  async function heldDispatch(): Promise<HeldDispatch> {
    for (const { id } of await hints()) {
      const held = await both.dispatches.claim(id, leaseMs, now);
      if (held !== null) return held;
    }
    throw new Error('no dispatch was to be had');
  }

  test('is told of in time, claimed by one, and nobody else’s until its lease is over', async () => {
    await hints(1);
    await hints();
    now += 30_000;
    await hints();
    now += 1;
    const { id, held } = await heldDispatch();
    expect(await both.dispatches.claim(id, leaseMs, now)).toBeNull();
    expect(await both.dispatches.claim(random.uuid(), leaseMs, now)).toBeNull();
    now += leaseMs;
    await both.dispatches.endLapsedLeases(now);
    now += 1;
    await both.dispatches.endLapsedLeases(now);
    const event = { type: 'HAND_OVER', fence: held.fence } as const;
    expect(await both.dispatches.move({ id, held }, event)).toBeNull();
    await expectSame();
  });

  test('is told of again when it is forgotten that it was, unless somebody has it', async () => {
    now += 31_000;
    const { id } = await heldDispatch();
    expect(await hints()).toEqual([]);
    await both.dispatches.forgetHints();
    const told = (await hints()).map((hint) => hint.id);
    expect(told.length).toBeGreaterThan(0);
    expect(told).not.toContain(id);
    await expectSame();
  });

  test.each(['DELIVER', 'DEFER', 'REFUSE', 'LOSE_TRACK', 'LAPSE', 'SUPPRESS'] as const)(
    'being handed over takes %s, or does not, and is told of accordingly',
    async (type) => {
      now += 31_000;
      const claimed = await heldDispatch();
      const { fence } = claimed.held;
      const messageId = '<1@rectiflow.example>';
      const held = await both.dispatches.move(claimed, { type: 'HAND_OVER', fence }, { messageId });
      if (held === null) throw new Error('the dispatch was lost');
      const recorded = { at: now, outcome: 'why', readyInMs: 5_000 };
      const moved = await both.dispatches.move(held, { type, fence }, recorded);
      expect(moved === null).toBe(type === 'SUPPRESS');
      for (const passed of [4_999, 1, 1]) {
        now += passed;
        await both.dispatches.claim(held.id, leaseMs, now);
        await hints();
      }
      await expectSame();
    },
  );
});
