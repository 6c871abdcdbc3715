/** One suite on both kinds of database: checklists gone through, and the findings that come of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { createChecklists, type Checklists } from '../../src/checklists/checklists.ts';
import type { RunToRecord } from '../../src/checklists/run-schema.ts';
import { verifyChains } from '../../src/engine/proof/verify.ts';
import { chains } from '../../src/store/chains.ts';
import type { FindingView } from '../../src/store/finding-shapes.ts';
import { createFindingViews } from '../../src/store/finding-views.ts';
import type { Pool } from '../../src/store/pool.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { shippedPolicy } from '../support/shipped-policies.ts';
import {
  aRun,
  checklist,
  failed,
  resultsWith,
  toilets,
} from '../unit/checklists/checklist-case.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  accepted,
  dayMs,
  give,
  inspector,
  openCase,
  owner,
  slots,
  wholeLife,
  withLedger,
} from '../unit/engine/engine-case.ts';

describeOnBoth('Checklists', checklistContract);

const itemsOf = (found: readonly { no: number }[]) => found.map(({ no }) => no);

function checklistContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  let checklists: Checklists;

  beforeEach(() => {
    store = engineCase.database.store;
    checklists = createChecklists(engineCase.ports, store);
  });

  const findingOf = async (id: string | undefined): Promise<FindingView> => {
    const views = createFindingViews(store, engineCase.ports.calendar);
    const found = id === undefined ? null : await views.get(id, engineCase.clock.at);
    if (found === null) throw new Error('no such finding');
    return found;
  };
  const stored = async () => {
    const { rows } = await store.query<Record<string, number>>(
      `select (select count(*)::int from checklist) as checklists,
         (select count(*)::int from checklist_run) as runs,
         (select count(*)::int from finding) as findings,
         (select count(*)::int from round) as rounds`,
    );
    return rows[0];
  };

  describe('open findings', () => {
    test('for what has failed and nothing else, each saying where it comes from', async () => {
      const run = await checklists.run(aRun({ slots }));
      expect(itemsOf(run.opened)).toEqual([3, 16]);
      expect(run.counts).toEqual({ met: 2, failed: 2, notApplicable: 0 });
      expect(run.alreadyOpen).toEqual([]);
      const [fire, stalls] = await Promise.all(run.opened.map(({ id }) => findingOf(id)));
      expect(fire).toMatchObject({
        round: 'DD-2024',
        title: '消防器材在有效期内',
        description: '第3项不达标',
        sourceNo: '第3条',
        class: 'immediate',
        grade: 'serious',
        origin: 'checklist',
        responsibleUnit: 'school-3',
        slots,
      });
      expect(stalls).toMatchObject({ title: toilets, aspect: { no: 4, title: '食宿与卫生' } });
      expect(await stored()).toEqual({ checklists: 1, runs: 1, findings: 2, rounds: 1 });
      expect(await verifyChains(chains(store))).toMatchObject({ firstBad: null });
    });

    test('that keep their reason and the longer period, where they cannot be put right at once', async () => {
      const reason = '需要较大资金投入和用房条件';
      const slow = await checklists.run(aRun({ results: resultsWith(failed(16, '缺', reason)) }));
      const soon = await checklists.run(
        aRun({ unit: 'school-4', results: resultsWith(failed(16, '缺')) }),
      );
      const [later, sooner] = [
        await findingOf(slow.opened[0]?.id),
        await findingOf(soon.opened[0]?.id),
      ];
      expect(later).toMatchObject({ class: 'continuing' });
      expect(later.description).toContain(reason);
      expect(sooner).toMatchObject({ class: 'phased', description: '缺' });
      expect(slow.results.find(({ no }) => no === 16)).toMatchObject({ reason });
      const { rows } = await store.query<{ event: { input: { origin: object } } }>(
        `select event from event where subject_id = $1 and seq = 1`,
        [later.id],
      );
      expect(rows[0]?.event.input.origin).toEqual({
        kind: 'checklist',
        checklist: 'school-minimum@1',
        item: 16,
      });
    });

    test('under the rule set asked for', async () => {
      const { version } = shippedPolicy('cn-education-supervision');
      const run = await checklists.run(aRun({ policy: `cn-education-supervision@${version}` }));
      const { rows } = await store.query<{ policy_id: string }>(
        'select distinct policy_id from finding',
      );
      expect(run.opened).toHaveLength(2);
      expect(rows).toEqual([{ policy_id: 'cn-education-supervision' }]);
    });

    test('none where all is met, and are kept all the same', async () => {
      const run = await checklists.run(aRun({ results: resultsWith() }));
      expect(run).toMatchObject({ opened: [], counts: { met: 4, failed: 0 } });
      expect(await stored()).toEqual({ checklists: 1, runs: 1, findings: 0, rounds: 1 });
    });
  });

  describe('gone through again', () => {
    test('do not open twice what is still open, and name it', async () => {
      const first = await checklists.run(aRun());
      const again = await checklists.run(
        aRun({ round: 'DD-2025', results: resultsWith(failed(1), failed(3), failed(16)) }),
      );
      expect(itemsOf(again.opened)).toEqual([1]);
      expect(again.alreadyOpen).toEqual(first.opened);
      expect(again.results.find(({ no }) => no === 3)?.finding).toMatchObject({
        id: first.opened[0]?.id,
        state: 'identified',
      });
      expect(await stored()).toMatchObject({ runs: 2, findings: 3 });
    });

    test('also where the unit that works on it is another one by now', async () => {
      const { opened } = await checklists.run(aRun({ results: resultsWith(failed(3)) }));
      await give(engineCase.engine, opened[0]?.id ?? '', owner, {
        type: 'CLAIM',
        responsibleUnit: 'general-office',
      });
      const again = await checklists.run(aRun({ results: resultsWith(failed(3)) }));
      expect(again).toMatchObject({ opened: [], alreadyOpen: opened });
    });

    test('open anew what was closed meanwhile, and nothing of what was reopened', async () => {
      const results = resultsWith(failed(16));
      const first = await checklists.run(aRun({ results, slots }));
      const id = first.opened[0]?.id ?? '';
      await wholeLife(engineCase, id);
      const second = await checklists.run(aRun({ results, slots }));
      expect(itemsOf(second.opened)).toEqual([16]);
      await give(engineCase.engine, second.opened[0]?.id ?? '', inspector, {
        type: 'WITHDRAW',
        reason: '与前次重复',
      });
      await give(engineCase.engine, id, inspector, {
        type: 'REOPEN',
        reasonCode: 'relapse',
        reason: '再次发现',
      });
      const third = await checklists.run(aRun({ results }));
      expect(third).toMatchObject({ opened: [], alreadyOpen: first.opened });
    });

    test('over another unit, or by another checklist, are another matter', async () => {
      await checklists.run(aRun());
      const elsewhere = await checklists.run(aRun({ unit: 'school-4' }));
      const other = await checklists.run(aRun({ checklist: { ...checklist, id: 'kindergarten' } }));
      expect([elsewhere, other].map(({ opened }) => itemsOf(opened))).toEqual([
        [3, 16],
        [3, 16],
      ]);
    });

    test('in another version, know their items by their words', async () => {
      const first = await checklists.run(aRun({ results: resultsWith(failed(16)) }));
      const items = [
        { no: 16, text: '饮水安全' },
        { no: 17, text: toilets },
      ];
      const next = { ...checklist, version: 2, items };
      const run = await checklists.run(
        aRun({ checklist: next, results: [failed(16), failed(17)] }),
      );
      expect(itemsOf(run.opened)).toEqual([16]);
      expect(run.alreadyOpen).toEqual([{ ...first.opened[0], no: 17 }]);
    });

    test('of the same version read the same, or are refused', async () => {
      await checklists.run(aRun());
      const items = checklist.items.map((item) => ({ ...item, text: `${item.text}。` }));
      const changed = aRun({ checklist: { ...checklist, items } });
      await expect(checklists.run(changed)).rejects.toMatchObject({ code: 'checklist_changed' });
      await expect(checklists.check(changed)).rejects.toMatchObject({ code: 'checklist_changed' });
      expect(await stored()).toMatchObject({ runs: 1, findings: 2 });
    });
  });

  describe('are recorded once', () => {
    test('under one key, and answered the same however often', async () => {
      const run = aRun({ idempotencyKey: 'run-1' });
      const first = await checklists.run(run);
      engineCase.clock.moveTo(engineCase.clock.at + dayMs);
      expect(await checklists.run(run)).toEqual(first);
      await expect(checklists.run({ ...run, unit: 'school-4' })).rejects.toMatchObject({
        code: 'idempotency_key_reused',
      });
      expect(await stored()).toMatchObject({ runs: 1, findings: 2 });
    });

    test('under one key that several use at once', async () => {
      const run = aRun({ idempotencyKey: 'run-1' });
      const answers = await Promise.all([1, 2, 3, 4].map(() => checklists.run(run)));
      expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
      expect(await stored()).toMatchObject({ runs: 1, findings: 2 });
    });

    test('each, where several go through the same at once; what has failed is opened by one', async () => {
      const answers = await Promise.all([1, 2, 3].map(() => checklists.run(aRun())));
      expect(answers.map(({ opened }) => opened.length)).toSatisfy(
        (many: number[]) => many.filter((one) => one === 2).length === 1 && many.includes(0),
      );
      expect(await stored()).toMatchObject({ runs: 3, findings: 2 });
    });
  });

  describe('cut off', () => {
    test.each([1, 2])(
      'leave nothing of a run with %i findings that could not be kept',
      async (many) => {
        await store.query(
          `alter table checklist_run add constraint nothing_goes check (false) not valid`,
        );
        const given = [failed(3), failed(16)].slice(0, many);
        const run = aRun({ results: resultsWith(...given) });
        await expect(checklists.run(run)).rejects.toMatchObject({ code: '23514' });
        await store.query('alter table checklist_run drop constraint nothing_goes');
        expect(await stored()).toMatchObject({ checklists: 0, runs: 0, findings: 0 });
        expect((await checklists.run(run)).opened).toHaveLength(many);
      },
    );

    test('leave no run of findings that could not be opened', async () => {
      await store.query(
        `alter table finding add constraint nothing_goes check (source_no <> '第16条') not valid`,
      );
      await expect(checklists.run(aRun())).rejects.toMatchObject({ code: '23514' });
      await store.query('alter table finding drop constraint nothing_goes');
      expect(await stored()).toMatchObject({ runs: 0, findings: 0 });
    });
  });

  test.each([[[failed(3)]], [[failed(3), failed(16)]]])(
    'are decided anew where the calendar moves on meanwhile, and written once',
    async (given) => {
      let isFirst = true;
      const ports = withLedger(engineCase, (ledger) => ({
        async takeNumber(roundId) {
          if (isFirst) {
            isFirst = false;
            await store.query(
              `insert into calendar_layer (id, version, data, loaded_at, loaded_by)
               values ('school', 1, $1::jsonb, now(), '{"kind": "system", "rule": "test"}')`,
              [JSON.stringify(schoolLayer)],
            );
          }
          return ledger.takeNumber(roundId);
        },
      }));
      const run = await createChecklists(ports, store).run(
        aRun({ results: resultsWith(...given) }),
      );
      expect(run.opened).toHaveLength(given.length);
      expect(await stored()).toMatchObject({ runs: 1, findings: given.length });
    },
  );

  describe('are refused', () => {
    const wrong: [string, Partial<RunToRecord>, string][] = [
      ['without a result', { results: [failed(3)] }, 'no result for item 1, 16, 20'],
      [
        'with two results of one item',
        { results: [...resultsWith(), failed(3)] },
        'item 3 has two results',
      ],
      [
        'with a result of an item that is not there',
        { results: [...resultsWith(), failed(99)] },
        'no item 99',
      ],
      [
        'with a failed item that says nothing',
        { results: [...resultsWith().slice(1), { no: 1, result: 'failed' }] },
        'item 1 has failed',
      ],
      [
        'with a reason where nothing has failed',
        { results: [...resultsWith().slice(1), { no: 1, result: 'met', reason: '缺资金' }] },
        'item 1 has not failed',
      ],
      ['of a day to come', { on: '2024-03-02' }, 'on: '],
      ['under a rule set nobody knows', { policy: 'nobody@9' }, 'nobody@9'],
      ['of a unit without a name', { unit: ' ' }, 'unit: '],
    ];
    test.each(wrong)('%s', async (_name, given, said) => {
      const run = aRun(given);
      const refusal = { code: 'request_invalid', message: expect.stringContaining(said) };
      await expect(checklists.run(run)).rejects.toMatchObject(refusal);
      await expect(checklists.check(run)).rejects.toMatchObject(refusal);
      expect(await stored()).toEqual({ checklists: 0, runs: 0, findings: 0, rounds: 0 });
    });
  });

  test('are looked at beforehand without a trace', async () => {
    const { opened } = await checklists.run(aRun({ results: resultsWith(failed(3)) }));
    const before = await stored();
    expect(await checklists.check(aRun({ round: 'DD-2030' }))).toMatchObject({
      checklist: 'school-minimum@1',
      counts: { met: 2, failed: 2 },
      toOpen: [{ no: 16, title: toilets, class: 'continuing' }],
      alreadyOpen: opened,
    });
    expect(await stored()).toEqual(before);
  });

  test('are listed in the order they were recorded, by round, unit and checklist, page by page', async () => {
    const runs = [
      await checklists.run(aRun()),
      await checklists.run(aRun({ unit: 'school-4' })),
      await checklists.run(aRun({ round: 'DD-2025' })),
      await checklists.run(aRun({ checklist: { ...checklist, id: 'other' } })),
    ];
    const ids = runs.map(({ id }) => id);
    const listed = async (query?: object) => (await checklists.runs(query)).map(({ id }) => id);
    expect(await checklists.runs()).toEqual(runs);
    expect(await listed({ round: 'DD-2025' })).toEqual([ids[2]]);
    expect(await listed({ unit: 'school-4' })).toEqual([ids[1]]);
    expect(await listed({ checklist: 'other' })).toEqual([ids[3]]);
    expect(await listed({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await listed({ after: ids[1] })).toEqual(ids.slice(2));
    await expect(checklists.runs({ limit: 0 })).rejects.toMatchObject({ code: 'request_invalid' });
    const answer = await engineCase.engine.send({
      findingId: runs[0]?.opened[0]?.id ?? '',
      event: { type: 'WITHDRAW', reason: '误报' },
      by: inspector,
    });
    accepted(answer);
    const [first] = await checklists.runs({ limit: 1 });
    expect(first?.results.find(({ no }) => no === 3)?.finding?.state).toBe('closed');
  });
}

/** A day off of the school, that no period reaches. */
const schoolLayer = {
  kind: 'addition',
  id: 'school',
  version: 1,
  title: '校历',
  holidays: [{ name: '校庆日', from: '2024-12-20', to: '2024-12-20', source: '校〔2024〕1号' }],
};
