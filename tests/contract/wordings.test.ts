/** One suite on both kinds of database: wordings are changed, taken back, looked at, and counted by version. */
import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../machines/actor.ts';
import { textOf, templateNames } from '../../src/channels/texts.ts';
import { createFindingViews } from '../../src/store/finding-views.ts';
import type { Queryable } from '../../src/store/pool.ts';
import { createWordings, type Wordings } from '../../src/wordings.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  fireAt,
  hourMs,
  inspector,
  opened,
  openCase,
  owner,
  shanghai,
  start,
} from '../unit/engine/engine-case.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const reminder = textOf('reminder');
const own = { ...reminder, tag: '请办', body: '{{title}}请抓紧。' };

describeOnBoth('Wordings', wordingContract);

function wordingContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Queryable;
  let wordings: Wordings;
  const open = (db: Queryable) =>
    createWordings(engineCase.ports, db, createFindingViews(store, engineCase.ports.calendar));

  beforeEach(async () => {
    ({ store } = engineCase.database);
    await store.query('delete from wording');
    wordings = open(store);
  });

  const rows = async () =>
    (await store.query('select * from wording order by template, version')).rows;

  test('are as shipped until somebody changes them', async () => {
    const listed = await wordings.list();
    expect(listed.map(({ template }) => template)).toEqual(templateNames.toSorted());
    for (const { template, shipped, text, change } of listed) {
      expect([shipped, text, change]).toEqual([textOf(template), textOf(template), null]);
    }
    const texts = await wordings.texts();
    expect(texts('reminder')).toEqual(reminder);
  });

  test('say who changed what, when and why, and keep what was before', async () => {
    const first = await wordings.change('reminder', own, inspector, ' 更明确 ');
    expect(first).toEqual({
      template: 'reminder',
      shipped: reminder,
      text: own,
      change: {
        version: 1,
        withdrawn: false,
        at: '2024-03-01T10:00:00.000+08:00',
        by: inspector,
        note: '更明确',
      },
    });
    engineCase.clock.moveTo(start + hourMs);
    const second = await wordings.change('reminder', { ...own, tag: '速办' }, owner);
    expect(second.change).toMatchObject({ version: 2, note: null, by: owner });
    expect(await wordings.get('reminder')).toEqual(second);
    expect(await rows()).toMatchObject([
      { version: 1, text: own },
      { version: 2, text: { ...own, tag: '速办' } },
    ]);
    expect((await wordings.get('overdue')).change).toBeNull();
  });

  test('taken back are as shipped again, and may be changed once more', async () => {
    await wordings.change('reminder', own, inspector);
    const back = await wordings.withdraw('reminder', owner);
    expect(back.text).toEqual(reminder);
    expect(back.change).toMatchObject({ version: 2, withdrawn: true, by: owner });
    expect((await wordings.texts())('reminder')).toEqual(reminder);
    const again = await wordings.change('reminder', own, inspector);
    expect([again.change?.version, again.text]).toEqual([3, own]);
  });

  test('are not taken back where there is nothing to take back', async () => {
    expect((await wordings.withdraw('reminder', owner)).change).toBeNull();
    await wordings.change('reminder', own, inspector);
    await wordings.withdraw('reminder', owner);
    const before = await rows();
    await wordings.withdraw('reminder', inspector);
    expect(await rows()).toEqual(before);
  });

  test('changed by many at once are all on record, each under a version of its own', async () => {
    const tags = Array.from({ length: 8 }, (_, no) => `请办${no}`);
    await Promise.all(tags.map((tag) => wordings.change('reminder', { ...own, tag }, inspector)));
    const found = (await rows()) as { version: number; text: { tag: string } }[];
    expect(found.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(found.map(({ text }) => text.tag).toSorted()).toEqual(tags);
  });

  test('are known to another process at its next question, which costs one count while nothing changes', async () => {
    const asked: string[] = [];
    const elsewhere = open({
      query<R>(text: string, params?: readonly unknown[]) {
        asked.push(text.includes('wording_revision') ? 'count' : 'read');
        return store.query<R>(text, params);
      },
    });
    expect((await elsewhere.texts())('reminder')).toEqual(reminder);
    await wordings.change('reminder', own, inspector);
    expect((await elsewhere.texts())('reminder')).toEqual(own);
    expect((await elsewhere.texts())('overdue')).toEqual(textOf('overdue'));
    await wordings.withdraw('reminder', inspector);
    expect((await elsewhere.texts())('reminder')).toEqual(reminder);
    expect(asked).toEqual(['count', 'count', 'read', 'count', 'count', 'read']);
  });

  test('that were stored and cannot be used keep no notice from going out', async () => {
    await wordings.change('reminder', own, inspector);
    await store.query(`update wording set text = '{"tag": "{{nummer}}"}'`);
    expect((await open(store).texts())('reminder')).toEqual(reminder);
  });

  test.each<[string, () => Promise<unknown>, string, string]>([
    [
      'a template there is not',
      () => wordings.change('remind', own, inspector),
      'template_not_found',
      '',
    ],
    [
      'a member of every object',
      () => wordings.withdraw('toString', inspector),
      'template_not_found',
      '',
    ],
    [
      'a placeholder there is not',
      () => wordings.change('reminder', { ...own, next: '{{x}}' }, inspector),
      'wording_invalid',
      'next: ',
    ],
    [
      'a field too few',
      () => wordings.change('reminder', { tag: '请办' }, inspector),
      'wording_invalid',
      'body: ',
    ],
    ['no text at all', () => wordings.change('reminder', null, inspector), 'wording_invalid', ': '],
    [
      'a document that was none',
      () => wordings.change('reminder', { ...own, document: '令' }, inspector),
      'wording_invalid',
      'document: ',
    ],
    [
      'a rule',
      () => wordings.change('reminder', own, { kind: 'system', rule: 'x' }),
      'request_invalid',
      'by.kind: ',
    ],
    [
      'an empty note',
      () => wordings.change('reminder', own, inspector, ' '),
      'request_invalid',
      'note: ',
    ],
    ['nobody', () => wordings.withdraw('reminder', {} as Actor), 'request_invalid', 'by.kind: '],
    [
      'a preview of nothing',
      () => wordings.preview('reminder', null, nobodyHas),
      'finding_not_found',
      '',
    ],
    [
      'a preview with half a placeholder',
      () => wordings.preview('reminder', { ...own, tag: '{{' }, nobodyHas),
      'wording_invalid',
      'tag: ',
    ],
    ['a preview of no id', () => wordings.preview('reminder', null, '1'), 'request_invalid', ''],
  ])('with %s are refused, and nothing is written', async (_what, change, code, said) => {
    const message = expect.stringContaining(said) as unknown;
    await expect(change()).rejects.toMatchObject({ code, message });
    expect(await rows()).toEqual([]);
  });

  test('are seen over a real finding before anybody is told, and nothing is written', async () => {
    const { id, number } = await opened(engineCase.engine);
    const count = 'select (select count(*) from notice) + (select count(*) from event) as count';
    const before = (await store.query(count)).rows;
    const mail = await wordings.preview('reminder', own, id.toUpperCase());
    expect(mail.subject).toMatch(new RegExp(`^【请办】${number} 采购管理不规范:`, 'u'));
    expect(mail.text).toMatch(/^何文斌:\n\n采购管理不规范请抓紧。/u);
    expect(mail.text).not.toContain('{{');
    expect(mail.text).toContain('整改方案期限');
    expect(mail.html).toContain('采购管理不规范请抓紧。');
    const present = await wordings.preview('reminder', null, id);
    expect(present.subject).toMatch(/^【整改提醒】/u);
    expect((await store.query(count)).rows).toEqual(before);
    expect(await rows()).toEqual([]);
  });

  test('are seen over the last notice of their kind where there is one', async () => {
    const { id } = await opened(engineCase.engine);
    await fireAt(engineCase, shanghai('2024-03-11T09:00'));
    await wordings.change('reminder', own, inspector);
    const { text, subject } = await wordings.preview('reminder', null, id);
    expect(subject).toMatch(/^【请办】/u);
    const { rows: told } = await store.query<{ rungs: string[] }>(
      `select rungs from notice where finding_id = $1 and template = 'reminder'`,
      [id],
    );
    expect(told.length).toBeGreaterThan(0);
    expect(text).toContain(told[0]?.rungs[0] ?? 'no rung');
  });

  test('are seen for every template, in a finding nobody is appointed for too', async () => {
    const { id } = await opened(engineCase.engine, { slots: {} });
    for (const template of templateNames) {
      const { subject, text } = await wordings.preview(template, null, id);
      expect(subject).toContain('采购管理不规范');
      expect(subject + text).not.toContain('{{');
    }
  });
}
