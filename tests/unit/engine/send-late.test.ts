import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { forEachTest } from './case-hooks.ts';
import {
  aMeasure,
  approvePlan,
  claim,
  close,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  plan,
  setMeasures,
  shanghai,
  submitPlan,
  work,
} from './engine-case.ts';
import { history } from './ledger-reading.ts';

const engineCase = forEachTest(openCase);

/** When the plan of a finding opened at the start is due. */
const dueAt = shanghai('2024-04-02T00:00');

/** A finding whose clocks nobody has fired up to that instant. */
async function unattended(at: number): Promise<string> {
  const { id } = await opened(engineCase.engine);
  engineCase.clock.moveTo(at);
  return id;
}

async function types(id: string): Promise<string[]> {
  return (await history(engineCase, id)).map(({ event }) => event.type);
}

async function breachesOf(id: string) {
  return (await engineCase.ports.ledger.load(id, null)).finding?.snapshot.context.breaches;
}

describe('what came due before a command', () => {
  test('comes before it in the history, at the same instant, by the rule it comes from', async () => {
    const id = await unattended(shanghai('2024-03-12T09:30'));
    await give(engineCase.engine, id, owner, claim);
    expect(await history(engineCase, id)).toMatchObject([
      { seq: 1, event: { type: 'OPENED' } },
      {
        seq: 2,
        at: engineCase.clock.at,
        by: { kind: 'system', rule: 'phased-plan-30d' },
        event: { type: 'CLOCK_DUE', rungs: [{ rung: 'T-30' }, { rung: 'T-20' }] },
      },
      { seq: 3, at: engineCase.clock.at, by: owner, event: { type: 'CLAIM' } },
    ]);
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0 });
  });

  test('leaves a breach on record, whatever is handed in late and whoever sleeps', async () => {
    const { id } = await opened(engineCase.engine);
    await plan(engineCase, id);
    await give(engineCase.engine, id, owner, ...work.slice(0, -1));
    // The last measure is due on 30 June.
    const late = shanghai('2024-07-01T00:00');
    engineCase.clock.moveTo(late);
    await give(engineCase.engine, id, owner, { type: 'SUBMIT' });
    expect(await breachesOf(id)).toMatchObject([{ clock: 'execute', dueAt: late }]);
    await give(engineCase.engine, id, inspector, { type: 'APPROVE' }, close);
    expect(await breachesOf(id)).toHaveLength(1);
  });

  test('a millisecond earlier there is no breach', async () => {
    const id = await unattended(dueAt - 1);
    await give(engineCase.engine, id, owner, claim, setMeasures, submitPlan);
    engineCase.clock.moveTo(dueAt + dayMs);
    await give(engineCase.engine, id, inspector, approvePlan);
    expect(await breachesOf(id)).toEqual([]);
  });

  test('of several clocks comes in the order of time, each once', async () => {
    const { id } = await opened(engineCase.engine);
    await plan(engineCase, id);
    await give(engineCase.engine, id, owner, ...work.slice(0, 1));
    engineCase.clock.moveTo(shanghai('2024-07-15T12:00'));
    await give(engineCase.engine, id, owner, { type: 'REPORT_PROGRESS', text: '已完成修订初稿' });
    const fired = (await history(engineCase, id)).flatMap(({ event }) =>
      event.type === 'CLOCK_DUE' ? [[event.clock, event.rungs[0]?.at ?? 0] as const] : [],
    );
    expect(fired.map(([clock]) => clock)).toEqual(['report', 'execute']);
    expect(fired.map(([, at]) => at)).toEqual(fired.map(([, at]) => at).toSorted((a, b) => a - b));
  });

  test('does not stand in the way of whoever gave the version they had seen', async () => {
    const id = await unattended(shanghai('2024-04-20T12:00'));
    const command = { findingId: id, event: claim, by: owner, expectedVersion: 1 };
    expect(await engineCase.engine.send(command)).toMatchObject({ kind: 'accepted', version: 3 });
    expect(await types(id)).toEqual(['OPENED', 'CLOCK_DUE', 'CLAIM']);
    // The version they had seen is still not that of anybody else's event.
    expect(await engineCase.engine.send({ ...command, event: { type: 'ASSIGN' } })).toEqual({
      kind: 'conflict',
      code: 'version_conflict',
      currentVersion: 3,
    });
  });

  test('is not written down for a command given for another version', async () => {
    const id = await unattended(shanghai('2024-04-20T12:00'));
    const command = { findingId: id, event: claim, by: owner, expectedVersion: 7 };
    expect(await engineCase.engine.send(command)).toMatchObject({
      kind: 'conflict',
      currentVersion: 1,
    });
    expect(await types(id)).toEqual(['OPENED']);
  });

  test('is decided on too: what it forbids is refused', async () => {
    const id = await unattended(dueAt);
    const event = {
      type: 'EXTEND',
      clock: 'plan',
      extension: { rule: 'remainder', days: 30 },
      reason: '方案尚须论证',
    } as const;
    expect(await engineCase.engine.send({ findingId: id, event, by: inspector })).toMatchObject({
      kind: 'refused',
      guard: 'clockNotBreached',
      version: 2,
    });
    expect(await types(id)).toEqual(['OPENED', 'CLOCK_DUE']);
  });

  test('is told of once under an idempotency key, like the command itself', async () => {
    const id = await unattended(dueAt);
    const command = {
      findingId: id,
      event: claim,
      by: owner,
      expectedVersion: 1,
      idempotencyKey: randomUUID(),
    };
    const first = await engineCase.engine.send(command);
    expect(await engineCase.engine.send(command)).toEqual(first);
    expect(await types(id)).toEqual(['OPENED', 'CLOCK_DUE', 'CLAIM']);
  });

  test('that cannot be written down does not keep the command waiting', async () => {
    const id = await unattended(dueAt);
    await engineCase.database.store.query(`update clock set no = 9 where finding_id = $1`, [id]);
    await give(engineCase.engine, id, owner, claim);
    expect(await types(id)).toEqual(['OPENED', 'CLAIM']);
  });
});

describe('what a command leaves of a date', () => {
  test('a result handed in on its last day and sent back later has that day left', async () => {
    const { id } = await opened(engineCase.engine, { class: 'immediate' });
    await give(engineCase.engine, id, owner, claim, {
      type: 'SET_MEASURES',
      measures: [aMeasure(1, null)],
    });
    await give(engineCase.engine, id, owner, ...work.slice(0, 3));
    // Fifteen days are 16 March, a Saturday: the date is Monday, the 18th.
    engineCase.clock.moveTo(shanghai('2024-03-18T17:00'));
    await give(engineCase.engine, id, owner, { type: 'SUBMIT' });
    engineCase.clock.moveTo(shanghai('2024-03-21T11:00'));
    const back = { type: 'RETURN', reasonCode: 'ineffective', reason: '成效不明显' } as const;
    await give(engineCase.engine, id, inspector, back);
    const { clocks, finding } = await engineCase.ports.ledger.load(id, null);
    expect(clocks).toMatchObject([{ kind: 'execute', dueAt: shanghai('2024-03-22T00:00') }]);
    expect(finding?.snapshot.context.breaches).toEqual([]);
  });

  test('sent back after it had been verified, what was left of its time goes on', async () => {
    const { id } = await opened(engineCase.engine);
    await plan(engineCase, id);
    engineCase.clock.moveTo(shanghai('2024-06-20T10:00'));
    await give(engineCase.engine, id, owner, ...work);
    await give(engineCase.engine, id, inspector, { type: 'APPROVE' });
    engineCase.clock.moveTo(shanghai('2024-07-08T10:00'));
    const back = { type: 'RETURN', reasonCode: 'objection', reason: '群众反映未落实' } as const;
    await give(engineCase.engine, id, inspector, back);
    const { clocks, finding } = await engineCase.ports.ledger.load(id, null);
    // Eleven days from 20 to 30 June were left: they are 8 to 18 July.
    const execute = clocks.find(({ kind }) => kind === 'execute');
    expect(execute).toMatchObject({
      state: 'running',
      days: 11,
      dueAt: shanghai('2024-07-19T00:00'),
    });
    expect(execute?.no).toBe(finding?.snapshot.context.executeClockNo);
  });
});
