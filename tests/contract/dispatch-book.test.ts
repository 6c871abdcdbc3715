/** One suite for dispatches, and the notices in them, on both kinds of database. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { noticeAttemptsMax, noticeLapsesMax } from '../../machines/notice.ts';
import {
  createDispatchBook,
  type DispatchBook,
  type HeldDispatch,
} from '../../src/store/dispatch-book.ts';
import { inTransaction } from '../../src/store/pool.ts';
import { bookOfEachAlone, eachAlone } from '../support/each-alone.ts';
import { eventually } from '../support/eventually.ts';
import {
  describeOnBoth,
  migratedServerDatabase,
  someoneWaits,
  type OpenFresh,
} from '../support/both-databases.ts';
import { describeWithPostgres } from '../support/services.ts';
import { shippedRef } from '../support/shipped-policies.ts';
import { forAllTests, forEachTest } from '../unit/engine/case-hooks.ts';
import {
  claim as claimCommand,
  fireAt,
  fireUntil,
  give,
  inspector,
  opened,
  openCase,
  owner,
  plan,
  seniorInspector,
  shanghai,
  start,
  wipe,
  work,
  type EngineCase,
} from '../unit/engine/engine-case.ts';
import { noticesOf } from '../unit/engine/ledger-reading.ts';

const leaseMs = 60_000;
const rehintMs = 30_000;
const asked = { limit: 10, rehintMs, channels: ['mail'], perCall: 20 } as const;

describeOnBoth('Dispatches', dispatchContract);

describeWithPostgres('Dispatches on a PostgreSQL server', () => {
  describe('between connections', () => {
    const engineCase = forAllTests(async () =>
      openCase({ database: await migratedServerDatabase('notice connections') }),
    );

    test('whoever looks for hints passes over those another is taking, without waiting', async () => {
      const { store } = engineCase.database;
      await opened(engineCase.engine);
      await opened(engineCase.engine);
      await eachAlone(store);
      await inTransaction(store, async (client) => {
        const mine = await createDispatchBook(client).takeHints({ ...asked, limit: 3 });
        const theirs = await createDispatchBook(store).takeHints(asked);
        expect([mine.length, theirs.length]).toEqual([3, 1]);
        const ids = new Set([...mine, ...theirs].map(({ id }) => id));
        expect(ids.size).toBe(4);
      });
    });

    test('whoever forgets hints passes over those another is taking, without waiting', async () => {
      const { store } = engineCase.database;
      await opened(engineCase.engine);
      await eachAlone(store);
      const book = createDispatchBook(store);
      await book.forgetHints();
      const all = (await book.takeHints({ ...asked, limit: 100 })).length;
      expect(all).toBeGreaterThan(1);
      await book.forgetHints();
      await inTransaction(store, async (client) => {
        expect(await createDispatchBook(client).takeHints({ ...asked, limit: 1 })).toHaveLength(1);
        await book.forgetHints();
        expect(await book.takeHints(asked)).toHaveLength(all - 1);
      });
      expect(await book.takeHints(asked)).toEqual([]);
      await book.forgetHints();
      expect(await book.takeHints(asked)).toHaveLength(all);
    });

    test('whoever claims second waits for the first, and gets nothing', async () => {
      const { store } = engineCase.database;
      const { id } = await opened(engineCase.engine);
      const noticeId = await firstNotice(engineCase, id);
      await eachAlone(store);
      let second: Promise<unknown> | undefined;
      await inTransaction(store, async (client) => {
        const mine = await createDispatchBook(client).claim(noticeId, leaseMs, start);
        expect(mine).not.toBeNull();
        second = createDispatchBook(store).claim(noticeId, leaseMs, start);
        await eventually(() => someoneWaits(engineCase.database));
      });
      expect(await second).toBeNull();
    });
  });
});

async function firstNotice({ database }: EngineCase, findingId: string): Promise<string> {
  const { rows } = await database.store.query<{ id: string }>(
    `select id from notice where finding_id = $1 and state = 'planned' order by id limit 1`,
    [findingId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no notice is planned');
  return row.id;
}

function dispatchContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let book: DispatchBook;
  let findingId: string;

  beforeEach(async () => {
    book = bookOfEachAlone(engineCase.database.store);
    ({ id: findingId } = await opened(engineCase.engine, {
      aspect: { no: 2, title: '财务管理方面' },
      responsibleUnit: '总务处',
    }));
  });

  /** A notice as the table has it now. */
  async function row(id: string) {
    const { rows } = await engineCase.database.store.query<{
      state: string;
      outcome: string | null;
      attempts: number;
      fence: number;
      lapses: number;
      message_id: string | null;
      settled_at: Date | null;
      lease_until: Date | null;
      hinted_at: Date | null;
      ready_in: number;
      lease_in: number | null;
    }>(
      `select *, extract(epoch from ready_at - now())::float8 * 1000 as ready_in,
         extract(epoch from lease_until - now())::float8 * 1000 as lease_in
       from dispatch where id = $1`,
      [id],
    );
    const [found] = rows;
    if (found === undefined) throw new Error('the notice is gone');
    return found;
  }

  async function claimed(id: string) {
    const notice = await book.claim(id, leaseMs, start);
    if (notice === null) throw new Error('the notice was not to be had');
    return notice;
  }

  async function beingHandedOver(id: string): Promise<HeldDispatch> {
    const { held } = await claimed(id);
    const event = { type: 'HAND_OVER', fence: held.fence } as const;
    const moved = await book.move({ id, held }, event, { messageId: '<1@rectiflow.example>' });
    if (moved === null) throw new Error('the notice was lost');
    return moved;
  }

  /** Whether the first reminder of a clock still holds. */
  async function reminderMoot(): Promise<boolean> {
    const { rows } = await engineCase.database.store.query<{ id: string }>(
      'select id from notice where clock_no is not null order by owed_at limit 1',
    );
    return (await claimed(rows[0]?.id ?? '')).notices.length === 0;
  }

  /** Lets the lease of a notice run out, as time would. */
  async function runOut(id: string): Promise<void> {
    await engineCase.database.store.query(
      `update dispatch set lease_until = now() - interval '1 millisecond' where id = $1`,
      [id],
    );
  }

  /** Lets the time pass in which a queue may know. */
  async function hintsRunOut(): Promise<void> {
    await engineCase.database.store.query(
      `update dispatch set hinted_at = now() - $1::int * interval '1 millisecond'`,
      [rehintMs + 1],
    );
  }

  describe('hints', () => {
    test('are given for every planned notice, in the order they are owed', async () => {
      const hints = await book.takeHints(asked);
      const { rows } = await engineCase.database.store.query<{ id: string }>(
        'select id from notice',
      );
      expect(new Set(hints.map(({ id }) => id))).toEqual(new Set(rows.map(({ id }) => id)));
      for (const { held } of hints) {
        expect(held).toEqual({ state: 'planned', attempts: 0, fence: 0, lapses: 0 });
      }
    });

    test('are not given twice within the time a queue may know of them', async () => {
      expect(await book.takeHints(asked)).toHaveLength(2);
      expect(await book.takeHints(asked)).toEqual([]);
    });

    test('are given again when that time is over', async () => {
      await book.takeHints(asked);
      await hintsRunOut();
      expect(await book.takeHints(asked)).toHaveLength(2);
      expect(await book.takeHints(asked)).toEqual([]);
    });

    test('are given again at once when it is forgotten that they were', async () => {
      const given = await book.takeHints(asked);
      await book.forgetHints();
      const again = await book.takeHints(asked);
      const calls = (hints: typeof given) => hints.map(({ id, held }) => ({ id, held }));
      expect(new Set(calls(again))).toEqual(new Set(calls(given)));
      expect(again).toHaveLength(2);
      expect(await book.takeHints(asked)).toEqual([]);
    });

    test('are forgotten of some alone, where others are told of by somebody else', async () => {
      await opened(engineCase.engine);
      const given = await book.takeHints(asked);
      const [one] = given.map(({ id }) => id);
      await book.forgetHints(one === undefined ? [] : [one]);
      const again = await book.takeHints(asked);
      expect(again.map(({ id }) => id)).toEqual([one]);
      await book.forgetHints([]);
      expect(await book.takeHints(asked)).toEqual([]);
    });

    test('are forgotten of planned notices only, and where there are none', async () => {
      const id = await firstNotice(engineCase, findingId);
      await book.takeHints(asked);
      await claimed(id);
      const before = await row(id);
      expect(before.hinted_at).not.toBeNull();
      await book.forgetHints();
      expect(await row(id)).toMatchObject({ state: 'claimed', hinted_at: before.hinted_at });
      const hints = await book.takeHints(asked);
      expect(hints).toHaveLength(1);
      await wipe(engineCase.database);
      await expect(book.forgetHints()).resolves.toBeUndefined();
    });

    test('share a call with those ready next to them, so many at most', async () => {
      await opened(engineCase.engine);
      const hints = await book.takeHints({ ...asked, perCall: 3 });
      const [first, second, third, fourth] = hints.map(({ callId }) => callId);
      expect([second, third]).toEqual([first, first]);
      expect(fourth).toMatch(/^[0-9a-f-]{36}$/u);
      expect(fourth).not.toBe(first);
    });

    test('are in the call they were in as long as nobody comes, whoever of them has gone', async () => {
      await opened(engineCase.engine);
      const [gone, ...others] = await book.takeHints({ ...asked, perCall: 2 });
      await claimed(gone?.id ?? '');
      await opened(engineCase.engine);
      await hintsRunOut();
      const again = await book.takeHints({ ...asked, perCall: 2 });
      const callOf = new Map(again.map(({ id, callId }) => [id, callId]));
      expect(callOf.size).toBe(5);
      for (const { id, callId } of others) expect(callOf.get(id)).toBe(callId);
      // Those that came meanwhile are no part of it.
      expect(new Set(callOf.values()).size).toBe(3);
    });

    test('are in another call with others, after it was forgotten that they were given', async () => {
      await opened(engineCase.engine);
      const [one, ...others] = await book.takeHints(asked);
      await book.forgetHints(others.map(({ id }) => id));
      const again = await book.takeHints(asked);
      expect(new Set(again.map(({ id }) => id))).toEqual(new Set(others.map(({ id }) => id)));
      const calls = new Set(again.map(({ callId }) => callId));
      expect(calls.size).toBe(1);
      expect(calls).not.toContain(one?.callId);
    });

    test('are in a call by themselves for what was claimed before, in another each time', async () => {
      const ids = (await book.takeHints(asked)).map(({ id }) => id);
      const calls: string[] = [];
      for (let time = 1; time <= 2; time += 1) {
        for (const id of ids) {
          await claimed(id);
          await runOut(id);
        }
        await book.endLapsedLeases(start);
        calls.push(...(await book.takeHints(asked)).map(({ callId }) => callId));
      }
      expect(new Set(calls).size).toBe(2 * ids.length);
    });

    test('are given a few at a time, and each once', async () => {
      await opened(engineCase.engine);
      const seen: string[] = [];
      for (const count of [3, 1, 0]) {
        const hints = await book.takeHints({ ...asked, limit: 3 });
        expect(hints).toHaveLength(count);
        seen.push(...hints.map(({ id }) => id));
      }
      expect(new Set(seen).size).toBe(4);
    });

    test('are given for planned notices only', async () => {
      const id = await firstNotice(engineCase, findingId);
      await claimed(id);
      const hints = await book.takeHints(asked);
      expect(hints.map((each) => each.id)).not.toContain(id);
    });

    test('are not given for a notice that is to wait, until it has', async () => {
      const id = await firstNotice(engineCase, findingId);
      const held = await beingHandedOver(id);
      const event = { type: 'DEFER', fence: held.held.fence } as const;
      await book.move(held, event, { readyInMs: 3_600_000 });
      const ids = async () => (await book.takeHints(asked)).map((each) => each.id);
      expect(await ids()).not.toContain(id);
      await engineCase.database.store.query('update dispatch set ready_at = now() where id = $1', [
        id,
      ]);
      expect(await ids()).toEqual([id]);
    });

    test('say how long the notice has been ready, by the clock of the database', async () => {
      const waitMs = 86_400_000;
      await eachAlone(engineCase.database.store);
      await engineCase.database.store.query(
        `update dispatch set ready_at = now() - $1::int * interval '1 millisecond'`,
        [waitMs],
      );
      const hints = await book.takeHints(asked);
      const waited = hints.map(({ readyForMs }) => readyForMs - waitMs);
      expect(waited).toHaveLength(2);
      expect(waited.every((ms) => ms >= 0 && ms < 60_000)).toBe(true);
    });

    test('are not given for a notice owed to nobody', async () => {
      await wipe(engineCase.database);
      await opened(engineCase.engine, { slots: {} });
      expect(await book.takeHints(asked)).toEqual([]);
      expect(await book.counts()).toMatchObject({ failed: 2, planned: 0 });
    });
  });

  describe('a claim', () => {
    test('gives what the notice is about, and to whom it goes', async () => {
      await fireAt(engineCase, shanghai('2024-03-02T09:00'));
      const { rows } = await engineCase.database.store.query<{ id: string }>(
        'select id from notice where clock_no = 1',
      );
      const notice = await book.claim(rows[0]?.id ?? '', leaseMs, start + 17);
      expect(notice).toEqual({
        id: rows[0]?.id,
        channel: 'mail',
        held: { state: 'claimed', attempts: 0, fence: 1, lapses: 0 },
        person: { name: '何文斌', address: 'he@school.example', userId: null, mobile: null },
        wordings: 0,
        notices: [
          {
            noticeId: rows[0]?.id,
            template: 'reminder',
            rungs: ['T-30'],
            personName: '何文斌',
            inPlaceOf: null,
            inStead: false,
            finding: {
              number: 'XC-2024-02-001',
              title: '采购管理不规范',
              roundCode: 'XC-2024',
              roundTitle: 'XC-2024',
              aspectTitle: '财务管理方面',
              responsibleUnit: '总务处',
              state: 'identified',
              stage: 'open',
            },
            clock: {
              kind: 'plan',
              dueAt: shanghai('2024-04-02T00:00'),
              provisional: false,
              ruleId: 'phased-plan-30d',
              policyId: 'cn-inspection',
              policyVersion: shippedRef('cn-inspection').version,
            },
            document: null,
            event: {
              type: 'CLOCK_DUE',
              at: shanghai('2024-03-02T09:00'),
              reason: null,
              note: null,
            },
            now: start + 17,
          },
        ],
      });
    });

    test('of word about an event gives its reason, and the clock that is due next', async () => {
      await give(engineCase.engine, findingId, owner, { type: 'CONTEST', reason: '情况不属实' });
      const { rows } = await engineCase.database.store.query<{ id: string }>(
        `select id from notice where template = 'contested'`,
      );
      const notice = await book.claim(rows[0]?.id ?? '', leaseMs, start);
      expect(notice?.notices[0]).toMatchObject({
        personName: '陆建平',
        event: { type: 'CONTEST', reason: '情况不属实' },
        clock: { kind: 'verify', dueAt: shanghai('2024-03-16T00:00') },
      });
    });

    test('says when somebody gets it in the stead of a vacant post', async () => {
      await engineCase.directory.put({
        posts: [{ code: 'teaching', title: '教务主任', holder: null }],
      });
      const { id } = await opened(engineCase.engine);
      const notice = await book.claim(await firstNotice(engineCase, id), leaseMs, start);
      expect(notice).toMatchObject({
        person: { name: '沈若兰', address: 'shen@school.example' },
        notices: [{ personName: '沈若兰', inStead: true }],
      });
    });

    test('of somebody without an address says so', async () => {
      await engineCase.directory.put({
        people: [{ id: 'he', name: '何文斌', unit: 'school', email: null }],
      });
      await engineCase.database.store.query(`delete from notice where person_id <> 'he'`);
      const notice = await claimed(await firstNotice(engineCase, findingId));
      expect(notice.person.address).toBeNull();
    });

    test('is for one: of many at once, one gets it', async () => {
      const id = await firstNotice(engineCase, findingId);
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => book.claim(id, leaseMs, start)),
      );
      expect(claims.filter((each) => each !== null)).toHaveLength(1);
      expect(await row(id)).toMatchObject({ state: 'claimed', fence: 1, attempts: 0 });
    });

    test('lasts as long as its lease, by the database’s own clock', async () => {
      const id = await firstNotice(engineCase, findingId);
      await claimed(id);
      const { lease_in } = await row(id);
      expect(lease_in).toBeLessThanOrEqual(leaseMs);
      expect(lease_in).toBeGreaterThan(0);
      expect(await book.claim(id, leaseMs, start)).toBeNull();
    });

    test('of a notice that is to wait gets nothing', async () => {
      const id = await firstNotice(engineCase, findingId);
      await eachAlone(engineCase.database.store);
      const wait = `update dispatch set ready_at = now() + interval '1 minute' where id = $1`;
      await engineCase.database.store.query(wait, [id]);
      expect(await book.claim(id, leaseMs, start)).toBeNull();
      expect(await row(id)).toMatchObject({ state: 'planned', fence: 0 });
    });

    test('of a notice that does not exist gets nothing', async () => {
      expect(await book.claim(randomUUID(), leaseMs, start)).toBeNull();
    });

    test.each(['sent', 'failed', 'unknown', 'suppressed'])(
      'of a notice that is %s gets nothing',
      async (state) => {
        const id = await firstNotice(engineCase, findingId);
        await eachAlone(engineCase.database.store);
        await engineCase.database.store.query('update dispatch set state = $2 where id = $1', [
          id,
          state,
        ]);
        expect(await book.claim(id, leaseMs, start)).toBeNull();
        expect(await row(id)).toMatchObject({ state, fence: 0 });
      },
    );
  });

  describe('a notice that no longer holds', () => {
    test('is a reminder of a clock that has ended', async () => {
      await fireAt(engineCase, shanghai('2024-03-11T09:00'));
      await plan(engineCase, findingId);
      expect(await reminderMoot()).toBe(true);
    });

    test('is not one of a clock that is held: it will run on', async () => {
      await fireAt(engineCase, shanghai('2024-03-11T09:00'));
      await give(engineCase.engine, findingId, owner, { type: 'PAUSE', reason: '等待批复' });
      expect(await reminderMoot()).toBe(false);
    });

    test('is not word of an event, whatever has ended since', async () => {
      const id = await firstNotice(engineCase, findingId);
      await give(engineCase.engine, findingId, inspector, { type: 'WITHDRAW', reason: '重复登记' });
      expect((await claimed(id)).notices).toHaveLength(1);
    });

    test('is not the news that a public notice has ended, though its clock has', async () => {
      const { id } = await opened(engineCase.engine, { class: 'continuing' });
      await plan(engineCase, id);
      await give(engineCase.engine, id, owner, ...work);
      await give(engineCase.engine, id, inspector, { type: 'APPROVE' });
      await give(engineCase.engine, id, seniorInspector, { type: 'APPROVE' });
      await give(engineCase.engine, id, inspector, { type: 'OPEN_PUBLIC_NOTICE' });
      await fireUntil(engineCase, shanghai('2024-03-10T00:00'));
      expect((await noticesOf(engineCase, id)).at(-1)?.template).toBe('public-notice-ended');
      expect(await reminderMoot()).toBe(false);
    });
  });

  describe('moving a notice on', () => {
    test('begins a hand-over, remembers the message, and keeps the lease', async () => {
      const id = await firstNotice(engineCase, findingId);
      expect(await beingHandedOver(id)).toEqual({
        id,
        held: { state: 'handingOver', attempts: 1, fence: 1, lapses: 0 },
      });
      const { lease_in, ...moved } = await row(id);
      expect(moved).toMatchObject({
        state: 'handingOver',
        message_id: '<1@rectiflow.example>',
        settled_at: null,
      });
      expect(lease_in).toBeGreaterThan(0);
    });

    test.each([
      ['DELIVER', 'sent', null],
      ['REFUSE', 'failed', 'mailbox_unknown'],
      ['LOSE_TRACK', 'unknown', 'connection_lost'],
    ] as const)('%s settles it as %s, at the engine’s time', async (type, state, outcome) => {
      const id = await firstNotice(engineCase, findingId);
      const held = await beingHandedOver(id);
      const recorded = { at: start + 9, ...(outcome === null ? {} : { outcome }) };
      expect(await book.move(held, { type, fence: 1 }, recorded)).toMatchObject({
        held: { state },
      });
      expect(await row(id)).toMatchObject({
        state,
        outcome,
        settled_at: new Date(start + 9),
        lease_until: null,
        message_id: '<1@rectiflow.example>',
      });
    });

    test('that was put off is planned again, ready after the wait and to be told of anew', async () => {
      const id = await firstNotice(engineCase, findingId);
      await book.takeHints(asked);
      const held = await beingHandedOver(id);
      const recorded = { at: start, outcome: 'greylisted', readyInMs: 120_000 };
      expect(await book.move(held, { type: 'DEFER', fence: 1 }, recorded)).toEqual({
        id,
        held: { state: 'planned', attempts: 1, fence: 1, lapses: 0 },
      });
      const { ready_in, ...moved } = await row(id);
      expect(moved).toMatchObject({
        outcome: 'greylisted',
        hinted_at: null,
        lease_until: null,
        settled_at: null,
      });
      expect(ready_in).toBeGreaterThan(0);
      expect(ready_in).toBeLessThanOrEqual(120_000);
    });

    test('that is put off too often has failed', async () => {
      const id = await firstNotice(engineCase, findingId);
      for (let attempt = 1; attempt < noticeAttemptsMax; attempt += 1) {
        const { held } = await beingHandedOver(id);
        const event = { type: 'DEFER', fence: held.fence } as const;
        const moved = await book.move({ id, held }, event, { readyInMs: 0 });
        expect(moved?.held.state).toBe('planned');
      }
      const { held } = await beingHandedOver(id);
      expect(held.attempts).toBe(noticeAttemptsMax);
      const last = { type: 'DEFER', fence: held.fence } as const;
      await book.move({ id, held }, last, { at: start, outcome: 'busy', readyInMs: 0 });
      expect(await row(id)).toMatchObject({ state: 'failed', outcome: 'busy' });
    });

    test('may be decided again by somebody, who has it sent once more', async () => {
      const id = await firstNotice(engineCase, findingId);
      const held = await beingHandedOver(id);
      const unknown = await book.move(held, { type: 'LOSE_TRACK', fence: 1 }, { at: start });
      if (unknown === null) throw new Error('lost');
      expect(await book.move(unknown, { type: 'RESEND' })).not.toBeNull();
      expect(await row(id)).toMatchObject({ state: 'planned', outcome: null, settled_at: null });
      expect((await claimed(id)).held).toEqual({
        state: 'claimed',
        attempts: 1,
        fence: 2,
        lapses: 0,
      });
    });

    test('cannot do what its state does not allow', async () => {
      const id = await firstNotice(engineCase, findingId);
      const { held } = await claimed(id);
      const before = await row(id);
      expect(await book.move({ id, held }, { type: 'DELIVER', fence: 1 })).toBeNull();
      const { state, fence, attempts, lease_until } = before;
      expect(await row(id)).toMatchObject({ state, fence, attempts, lease_until });
    });
  });

  describe('whoever has lost a notice', () => {
    test('cannot move it any more: somebody else holds it', async () => {
      const id = await firstNotice(engineCase, findingId);
      const mine = await claimed(id);
      await runOut(id);
      await book.endLapsedLeases(start);
      const theirs = await claimed(id);
      expect(theirs.held.fence).toBe(2);
      const handOver = { type: 'HAND_OVER', fence: mine.held.fence } as const;
      expect(await book.move(mine, handOver, { messageId: 'mine' })).toBeNull();
      expect(await book.move(mine, { type: 'SUPPRESS' }, { at: start })).toBeNull();
      expect(await row(id)).toMatchObject({ state: 'claimed', fence: 2, message_id: null });
    });

    test('cannot settle it either, and the record of the other stands', async () => {
      const id = await firstNotice(engineCase, findingId);
      const mine = await beingHandedOver(id);
      await runOut(id);
      await book.endLapsedLeases(start + 1);
      expect(await book.move(mine, { type: 'DELIVER', fence: 1 }, { at: start + 2 })).toBeNull();
      expect(await row(id)).toMatchObject({
        state: 'unknown',
        outcome: 'worker_lost',
        settled_at: new Date(start + 1),
      });
    });
  });

  describe('a lease that has run out', () => {
    test('before anything was handed over: the notice is planned again, and told of at once', async () => {
      const id = await firstNotice(engineCase, findingId);
      await book.takeHints(asked);
      await claimed(id);
      await runOut(id);
      expect(await book.endLapsedLeases(start)).toEqual({ replanned: 1, unknown: 0, failed: 0 });
      expect(await row(id)).toMatchObject({ state: 'planned', fence: 1, lease_until: null });
      const hints = await book.takeHints(asked);
      expect(hints.map((each) => each.id)).toEqual([id]);
    });

    test('that costs every worker fails in the end, until somebody has it sent again', async () => {
      const id = await firstNotice(engineCase, findingId);
      for (let lapses = 1; lapses <= noticeLapsesMax; lapses += 1) {
        expect((await claimed(id)).held.lapses).toBe(lapses - 1);
        await runOut(id);
        const failed = lapses === noticeLapsesMax ? 1 : 0;
        expect(await book.endLapsedLeases(start)).toMatchObject({ replanned: 1 - failed, failed });
      }
      expect(await row(id)).toMatchObject({ state: 'failed', outcome: 'worker_lost', attempts: 0 });
      expect(await book.claim(id, leaseMs, start)).toBeNull();
    });

    test('during a hand-over: what became of it is unknown, and it is not sent again by itself', async () => {
      const id = await firstNotice(engineCase, findingId);
      await beingHandedOver(id);
      await runOut(id);
      expect(await book.endLapsedLeases(start)).toEqual({ replanned: 0, unknown: 1, failed: 0 });
      expect(await book.endLapsedLeases(start)).toEqual({ replanned: 0, unknown: 0, failed: 0 });
      expect(await row(id)).toMatchObject({ state: 'unknown', outcome: 'worker_lost' });
      const hints = await book.takeHints(asked);
      expect(hints.map((each) => each.id)).not.toContain(id);
    });

    test('is not that of a worker believed to be alive', async () => {
      const id = await firstNotice(engineCase, findingId);
      await claimed(id);
      expect(await book.endLapsedLeases(start)).toEqual({ replanned: 0, unknown: 0, failed: 0 });
      expect(await row(id)).toMatchObject({ state: 'claimed' });
    });

    test('is ended by one, also when many look at once', async () => {
      const id = await firstNotice(engineCase, findingId);
      await claimed(id);
      await runOut(id);
      const ended = await Promise.all([1, 2, 3].map(() => book.endLapsedLeases(start)));
      expect(ended.reduce((sum, { replanned }) => sum + replanned, 0)).toBe(1);
      expect(await row(id)).toMatchObject({ state: 'planned', fence: 1 });
    });
  });

  /** Both notices that opening the finding owes, in one message to one person. */
  async function together(): Promise<string> {
    const id = randomUUID();
    await engineCase.database.store.query(
      `with made as (
         insert into dispatch (id, channel, person_id, digest_of, created_at, state)
         values ($1, 'mail', 'he', '2024-03-01', $2, 'planned')
       )
       update notice set dispatch_id = $1, person_id = 'he'`,
      [id, new Date(start)],
    );
    return id;
  }
  const states = async () => {
    const { rows } = await engineCase.database.store.query<{ state: string }>(
      'select state from notice order by state',
    );
    return rows.map(({ state }) => state);
  };

  describe('a dispatch of several notices', () => {
    test('gives them in the order they were owed, and settles them as one', async () => {
      await give(engineCase.engine, findingId, owner, claimCommand);
      const id = await together();
      const dispatch = await claimed(id);
      const { rows } = await engineCase.database.store.query<{ id: string }>(
        'select id from notice order by owed_at, id',
      );
      expect(dispatch.notices.map(({ noticeId }) => noticeId)).toEqual(rows.map((each) => each.id));
      expect(new Set(await states())).toEqual(new Set(['claimed']));
      const { fence } = dispatch.held;
      const handingOver = await book.move(dispatch, { type: 'HAND_OVER', fence });
      expect(new Set(await states())).toEqual(new Set(['handingOver']));
      if (handingOver === null) throw new Error('lost');
      await book.move(handingOver, { type: 'DELIVER', fence }, { at: start });
      expect(new Set(await states())).toEqual(new Set(['sent']));
    });

    test('goes without those that no longer hold', async () => {
      await fireAt(engineCase, shanghai('2024-03-11T09:00'));
      const id = await together();
      await plan(engineCase, findingId);
      const dispatch = await claimed(id);
      expect(dispatch.notices.map(({ template }) => template)).not.toContain('reminder');
      const { fence } = dispatch.held;
      const handingOver = await book.move(dispatch, { type: 'HAND_OVER', fence });
      if (handingOver === null) throw new Error('lost');
      await book.move(handingOver, { type: 'DELIVER', fence }, { at: start });
      const { rows } = await engineCase.database.store.query(
        `select state, outcome from notice where template = 'reminder' and dispatch_id = $1`,
        [id],
      );
      for (const each of rows)
        expect(each).toEqual({ state: 'suppressed', outcome: 'clock_ended' });
      expect(rows.length).toBeGreaterThan(0);
      expect(await states()).toContain('sent');
    });
  });

  test('what is pending is on its way or could be: not what waits for a later turn', async () => {
    expect(await book.pending(start - 1)).toBe(0);
    expect(await book.pending(start)).toBe(2);
    await claimed(await firstNotice(engineCase, findingId));
    expect(await book.pending(start - 1)).toBe(2);
  });

  test('the counts tell how many are in which state, also of none', async () => {
    const none = {
      planned: 0,
      claimed: 0,
      handingOver: 0,
      sent: 0,
      failed: 0,
      unknown: 0,
      suppressed: 0,
    };
    expect(await book.counts()).toEqual({ ...none, planned: 2 });
    await give(engineCase.engine, findingId, owner, claimCommand);
    await beingHandedOver(await firstNotice(engineCase, findingId));
    await claimed(await firstNotice(engineCase, findingId));
    await opened(engineCase.engine, { slots: {} });
    expect(await book.counts()).toEqual({ ...none, handingOver: 1, claimed: 1, failed: 2 });
    await wipe(engineCase.database);
    expect(await book.counts()).toEqual(none);
  });
}
