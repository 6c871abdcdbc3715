/** One suite for the ledger's storage on both kinds of database: what passes on PGlite must pass on a server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../machines/events.ts';
import { chained, genesisHash } from '../../src/engine/chain.ts';
import { type FindingToOpen } from '../../src/engine/finding-to-open.ts';
import { open as openFinding } from '../../src/engine/open.ts';
import type {
  ClockRow,
  DueClock,
  FindingOpening,
  FindingWrite,
  Ledger,
  NoticeOwed,
  Remembered,
  RoundLedgerEvent,
  RoundRow,
} from '../../src/engine/ports.ts';
import { send } from '../../src/engine/send.ts';
import { uuidv7 } from '../../src/ids.ts';
import { eventually } from '../support/eventually.ts';
import {
  describeOnBoth,
  migratedServerDatabase,
  someoneWaits,
  type OpenFresh,
} from '../support/both-databases.ts';
import { describeWithPostgres } from '../support/services.ts';
import { forAllTests } from '../unit/engine/case-hooks.ts';
import {
  aFinding,
  claim,
  inspector,
  opened,
  openCase,
  owner,
  start,
  type EngineCase,
} from '../unit/engine/engine-case.ts';
import { allChains, contents, streamed } from '../unit/engine/ledger-reading.ts';
import { verifyChains } from '../../src/engine/proof/verify.ts';

describeOnBoth('The ledger', ledgerContract);

describeWithPostgres('The ledger on a PostgreSQL server', () => {
  describe('between connections', () => {
    const engineCase = forAllTests(async () =>
      openCase({ database: await migratedServerDatabase('ledger connections') }),
    );

    test('of two writes on one version, begun at once, one is made and one is told so', async () => {
      const { ledger } = engineCase.ports;
      const { id } = await opened(engineCase.engine);
      const first = await writeOf(engineCase, id, claim);
      const second = await writeOf(engineCase, id, { type: 'ASSIGN' });
      const outcomes: boolean[] = [];
      let other: Promise<void> | undefined;
      await ledger.transact(async (inner) => {
        outcomes.push(await inner.save(first));
        other = ledger.save(second).then((saved) => void outcomes.push(saved));
        await eventually(() => someoneWaits(engineCase.database));
      });
      await other;
      expect(outcomes).toEqual([true, false]);
      const { finding } = await ledger.load(id, null);
      expect(finding).toMatchObject({ version: 2, headHash: first.event.hash });
    });

    test('whoever takes due clocks does not wait for those that another is just taking', async () => {
      const { ledger } = engineCase.ports;
      const { id } = await opened(engineCase.engine);
      const due = (await ledger.load(id, null)).clocks[0]?.nextAt ?? 0;
      const lease = 60_000;
      const taken = await ledger.transact(async (inner) => {
        const mine = await inner.takeDueClocks(due, 1, lease);
        // On another connection, and answered while this one has not committed.
        return { mine, others: await ledger.takeDueClocks(due, 100, lease) };
      });
      expect(taken.mine).toHaveLength(1);
      const [mine] = taken.mine;
      expect(taken.others).not.toContainEqual(mine);
      expect([...taken.mine, ...taken.others]).toContainEqual({ findingId: id, clockNo: 1 });
    });

    test('whoever asks for a number waits for the one who was first, and gets the next', async () => {
      const { ledger } = engineCase.ports;
      const round = await engineCase.engine.openRound({ code: 'XC-wait', by: inspector });
      let other: Promise<number> | undefined;
      const mine = await ledger.transact(async (inner) => {
        const number = await inner.takeNumber(round.id);
        other = ledger.takeNumber(round.id);
        await eventually(() => someoneWaits(engineCase.database));
        return number;
      });
      expect([mine, await other]).toEqual([1, 2]);
    });
  });
});

/** What opening such a finding would write; nothing is written but its round. */
async function openingOf(
  { ports }: EngineCase,
  given: Partial<FindingToOpen> = {},
): Promise<FindingOpening> {
  const written: FindingOpening[] = [];
  const ledger: Ledger = {
    ...ports.ledger,
    async open(opening) {
      written.push(opening);
      return true;
    },
  };
  await openFinding({ ...ports, ledger }, { finding: aFinding(given), by: inspector });
  const [opening] = written;
  if (opening === undefined) throw new Error('nothing was to be written');
  return opening;
}

/** What giving the command would write; nothing is written. */
async function writeOf(
  { ports }: EngineCase,
  findingId: string,
  event: FindingCommandInput,
): Promise<FindingWrite> {
  const written: FindingWrite[] = [];
  const ledger: Ledger = {
    ...ports.ledger,
    async save(write) {
      written.push(write);
      return true;
    },
  };
  await send({ ...ports, ledger }, { findingId, event, by: owner });
  const [write] = written;
  if (write === undefined) throw new Error('nothing was to be written');
  return write;
}

async function readyToConclude({ engine, ports }: EngineCase, code: string): Promise<RoundRow> {
  await engine.openRound({ code, by: inspector });
  await engine.sendToRound({
    round: code,
    event: { type: 'GIVE_FEEDBACK', on: '2024-03-01' },
    by: inspector,
  });
  await engine.sendToRound({ round: code, event: { type: 'SUBMIT_REPORT' }, by: inspector });
  const round = await ports.ledger.findRound(code);
  if (round === null) throw new Error('the round is gone');
  return round;
}

function conclusion(round: RoundRow) {
  return {
    roundId: round.id,
    expectedVersion: round.version,
    state: 'concluded' as const,
    context: round.context,
    event: chained<RoundLedgerEvent>({
      subjectId: round.id,
      seq: round.version + 1,
      machineVersion: 1,
      at: start,
      by: inspector,
      event: { type: 'CONCLUDE' },
      prevHash: round.headHash,
    }),
  };
}

function remembered(key = randomUUID()): Remembered {
  const standing = { state: 'identified', stage: 'open', hold: 'running' } as const;
  const answer = { kind: 'accepted', id: key, number: 'XC-2024-00-001', ...standing } as const;
  return { key, requestHash: 'a'.repeat(64), answer: { ...answer, version: 1 } };
}

function aRound(code: string): Parameters<Ledger['openRound']> {
  const id = uuidv7();
  const event = chained<RoundLedgerEvent>({
    subjectId: id,
    seq: 1,
    machineVersion: 1,
    at: start,
    by: inspector,
    event: { type: 'ROUND_OPENED', code, title: '第一轮' },
    prevHash: genesisHash,
  });
  const context = { feedbackOn: null, reported: false };
  const round = { id, code, title: '第一轮', machineVersion: 1, state: 'prepared', context };
  return [round as Parameters<Ledger['openRound']>[0], event];
}

function ledgerContract(openFresh: OpenFresh): void {
  const engineCase = forAllTests(async () => openCase({ database: await openFresh() }));
  let ledger: Ledger;

  beforeAll(() => {
    ({ ledger } = engineCase.ports);
  });

  async function expectUnchanged(work: () => Promise<unknown>): Promise<void> {
    const before = await contents(engineCase.database);
    await work();
    expect(await contents(engineCase.database)).toEqual(before);
  }

  describe('reading a finding', () => {
    test('gives what its opening wrote: words, state, clocks', async () => {
      const opening = await openingOf(engineCase, {
        aspect: { no: 4, title: '作风建设方面' },
        sourceNo: '4(2)',
        description: '一年内两次超标准接待。',
        class: 'continuing',
        responsibleUnit: '总务处',
      });
      expect(await ledger.open(opening)).toBe(true);
      const { finding, clocks, remembered: memory } = await ledger.load(opening.findingId, null);
      expect(finding).toEqual({
        ...opening.details,
        id: opening.findingId,
        version: 1,
        machineVersion: opening.event.machineVersion,
        policy: opening.policy,
        snapshot: opening.snapshot,
        headHash: opening.event.hash,
        openedAt: start,
        updatedAt: start,
        closedAt: null,
      });
      expect(clocks).toEqual(opening.clocks);
      expect(memory).toBeNull();
    });

    test('that does not exist gives null, and still the time and the key', async () => {
      const remember = remembered();
      await ledger.open({ ...(await openingOf(engineCase)), remember });
      const loaded = await ledger.load(randomUUID(), remember.key);
      expect(loaded).toMatchObject({ finding: null, clocks: [], remembered: remember });
      expect(loaded.databaseNow).toBeGreaterThan(Date.UTC(2024, 0, 1));
    });

    test('gives its clocks that run or are held, in order, and not those that have ended', async () => {
      const opening = await openingOf(engineCase);
      await ledger.open(opening);
      const write = await writeOf(engineCase, opening.findingId, {
        type: 'CONTEST',
        reason: '情况不属实',
      });
      const [plan, verify] = write.clocks;
      if (plan === undefined || verify === undefined) throw new Error('two clocks were expected');
      const met = { ...verify, no: 3, state: 'met', remaining: 1, nextAt: null } as const;
      await ledger.save({ ...write, clocks: [met, verify, plan] });
      const { clocks } = await ledger.load(opening.findingId, null);
      expect(clocks).toEqual([plan, verify]);
    });

    test('the database’s time is the same in both ways of asking for it', async () => {
      const before = await ledger.moment();
      const { databaseNow, calendarRevision } = await ledger.load(randomUUID(), null);
      const after = await ledger.moment();
      expect(before.databaseNow).toBeLessThanOrEqual(databaseNow);
      expect(databaseNow).toBeLessThanOrEqual(after.databaseNow);
      expect(before.calendarRevision).toBe(calendarRevision);
    });
  });

  describe('saving an event', () => {
    test('moves the finding on to the next version, with everything that follows', async () => {
      const { id } = await opened(engineCase.engine);
      const write = await writeOf(engineCase, id, { type: 'CLAIM', responsibleUnit: '教务处' });
      const remember = remembered();
      expect(await ledger.save({ ...write, closedAt: start + 5, remember })).toBe(true);
      const { finding, remembered: memory } = await ledger.load(id, remember.key);
      expect(finding).toMatchObject({
        version: 2,
        snapshot: write.snapshot,
        headHash: write.event.hash,
        closedAt: start + 5,
      });
      expect(memory).toEqual(remember);
      expect(await ledger.recall(remember.key)).toEqual(remember);
      const { rows } = await engineCase.database.store.query(
        'select state, stage, hold, responsible_unit from finding where id = $1',
        [id],
      );
      expect(rows).toEqual([{ ...write.standing, responsible_unit: '教务处' }]);
    });

    test.each([0, 2, 7])('on version %d of a finding at 1 changes nothing', async (version) => {
      const { id } = await opened(engineCase.engine);
      const write = await writeOf(engineCase, id, { type: 'CONTEST', reason: '情况不属实' });
      await expectUnchanged(async () => {
        const stale = { ...write, expectedVersion: version, remember: remembered() };
        expect(await ledger.save(stale)).toBe(false);
      });
    });

    test('of a finding that does not exist changes nothing', async () => {
      const { id } = await opened(engineCase.engine);
      const write = await writeOf(engineCase, id, claim);
      await expectUnchanged(async () => {
        expect(await ledger.save({ ...write, findingId: randomUUID() })).toBe(false);
      });
    });

    test('twice is made once', async () => {
      const { id } = await opened(engineCase.engine);
      const write = await writeOf(engineCase, id, claim);
      const outcomes = await Promise.all([1, 2, 3].map(() => ledger.save(write)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect((await ledger.load(id, null)).finding?.version).toBe(2);
    });

    const consequences: readonly [string, (write: FindingWrite) => FindingWrite][] = [
      [
        'a clock runs with nothing armed',
        (write) => ({ ...write, clocks: [aClock({ nextAt: null })] }),
      ],
      [
        'a clock is held without its remainder',
        (write) => ({ ...write, clocks: [aClock({ state: 'held', nextAt: null })] }),
      ],
      [
        'a clock is in no state there is',
        (write) => ({ ...write, clocks: [aClock({ state: 'asleep' as never })] }),
      ],
      [
        'the second of two clocks is wrong',
        (write) => ({ ...write, clocks: [aClock({ no: 5 }), aClock({ no: 6, nextAt: null })] }),
      ],
      [
        'a notice’s id is taken',
        (write) => {
          const [one, other] = [aNotice(), aNotice()];
          return { ...write, notices: [one, { ...other, id: one.id }] };
        },
      ],
      [
        'the event’s place in the chain is taken',
        (write) => ({ ...write, event: { ...write.event, seq: 1 } }),
      ],
    ];
    test.each(consequences)('changes nothing when %s', async (_why, spoil) => {
      const { id } = await opened(engineCase.engine);
      const write = spoil({ ...(await writeOf(engineCase, id, claim)), remember: remembered() });
      await expectUnchanged(() => expect(ledger.save(write)).rejects.toThrow(/violates/));
      // Nothing is left behind that would stand in the way of the next one.
      expect(await ledger.save(await writeOf(engineCase, id, claim))).toBe(true);
    });

    test.each(consequences.slice(0, 5))('opens nothing when %s', async (_why, spoil) => {
      const opening = await openingOf(engineCase);
      const spoilt = spoil({ ...opening, expectedVersion: 0 });
      await expectUnchanged(() =>
        expect(
          ledger.open({ ...opening, clocks: spoilt.clocks, notices: spoilt.notices }),
        ).rejects.toThrow(/violates/),
      );
    });

    test('a notice already owed is not owed again', async () => {
      const { id } = await opened(engineCase.engine);
      const write = await writeOf(engineCase, id, claim);
      const [notice, later] = [aNotice(), aNotice()];
      expect(await ledger.save({ ...write, notices: [notice] })).toBe(true);
      const next = await writeOf(engineCase, id, { type: 'ASSIGN' });
      const twin = { ...later, dedupeKey: notice.dedupeKey };
      expect(await ledger.save({ ...next, notices: [twin] })).toBe(true);
      const { rows } = await engineCase.database.store.query(
        'select id from notice where dedupe_key = $1',
        [notice.dedupeKey],
      );
      expect(rows).toEqual([{ id: notice.id }]);
    });
  });

  describe('an idempotency key', () => {
    test('that nobody has used is not remembered', async () => {
      expect(await ledger.recall(randomUUID())).toBeNull();
    });

    test('taken meanwhile: the write is not made, and is told so', async () => {
      const { id } = await opened(engineCase.engine);
      const remember = remembered();
      await ledger.open({ ...(await openingOf(engineCase)), remember });
      const write = await writeOf(engineCase, id, claim);
      const opening = await openingOf(engineCase);
      await expectUnchanged(async () => {
        const answer = { ...remember.answer, version: 9 };
        const other = { ...remember, requestHash: 'b'.repeat(64), answer };
        expect(await ledger.save({ ...write, remember: other })).toBe(false);
        expect(await ledger.open({ ...opening, remember: other })).toBe(false);
      });
      expect(await ledger.recall(remember.key)).toEqual(remember);
    });

    test('of several at once, one is made', async () => {
      const remember = remembered();
      const openings = await Promise.all([1, 2, 3, 4].map(() => openingOf(engineCase)));
      const outcomes = await Promise.all(
        openings.map((opening) => ledger.open({ ...opening, remember })),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });
  });

  describe('a finding', () => {
    test('cannot be opened under a number that is taken, and the failure says which', async () => {
      const first = await openingOf(engineCase);
      await ledger.open(first);
      const second = await openingOf(engineCase);
      const twin = { ...second, details: { ...second.details, number: first.details.number } };
      await expectUnchanged(() =>
        expect(ledger.open(twin)).rejects.toMatchObject({
          code: '23505',
          constraint: 'finding_number_key',
        }),
      );
    });

    test('cannot be opened in a round that does not exist', async () => {
      const opening = await openingOf(engineCase);
      const astray = { ...opening, details: { ...opening.details, roundId: randomUUID() } };
      await expectUnchanged(() =>
        expect(ledger.open(astray)).rejects.toMatchObject({ code: '23503' }),
      );
    });
  });

  describe('texts', () => {
    test.each([
      ['emoji and rare characters', '整改👩‍🏫🏫 𠮷野家 ﷽ e\u0301'],
      ['quotes', `"双引号" '单引号' \\反斜杠\\ $1 %s {{title}} ''; drop table finding; --`],
      ['lines and blanks', '第一行\n第二行\t制表\r\n　全角空格'],
      ['what looks like JSON', '{"a":[1,null,"\\u0000"]}'],
      ['control characters', '\u0001\u001F\u007F\u2028\u2029'],
      ['very long', '很长的描述'.repeat(4_000)],
    ])('come back as they went in: %s', async (_what, words) => {
      const opening = await openingOf(engineCase);
      const details = { ...opening.details, title: words, description: words, aspectTitle: words };
      const event = { ...opening.event.event, details } as typeof opening.event.event;
      await ledger.open({ ...opening, details, event: chained({ ...opening.event, event }) });
      const { finding } = await ledger.load(opening.findingId, null);
      expect(finding).toMatchObject({ title: words, description: words, aspectTitle: words });
      const mine = (await allChains(engineCase.database)).find(
        ({ subjectId }) => subjectId === opening.findingId,
      );
      expect(mine?.stored?.details).toEqual(details);
      expect(mine?.events[0]?.event).toEqual(event);
    });

    test('of commands come back as they went in, and their hashes still hold', async () => {
      const { id } = await opened(engineCase.engine);
      const reason = `情况不属实👩‍🏫 "引号" '单引号' \\ \n${'长'.repeat(19_000)}`;
      await engineCase.engine.send({
        findingId: id,
        event: { type: 'CONTEST', reason },
        by: { kind: 'person', id: `O'Neill "何"`, unit: null },
      });
      const mine = (await allChains(engineCase.database)).filter(
        ({ subjectId }) => subjectId === id,
      );
      expect(mine[0]?.events[1]?.event).toEqual({ type: 'CONTEST', reason });
      expect(await verifyChains(streamed(mine))).toMatchObject({ ok: true, events: 2 });
    });
  });

  describe('instants', () => {
    test.each([
      0,
      1,
      999,
      Date.UTC(2024, 1, 29, 15, 59, 59, 999),
      Date.UTC(2024, 1, 29, 16, 0, 0, 1),
      Date.UTC(2038, 0, 19, 3, 14, 8, 7),
      Date.UTC(9999, 11, 31, 23, 59, 59, 999),
    ])('come back to the millisecond: %d', async (at) => {
      const opening = await openingOf(engineCase);
      const clock = aClock({ startedAt: at, dueAt: at, nextAt: at });
      const written = {
        ...opening,
        event: chained({ ...opening.event, at }),
        clocks: [clock],
        closedAt: at,
      };
      await ledger.open(written);
      const loaded = await ledger.load(opening.findingId, null);
      expect(loaded.finding).toMatchObject({ openedAt: at, updatedAt: at });
      expect(loaded.clocks).toEqual([clock]);
      const { rows } = await engineCase.database.store.query<{ at: Date }>(
        'select at from event where subject_id = $1',
        [opening.findingId],
      );
      expect(rows[0]?.at.getTime()).toBe(at);
      await stop(opening.findingId);
    });

    test.each([0, -1, -3660, 1, 3660])(
      'a remainder of %d days comes back exactly',
      async (remaining) => {
        const opening = await openingOf(engineCase);
        const holds = [
          { from: '2024-02-28', until: '2024-03-01' },
          { from: '2024-03-05', until: null },
        ];
        const clock = aClock({ state: 'held', nextAt: null, remaining, holds });
        await ledger.open({ ...opening, clocks: [clock] });
        expect((await ledger.load(opening.findingId, null)).clocks).toEqual([clock]);
      },
    );
  });

  describe('rounds', () => {
    test('nobody has opened are not found', async () => {
      expect(await ledger.findRound('XC-nowhere')).toBeNull();
    });

    test('are opened once: the second is told so and changes nothing', async () => {
      const [round, event] = aRound('XC-once');
      expect(await ledger.openRound(round, event)).toBe(true);
      await expectUnchanged(async () => {
        expect(await ledger.openRound(...aRound('XC-once'))).toBe(false);
      });
      expect(await ledger.findRound('XC-once')).toEqual({
        ...round,
        version: 1,
        headHash: event.hash,
        openFindings: 0,
      });
    });

    test('of many opened at once under one code, one is', async () => {
      const outcomes = await Promise.all(
        [1, 2, 3, 4].map(() => ledger.openRound(...aRound('XC-many'))),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
    });

    test('count what of theirs is open', async () => {
      const first = await openingOf(engineCase, { round: 'XC-count' });
      await ledger.open(first);
      await ledger.open(await openingOf(engineCase, { round: 'XC-count' }));
      expect(await ledger.findRound('XC-count')).toMatchObject({ openFindings: 2 });
      await engineCase.engine.send({
        findingId: first.findingId,
        event: { type: 'WITHDRAW', reason: '重复登记' },
        by: inspector,
      });
      expect(await ledger.findRound('XC-count')).toMatchObject({ openFindings: 1 });
    });

    test('are saved on the version they were read at, and on no other', async () => {
      const round = await readyToConclude(engineCase, 'XC-version');
      await expectUnchanged(async () => {
        const stale = { ...conclusion(round), expectedVersion: round.version - 1 };
        expect(await ledger.saveRound(stale)).toBe(false);
      });
      expect(await ledger.saveRound(conclusion(round))).toBe(true);
      expect(await ledger.findRound('XC-version')).toMatchObject({
        state: 'concluded',
        version: round.version + 1,
      });
    });

    test('are not concluded while a finding is open', async () => {
      const round = await readyToConclude(engineCase, 'XC-open');
      await ledger.open(await openingOf(engineCase, { round: 'XC-open' }));
      await expectUnchanged(async () => {
        expect(await ledger.saveRound(conclusion(round))).toBe(false);
      });
    });

    test('number their findings one after the other, and all differently when asked at once', async () => {
      const round = await engineCase.engine.openRound({ code: 'XC-numbers', by: inspector });
      const numbers = await Promise.all(
        Array.from({ length: 40 }, () => ledger.takeNumber(round.id)),
      );
      const inOrder = Array.from({ length: 40 }, (_, index) => index + 1);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(inOrder);
      expect(await ledger.takeNumber(round.id)).toBe(41);
    });

    test('that do not exist number nothing', async () => {
      await expect(ledger.takeNumber(randomUUID())).rejects.toThrow(TypeError);
    });
  });

  describe('a transaction', () => {
    test('is all of its writes', async () => {
      const openings = [await openingOf(engineCase), await openingOf(engineCase)];
      const answer = await ledger.transact(async (inner) => {
        for (const opening of openings) await inner.open(opening);
        return 'done';
      });
      expect(answer).toBe('done');
      for (const { findingId } of openings) {
        expect((await ledger.load(findingId, null)).finding).not.toBeNull();
      }
    });

    test('reads what it has written', async () => {
      const opening = await openingOf(engineCase);
      await ledger.transact(async (inner) => {
        await inner.open(opening);
        expect((await inner.load(opening.findingId, null)).finding?.version).toBe(1);
      });
    });

    test('or none of them, when anything in it fails', async () => {
      const openings = [await openingOf(engineCase), await openingOf(engineCase)];
      const { id } = await opened(engineCase.engine);
      const write = await writeOf(engineCase, id, claim);
      await expectUnchanged(() =>
        expect(
          ledger.transact(async (inner) => {
            await inner.save(write);
            for (const opening of openings) await inner.open(opening);
            throw new Error('out of paper');
          }),
        ).rejects.toThrow('out of paper'),
      );
    });

    test('that has failed cannot be finished by swallowing the failure', async () => {
      const opening = await openingOf(engineCase);
      await expectUnchanged(() =>
        expect(
          ledger.transact(async (inner) => {
            await inner.open(opening);
            await inner.open(opening).catch(() => undefined);
          }),
        ).rejects.toThrow(/transaction/),
      );
    });

    test('within a transaction is the same one', async () => {
      const [outer, inner] = [await openingOf(engineCase), await openingOf(engineCase)];
      await expectUnchanged(() =>
        expect(
          ledger.transact(async (first) => {
            await first.open(outer);
            await first.transact((second) => second.open(inner));
            throw new Error('out of paper');
          }),
        ).rejects.toThrow('out of paper'),
      );
    });
  });

  /** As if every lease had run out. */
  const giveBack = () =>
    engineCase.database.store.query(
      'update clock set taken_until = null where taken_until > now()',
    );

  describe('due clocks', () => {
    const base = Date.UTC(2001, 0, 1);
    const dayLater = base + 86_400_000;
    let armed: (DueClock & { readonly nextAt: number })[];
    const leaseMs = 60_000;
    const nextAtOf = ({ findingId, clockNo }: DueClock) =>
      armed.find((each) => each.findingId === findingId && each.clockNo === clockNo)?.nextAt;
    const untilAt = (instant: number) =>
      armed
        .filter(({ nextAt }) => nextAt <= instant)
        .map(({ findingId, clockNo }) => ({ findingId, clockNo }));

    beforeAll(async () => {
      // Before anything else here is due: some at one instant, some on one finding, one a day later.
      armed = [];
      for (const instants of [[base, base], [base], [base, base + 1], [base + 86_400_000]]) {
        const opening = await openingOf(engineCase);
        const clocks = instants.map((nextAt, index) => aClock({ no: index + 1, nextAt }));
        await ledger.open({ ...opening, clocks });
        armed.push(
          ...clocks.map(({ no, nextAt }) => ({
            findingId: opening.findingId,
            clockNo: no,
            nextAt: nextAt ?? 0,
          })),
        );
      }
      armed.sort(
        (a, b) =>
          a.nextAt - b.nextAt ||
          (a.findingId < b.findingId ? -1 : Number(a.findingId > b.findingId)) ||
          a.clockNo - b.clockNo,
      );
    });
    afterAll(async () => {
      for (const { findingId } of armed) await stop(findingId);
    });

    beforeEach(giveBack);

    test.each([base - 1, base, base + 1, dayLater])(
      'are those whose rung is at or before the instant (%d)',
      async (instant) => {
        const taken = await ledger.takeDueClocks(instant, 100, leaseMs);
        expect(new Set(taken.map(keyOf))).toEqual(new Set(untilAt(instant).map(keyOf)));
        expect(taken).toHaveLength(untilAt(instant).length);
      },
    );

    test.each([1, 2, 3, 4, 5, 6, 7])(
      'are taken once each in batches of %d, the oldest first, also those of one instant',
      async (limit) => {
        const seen: DueClock[][] = [];
        for (;;) {
          const batch = await ledger.takeDueClocks(dayLater, limit, leaseMs);
          expect(batch.length).toBeLessThanOrEqual(limit);
          seen.push([...batch]);
          if (batch.length < limit) break;
        }
        const order = untilAt(dayLater).map(keyOf);
        expect(seen.flat().map(keyOf).toSorted()).toEqual(order.toSorted());
        const instants = seen.flat().map(nextAtOf);
        expect(instants).toEqual(instants.toSorted((one, other) => Number(one) - Number(other)));
      },
    );

    test('that somebody has taken are nobody else’s until the lease is over', async () => {
      const first = await ledger.takeDueClocks(base, 100, leaseMs);
      expect(first).toHaveLength(4);
      expect(await ledger.takeDueClocks(base, 100, leaseMs)).toEqual([]);
      await giveBack();
      const again = await ledger.takeDueClocks(base, 100, leaseMs);
      expect(again.map(keyOf).toSorted()).toEqual(first.map(keyOf).toSorted());
    });

    test('are taken again once the time of the lease has passed by the database’s clock', async () => {
      const first = await ledger.takeDueClocks(base, 100, 1);
      expect(first).toHaveLength(4);
      const again: DueClock[] = [];
      await eventually(async () => {
        again.push(...(await ledger.takeDueClocks(base, 100, leaseMs)));
        expect(again).toHaveLength(4);
      });
      expect(again.map(keyOf).toSorted()).toEqual(first.map(keyOf).toSorted());
    });

    test('are given back by whatever event is written of them', async () => {
      const { id } = await opened(engineCase.engine);
      const { clocks } = await ledger.load(id, null);
      const due = clocks[0]?.nextAt ?? 0;
      const isTaken = async () =>
        (await ledger.takeDueClocks(due, 100, leaseMs)).some(({ findingId }) => findingId === id);
      expect(await isTaken()).toBe(true);
      expect(await isTaken()).toBe(false);
      const write = await writeOf(engineCase, id, claim);
      expect(await ledger.save({ ...write, clocks })).toBe(true);
      expect(await isTaken()).toBe(true);
      await stop(id);
    });

    test('taken by two at once are taken by one of them', async () => {
      const taken = await Promise.all(
        Array.from({ length: 4 }, () => ledger.takeDueClocks(dayLater, 3, leaseMs)),
      );
      const keys = taken.flat().map(keyOf);
      expect(new Set(keys).size).toBe(keys.length);
    });

    test('the next one due is the oldest', async () => {
      expect(await ledger.nextDueAt()).toBe(base);
    });

    test('held and ended ones are not among them', async () => {
      const opening = await openingOf(engineCase);
      const idle = { nextAt: null, dueAt: base } as const;
      const clocks = [
        aClock({ ...idle, no: 1, state: 'held', remaining: 5 }),
        aClock({ ...idle, no: 2, state: 'met', remaining: 5 }),
        aClock({ ...idle, no: 3, state: 'void', remaining: 5 }),
      ];
      await ledger.open({ ...opening, clocks });
      const due = await ledger.takeDueClocks(dayLater, 100, leaseMs);
      expect(due.map(({ findingId }) => findingId)).not.toContain(opening.findingId);
    });
  });

  test('with nothing armed, nothing is due next', async () => {
    await engineCase.database.store.query(
      `update clock set state = 'void', next_at = null, remaining = 0 where state = 'running'`,
    );
    expect(await ledger.nextDueAt()).toBeNull();
  });

  /** Disarms the clocks of a finding, so that they are not due in another test. */
  async function stop(findingId: string): Promise<void> {
    await engineCase.database.store.query(
      `update clock set state = 'void', next_at = null, remaining = 0 where finding_id = $1`,
      [findingId],
    );
  }
}

function keyOf({ findingId, clockNo }: DueClock): string {
  return `${findingId} ${clockNo}`;
}

function aClock(given: Partial<ClockRow>): ClockRow {
  return {
    no: 1,
    kind: 'plan',
    ruleId: 'phased-plan-30d',
    policy: { id: 'cn-inspection', version: 1 },
    mode: 'enforcing',
    follows: null,
    startedAt: start,
    afterDay: '2024-02-29',
    days: 30,
    unit: 'day',
    roll: 'next',
    holds: [],
    dueAt: start,
    provisional: true,
    calendar: 'cn@2026',
    state: 'running',
    remaining: null,
    nextRung: 2,
    nextAt: start,
    ...given,
  };
}

function aNotice(): NoticeOwed {
  const id = uuidv7();
  return {
    id,
    template: 'reminder',
    slot: 'actionOwner',
    fallbackSlot: null,
    personId: 'he',
    inPlaceOf: null,
    channel: 'mail',
    clockNo: 1,
    rungs: ['T-3'],
    dedupeKey: id,
  };
}
