import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FindingEvent, Rung } from '../../../machines/events.ts';
import type { Slot } from '../../../machines/words.ts';
import { hashOf } from '../../../src/engine/chain.ts';
import { decide, type Case } from '../../../src/engine/decide.ts';
import type { ClockRow, FindingRow } from '../../../src/engine/ports.ts';
import {
  close,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  shanghai,
  start,
  wholeLife,
  type EngineCase,
} from './engine-case.ts';
import { contents } from './ledger-reading.ts';

let engineCase: EngineCase;
let finding: FindingRow;
let clocks: readonly ClockRow[];

beforeAll(async () => {
  engineCase = await openCase();
  const { id } = await opened(engineCase.engine);
  ({ finding, clocks } = await loaded(id));
});
afterAll(() => engineCase[Symbol.asyncDispose]());

async function loaded(id: string) {
  const read = await engineCase.ports.ledger.load(id, null);
  if (read.finding === null) throw new Error('the finding is gone');
  return { finding: read.finding, clocks: read.clocks };
}

function rung(name: string, time: string, to: Slot[]): Rung {
  return { rung: name, at: shanghai(time), template: 'reminder', to };
}

function decided(given: Partial<Case> & { event: FindingEvent }) {
  const at = start + dayMs;
  return decide({ finding, clocks, by: owner, at, ...given }, engineCase.ports);
}

async function write(given: Partial<Case> & { event: FindingEvent }) {
  const outcome = await decided(given);
  if (outcome.kind !== 'decided') throw new Error(`not decided: ${JSON.stringify(outcome)}`);
  return outcome.write;
}

describe('a decision', () => {
  test('chains the event to the head of the finding, at the next place', async () => {
    const { event, expectedVersion, findingId } = await write({ event: { type: 'CLAIM' } });
    expect(event).toMatchObject({
      subjectId: finding.id,
      seq: 2,
      machineVersion: finding.machineVersion,
      at: start + dayMs,
      by: owner,
      event: { type: 'CLAIM' },
      prevHash: finding.headHash,
    });
    expect(event.hash).toBe(hashOf(event));
    expect([findingId, expectedVersion]).toEqual([finding.id, 1]);
  });

  test('gives the standing and the state after the event', async () => {
    const { standing, snapshot } = await write({ event: { type: 'CLAIM' } });
    expect(standing).toEqual({ state: 'identified', stage: 'claimed', hold: 'running' });
    expect(snapshot.value.lifecycle).toEqual({ identified: 'claimed' });
  });

  test('turns what the transition asks for into clock rows and notices', async () => {
    const { clocks: rows, notices } = await write({
      event: { type: 'CONTEST', reason: '情况不属实' },
    });
    expect(rows.map(({ no, kind, state }) => [no, kind, state])).toEqual([
      [1, 'plan', 'held'],
      [2, 'verify', 'running'],
    ]);
    expect(notices.map(({ template, personId }) => [template, personId])).toEqual([
      ['contested', 'lu'],
    ]);
  });

  test('looks up whoever holds the posts after the event, not before it', async () => {
    const { notices } = await write({
      event: { type: 'ASSIGN', slots: { actionOwner: 'vice-principal' } },
    });
    expect(notices.map(({ template, personId }) => [template, personId])).toEqual([
      ['assigned', 'shen'],
    ]);
  });

  test('writes nothing, and the same case is decided the same way', async () => {
    const before = await contents(engineCase.database);
    const first = await write({ event: { type: 'CLAIM' } });
    const second = await write({ event: { type: 'CLAIM' } });
    expect(second).toEqual(first);
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('a clock event tells each person once, and names every rung', async () => {
    const at = shanghai('2024-03-30T10:00');
    const { notices, clocks: rows } = await write({
      at,
      by: { kind: 'system', rule: 'phased-plan-30d' },
      event: {
        type: 'CLOCK_DUE',
        clockNo: 1,
        clock: 'plan',
        dueAt: clocks[0]?.dueAt ?? 0,
        rungs: [
          rung('T-20', '2024-03-11T09:00', ['actionOwner']),
          rung('T-10', '2024-03-21T09:00', ['actionOwner', 'leadOfficial']),
        ],
      },
    });
    expect(notices.map(({ personId, rungs }) => [personId, rungs])).toEqual([
      ['he', ['T-20', 'T-10']],
      ['shen', ['T-10']],
    ]);
    expect(rows[0]).toMatchObject({ nextRung: 2, nextAt: shanghai('2024-03-28T09:00') });
  });
});

describe('no decision', () => {
  test('is a refusal that names the condition and what is allowed instead', async () => {
    expect(await decided({ event: { type: 'SUBMIT' } })).toMatchObject({
      kind: 'refused',
      guard: 'stateAcceptsEvent',
      allowed: expect.arrayContaining(['CLAIM', 'CONTEST']) as unknown,
    });
  });

  test('is made on a state that these rules cannot read', async () => {
    const strange = { ...finding, machineVersion: 99 };
    expect(await decided({ finding: strange, event: { type: 'CLAIM' } })).toMatchObject({
      kind: 'unreadable',
      why: 'no finding rules of version 99',
    });
  });

  test('is made under a policy nobody has', async () => {
    const strange = { ...finding, policy: { id: 'cn-inspection', version: 7 } };
    await expect(decided({ finding: strange, event: { type: 'CLAIM' } })).rejects.toMatchObject({
      code: 'policy_unknown',
    });
  });
});

describe('the instant of closing', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = await opened(engineCase.engine));
    await wholeLife(engineCase, id);
  });

  test('is that of the event that closed it, and stays', async () => {
    const closed = await loaded(id);
    expect(closed.finding.closedAt).toBe(start);
    const dueAt = closed.clocks[0]?.dueAt ?? 0;
    const later = await write({
      ...closed,
      at: start + 30 * dayMs,
      by: { kind: 'system', rule: 'recheck' },
      event: {
        type: 'CLOCK_DUE',
        clockNo: closed.clocks[0]?.no ?? 0,
        clock: 'recheck',
        dueAt,
        rungs: [{ rung: 'R-10', at: start, template: 'recheck-reminder', to: ['verifier'] }],
      },
    });
    expect(later.closedAt).toBe(start);
  });

  test('is gone when the finding is opened again, and new when it is closed again', async () => {
    const closed = await loaded(id);
    const reopened = await write({
      ...closed,
      by: inspector,
      event: { type: 'REOPEN', reasonCode: 'relapse', reason: '问题反弹' },
    });
    expect(reopened.closedAt).toBeNull();
  });

  test('there is none before it is closed', async () => {
    const { id: other } = await opened(engineCase.engine);
    await give(engineCase.engine, other, owner, { type: 'CLAIM' });
    const open = await loaded(other);
    expect((await write({ ...open, event: { type: 'ASSIGN' } })).closedAt).toBeNull();
    expect(
      await decided({ ...open, by: inspector, event: { ...close, sustained: false } }),
    ).toMatchObject({
      kind: 'refused',
    });
  });
});
