/** One suite on both kinds of database: documents taken in, once, and recognised when they come again. */
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyChains } from '../../src/engine/proof/verify.ts';
import type { ImportToApply } from '../../src/imports/import-schema.ts';
import { createImports, type ImportAnswer, type Imports } from '../../src/imports/imports.ts';
import type { ComparedRow, ImportReview } from '../../src/imports/review.ts';
import { createLikenessViews } from '../../src/likeness-views.ts';
import { chains } from '../../src/store/chains.ts';
import type { FindingView } from '../../src/store/finding-shapes.ts';
import { createFindingViews } from '../../src/store/finding-views.ts';
import { namedParties } from '../../src/store/named-parties.ts';
import type { Pool } from '../../src/store/pool.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  claim,
  dayMs,
  give,
  inspector,
  openCase,
  opened as openedByHand,
  owner,
  pause,
  setMeasures,
  wholeLife,
  slots,
  withLedger,
} from '../unit/engine/engine-case.ts';
import { history } from '../unit/engine/ledger-reading.ts';
import {
  aDocument,
  bus,
  canteen,
  library,
  threeRows,
  type Row,
} from '../unit/imports/document-case.ts';

describeOnBoth('Imports', importContract);

const round = 'XC-2024';

const request = (rows: readonly Row[], given: Partial<ImportToApply> = {}): ImportToApply => ({
  document: aDocument(rows, { file: 'feedback.docx' }),
  round,
  by: inspector,
  ...given,
});

const idOf = ({ review }: { review: ImportReview }, title: string): string => {
  const row = review.toOpen.find((each) => each.title === title);
  if (row?.opened === undefined || row.opened === null) throw new Error(`not opened: ${title}`);
  return row.opened.id;
};

const told = (row: ComparedRow | undefined) =>
  row?.fields.map(({ field, result, action, why }) => [field, result, action, why]);

function importContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  let imports: Imports;

  const importsOver = (ports = engineCase.ports): Imports => {
    const likeness = createLikenessViews(store, ports.calendar);
    return createImports(
      {
        ...ports,
        similar: (query) => likeness.similar(query),
        names: (names) => namedParties(store, names),
      },
      store,
    );
  };

  beforeEach(async () => {
    store = engineCase.database.store;
    imports = importsOver();
    await store.query('delete from column_mapping');
  });

  async function applied(rows: readonly Row[], given: Partial<ImportToApply> = {}) {
    const answer = await imports.apply(request(rows, given));
    if (answer.kind !== 'applied') throw new Error('nothing was taken in');
    return answer;
  }

  const stored = async () => {
    const { rows } = await store.query<Record<string, number>>(
      `select (select count(*)::int from document_import) as imports,
         (select count(*)::int from document_row) as rows,
         (select count(*)::int from finding) as findings,
         (select count(*)::int from event) as events,
         (select count(*)::int from round) as rounds`,
    );
    return rows[0];
  };

  const findingOf = async (id: string | undefined): Promise<FindingView> => {
    const views = createFindingViews(store, engineCase.ports.calendar);
    const found = id === undefined ? null : await views.get(id, engineCase.clock.at);
    if (found === null) throw new Error('no such finding');
    return found;
  };

  const rowOf = async (rows: readonly Row[], title: string): Promise<string> => {
    const { toOpen } = await imports.check({ document: aDocument(rows), round });
    return toOpen.find((row) => row.title === title)?.row ?? '';
  };

  describe('a document new to its round', () => {
    test('opens every row, and is kept with what was read, under its name and hash', async () => {
      const answer = await applied(threeRows, { file: '/home/li/feedback.docx' });
      expect(answer.review.toOpen.map(({ opened }) => opened?.number)).toEqual([
        'XC-2024-01-001',
        'XC-2024-01-002',
        'XC-2024-01-003',
      ]);
      expect(await findingOf(idOf(answer, bus.title))).toMatchObject({
        title: bus.title,
        description: bus.description,
        sourceNo: '2',
        aspect: { no: 1, title: '一、落实党的教育方针方面' },
        state: 'identified',
        measures: [{ no: 1, text: '补齐日检记录', state: 'agreed' }],
      });
      const { sha256 } = answer.import;
      expect(await imports.get(answer.import.id)).toMatchObject({
        round,
        no: 1,
        file: 'feedback.docx',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
        form: 'progress-report',
        by: inspector,
        document: { aspects: [{ findings: [{ title: canteen.title }, {}, {}] }] },
        rows: [
          { state: 'kept', finding: { number: 'XC-2024-01-001', state: 'identified' } },
          {},
          {},
        ],
      });
      expect((await imports.list({ round })).map((each) => each.sha256)).toEqual([sha256]);
      expect(await stored()).toEqual({ imports: 1, rows: 3, findings: 3, events: 4, rounds: 1 });
      expect(await verifyChains(chains(store))).toMatchObject({ firstBad: null });
    });

    test('is looked at beforehand without a trace', async () => {
      const checked = await imports.check({ document: aDocument(threeRows), round });
      expect(checked).toMatchObject({
        status: 'new',
        before: null,
        counts: { toOpen: 3, unchanged: 0, changed: 0, vanished: 0, undecided: 0 },
        content: { aspects: [{}] },
      });
      expect(checked.toOpen[0]).toMatchObject({
        no: '1',
        opened: null,
        problems: [],
        finding: { round, title: canteen.title, measures: [{ no: 1 }, { no: 2 }] },
      });
      expect(await stored()).toEqual({ imports: 0, rows: 0, findings: 0, events: 0, rounds: 0 });
    });

    test('names its round as whoever inspected called it', async () => {
      await imports.apply({
        document: aDocument(threeRows, { inspectingBody: '区委第一巡察组' }),
        round,
        by: inspector,
      });
      const { rows } = await store.query<{ title: string; numbers_given: number }>(
        'select title, numbers_given from round',
      );
      expect(rows).toEqual([{ title: '区委第一巡察组', numbers_given: 3 }]);
      const later = await openedByHand(engineCase.engine, { round, title: '后来发现的' });
      expect(later.number).toBe('XC-2024-00-004');
    });

    test('leaves findings of other documents alone, and shows those that are alike', async () => {
      const first = await applied(threeRows);
      const other: Row = { ...canteen, no: '7', title: '食堂陪餐记录填写不完整' };
      const { review } = await applied([other, { no: '8', title: '消防通道被占用' }], {
        document: aDocument([other, { no: '8', title: '消防通道被占用' }], {
          file: 'petitions.docx',
          title: '信访事项清单',
        }),
      });
      expect(review.status).toBe('new');
      expect(review.counts).toMatchObject({ toOpen: 2, changed: 0, vanished: 0 });
      const asked = review.questions.filter(({ code }) => code === 'similar');
      expect(asked.map(({ no, findings }) => [no, findings.map(({ id }) => id)])).toEqual([
        ['7', [idOf(first, canteen.title)]],
      ]);
      expect(await stored()).toMatchObject({ imports: 2, findings: 5 });
    });

    test('does not open a second time what the round calls the same, unless somebody says so', async () => {
      const byHand = await openedByHand(engineCase.engine, { round, title: bus.title });
      const first = await applied(threeRows);
      expect(first.review.undecided).toMatchObject([
        { no: '2', maybe: [{ is: byHand.number, title: bus.title }] },
      ]);
      expect(first.review.counts).toMatchObject({ toOpen: 2, undecided: 1 });
      const row = first.review.undecided[0]?.row ?? '';
      const second = await applied(threeRows, { corrections: [{ row, is: byHand.number }] });
      expect(second.review.changed.map((each) => [each.finding.id, told(each)])).toEqual([
        [
          byHand.id,
          [
            ['description', 'conflict', 'none', null],
            ['sourceNo', 'conflict', 'none', null],
            ['aspect', 'conflict', 'none', null],
            ['measures', 'conflict', 'none', null],
          ],
        ],
      ]);
      expect(await stored()).toMatchObject({ findings: 3 });
    });

    test('opens it after all where somebody says that it is new', async () => {
      await openedByHand(engineCase.engine, { round, title: bus.title });
      const { review } = await applied(threeRows);
      const row = review.undecided[0]?.row ?? '';
      const corrections = [{ row, is: 'new' }];
      const again = await applied(threeRows, { corrections });
      expect(again.review.toOpen.map(({ title }) => title)).toEqual([bus.title]);
      // Said once, it is not done twice, however often the file comes with it.
      const changed = [...threeRows, { no: '4', title: '操场围栏破损' }];
      const third = await applied(changed, { corrections });
      expect(third.review.toOpen.map(({ title }) => title)).toEqual(['操场围栏破损']);
      expect(await stored()).toMatchObject({ findings: 5 });
    });

    test('is refused whole where a row cannot be kept, and says which', async () => {
      const long = { no: '4', title: '长'.repeat(20_001) };
      const given = request([...threeRows, long]);
      await expect(imports.apply(given)).rejects.toMatchObject({
        code: 'request_invalid',
        detail: { problems: [{ path: expect.stringMatching(/^rows\.r\w+\.title$/u) }] },
      });
      expect(await stored()).toMatchObject({ imports: 0, findings: 0, rounds: 0 });
      const { toOpen } = await imports.check({ document: aDocument([long]), round });
      const corrections = [{ row: toOpen[0]?.row ?? '', skip: true }];
      expect((await applied([...threeRows, long], { corrections })).review.counts).toMatchObject({
        toOpen: 3,
        skipped: 1,
      });
    });
  });

  describe('the same file again', () => {
    test('changes nothing, and is answered with the import of before', async () => {
      const first = await applied(threeRows);
      const before = await stored();
      engineCase.clock.moveTo(engineCase.clock.at + dayMs);
      expect(await imports.apply(request(threeRows))).toEqual({
        kind: 'unchanged',
        import: first.import,
      });
      const checked = await imports.check(withoutBy(request(threeRows)));
      expect(checked).toMatchObject({
        status: 'same',
        before: first.import.id,
        counts: { unchanged: 3, toOpen: 0, changed: 0 },
      });
      expect(await stored()).toEqual(before);
    });

    test('changes nothing either when a later state has come meanwhile', async () => {
      const first = await applied(threeRows);
      await applied([canteen, bus]);
      const before = await stored();
      expect(await imports.apply(request(threeRows))).toMatchObject({
        kind: 'unchanged',
        import: { id: first.import.id },
      });
      expect(await stored()).toEqual(before);
    });

    test('is another matter in another round', async () => {
      await applied(threeRows);
      await applied(threeRows, { round: 'XC-2025' });
      expect(await stored()).toMatchObject({ imports: 2, findings: 6, rounds: 2 });
    });

    test('by several at once is taken in by one, and the others are told so', async () => {
      const answers = await Promise.all([1, 2, 3, 4].map(() => imports.apply(request(threeRows))));
      const kinds = answers.map(({ kind }) => kind).toSorted();
      expect(kinds).toEqual(['applied', 'unchanged', 'unchanged', 'unchanged']);
      expect(new Set(answers.map((answer: ImportAnswer) => answer.import.id)).size).toBe(1);
      expect(await stored()).toEqual({ imports: 1, rows: 3, findings: 3, events: 4, rounds: 1 });
    });

    test('in two states at once: each is taken in, one after the other', async () => {
      await applied(threeRows);
      const [one, other] = [
        [...threeRows, fence],
        [...threeRows, gate],
      ];
      const answers = await Promise.all([
        imports.apply(request(one)),
        imports.apply(request(other)),
      ]);
      expect(answers.map(({ kind }) => kind)).toEqual(['applied', 'applied']);
      const all = await imports.list({ round });
      expect(all.map(({ no }) => no)).toEqual([1, 2, 3]);
      expect(new Set(all.map(({ documentId }) => documentId)).size).toBe(1);
      expect(await stored()).toMatchObject({ findings: 5 });
    });
  });

  describe('a changed file', () => {
    test('opens what is new, lists what has vanished, and leaves the rest', async () => {
      const first = await applied(threeRows);
      const { review } = await applied([canteen, { ...fence, no: '2' }, { ...library, no: '3' }]);
      expect(review.status).toBe('later');
      expect(review.before).toBe(first.import.id);
      expect(review.toOpen.map(({ title }) => title)).toEqual([fence.title]);
      expect(review.unchanged.map(({ title }) => title)).toEqual([canteen.title, library.title]);
      expect(review.vanished).toMatchObject([
        { title: bus.title, finding: { id: idOf(first, bus.title), state: 'identified' } },
      ]);
      expect((await findingOf(idOf(first, bus.title))).state).toBe('identified');
      // It is listed once; and it is known again when it comes back.
      const third = await applied([canteen, { ...library, no: '2' }]);
      expect(third.review.vanished.map(({ title }) => title)).toEqual([fence.title]);
      const fourth = await applied([canteen, bus, { ...library, no: '2' }]);
      expect(fourth.review.toOpen).toEqual([]);
      expect(fourth.review.unchanged.map(({ finding }) => finding.id)).toContain(
        idOf(first, bus.title),
      );
    });

    test('knows rows that were moved, renumbered and reworded, and says what differs', async () => {
      const first = await applied(threeRows);
      const reworded = { ...canteen, no: '3', title: '食堂陪餐记录填写不完整' };
      const { review } = await applied([fence, { ...bus, no: '4' }, reworded]);
      expect(review.toOpen.map(({ title }) => title)).toEqual([fence.title]);
      expect(review.vanished.map(({ title }) => title)).toEqual([library.title]);
      const [moved, other] = review.changed;
      expect([moved?.finding.id, moved?.matchedBy]).toEqual([idOf(first, bus.title), 'title']);
      expect(told(moved)).toEqual([['sourceNo', 'changedInFile', 'person', 'noCommand']]);
      expect([other?.finding.id, other?.matchedBy]).toEqual([
        idOf(first, canteen.title),
        'likeness',
      ]);
      expect(told(other)).toEqual([
        ['title', 'changedInFile', 'person', 'noCommand'],
        ['sourceNo', 'changedInFile', 'person', 'noCommand'],
      ]);
    });

    test('under another name is still the same document', async () => {
      await applied(threeRows);
      const { review } = await applied([...threeRows, fence], {
        document: aDocument([...threeRows, fence], { file: 'feedback (2).pdf', title: null }),
      });
      expect(review.counts).toMatchObject({ toOpen: 1, unchanged: 3 });
    });

    test('of another form changes nothing by what it has no place for', async () => {
      await applied(threeRows);
      const rows = threeRows.map(({ no, title }) => ({
        no: `(一)-${no}`,
        title: `${title}的问题`,
      }));
      const document = aDocument(rows, { form: 'public-bulletin', title: '整改情况公告' });
      const { review } = await applied(rows, { document });
      expect(review.counts).toMatchObject({ toOpen: 0, changed: 3, vanished: 0, undecided: 0 });
      const fields = review.changed.flatMap((row) => row.fields.map(({ field }) => field));
      expect(new Set(fields)).toEqual(new Set(['title', 'sourceNo']));
    });

    test('writes measures while the plan may be changed, and keeps what people have planned', async () => {
      const first = await applied(threeRows);
      const id = idOf(first, canteen.title);
      await give(engineCase.engine, id, owner, claim, {
        type: 'SET_MEASURES',
        measures: [
          { no: 1, text: '修订陪餐制度', acceptanceCriterion: '制度已印发' },
          { no: 2, text: '每周检查陪餐记录' },
        ],
      });
      const measures = ['修订陪餐制度', '每日检查陪餐记录', '公示检查结果'];
      const { review } = await applied([{ ...canteen, measures }, bus, library]);
      expect(review.changed.map(told)).toEqual([[['measures', 'changedInFile', 'written', null]]]);
      const finding = await findingOf(id);
      expect(finding.measures).toMatchObject([
        { no: 1, text: '修订陪餐制度', acceptanceCriterion: '制度已印发' },
        { no: 2, text: '每日检查陪餐记录' },
        { no: 3, text: '公示检查结果' },
      ]);
      const [last] = (await history(engineCase, id)).slice(-1);
      expect([last?.event.type, last?.by]).toEqual([
        'SET_MEASURES',
        { kind: 'import', document: 'feedback.docx' },
      ]);
      const again = await applied([{ ...canteen, measures: measures.slice(0, 2) }, bus, library]);
      expect(again.review.changed.map(told)).toEqual([
        [['measures', 'changedInFile', 'written', null]],
      ]);
      expect(await verifyChains(chains(store))).toMatchObject({ firstBad: null });
    });

    test('names the condition where the lifecycle does not let it write, and goes on naming the difference', async () => {
      const first = await applied(threeRows);
      const changed = [{ ...canteen, measures: ['改为每日检查'] }, bus, library];
      const second = await applied(changed);
      expect(second.review.changed.map(told)).toEqual([
        [['measures', 'changedInFile', 'refused', 'stateAcceptsEvent']],
      ]);
      const id = idOf(first, canteen.title);
      await give(engineCase.engine, id, owner, claim, pause);
      const third = await applied([...changed, fence]);
      expect(third.review.changed.map(told)).toEqual([
        [['measures', 'changedInFile', 'refused', 'notPaused']],
      ]);
      await give(engineCase.engine, id, owner, { type: 'RESUME' });
      const fourth = await applied([...changed, fence, gate]);
      expect(fourth.review.changed.map(told)).toEqual([
        [['measures', 'changedInFile', 'written', null]],
      ]);
      expect((await findingOf(id)).measures.map(({ text }) => text)).toEqual(['改为每日检查']);
    });

    test('does not begin anew what people have begun', async () => {
      const first = await applied([{ ...canteen, due: '2024-06-30' }, bus, library]);
      const id = idOf(first, canteen.title);
      const corrections = [
        { row: first.review.toOpen[0]?.row ?? '', field: 'class' as const, value: 'immediate' },
      ];
      await give(engineCase.engine, id, owner, claim, setMeasures);
      const second = await applied([{ ...canteen, due: '2024-07-31' }, bus, library], {
        corrections,
      });
      expect(second.review.changed.map(told)).toEqual([
        [
          ['class', 'changedInFile', 'refused', 'checkerIsPerson'],
          ['measures', 'conflict', 'none', null],
        ],
      ]);
    });

    test('overwrites nothing that people have changed: a conflict is listed, the rest is done', async () => {
      const first = await applied(threeRows);
      const id = idOf(first, canteen.title);
      await give(engineCase.engine, id, owner, claim, setMeasures);
      const measures = ['由食堂经理每日检查'];
      const rows = [{ ...canteen, measures }, bus, library, fence];
      await expect(applied(rows, { strict: true })).rejects.toMatchObject({
        code: 'import_conflicts',
        detail: { conflicts: [{ field: 'measures' }], undecided: [] },
      });
      expect(await stored()).toMatchObject({ imports: 1, findings: 3 });
      const { review } = await applied(rows);
      expect(review.counts).toMatchObject({ toOpen: 1, conflicts: 1 });
      expect(review.changed[0]?.fields).toMatchObject([
        {
          field: 'measures',
          result: 'conflict',
          last: [{ text: '修订陪餐制度' }, { text: '每周检查陪餐记录' }],
          file: [{ text: '由食堂经理每日检查' }],
          live: [{ text: '修订采购管理办法', person: 'he' }],
        },
      ]);
      expect((await findingOf(id)).measures[0]?.text).toBe('修订采购管理办法');
      // What stands against it is still known when the file changes elsewhere.
      const third = await applied([...rows, gate]);
      expect(third.review.counts).toMatchObject({ conflicts: 1, toOpen: 1 });
    });

    test('tells what only the ledger has changed, and what both have changed alike', async () => {
      const first = await applied(threeRows);
      await give(engineCase.engine, idOf(first, canteen.title), owner, claim, setMeasures);
      await give(engineCase.engine, idOf(first, bus.title), owner, claim, {
        type: 'SET_MEASURES',
        measures: [{ no: 1, text: '补齐日检记录并抽查' }],
      });
      const { review } = await applied([
        canteen,
        { ...bus, measures: ['补齐日检记录并抽查'] },
        library,
      ]);
      expect(review.changed.map(told)).toEqual([
        [['measures', 'changedLive', 'none', null]],
        [['measures', 'bothSame', 'none', null]],
      ]);
    });

    test('writes nothing into what is closed', async () => {
      const first = await applied([{ ...canteen, responsible: '责任人:何文斌' }, bus], {
        corrections: [],
      });
      const id = idOf(first, canteen.title);
      await give(engineCase.engine, id, owner, { type: 'ASSIGN', slots });
      await wholeLife(engineCase, id);
      const rows = [{ ...canteen, responsible: '责任人:沈若兰' }, bus];
      const { review } = await applied(rows);
      expect(review.changed[0]?.finding.state).toBe('closed');
      expect(told(review.changed[0])?.filter(([, , action]) => action === 'written')).toEqual([]);
    });
  });

  describe('who answers for a finding', () => {
    const named = { ...canteen, responsible: '责任单位:school;责任领导:沈若兰;责任人:何文斌' };

    test('is taken over where the directory knows exactly one of that name', async () => {
      const answer = await applied([named, bus, library]);
      expect(await findingOf(idOf(answer, canteen.title))).toMatchObject({
        responsibleUnit: 'school',
        slots: { actionOwner: 'he', leadOfficial: 'shen' },
      });
      expect(answer.review.questions).toEqual([]);
    });

    test('is asked for where it does not, or where several are named', async () => {
      await engineCase.directory.put({
        people: [{ id: 'he-2', name: '何文斌', unit: 'school', email: null }],
      });
      const { review } = await applied([
        { ...named, responsible: '责任单位:后勤处;责任领导:沈若兰、周庭瑞;责任人:何文斌' },
        bus,
      ]);
      expect(review.toOpen[0]?.finding).toMatchObject({ responsibleUnit: null, slots: {} });
      expect(review.questions.map(({ code, no }) => [code, no])).toEqual([
        ['name_unknown', '1'],
        ['several_named', '1'],
        ['several_named', '1'],
        ['name_shared', '1'],
      ]);
    });

    test('is charged anew where the file names another', async () => {
      const first = await applied([named, bus, library]);
      const rows = [{ ...named, responsible: '责任单位:school;责任人:周庭瑞' }, bus, library];
      const { review } = await applied(rows);
      expect(review.changed.map(told)).toEqual([
        [
          ['actionOwner', 'changedInFile', 'written', null],
          ['leadOfficial', 'changedInFile', 'person', 'cannotBeEmptied'],
        ],
      ]);
      expect(await findingOf(idOf(first, canteen.title))).toMatchObject({
        slots: { actionOwner: 'zhou', leadOfficial: 'shen' },
      });
    });

    test('stays as it was read while the file says the same, whatever the directory learns', async () => {
      const unknown = { ...canteen, responsible: '责任人:新来的' };
      const first = await applied([unknown, bus, library]);
      await engineCase.directory.put({
        people: [{ id: 'new', name: '新来的', unit: 'school', email: null }],
      });
      const { review } = await applied([unknown, bus, library, fence]);
      expect(review.counts).toMatchObject({ changed: 0, unchanged: 3 });
      expect((await findingOf(idOf(first, canteen.title))).slots).toEqual({});
    });
  });

  describe('corrections', () => {
    test('are opened in the place of what was read, and kept', async () => {
      const row = await rowOf(threeRows, bus.title);
      const answer = await applied(threeRows, {
        corrections: [
          { row, field: 'title', value: '校车安全台账缺失' },
          { row, field: 'class', value: 'immediate' },
          { row, field: 'grade', value: 'serious' },
          { row, field: 'responsibleUnit', value: 'school' },
          { row, field: 'measures', value: ['补齐记录', { text: '每月抽查', person: 'he' }] },
          { row, field: 'due', value: '2024-05-31' },
        ],
      });
      const id = answer.review.toOpen.find((each) => each.row === row)?.opened?.id;
      expect(await findingOf(id)).toMatchObject({
        title: '校车安全台账缺失',
        class: 'immediate',
        grade: 'serious',
        responsibleUnit: 'school',
        measures: [
          { no: 1, text: '补齐记录' },
          { no: 2, text: '每月抽查', person: 'he' },
        ],
      });
      const kept = await imports.get(answer.import.id);
      expect(kept.corrections).toHaveLength(6);
      expect(kept.corrections).toContainEqual({
        row,
        field: 'title',
        value: '校车安全台账缺失',
        was: bus.title,
      });
    });

    test('hold when a changed file comes without them, and the same file is still the same', async () => {
      const row = await rowOf(threeRows, bus.title);
      const corrections = [{ row, field: 'title' as const, value: '校车安全台账缺失' }];
      await applied(threeRows, { corrections });
      const before = await stored();
      expect(await imports.apply(request(threeRows))).toMatchObject({ kind: 'unchanged' });
      expect(await imports.apply(request(threeRows, { corrections }))).toMatchObject({
        kind: 'unchanged',
      });
      expect(await stored()).toEqual(before);
      const { review } = await applied([...threeRows, fence]);
      expect(review.counts).toMatchObject({ toOpen: 1, unchanged: 3, changed: 0 });
    });

    test('are a conflict once the text they corrected has changed, until somebody looks again', async () => {
      const row = await rowOf(threeRows, bus.title);
      const value = '校车安全台账缺失';
      await applied(threeRows, { corrections: [{ row, field: 'title', value }] });
      const changed = [canteen, { ...bus, title: '校车安全台账仍不健全' }, library];
      const { review } = await applied(changed);
      expect(review.counts).toMatchObject({ conflicts: 1 });
      expect(review.changed[0]?.fields).toMatchObject([
        {
          field: 'title',
          result: 'conflict',
          file: '校车安全台账仍不健全',
          live: value,
          correction: { was: bus.title, to: value },
        },
      ]);
      const again = await applied(changed, { corrections: [{ row, field: 'title', value }] });
      expect(again.review.counts).toMatchObject({ conflicts: 0, changed: 0, unchanged: 3 });
    });

    test('leave a row out, also next time, and take it in again when asked to', async () => {
      const row = await rowOf(threeRows, bus.title);
      const first = await applied(threeRows, { corrections: [{ row, skip: true }] });
      expect(first.review.counts).toMatchObject({ toOpen: 2, skipped: 1 });
      const second = await applied([...threeRows, fence]);
      expect(second.review.skipped).toEqual([{ row, no: '2', title: bus.title, outdated: false }]);
      const reworded = [canteen, { ...bus, title: '校车安全台账很不健全' }, library, fence];
      const third = await applied(reworded);
      expect(third.review.skipped).toMatchObject([{ row, outdated: true }]);
      expect(third.review.counts).toMatchObject({ conflicts: 1, toOpen: 0 });
      const fourth = await applied(reworded, { corrections: [{ row, skip: false }] });
      expect(fourth.review.toOpen.map((each) => each.row)).toEqual([row]);
      expect(await stored()).toMatchObject({ findings: 4 });
    });

    test('add what the document leaves out, once, also when the document has it later', async () => {
      const add = { title: '操场围栏破损', sourceNo: '补1', measures: ['更换围栏'] };
      const first = await applied(threeRows, { corrections: [{ row: 'fence', add }] });
      expect(first.review.toOpen.map(({ row, title }) => [row, title]).at(-1)).toEqual([
        '+fence',
        '操场围栏破损',
      ]);
      const second = await applied([...threeRows, gate]);
      expect(second.review.toOpen.map(({ title }) => title)).toEqual([gate.title]);
      const third = await applied([...threeRows, gate, { ...fence, aspect: null }]);
      expect(third.review.toOpen).toEqual([]);
      expect(await stored()).toMatchObject({ findings: 5 });
    });

    test('taken back give way to what the file says', async () => {
      const row = await rowOf(threeRows, canteen.title);
      const measures = { row, field: 'measures' as const, value: ['另定'] };
      const first = await applied(threeRows, { corrections: [measures] });
      const id = idOf(first, canteen.title);
      await give(engineCase.engine, id, owner, claim);
      const second = await applied(threeRows, {
        corrections: [{ row, field: 'measures', asFile: true }],
      });
      expect(second.review.changed.map(told)).toEqual([
        [['measures', 'changedInFile', 'written', null]],
      ]);
      expect((await findingOf(id)).measures.map(({ text }) => text)).toEqual(canteen.measures);
    });

    test.each([
      [
        'of a row that there is not',
        { row: 'r0', field: 'title', value: 'x' },
        'corrections.0.row',
      ],
      ['that says nothing', { row: 'r0' }, 'corrections.0'],
      ['that says two things', { row: 'r0', skip: true, is: 'new' }, 'corrections.0'],
      [
        'of a field that there is not',
        { row: 'r0', field: 'state', value: 'x' },
        'corrections.0.field',
      ],
      [
        'into what the field cannot be',
        { row: 'r0', field: 'class', value: 'x' },
        'corrections.0.value',
      ],
      ['without a value', { row: 'r0', field: 'class' }, 'corrections.0.value'],
      [
        'that names a row of before that there is not',
        { row: 'r0', is: 'r1' },
        'corrections.0.row',
      ],
    ])('%s are refused, and nothing is written', async (_name, correction, path) => {
      const given = request(threeRows, { corrections: [correction] as never });
      await expect(imports.apply(given)).rejects.toMatchObject({
        code: 'request_invalid',
        detail: { problems: [{ path }] },
      });
      expect(await stored()).toMatchObject({ imports: 0, findings: 0, rounds: 0 });
    });
  });

  describe('cut off', () => {
    test.each([
      ['the import', 'document_import', 'check (false)'],
      ['a row of it', 'document_row', `check (read ->> 'no' <> '3')`],
      ['the last finding', 'finding', `check (source_no <> '3')`],
    ])('while writing %s, leaves nothing: no finding, no round', async (_what, table, rule) => {
      await store.query(`alter table ${table} add constraint nothing_goes ${rule} not valid`);
      await expect(imports.apply(request(threeRows))).rejects.toMatchObject({ code: '23514' });
      await store.query(`alter table ${table} drop constraint nothing_goes`);
      expect(await stored()).toEqual({ imports: 0, rows: 0, findings: 0, events: 0, rounds: 0 });
      const answer = await applied(threeRows);
      expect(answer.review.toOpen.map(({ opened }) => opened?.number)).toEqual([
        'XC-2024-01-001',
        'XC-2024-01-002',
        'XC-2024-01-003',
      ]);
    });

    test('while a changed file is taken in, leaves the findings as they were', async () => {
      const first = await applied(threeRows);
      const id = idOf(first, canteen.title);
      await give(engineCase.engine, id, owner, claim);
      const before = await stored();
      await store.query(`alter table document_import add constraint nothing_goes check (no < 2)`);
      const changed = request([{ ...canteen, measures: ['改'] }, bus, library, fence]);
      await expect(imports.apply(changed)).rejects.toMatchObject({ code: '23514' });
      await store.query('alter table document_import drop constraint nothing_goes');
      expect(await stored()).toEqual(before);
      expect((await findingOf(id)).measures).toHaveLength(2);
    });
  });

  test('is decided anew where a finding moves on meanwhile, and written once', async () => {
    const first = await applied(threeRows);
    const id = idOf(first, canteen.title);
    await give(engineCase.engine, id, owner, claim);
    let isFirst = true;
    const ports = withLedger(engineCase, (ledger) => ({
      async takeNumber(roundId) {
        if (isFirst) {
          isFirst = false;
          await give(engineCase.engine, id, owner, setMeasures);
        }
        return ledger.takeNumber(roundId);
      },
    }));
    const answer = await importsOver(ports).apply(
      request([{ ...canteen, measures: ['改为每日检查'] }, bus, library, fence]),
    );
    expect(answer).toMatchObject({
      kind: 'applied',
      review: { counts: { conflicts: 1, toOpen: 1 } },
    });
    expect((await findingOf(id)).measures[0]?.text).toBe('修订采购管理办法');
    expect(await stored()).toMatchObject({ imports: 2, findings: 4 });
  });

  test('what came due before comes before it in the history', async () => {
    const first = await applied(threeRows);
    const id = idOf(first, canteen.title);
    engineCase.clock.moveTo(engineCase.clock.at + 90 * dayMs);
    await applied([{ ...canteen, responsible: '责任人:何文斌' }, bus, library]);
    const events = (await history(engineCase, id)).map(({ event }) => event.type);
    expect(events.at(-1)).toBe('ASSIGN');
    expect(events).toContain('CLOCK_DUE');
    expect(await verifyChains(chains(store))).toMatchObject({ firstBad: null });
  });

  test('columns of spreadsheets are remembered by their fingerprint, the last word counting', async () => {
    const { mappings } = imports;
    const fingerprint = 'a'.repeat(32);
    const first = { fingerprint, columns: [{ header: '问题', meaning: 'finding' as const }] };
    const second = { fingerprint, columns: [{ header: '问题', meaning: 'note' as const }] };
    expect(await mappings.get(fingerprint)).toBeNull();
    await mappings.put({ mapping: first, by: inspector });
    await mappings.put({ mapping: second, by: inspector });
    expect(await mappings.get(fingerprint)).toEqual(second);
    await expect(
      mappings.put({ mapping: { fingerprint: '', columns: [] }, by: inspector }),
    ).rejects.toMatchObject({ code: 'request_invalid' });
  });

  test('are listed page by page, and one nobody knows is not found', async () => {
    const ids: string[] = [];
    for (const code of ['XC-1', 'XC-2', 'XC-3']) {
      ids.push((await applied(threeRows, { round: code })).import.id);
    }
    const listed = async (query?: object) => (await imports.list(query)).map(({ id }) => id);
    expect(await listed()).toEqual(ids);
    expect(await listed({ round: 'XC-2' })).toEqual([ids[1]]);
    expect(await listed({ limit: 2 })).toEqual(ids.slice(0, 2));
    expect(await listed({ after: ids[1] })).toEqual(ids.slice(2));
    await expect(imports.list({ limit: 0 })).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(imports.get('0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f')).rejects.toMatchObject({
      code: 'import_not_found',
    });
  });
}

const fence: Row = { no: '4', title: '操场围栏破损' };
const gate: Row = { no: '5', title: '校门值守人员不足' };

function withoutBy({ by: _by, strict: _strict, ...rest }: ImportToApply) {
  return rest;
}
