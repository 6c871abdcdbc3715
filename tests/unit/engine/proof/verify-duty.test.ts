/** A duty's chain: what was done to its events, its state or its tasks behind our back is named. */
import { beforeAll, describe, expect, test } from 'vitest';
import { chainSchema } from '../../../../src/engine/proof/chain-schema.ts';
import type { Chain } from '../../../../src/engine/proof/chains.ts';
import { firstBadIn, verifyChains } from '../../../../src/engine/proof/verify.ts';
import { chains } from '../../../../src/store/chains.ts';
import { forAllTests } from '../case-hooks.ts';
import { dutyChain, giveDuty, openDutyCase, openedDuty, raiseAt } from '../duties/duty-case.ts';
import { opened, shanghai } from '../engine-case.ts';
import { allChains, streamed } from '../ledger-reading.ts';
import { eventAt, forged, foundIn, storedOf, withEvent, without, withStored } from './tampering.ts';

const dutyCase = forAllTests(openDutyCase);
let chain: Chain;

/** Raised five times; done, waived, handed on, ended: one of its tasks is still open. */
beforeAll(async () => {
  const finding = await opened(dutyCase.engine);
  const { id } = await openedDuty(dutyCase, {
    findingId: finding.id,
    rule: { rhythm: { kind: 'daily' }, from: '2024-03-02' },
  });
  await raiseAt(dutyCase, shanghai('2024-03-03T08:00'));
  await giveDuty(dutyCase, id, { type: 'TASK_DONE', slot: '2024-03-02', note: '已陪餐' });
  await raiseAt(dutyCase, shanghai('2024-03-05T08:00'));
  await giveDuty(dutyCase, id, { type: 'TASK_WAIVED', slot: '2024-03-04', reason: '停课' });
  await giveDuty(dutyCase, id, { type: 'ASSIGN', to: ['principal'] });
  await giveDuty(dutyCase, id, { type: 'TASK_DONE', slot: '2024-03-05', issuesFound: 0 });
  dutyCase.clock.moveTo(shanghai('2024-03-06T08:00'));
  await giveDuty(dutyCase, id, { type: 'END', reason: '食堂已关停' });
  await giveDuty(dutyCase, id, { type: 'TASK_DONE', slot: '2024-03-06' });
  chain = await dutyChain(dutyCase, id);
});

const places = () => chain.events.map((_, index) => index + 1);

describe('a duty nobody has tampered with', () => {
  test('holds, in the ledger and in an export', async () => {
    const all = await allChains(dutyCase.database);
    const whole = { findings: 1, rounds: 1, duties: 1, ok: true, firstBad: null, badChains: 0 };
    expect(chain.events).toHaveLength(10);
    expect(await verifyChains(chains(dutyCase.database.store))).toMatchObject(whole);
    const exported = all.map((one) => chainSchema.parse(JSON.parse(JSON.stringify(one))));
    expect(await verifyChains(streamed(exported))).toMatchObject(whole);
  });

  test('says in its chain what became of each task', () => {
    const { listed } = storedOf(chain);
    const tasks = 'tasks' in listed ? listed.tasks : [];
    expect(tasks.map(({ slot, state, settledSeq }) => [slot, state, settledSeq])).toEqual([
      ['2024-03-02', 'done', 3],
      ['2024-03-03', 'open', null],
      ['2024-03-04', 'waived', 5],
      ['2024-03-05', 'done', 7],
      ['2024-03-06', 'done', 10],
    ]);
  });
});

/** Does it, looks, and puts everything back. */
async function spoilt(sql: string): Promise<[string | undefined, number | undefined]> {
  const client = await dutyCase.database.store.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const { rowCount } = await client.query(sql, [chain.subjectId]);
    expect(rowCount).toBeGreaterThan(0);
    const { firstBad } = await verifyChains(chains(client));
    expect(firstBad).toMatchObject({ subject: 'duty', subjectId: chain.subjectId });
    return [firstBad?.code, firstBad?.seq];
  } finally {
    client.release();
  }
}

describe('tampering with the rows of a duty', () => {
  test.each<[string, string, string, number]>([
    [
      'a task is called done that is not',
      `update duty_task set state = 'done', settled_seq = 3, settled_at = at
       where duty_id = $1 and state = 'open'`,
      'state_differs',
      10,
    ],
    [
      'a task is gone',
      `delete from duty_task where duty_id = $1 and state = 'open'`,
      'state_differs',
      10,
    ],
    [
      'a task’s due instant is put off',
      `update duty_task set due_at = due_at + interval '1 day' where duty_id = $1`,
      'state_differs',
      10,
    ],
    [
      'its count of what is done',
      `update duty set context = jsonb_set(context, '{done}', '9') where id = $1`,
      'state_differs',
      10,
    ],
    ['its state', `update duty set state = 'running' where id = $1`, 'state_differs', 10],
    [
      'its rule',
      `update duty set context = jsonb_set(context, '{rule,rhythm,kind}', '"workdays"') where id = $1`,
      'state_differs',
      10,
    ],
    ['its title', `update duty set title = '别的' where id = $1`, 'details_differ', 1],
    ['its number', `update duty set number = 'XC-2024-D009' where id = $1`, 'details_differ', 1],
    [
      'the finding it is tied to',
      'update duty set finding_id = null where id = $1',
      'details_differ',
      1,
    ],
    ['its version', 'update duty set version = 3 where id = $1', 'state_differs', 10],
    [
      'what an event says',
      `update event set event = jsonb_set(event, '{note}', '"没有"') where subject_id = $1 and seq = 3`,
      'event_changed',
      3,
    ],
    ['an event is gone', 'delete from event where subject_id = $1 and seq = 4', 'event_deleted', 4],
    ['the duty is gone', 'delete from duty where id = $1', 'subject_deleted', 10],
  ])('is found: %s', async (_what, sql, code, seq) => {
    expect(await spoilt(sql)).toEqual([code, seq]);
  });
});

describe('a chain forged from end to end', () => {
  test('still has to end in the state and the tasks that are stored', () => {
    for (const place of places()) {
      if (place === 1) continue;
      expect(firstBadIn(forged(without(chain, place)))?.code).toMatch(
        /^(state_differs|replay_refused)$/,
      );
    }
  });

  test.each<[string, number, object]>([
    ['opens as something else', 1, { type: 'END', reason: 'x' }],
    ['is opened twice', 2, { type: 'DUTY_OPENED' }],
    ['says what has no place there', 3, { type: 'TASK_DONE', slot: '2024-03-09' }],
    ['says what nobody knows', 3, { type: 'ABOLISH' }],
    ['says less than it must', 2, { type: 'SLOTS_DUE' }],
  ])('that %s is refused at that event', (_what, place, event) => {
    const tampered = withEvent(chain, place, { event: event as never });
    expect(foundIn(forged(tampered))).toEqual(['replay_refused', place]);
  });

  test('under rules nobody has is refused, and so is one that passes for another subject’s', () => {
    expect(foundIn(forged(withEvent(chain, 2, { machineVersion: 9 })))).toEqual([
      'replay_refused',
      2,
    ]);
    for (const subject of ['finding', 'round'] as const) {
      expect(foundIn({ ...chain, subject })).toEqual(['replay_refused', 1]);
    }
  });

  test('that opens with another rule leads to another state', () => {
    const { event } = eventAt(chain, 1);
    const other = { ...event, input: { rule: {}, to: [] } } as never;
    expect(firstBadIn(forged(withEvent(chain, 1, { event: other })))?.code).toBe('replay_refused');
    expect(foundIn(withStored(chain, { details: {} as never }))).toEqual(['details_differ', 1]);
  });
});
