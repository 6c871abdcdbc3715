/** Findings under way are moved to another version of their rules: looked at first, all or one by one, and back. */
import { describe, expect, test } from 'vitest';
import { createRuleMigrations } from '../../src/engine/migrate-rules.ts';
import { migrationCandidates } from '../../src/store/migration-candidates.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  claim,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  pause,
  plan,
  policy,
  start,
  wholeLife,
  work,
} from '../unit/engine/engine-case.ts';
import { clocksOf, history, verified } from '../unit/engine/ledger-reading.ts';

const { phased } = policy.classes;
const before = { ...policy, id: 'local', version: 1 };
/** Twenty days for a plan instead of thirty; two posts sign, and the root cause is named by everybody. */
const after = {
  ...before,
  version: 2,
  classes: {
    ...policy.classes,
    phased: {
      gates: { ...phased.gates, rootCauseFor: ['ordinary', 'serious', 'major'] as const },
      clocks: {
        ...phased.clocks,
        plan: { ...phased.clocks.plan, id: 'plan-20d', period: { days: 20, unit: 'day' as const } },
      },
    },
  },
} as unknown as typeof policy;

describeOnBoth('Other rules for findings under way', migrations);

function migrations(openFresh: OpenFresh): void {
  const engineCase = forEachTest((on) => openCase({ ...on, policies: [after, before] }), openFresh);
  const rules = () =>
    createRuleMigrations(engineCase.ports, migrationCandidates(engineCase.database.store));
  const open = (given = {}) => opened(engineCase.engine, given);
  const to = 'local@2';
  const asked = { to, by: inspector, reason: '2024 年新修订的规则集施行' };
  const policyOf = async (id: string) =>
    (await engineCase.ports.ledger.load(id, null)).finding?.policy;

  describe('looked at', () => {
    test('name every finding they concern, what it would not meet, and the dates that move; nothing is written', async () => {
      const { id, number } = await open();
      await give(engineCase.engine, id, owner, claim);
      expect(await rules().preview({ to })).toEqual([
        {
          id,
          number,
          state: 'identified',
          stage: 'claimed',
          from: { id: 'local', version: 1 },
          refused: null,
          wouldFail: ['rootCauseNamed'],
          dates: [
            {
              clock: 'plan',
              from: Date.parse('2024-04-02T00:00+08:00'),
              to: Date.parse('2024-03-22T00:00+08:00'),
            },
          ],
        },
      ]);
      expect(await history(engineCase, id)).toHaveLength(2);
    });

    test('leave out what is closed, what has them already, and what is held to other rules', async () => {
      const closed = await open();
      await wholeLife(engineCase, closed.id);
      await open({ policy: 'local@2' });
      await open({ policy: `cn-inspection@${policy.version}` });
      expect(await rules().preview({ to })).toEqual([]);
    });

    test('say which findings cannot be moved now, and why', async () => {
      const [paused, reviewed] = [await open(), await open()];
      await give(engineCase.engine, paused.id, owner, pause);
      await plan(engineCase, reviewed.id);
      await give(engineCase.engine, reviewed.id, owner, ...work);
      const previews = await rules().preview({ to });
      expect(previews.map(({ refused }) => refused)).toEqual(['notPaused', 'stateAcceptsEvent']);
    });

    test('that nobody knows are refused', async () => {
      await expect(rules().preview({ to: 'local@9' })).rejects.toMatchObject({
        code: 'policy_unknown',
      });
    });
  });

  describe('taken over', () => {
    test('hold each finding to them from then on, count its dates anew from where they began, and are chained', async () => {
      const { id } = await open();
      engineCase.clock.moveTo(start + 3 * dayMs);
      const { findings } = await rules().apply(asked);
      expect(findings).toMatchObject([{ id, moved: true, why: null }]);
      expect(await policyOf(id)).toEqual({ id: 'local', version: 2 });
      const [clock] = await clocksOf(engineCase, id);
      expect(clock).toMatchObject({
        ruleId: 'plan-20d',
        follows: 1,
        dueAt: Date.parse('2024-03-22T00:00+08:00'),
        policy: { id: 'local', version: 2 },
      });
      expect((await history(engineCase, id)).at(-1)?.event).toMatchObject({
        type: 'MIGRATE',
        policy: { id: 'local', version: 2 },
        reason: asked.reason,
      });
      expect(await verified(engineCase)).toMatchObject({ ok: true });
    });

    test('are asked for from then on', async () => {
      const { id } = await open();
      await rules().apply(asked);
      await give(engineCase.engine, id, owner, claim, {
        type: 'SET_MEASURES',
        measures: [
          {
            no: 1,
            text: '修订办法',
            unit: 'school',
            person: 'he',
            dueDate: '2024-06-30',
            acceptanceCriterion: '已印发',
            evidenceKinds: ['document'],
          },
        ],
      });
      await give(engineCase.engine, id, owner, { type: 'SUBMIT_PLAN' });
      const event = { type: 'APPROVE_PLAN' } as const;
      expect(await engineCase.engine.send({ findingId: id, event, by: inspector })).toMatchObject({
        guard: 'rootCauseNamed',
      });
    });

    test('move what can be moved, and say of the others why not: none is stranded', async () => {
      const [free, paused] = [await open(), await open()];
      await give(engineCase.engine, paused.id, owner, pause);
      const { findings } = await rules().apply(asked);
      expect(findings).toMatchObject([
        { id: free.id, moved: true },
        { id: paused.id, moved: false, why: 'notPaused' },
      ]);
      expect(await policyOf(paused.id)).toEqual({ id: 'local', version: 1 });
      await give(engineCase.engine, paused.id, owner, { type: 'RESUME' });
      await give(engineCase.engine, free.id, owner, claim);
    });

    test('find what came due before them written before them: no breach is moved away', async () => {
      const { id } = await open();
      engineCase.clock.moveTo(start + 60 * dayMs);
      await rules().apply(asked);
      const types = (await history(engineCase, id)).map(({ event }) => event.type);
      expect(types).toEqual(['OPENED', 'CLOCK_DUE', 'MIGRATE']);
      const { finding } = await engineCase.ports.ledger.load(id, null);
      expect(finding?.snapshot.context.breaches).toMatchObject([{ clock: 'plan', clockNo: 1 }]);
    });

    test('are nobody’s to choose who works under them', async () => {
      const { id } = await open();
      await give(engineCase.engine, id, owner, claim);
      const { findings } = await rules().apply({ ...asked, by: owner });
      expect(findings).toMatchObject([{ moved: false, why: 'checkerIsNotResponsible' }]);
    });
  });

  describe('taken back', () => {
    test('hold the batch to what it was held to, and leave alone what has moved on since', async () => {
      const [a, b] = [await open(), await open({ round: 'XC-2025' })];
      const first = await rules().apply({ ...asked, round: 'XC-2024' });
      await rules().apply({ ...asked, round: 'XC-2025' });
      const back = { batch: first.batch, by: inspector, reason: '规则有误,退回' };
      expect(await rules().rollBack(back)).toMatchObject([{ id: a.id, moved: true }]);
      expect(await policyOf(a.id)).toEqual({ id: 'local', version: 1 });
      expect(await policyOf(b.id)).toEqual({ id: 'local', version: 2 });
      const [clock] = await clocksOf(engineCase, a.id);
      expect(clock?.dueAt).toBe(Date.parse('2024-04-02T00:00+08:00'));
      expect(await rules().rollBack(back)).toEqual([]);
      expect(await verified(engineCase)).toMatchObject({ ok: true });
    });
  });
}
