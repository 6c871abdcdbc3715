/** One suite on both kinds of database: the receipt of a finding. */
import { beforeEach, expect, test } from 'vitest';
import { decideDispatch } from '../../src/deciding-dispatches.ts';
import { createDelegations } from '../../src/directory/delegations.ts';
import type { Queryable } from '../../src/store/pool.ts';
import { readReceipt, type Receipt } from '../../src/store/receipt.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { dispatchesOf, handOver, messageId, subject } from '../support/settled-dispatch.ts';
import { shippedName } from '../support/shipped-policies.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  fireAt,
  fireUntil,
  give,
  inspector,
  minuteMs,
  opened,
  openCase,
  owner,
  posts,
  shanghai,
  start,
} from '../unit/engine/engine-case.ts';
import { leavingNoTrace, noticesOf } from '../unit/engine/ledger-reading.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

describeOnBoth('The receipt of a finding', receiptContract);

function receiptContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Queryable;
  beforeEach(() => {
    ({ store } = engineCase.database);
  });

  async function receiptOf(findingId: string): Promise<Receipt> {
    const { ports, clock } = engineCase;
    const receipt = await readReceipt(store, ports.calendar, findingId, clock.at);
    if (receipt === null) throw new Error('there is no such finding');
    return receipt;
  }

  test('names the finding, its round and when it was printed', async () => {
    const { id, number } = await opened(engineCase.engine);
    engineCase.clock.moveTo(start + minuteMs);
    const { finding, round, printedAt } = await receiptOf(id);
    expect(finding).toEqual({ id, number, title: '采购管理不规范' });
    expect(round.code).toBe('XC-2024');
    expect(printedAt).toBe('2024-03-01T10:01:00.000+08:00');
  });

  test('there is none of what there is not', async () => {
    const { ports } = engineCase;
    expect(await readReceipt(store, ports.calendar, nobodyHas, start)).toBeNull();
  });

  test('has every notice over that finding and no other, in the order they were owed', async () => {
    const { id } = await opened(engineCase.engine);
    await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-05-31T09:00'));
    const owed = await noticesOf(engineCase, id);
    const { notices } = await receiptOf(id);
    expect(notices).toHaveLength(owed.length);
    expect(new Set(notices.map(({ event }) => event.seq))).toEqual(
      new Set(owed.map(({ seq }) => seq)),
    );
    const times = notices.map(({ owedAt }) => Date.parse(owedAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBeGreaterThan(3);
  });

  test('gives the clock that spoke with its rule and policy, and the date as it then stood', async () => {
    const { id } = await opened(engineCase.engine);
    const at = await engineCase.engine.nextDueAt();
    await fireAt(engineCase, at ?? 0);
    const before = await receiptOf(id);
    const { rows } = await store.query<{ no: number; rule_id: string; due_at: Date }>(
      `select no, rule_id, due_at from clock where finding_id = $1 and kind = 'plan'`,
      [id],
    );
    const { calendar } = engineCase.ports;
    const [row] = rows;
    const reminder = before.notices.find(({ clock }) => clock !== null);
    expect(reminder).toMatchObject({
      owedAt: calendar.print(at ?? 0),
      event: { type: 'CLOCK_DUE' },
      clock: {
        no: row?.no,
        kind: 'plan',
        rule: row?.rule_id,
        policy: shippedName('cn-inspection'),
        dueAt: calendar.print(row?.due_at.getTime() ?? 0),
      },
    });
    expect(reminder?.rungs.length).toBeGreaterThan(0);
    await store.query(`update clock set due_at = due_at + interval '3 days'`);
    expect((await receiptOf(id)).notices).toEqual(before.notices);
  });

  test('word of what somebody did has no clock, and names the event', async () => {
    const { id } = await opened(engineCase.engine);
    const { notices } = await receiptOf(id);
    expect(notices.length).toBeGreaterThan(0);
    for (const { clock, rungs, event } of notices) {
      expect({ clock, rungs, event }).toEqual({
        clock: null,
        rungs: [],
        event: { seq: 1, type: 'OPENED' },
      });
    }
  });

  test('says whom it went to: the post, the person, and in whose place', async () => {
    const { calendar } = engineCase.ports;
    const delegations = createDelegations(store, calendar, async () => start);
    const day = { fromDay: '2024-03-01', untilDay: '2024-03-01', reason: '外出' };
    await delegations.delegate({ from: 'he', to: 'zhou', ...day }, owner);
    const { id } = await opened(engineCase.engine);
    const { notices } = await receiptOf(id);
    expect(notices.find(({ slot }) => slot === 'actionOwner')).toMatchObject({
      fallbackSlot: null,
      person: { id: 'zhou', name: '周庭瑞' },
      inPlaceOf: { id: 'he', name: '何文斌' },
    });
  });

  test('says where a vacant post’s notice went, and of one owed to nobody that nobody got it', async () => {
    const teachingVacant = posts.map(({ code, title, holder }) => {
      return { code, title, holder: code === 'teaching' ? null : holder };
    });
    await engineCase.directory.put({ posts: teachingVacant });
    const { id } = await opened(engineCase.engine);
    expect((await receiptOf(id)).notices.find(({ slot }) => slot === 'actionOwner')).toMatchObject({
      fallbackSlot: 'leadOfficial',
      person: { id: 'shen' },
      inPlaceOf: null,
    });
    const { id: orphan } = await opened(engineCase.engine, { slots: { actionOwner: 'gone' } });
    const nobody = (await receiptOf(orphan)).notices.find(({ person }) => person === null);
    expect(nobody).toMatchObject({ state: 'failed', outcome: 'nobody_appointed', message: null });
  });

  test('says in which message it went, what became of it, and what was decided by whom and why', async () => {
    const { id: findingId } = await opened(engineCase.engine);
    expect((await receiptOf(findingId)).notices.map(({ message }) => message)).toContain(null);
    const [id = ''] = await dispatchesOf(store, findingId);
    await handOver(store, id, 'unknown', start);
    engineCase.clock.moveTo(start + minuteMs);
    const given = { dispatchId: id, by: inspector, reason: '当面确认' } as const;
    await decideDispatch(engineCase.ports, store, { ...given, decision: 'confirm' });
    const { notices } = await receiptOf(findingId);
    const at = '2024-03-01T10:01:00.000+08:00';
    const decision = {
      decision: 'confirm',
      by: inspector,
      reason: '当面确认',
      at,
      was: { state: 'unknown', outcome: 'connection_cut' },
    };
    expect(notices.find(({ message }) => message?.id === id)).toMatchObject({
      channel: 'mail',
      message: {
        id,
        subject,
        messageId,
        digestOf: null,
        attempts: 1,
        decisions: [decision],
        acknowledgements: [],
      },
      document: null,
      state: 'sent',
      outcome: 'confirmed',
      settledAt: at,
    });
    const waiting = notices.filter(({ message }) => message?.id !== id);
    expect(waiting.map(({ state, message }) => [state, message?.subject])).toEqual(
      waiting.map(() => ['planned', null]),
    );
  });

  test('is read without changing anything', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, { type: 'CLAIM' });
    const { notices } = await leavingNoTrace(engineCase, () => receiptOf(id));
    expect(notices.length).toBeGreaterThan(0);
  });
}
