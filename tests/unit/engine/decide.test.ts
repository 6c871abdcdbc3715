import { beforeAll, describe, expect, test } from 'vitest';
import type { FindingEvent, Rung } from '../../../machines/events.ts';
import type { Slot } from '../../../machines/words.ts';
import { hashOf } from '../../../src/engine/chain.ts';
import { decide, type Case } from '../../../src/engine/decide.ts';
import { eventOf } from '../../../src/engine/facts.ts';
import type { FindingToOpen } from '../../../src/engine/finding-to-open.ts';
import type { ClockRow, FindingRow } from '../../../src/engine/ports.ts';
import { shippedRef } from '../../support/shipped-policies.ts';
import { forAllTests } from './case-hooks.ts';
import {
  aMeasure,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  policy,
  shanghai,
  start,
  wholeLife,
  close,
} from './engine-case.ts';
import { contents } from './ledger-reading.ts';

const engineCase = forAllTests(openCase);
let finding: FindingRow;
let clocks: readonly ClockRow[];

beforeAll(async () => {
  const { id } = await opened(engineCase.engine);
  ({ finding, clocks } = await loaded(id));
});

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
        mode: 'enforcing',
        dueAt: clocks[0]?.dueAt ?? 0,
        rungs: [
          rung('T-30', '2024-03-02T09:00', ['actionOwner']),
          rung('T-20', '2024-03-12T09:00', ['actionOwner']),
          rung('T-10', '2024-03-22T09:00', ['actionOwner', 'leadOfficial']),
        ],
      },
    });
    expect(notices.map(({ personId, rungs }) => [personId, rungs])).toEqual([
      ['he', ['T-30', 'T-20', 'T-10']],
      ['shen', ['T-10']],
    ]);
    expect(rows[0]).toMatchObject({ nextRung: 3, nextAt: shanghai('2024-03-29T09:00') });
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

const extend = (extension: Extract<FindingEvent, { type: 'EXTEND' }>['extension']) =>
  ({ type: 'EXTEND', clock: 'plan', extension, reason: '设备采购须重新招标' }) as const;

describe('a date that people set', () => {
  test('by an extension puts a new clock in the place of the old one, which keeps its date', async () => {
    const { clocks: rows, snapshot } = await write({
      by: inspector,
      event: extend({ rule: 'remainder', days: 30 }),
    });
    expect(rows).toMatchObject([
      { no: 2, follows: 1, state: 'running', days: 60, dueAt: shanghai('2024-05-01T00:00') },
      { no: 1, follows: null, state: 'void', days: 30, dueAt: clocks[0]?.dueAt },
    ]);
    expect(snapshot.context.clocks).toEqual([{ no: 2, clock: 'plan', state: 'running' }]);
  });

  test.each([
    ['the day before', { rule: 'fixed', until: '2024-03-31' }],
    ['the same day', { rule: 'fixed', until: '2024-04-01' }],
    ['the past', { rule: 'fixed', until: '2024-01-31' }],
  ] as const)(
    'by an extension is refused where it would not move it on: %s',
    async (_where, to) => {
      expect(await decided({ by: inspector, event: extend(to) })).toMatchObject({
        kind: 'refused',
        guard: 'extensionIsLater',
        allowed: expect.arrayContaining(['CLAIM', 'EXTEND']) as unknown,
      });
    },
  );

  test('by an extension anew is refused on the day the clock began, and taken when it has run', async () => {
    const fresh = extend({ rule: 'fresh' });
    expect(await decided({ by: inspector, at: start, event: fresh })).toMatchObject({
      guard: 'extensionIsLater',
    });
    const { clocks: rows } = await write({ by: inspector, at: start + 9 * dayMs, event: fresh });
    expect(rows[0]).toMatchObject({ days: 30, dueAt: shanghai('2024-04-10T00:00') });
  });

  test('one day later is later', async () => {
    const event = extend({ rule: 'fixed', until: '2024-04-02' });
    const { clocks: rows } = await write({ by: inspector, event });
    expect(rows[0]?.dueAt).toBe(shanghai('2024-04-03T00:00'));
  });

  test('of something measured is today at the latest', async () => {
    const { id } = await opened(engineCase.engine, { targets: [target], measures: [aMeasure()] });
    await give(engineCase.engine, id, owner, { type: 'CLAIM' }, { type: 'SUBMIT_PLAN' });
    await give(engineCase.engine, id, inspector, { type: 'APPROVE_PLAN' });
    await give(engineCase.engine, id, owner, { type: 'START' });
    const working = await loaded(id);
    const observed = (on: string, at: number) =>
      ({
        ...working,
        at,
        event: { type: 'OBSERVE', observation: { targetNo: 1, on, value: 9, evidenceId: null } },
      }) as const;
    const midnight = shanghai('2024-03-02T00:00');
    expect(await decided(observed('2024-03-02', midnight - 1))).toMatchObject({
      kind: 'refused',
      guard: 'observationIsNotAhead',
      allowed: expect.arrayContaining(['OBSERVE']) as unknown,
    });
    expect(await decided(observed('2024-03-02', midnight))).toMatchObject({ kind: 'decided' });
    expect(await decided(observed('2024-02-29', midnight))).toMatchObject({ kind: 'decided' });
  });

  const target: NonNullable<FindingToOpen['targets']>[number] = {
    no: 1,
    name: '公务接待费较上年度压减比例',
    unit: '%',
    baseline: 0,
    comparator: 'atLeast',
    value: 20,
    upTo: null,
    dueDate: null,
    milestones: [],
    curve: 'steps',
  };
});

const giving = () => ({ finding, by: inspector, at: start });

describe('a change of class', () => {
  const command = { type: 'RECLASSIFY', class: 'immediate', reason: '可以立行立改' } as const;

  test('carries the gates of the new class, as the policy of the finding has them', async () => {
    const event = await eventOf(command, giving(), engineCase.ports);
    const { gates } = policy.classes.immediate;
    expect(event).toEqual({ ...command, gates, holds: ['verifier'] });
    const hazard = { ...finding, policy: shippedRef('cn-safety-hazard') };
    expect(
      await eventOf(command, { ...giving(), finding: hazard }, engineCase.ports),
    ).toMatchObject({
      gates: { fiveAssurances: true },
    });
  });

  test('counts the dates of the new class from where the clocks began', async () => {
    const event = await eventOf(command, giving(), engineCase.ports);
    const { snapshot, clocks: rows } = await write({ by: inspector, at: start + 2 * dayMs, event });
    expect(snapshot.context).toMatchObject({
      class: 'immediate',
      gates: { planMayBeSkipped: true },
    });
    expect(rows).toMatchObject([
      {
        no: 2,
        follows: 1,
        ruleId: 'immediate-plan-7d',
        afterDay: '2024-03-01',
        dueAt: shanghai('2024-03-09T00:00'),
      },
      { no: 1, state: 'void' },
    ]);
  });

  test('is what a policy adds to: a command that needs nobody’s word is its own event', async () => {
    const other = { type: 'CLAIM' } as const;
    expect(await eventOf(other, giving(), engineCase.ports)).toBe(other);
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
    const recheck = closed.clocks.find(({ kind }) => kind === 'recheck');
    if (recheck === undefined) throw new Error('a recheck was expected');
    const later = await write({
      ...closed,
      at: start + 30 * dayMs,
      by: { kind: 'system', rule: 'recheck' },
      event: {
        type: 'CLOCK_DUE',
        clockNo: recheck.no,
        clock: 'recheck',
        mode: 'enforcing',
        dueAt: recheck.dueAt,
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
