/** One suite on both kinds of database: findings whose words are alike, over the whole ledger. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyChains } from '../../src/engine/proof/verify.ts';
import { createLikenessViews, type LikenessViews } from '../../src/likeness-views.ts';
import { chains } from '../../src/store/chains.ts';
import type { Pool } from '../../src/store/pool.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  dayMs,
  give,
  inspector,
  opened,
  openCase,
  owner,
  setMeasures,
  wholeLife,
} from '../unit/engine/engine-case.ts';
import { different, reworded } from '../unit/likeness/pairs.ts';

describeOnBoth('Similar findings', similarContract);

const meals = {
  title: '食堂陪餐记录不完整',
  description: '陪餐记录没有填写食品安全方面的内容,陪餐工作流于形式。',
};
const mealsAgain = {
  title: '食堂陪餐记录填写不完整',
  description: '陪餐记录中未填写食品安全方面内容,陪餐流于形式。',
};
const guards = {
  title: '一名保安没有保安员证',
  description: '学校2名保安中有1名没有保安员证,安全人防力量不强。',
};

const idsOf = (found: readonly { id: string }[] | null) => found?.map(({ id }) => id);

const bandsIn = async (store: Pool) => {
  const { rows } = await store.query<{ band: number; finding_id: string }>(
    'select band, finding_id from finding_band order by finding_id, band',
  );
  return rows;
};
/** As the migration finds them. */
const forget = async (store: Pool) => {
  await store.query('delete from finding_band');
  await store.query('update finding set sketch = null');
};

function similarContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  let views: LikenessViews;

  beforeEach(() => {
    store = engineCase.database.store;
    views = createLikenessViews(store, engineCase.ports.calendar);
  });

  const open = (finding: object) => opened(engineCase.engine, finding);

  describe('are found', () => {
    test('by the words of a finding not opened yet, whatever else there is', async () => {
      const { id, number } = await open({ ...meals, responsibleUnit: 'school' });
      await open(guards);
      expect(await views.similar(mealsAgain)).toEqual([
        {
          id,
          number,
          title: meals.title,
          round: 'XC-2024',
          unit: 'school',
          state: 'identified',
          closedAt: null,
          disposition: null,
          likeness: expect.closeTo(0.56, 1),
        },
      ]);
    });

    test('in every pair of words for one problem, and in none of different problems', async () => {
      const ids: string[] = [];
      for (const [before] of [...reworded, ...different]) ids.push((await open(before)).id);
      for (const [at, [, again]] of reworded.entries()) {
        const found = idsOf(await views.similar({ ...again, limit: 50 }));
        expect([again.title, found?.includes(ids[at] ?? '')]).toEqual([again.title, true]);
      }
      for (const [at, [, other]] of different.entries()) {
        const found = idsOf(await views.similar({ ...other, limit: 50 }));
        const id = ids[reworded.length + at] ?? '';
        expect([other.title, found?.includes(id)]).toEqual([other.title, false]);
      }
    });

    test('after they were closed, with when and how', async () => {
      const { id } = await open(meals);
      await wholeLife(engineCase, id);
      const [found] = await views.similar(mealsAgain);
      expect(found).toMatchObject({
        id,
        state: 'closed',
        disposition: 'rectified',
        closedAt: engineCase.ports.calendar.print(engineCase.clock.at),
      });
    });

    test('the most alike first, of those equally alike the latest', async () => {
      const first = await open(meals);
      engineCase.clock.moveTo(engineCase.clock.at + dayMs);
      const second = await open(meals);
      const other = await open(mealsAgain);
      const found = await views.similar(meals);
      expect(idsOf(found)).toEqual([second.id, first.id, other.id]);
      expect(found.map(({ likeness }) => likeness).slice(0, 2)).toEqual([1, 1]);
      expect(idsOf(await views.similar({ ...meals, limit: 1 }))).toEqual([second.id]);
    });

    test('without the one left out, and within one round where asked', async () => {
      const here = await open(meals);
      const there = await open({ ...meals, round: 'XC-2025' });
      expect(idsOf(await views.similar({ ...meals, exclude: here.id }))).toEqual([there.id]);
      expect(idsOf(await views.similar({ ...meals, round: 'XC-2024' }))).toEqual([here.id]);
      expect(await views.similar({ ...meals, round: 'XC-2026' })).toEqual([]);
    });

    test('beside a finding, itself left out', async () => {
      const { id } = await open(meals);
      const other = await open(mealsAgain);
      expect(idsOf(await views.similarTo(id))).toEqual([other.id]);
      expect(await views.similarTo(randomUUID())).toBeNull();
    });

    test('by words of up to 20,000 characters', async () => {
      const description = Array.from({ length: 19_990 }, (_, at) =>
        String.fromCodePoint(0x4e_00 + ((at * 7_919) % 20_000)),
      ).join('');
      const { id } = await open({ title: '长文', description });
      const found = await views.similar({ title: '长文', description: description.slice(50) });
      expect(idsOf(found)).toEqual([id]);
    });
  });

  test('are refused to what cannot be looked for', async () => {
    await expect(views.similar({ title: '' })).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(views.similar({ title: '账', limit: 0 })).rejects.toMatchObject({
      code: 'request_invalid',
    });
    await expect(views.similar({ title: '账', exclude: 'x' })).rejects.toMatchObject({
      code: 'request_invalid',
    });
    expect(await views.similar({ title: '……' })).toEqual([]);
  });

  describe('of a ledger of before', () => {
    test('are found by the same bands as later ones, and sketched once', async () => {
      const { id } = await open(meals);
      await give(engineCase.engine, id, owner, { type: 'CLAIM' }, setMeasures);
      await wholeLife(engineCase, (await open(guards)).id);
      const before = await bandsIn(store);
      await forget(store);
      expect(idsOf(await views.similar(mealsAgain))).toEqual([id]);
      expect(await bandsIn(store)).toEqual(before);
      await store.query('delete from finding_band');
      expect(await views.similar(mealsAgain)).toEqual([]);
    });

    test('are found by several who ask at once', async () => {
      const { id } = await open(meals);
      for (let no = 0; no < 5; no += 1) await open({ ...guards, title: `${guards.title}${no}` });
      await forget(store);
      const all = await Promise.all([1, 2, 3, 4].map(() => views.similar(mealsAgain)));
      expect(all.map(idsOf)).toEqual([[id], [id], [id], [id]]);
    });

    test('are not lost for one event that nobody can read', async () => {
      const { id } = await open(meals);
      await open(guards);
      await forget(store);
      await store.query('alter table event disable trigger event_append_only');
      await store.query(
        `update event set event = '{"type": "OPENED"}' where subject_id <> $1 and event ->> 'type' = 'OPENED'`,
        [id],
      );
      await store.query('alter table event enable trigger event_append_only');
      expect(idsOf(await views.similar(mealsAgain))).toEqual([id]);
    });
  });

  test('are found without a change to any chain', async () => {
    const { id } = await open(meals);
    await store.query('update finding set sketch = null');
    await views.similarTo(id);
    await give(engineCase.engine, id, inspector, { type: 'WITHDRAW', reason: '重复' });
    expect(await verifyChains(chains(store))).toMatchObject({ events: 3, firstBad: null });
  });
}
