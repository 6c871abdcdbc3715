/** Random lives of a document: whatever is edited between two states, taking it in finds just that, and once. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createImports, type Imports } from '../../../src/imports/imports.ts';
import type { ImportReview } from '../../../src/imports/review.ts';
import { createLikenessViews } from '../../../src/likeness-views.ts';
import { forAllTests } from '../engine/case-hooks.ts';
import { claim, give, inspector, newRound, openCase, owner, wipe } from '../engine/engine-case.ts';
import { contents } from '../engine/ledger-reading.ts';
import { aDocument, type Row } from './document-case.ts';

const engineCase = forAllTests(() => openCase());

function imports(): Imports {
  const { ports, database } = engineCase;
  const likeness = createLikenessViews(database.store, ports.calendar);
  return createImports(
    {
      ...ports,
      similar: (query) => likeness.similar(query),
      names: async () => new Map(),
    },
    database.store,
  );
}

/** Findings no two of which are alike. */
const subjects: readonly (readonly [title: string, description: string])[] = [
  ['食堂陪餐记录填写不完整', '陪餐人员没有记下当天菜品。'],
  ['校车日检台账缺失三个月', '驾驶员交接时未签字。'],
  ['图书馆生均藏书量偏低', '近两年未购置新书。'],
  ['采购合同未经集体研究', '分管领导一人审批。'],
  ['消防通道堆放杂物', '教学楼东侧楼梯间停有电动车。'],
  ['教师职称评审公示期不足', '公示只有两天。'],
  ['家长委员会换届超期', '上一届任期已满五年。'],
  ['实验室危化品双锁管理落实差', '钥匙由同一人保管。'],
  ['体育馆屋面渗漏', '雨天无法上课。'],
  ['课后服务收费标准不透明', '公示栏没有收费依据。'],
  ['心理辅导室形同虚设', '全年接待学生仅四人。'],
  ['宿舍夜间值守人手紧张', '一名宿管负责六层楼。'],
];

interface Kept {
  readonly subject: number;
  readonly title: string;
  readonly description: string;
  readonly measures: readonly string[];
}

function subjectAt(subject: number): Kept {
  const [title = '', description = ''] = subjects[subject] ?? [];
  return { subject, title, description, measures: [`立即整改第${subject}项`, '建立长效机制'] };
}

type Edit =
  | { readonly kind: 'insert' | 'remove' | 'move'; readonly at: number; readonly to: number }
  | {
      readonly kind: 'reword' | 'describe' | 'measure';
      readonly at: number;
      readonly word: string;
    };

const place = fc.nat({ max: 20 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constantFrom('insert', 'remove', 'move'), at: place, to: place }),
  fc.record({
    kind: fc.constantFrom('reword', 'describe', 'measure'),
    at: place,
    word: fc.constantFrom('仍', '较为', '屡次', '尚'),
  }),
);

function edited(rows: readonly Kept[], given: Edit, used: Set<number>): readonly Kept[] {
  const at = given.at % Math.max(rows.length, 1);
  if (given.kind === 'insert') {
    const subject = subjects.findIndex((_each, index) => !used.has(index));
    if (subject === -1) return rows;
    used.add(subject);
    return rows.toSpliced(at, 0, subjectAt(subject));
  }
  const row = rows[at];
  if (row === undefined) return rows;
  switch (given.kind) {
    case 'remove':
      // A file with none of the rows of before is another document.
      return row.subject === 0 ? rows : rows.toSpliced(at, 1);
    case 'move':
      return rows.toSpliced(at, 1).toSpliced(given.to % rows.length, 0, row);
    case 'reword': {
      // Of the words of before: a title that is edited over and over is another in the end.
      const { title } = subjectAt(row.subject);
      return rows.with(at, { ...row, title: `${title.slice(0, 3)}${given.word}${title.slice(3)}` });
    }
    case 'describe':
      return rows.with(at, { ...row, description: `经查,${given.word}${row.description}` });
    case 'measure':
      return rows.with(at, { ...row, measures: [...row.measures, `${given.word}加强检查`] });
  }
}

function documentOf(rows: readonly Kept[]) {
  return aDocument(
    rows.map(({ title, description, measures }, at): Row => {
      return { no: String(at + 1), title, description, measures };
    }),
  );
}

/** What a row of the model has been opened with, or agreed on since. */
interface Agreed extends Kept {
  readonly no: number;
  readonly id: string;
  readonly isClaimed: boolean;
}

function expected(rows: readonly Kept[], agreed: ReadonlyMap<number, Agreed>) {
  const changed: Record<string, string[]> = {};
  for (const [at, row] of rows.entries()) {
    const before = agreed.get(row.subject);
    if (before === undefined) continue;
    const fields = [
      ...(row.title === before.title ? [] : ['title']),
      ...(row.description === before.description ? [] : ['description']),
      ...(at + 1 === before.no ? [] : ['sourceNo']),
      ...(row.measures.join('\n') === before.measures.join('\n') ? [] : ['measures']),
    ];
    if (fields.length > 0) changed[before.id] = fields;
  }
  const opened = rows.filter(({ subject }) => !agreed.has(subject)).map(({ title }) => title);
  return { changed, opened };
}

function found({ changed, toOpen }: ImportReview) {
  return {
    changed: Object.fromEntries(
      changed.map(({ finding, fields }) => [finding.id, fields.map(({ field }) => field)]),
    ),
    opened: toOpen.map(({ title }) => title),
  };
}

async function live(first: number, states: readonly (readonly Edit[])[], claimed: number) {
  await wipe(engineCase.database);
  const round = newRound();
  const used = new Set(Array.from({ length: first }, (_each, at) => at));
  const seen = new Set<string>();
  const agreed = new Map<number, Agreed>();
  const present = new Set<number>();
  let rows: readonly Kept[] = [...used].map(subjectAt);
  for (const edits of [[], ...states]) {
    for (const each of edits) rows = edited(rows, each, used);
    const document = documentOf(rows);
    const key = JSON.stringify(document);
    const checked = await imports().check({ document, round });
    const answer = await imports().apply({ document, round, by: inspector });
    expect(answer.kind).toBe(seen.has(key) ? 'unchanged' : 'applied');
    const after = await contents(engineCase.database);
    expect(await imports().apply({ document, round, by: inspector })).toEqual({
      kind: 'unchanged',
      import: answer.import,
    });
    expect(await contents(engineCase.database)).toEqual(after);
    if (answer.kind === 'unchanged') continue;
    seen.add(key);
    const { review } = answer;
    expect(found(review)).toEqual(expected(rows, agreed));
    expect(found(checked)).toEqual(found(review));
    expect(review.undecided).toEqual([]);
    const here = new Set(rows.map(({ subject }) => subject));
    const vanished = [...present].filter((subject) => !here.has(subject));
    expect(review.vanished.map(({ finding }) => `${finding?.id}`).toSorted()).toEqual(
      vanished.map((subject) => `${agreed.get(subject)?.id}`).toSorted(),
    );
    present.clear();
    for (const subject of here) present.add(subject);
    for (const [at, row] of rows.entries()) {
      const before = agreed.get(row.subject);
      if (before?.isClaimed === true)
        agreed.set(row.subject, { ...before, measures: row.measures });
      if (before !== undefined) continue;
      const opened = review.toOpen.find(({ title }) => title === row.title)?.opened;
      const id = opened?.id ?? '';
      const isClaimed = row.subject % 4 < claimed;
      if (isClaimed) await give(engineCase.engine, id, owner, claim);
      agreed.set(row.subject, { ...row, no: at + 1, id, isClaimed });
    }
  }
}

test('what is found is what was edited, and the same file again is nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 4 }),
      live,
    ),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 15) },
  );
}, 600_000);
