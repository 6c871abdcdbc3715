/** One suite on both kinds of database: what verifiers may want to ask, read from the ledger. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../machines/events.ts';
import { verifyChains } from '../../src/engine/proof/verify.ts';
import { readSignals } from '../../src/signals.ts';
import type { Signal } from '../../src/signals/signal.ts';
import { chains } from '../../src/store/chains.ts';
import { inTransaction, type Pool } from '../../src/store/pool.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  aMeasure,
  approvePlan,
  claim,
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  submitPlan,
  wholeLife,
} from '../unit/engine/engine-case.ts';

describeOnBoth('Signals', signalsContract);

const meals = {
  title: '食堂陪餐记录不完整',
  description: '陪餐记录没有填写食品安全方面的内容,陪餐工作流于形式。',
};
const mealsAgain = {
  title: '食堂陪餐记录填写不完整',
  description: '陪餐记录中未填写食品安全方面内容,陪餐流于形式。',
};
const guards = { title: '一名保安没有保安员证', description: '安全人防力量不强。' };
const longText = '制定陪餐制度,把陪餐工作细化落实到人,每日记录发现的问题并及时反馈整改。';

function attach(id: string, sha256: string, measureNo = 1): FindingCommandInput {
  const evidence = { id, kind: 'document' as const, name: `${id}.pdf`, sha256, bytes: 48_000 };
  return { type: 'ATTACH_EVIDENCE', measureNo, evidence };
}

function signalsContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;

  beforeEach(() => {
    store = engineCase.database.store;
  });

  const read = async (id: string): Promise<readonly Signal[]> => {
    const found = await readSignals(store, engineCase.ports.calendar, id);
    if (found === null) throw new Error('no such finding');
    return found;
  };
  const kinds = async (id: string) => (await read(id)).map(({ kind }) => kind);

  /** A finding whose measures with these texts are being worked on. */
  async function atWork(unit: string, texts: readonly string[], given: object = guards) {
    const answer = await opened(engineCase.engine, { ...given, responsibleUnit: unit });
    const measures = texts.map((text, at) => ({ ...aMeasure(at + 1), text }));
    const plan: FindingCommandInput = { type: 'SET_MEASURES', measures };
    await give(engineCase.engine, answer.id, owner, claim, plan, submitPlan);
    await give(engineCase.engine, answer.id, inspector, approvePlan);
    await give(engineCase.engine, answer.id, owner, { type: 'START' });
    return answer;
  }

  test('are none of a finding led to its end as it should be, and null of none', async () => {
    const { id } = await opened(engineCase.engine, { ...meals, responsibleUnit: 'school' });
    await wholeLife(engineCase, id);
    expect(await read(id)).toEqual([]);
    expect(await readSignals(store, engineCase.ports.calendar, randomUUID())).toBeNull();
  });

  describe('of one file', () => {
    const file = 'd'.repeat(64);

    test('name the other finding and its unit, from both sides', async () => {
      const here = await atWork('school', ['修订办法']);
      const there = await atWork('kindergarten', ['换发证件'], meals);
      await give(engineCase.engine, here.id, owner, attach('e-1', file));
      expect(await read(here.id)).toEqual([]);
      await give(engineCase.engine, there.id, owner, attach('e-7', file));
      expect(await read(here.id)).toMatchObject([
        {
          kind: 'sameFile',
          about: { evidenceId: 'e-1', measureNo: 1 },
          others: [{ findingId: there.id, number: there.number, unit: 'kindergarten' }],
        },
      ]);
      expect(await read(there.id)).toMatchObject([{ others: [{ findingId: here.id }] }]);
    });

    test('name the other measure it was attached to', async () => {
      const { id } = await atWork('school', ['修订办法', '组织培训']);
      await give(engineCase.engine, id, owner, attach('e-1', file), attach('e-2', file, 2));
      expect(await read(id)).toMatchObject([
        { about: { evidenceId: 'e-2', measureNo: 2 }, others: [{ findingId: id, measureNo: 1 }] },
      ]);
    });
  });

  describe('of one text', () => {
    test('name the measure elsewhere that reads nearly the same', async () => {
      const there = await atWork('kindergarten', ['加强管理', `${longText}。`]);
      const here = await atWork('school', [longText]);
      expect(await read(here.id)).toMatchObject([
        {
          kind: 'nearSameText',
          about: { measureNo: 1 },
          others: [{ findingId: there.id, unit: 'kindergarten', measureNo: 2 }],
          likeness: 1,
        },
      ]);
    });

    test('hear reports and notes, with measures set anew left out', async () => {
      const there = await atWork('kindergarten', ['加强管理']);
      const report = { type: 'REPORT_PROGRESS', text: longText } as const;
      await give(engineCase.engine, there.id, owner, report);
      const here = await atWork('school', ['加强管理']);
      await give(engineCase.engine, here.id, owner, report);
      const [signal, ...more] = await read(here.id);
      expect(more).toEqual([]);
      expect(signal).toMatchObject({
        kind: 'nearSameText',
        about: { measureNo: null, seq: 7 },
        others: [{ findingId: there.id, measureNo: null }],
      });
      const plan = await opened(engineCase.engine, { ...guards, responsibleUnit: 'school' });
      const before: FindingCommandInput = {
        type: 'SET_MEASURES',
        measures: [{ ...aMeasure(), text: longText }],
      };
      const now: FindingCommandInput = {
        type: 'SET_MEASURES',
        measures: [{ ...aMeasure(), text: '更换陪餐记录本' }],
      };
      await give(engineCase.engine, plan.id, owner, claim, before);
      expect(await kinds(plan.id)).toEqual(['nearSameText']);
      await give(engineCase.engine, plan.id, owner, now);
      expect(await kinds(plan.id)).toEqual([]);
    });

    test('are found in measures a finding was opened with', async () => {
      const measures = [{ ...aMeasure(), text: longText }];
      await opened(engineCase.engine, { ...guards, measures });
      const { id } = await opened(engineCase.engine, { ...meals, measures });
      expect(await kinds(id)).toEqual(['nearSameText']);
    });
  });

  test('of evidence from a later day than its measure was said to be done', async () => {
    const { id } = await atWork('school', ['修订办法']);
    const complete = { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' } as const;
    await give(engineCase.engine, id, owner, complete, attach('e-1', 'e'.repeat(64)));
    expect(await read(id)).toEqual([]);
    engineCase.clock.moveTo(engineCase.clock.at + 3 * dayMs);
    await give(engineCase.engine, id, owner, attach('e-2', 'f'.repeat(64)));
    expect(await read(id)).toMatchObject([
      { kind: 'evidenceAfterClaim', about: { evidenceId: 'e-2', measureNo: 1 } },
    ]);
  });

  describe('of being reported again', () => {
    test('name the similar finding the same unit has had closed', async () => {
      const before = await opened(engineCase.engine, { ...meals, responsibleUnit: 'school' });
      await wholeLife(engineCase, before.id);
      engineCase.clock.moveTo(engineCase.clock.at + 300 * dayMs);
      const again = { ...mealsAgain, responsibleUnit: 'school' };
      const { id } = await opened(engineCase.engine, again);
      const [signal, ...more] = await read(id);
      expect(more).toEqual([]);
      expect(signal).toMatchObject({
        kind: 'reportedAgain',
        others: [{ findingId: before.id, number: before.number, unit: 'school' }],
      });
      expect(signal?.question.zh).toContain(`${before.number} 已于 2024-03-01 销号`);
    });

    test('leave out what is open, of another unit, of nobody, or closed later', async () => {
      const open = await opened(engineCase.engine, { ...meals, responsibleUnit: 'school' });
      const other = await opened(engineCase.engine, { ...meals, responsibleUnit: 'kindergarten' });
      await wholeLife(engineCase, other.id);
      engineCase.clock.moveTo(engineCase.clock.at + dayMs);
      const { id } = await opened(engineCase.engine, { ...mealsAgain, responsibleUnit: 'school' });
      const nobodys = await opened(engineCase.engine, mealsAgain);
      expect(await kinds(id)).toEqual([]);
      expect(await kinds(nobodys.id)).toEqual([]);
      engineCase.clock.moveTo(engineCase.clock.at + dayMs);
      await wholeLife(engineCase, open.id);
      expect(await kinds(id)).toEqual([]);
    });
  });

  test('are read of a ledger of before, and leave every chain whole', async () => {
    const there = await atWork('kindergarten', [longText]);
    const here = await atWork('school', [longText]);
    await store.query('delete from finding_band');
    await store.query('update finding set sketch = null');
    expect(await read(here.id)).toMatchObject([{ others: [{ findingId: there.id }] }]);
    expect(await verifyChains(chains(store))).toMatchObject({ findings: 2, firstBad: null });
  });

  test('look files up by an index, at the latest finding first', async () => {
    const plan = await inTransaction(store, async (client) => {
      // A table of a few rows would be read whole.
      await client.query('set local enable_seqscan = off');
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select distinct e.subject_id from event e
         where e.event ->> 'type' = 'ATTACH_EVIDENCE' and e.event #>> '{evidence,sha256}' = 'x'
         order by e.subject_id desc limit 5`,
      );
      return rows.map((line) => line['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('event_by_file');
    expect(plan).not.toContain('Sort');
  });
}
