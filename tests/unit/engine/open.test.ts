import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type FindingToOpen } from '../../../src/engine/finding-to-open.ts';
import { open } from '../../../src/engine/open.ts';
import { shippedName, shippedRef } from '../../support/shipped-policies.ts';
import { forAllTests } from './case-hooks.ts';
import {
  accepted,
  aFinding,
  aMeasure,
  inspector,
  opened,
  openCase,
  owner,
  shanghai,
  slots,
  start,
  withLedger,
  newRound,
} from './engine-case.ts';
import { clocksOf, contents, history, noticesOf, numbersIn } from './ledger-reading.ts';

const engineCase = forAllTests(openCase);

const aTarget = {
  no: 1,
  name: '公务接待费较上年度压减比例',
  unit: '%',
  comparator: 'atLeast',
  value: 20,
} as const;

describe('opening a finding', () => {
  test('gives it its number: round, aspect, and place in the round’s count', async () => {
    const round = newRound();
    const aspect = { no: 3, title: '选人用人方面' };
    const first = await opened(engineCase.engine, { round, aspect });
    const second = await opened(engineCase.engine, { round });
    expect([first.number, second.number]).toEqual([`${round}-03-001`, `${round}-00-002`]);
  });

  test('is answered with where it stands', async () => {
    const round = newRound();
    expect(await opened(engineCase.engine, { round })).toMatchObject({
      kind: 'accepted',
      state: 'identified',
      stage: 'open',
      hold: 'running',
      version: 1,
    });
  });

  test('is the first event of its history, with every word it was opened with', async () => {
    const round = newRound();
    const given: FindingToOpen = {
      round,
      aspect: { no: 2, title: '财务管理方面' },
      sourceNo: '2(1)',
      title: ' 采购管理不规范 ',
      description: '三项采购没有询价记录。',
      class: 'immediate',
      responsibleUnit: '总务处',
      slots,
      measures: [aMeasure()],
    };
    const answer = accepted(await engineCase.engine.open({ finding: given, by: inspector }));
    const [event, ...more] = await history(engineCase, answer.id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      seq: 1,
      at: start,
      by: inspector,
      prevHash: '0'.repeat(64),
      event: {
        type: 'OPENED',
        policy: shippedRef('cn-inspection'),
        details: {
          roundCode: round,
          number: answer.number,
          aspectNo: 2,
          aspectTitle: '财务管理方面',
          sourceNo: '2(1)',
          title: '采购管理不规范',
          description: '三项采购没有询价记录。',
        },
        input: {
          class: 'immediate',
          responsibleUnit: '总务处',
          slots,
          gates: { planMayBeSkipped: true },
          measures: [{ no: 1, person: 'he', funding: null }],
        },
      },
    });
    const { finding } = await engineCase.ports.ledger.load(answer.id, null);
    expect(finding).toMatchObject({
      title: '采购管理不规范',
      roundCode: round,
      sourceNo: '2(1)',
      openedAt: start,
      updatedAt: start,
      closedAt: null,
    });
  });

  test('starts its plan clock and tells those responsible', async () => {
    const { id } = await opened(engineCase.engine, { round: newRound() });
    expect(await clocksOf(engineCase, id)).toMatchObject([
      { no: 1, kind: 'plan', dueAt: shanghai('2024-04-02T00:00'), state: 'running' },
    ]);
    const told = await noticesOf(engineCase, id);
    expect(told.map(({ template, person_id }) => [template, person_id])).toEqual([
      ['feedback-received', 'he'],
      ['feedback-received', 'shen'],
    ]);
  });

  test('with nobody appointed, leaves the notices standing as failed', async () => {
    const { id } = await opened(engineCase.engine, { round: newRound(), slots: {} });
    const told = await noticesOf(engineCase, id);
    expect(told).toHaveLength(2);
    for (const notice of told) {
      expect(notice).toMatchObject({
        person_id: null,
        state: 'failed',
        outcome: 'nobody_appointed',
        settled_at: new Date(start),
      });
    }
  });

  test('opens its round, where there is none of that code yet', async () => {
    const round = newRound();
    await opened(engineCase.engine, { round });
    expect(await engineCase.ports.ledger.findRound(round)).toMatchObject({
      code: round,
      title: round,
      state: 'prepared',
      openFindings: 1,
    });
  });

  test.each<[string, object, string]>([
    ['a round code with a blank', { round: 'XC 2024' }, 'finding.round'],
    ['a round code that begins with a hyphen', { round: '-1' }, 'finding.round'],
    ['a round code without end', { round: 'X'.repeat(41) }, 'finding.round'],
    ['no title', { title: '  ' }, 'finding.title'],
    ['an aspect number out of range', { aspect: { no: 100, title: 'x' } }, 'finding.aspect.no'],
    ['a class nobody knows', { class: 'someday' }, 'finding.class'],
    ['a post nobody knows', { slots: { janitor: 'x' } }, 'finding.slots'],
    ['a member nobody knows', { urgent: true }, 'finding'],
    ['two measures of one number', { measures: [aMeasure(1), aMeasure(1)] }, 'finding.measures'],
    ['a day that is none', { measures: [aMeasure(1, '2024-02-30')] }, 'finding.measures.0.dueDate'],
    ['two targets of one number', { targets: [aTarget, aTarget] }, 'finding.targets.1.no'],
    ['a policy without a version', { policy: 'cn-inspection' }, 'finding.policy'],
    ['a policy of version 0', { policy: 'cn-inspection@0' }, 'finding.policy'],
    ['a policy nobody has', { policy: 'cn-nowhere@1' }, 'finding.policy'],
    ['a version of a policy nobody has', { policy: 'cn-inspection@99' }, 'finding.policy'],
  ])('is refused for %s, and takes no number', async (_what, given, path) => {
    const round = newRound();
    await opened(engineCase.engine, { round });
    const before = await contents(engineCase.database);
    const finding = { ...aFinding({ round }), ...given };
    const answer = await engineCase.engine.open({ finding, by: inspector });
    expect(answer).toMatchObject({ kind: 'refused', code: 'event_invalid', problems: [{ path }] });
    expect(await contents(engineCase.database)).toEqual(before);
    expect((await opened(engineCase.engine, { round })).number).toBe(`${round}-00-002`);
  });

  test('accepts the codes that rounds have', async () => {
    for (const code of ['2024年第一轮', 'A', '2024', 'XC_2024-1']) {
      expect((await opened(engineCase.engine, { round: code })).number).toBe(`${code}-00-001`);
    }
  });
});

describe('the policy a finding is opened under', () => {
  test('is the current one, unless another is asked for', async () => {
    const policyOf = async (id: string) =>
      (await engineCase.ports.ledger.load(id, null)).finding?.policy;
    const first = await opened(engineCase.engine, { round: newRound() });
    expect(await policyOf(first.id)).toEqual(shippedRef('cn-inspection'));
    const hazard = await opened(engineCase.engine, {
      round: newRound(),
      policy: shippedName('cn-safety-hazard'),
    });
    expect(await policyOf(hazard.id)).toEqual(shippedRef('cn-safety-hazard'));
  });

  test('sets its clocks and its gates, from the first event on', async () => {
    const { id } = await opened(engineCase.engine, {
      round: newRound(),
      policy: shippedName('cn-safety-hazard'),
      class: 'immediate',
    });
    // A day, and no day off moves it: Saturday.
    expect(await clocksOf(engineCase, id)).toMatchObject([
      {
        ruleId: 'immediate-plan-1d',
        policy: shippedRef('cn-safety-hazard'),
        dueAt: shanghai('2024-03-03T00:00'),
      },
    ]);
    expect((await history(engineCase, id))[0]?.event).toMatchObject({
      type: 'OPENED',
      policy: shippedRef('cn-safety-hazard'),
      input: { gates: { fiveAssurances: true } },
    });
  });

  test('is named in the problem where there is none', async () => {
    const finding = aFinding({ round: newRound(), policy: 'cn-nowhere@1' });
    expect(await engineCase.engine.open({ finding, by: inspector })).toMatchObject({
      problems: [
        { path: 'finding.policy', message: expect.stringContaining('cn-nowhere@1') as unknown },
      ],
    });
  });
});

describe('numbers', () => {
  test('of many opened at once are all different', async () => {
    const round = newRound();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => opened(engineCase.engine, { round })),
    );
    expect(new Set(answers.map(({ number }) => number)).size).toBe(20);
    expect(await numbersIn(engineCase, round)).toHaveLength(20);
  });

  test('are not given again, whatever became of the opening that took one', async () => {
    const round = newRound();
    await opened(engineCase.engine, { round });
    const failing = withLedger(engineCase, () => ({
      open: () => Promise.reject(new Error('connection lost')),
    }));
    await expect(open(failing, { finding: aFinding({ round }), by: inspector })).rejects.toThrow(
      'connection lost',
    );
    expect(await numbersIn(engineCase, round)).toEqual([`${round}-00-001`]);
    expect((await opened(engineCase.engine, { round })).number).toBe(`${round}-00-003`);
  });

  test('go on past three digits', async () => {
    const round = newRound();
    await opened(engineCase.engine, { round });
    const { store } = engineCase.database;
    await store.query('update round set numbers_given = 999 where code = $1', [round]);
    expect((await opened(engineCase.engine, { round })).number).toBe(`${round}-00-1000`);
  });
});

describe('opening under an idempotency key', () => {
  test('opens one finding, and is answered the same each time', async () => {
    const round = newRound();
    const command = { finding: aFinding({ round }), by: inspector, idempotencyKey: randomUUID() };
    const first = await engineCase.engine.open(command);
    const before = await contents(engineCase.database);
    expect(await engineCase.engine.open(command)).toEqual(first);
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('of two at once, both are answered with the one that was opened', async () => {
    const round = newRound();
    const command = { finding: aFinding({ round }), by: inspector, idempotencyKey: randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => engineCase.engine.open(command)));
    expect(answers).toEqual(Array(3).fill(answers[0]));
    expect(await numbersIn(engineCase, round)).toHaveLength(1);
  });

  test('a key used for anything else is refused', async () => {
    const round = newRound();
    const key = randomUUID();
    const command = { finding: aFinding({ round }), by: inspector, idempotencyKey: key };
    const { id } = accepted(await engineCase.engine.open(command));
    const reused = { kind: 'refused', code: 'idempotency_key_reused' };
    expect(await engineCase.engine.open({ ...command, by: owner })).toEqual(reused);
    expect(
      await engineCase.engine.open({ ...command, finding: aFinding({ round, title: '另一问题' }) }),
    ).toEqual(reused);
    expect(
      await engineCase.engine.send({
        findingId: id,
        event: { type: 'CLAIM' },
        by: owner,
        idempotencyKey: key,
      }),
    ).toEqual(reused);
    expect(await numbersIn(engineCase, round)).toHaveLength(1);
  });
});
