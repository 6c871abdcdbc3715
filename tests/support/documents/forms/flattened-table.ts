/** A ledger's table that lost its lines: cells parted by a stroke or a tab, or each on a line of its own. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { bodyOf } from '../heads.ts';
import { chineseNumber, type Numbering } from '../numbering.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { NOTHING_DECLARED } from '../truth.ts';
import {
  entriesOf,
  entryTruth,
  inCell,
  ledgerTitles,
  type Columns,
  type Entry,
} from './ledgers.ts';

/** `sheet`: strokes on both sides, and a line under the header. */
const SHAPES = ['rows', 'rows', 'cells', 'cells with |', 'tabs', 'sheet', 'wide |'] as const;
type Shape = (typeof SHAPES)[number];

export function flattenedTable(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'));
  const paper = blankPaper();
  const title = dice.pick(ledgerTitles(scene));
  const drawn = entriesOf(scene, dice.int(2, 7), dice.fork('entries'));
  const columns: Columns = {
    person: dice.chance(0.7),
    dept: dice.chance(0.5),
    due: dice.chance(0.7),
    status: dice.chance(0.8),
  };
  const shape = dice.pick(SHAPES);
  // Without a number nothing says where a row of single lines begins.
  const numbered = shape === 'cells' || dice.chance(0.8);
  const style: Numbering = dice.pick(['1.', '（1）', '一是', '①']);
  const long = dice.chance(0.4);
  const grouped = numbered && (shape === 'rows' || shape === 'tabs') && dice.chance(0.25);
  // A row that is a heading.
  const sections = shape === 'rows' && !grouped && dice.chance(0.3);
  const entries = sections ? byArea(drawn) : drawn;
  const header = headerOf(columns, numbered, grouped, dice);
  const rows = entries.map(({ problem, person, dept, due, status }, index) => [
    ...(numbered ? [String(index + 1)] : []),
    ...(grouped ? [problem.area.name] : []),
    long ? `${problem.title}。${bodyOf(problem)}` : problem.title,
    inCell(problem.measures, style),
    ...(columns.person ? [person] : []),
    ...(columns.dept ? [dept] : []),
    ...(columns.due ? [due.raw] : []),
    ...(columns.status ? [status.short] : []),
  ]);
  paper.add('title', title);
  if (dice.chance(0.4)) paper.add('lead', filledInBy(scene, dice));
  writeTable(paper, sections ? [header, ...withSections(rows, entries)] : [header, ...rows], shape);
  return {
    form: 'flattened_table',
    paper,
    scene,
    truth: {
      title,
      aspects: [{ title: null, findings: entries.map((each) => entryTruth(each, columns, long)) }],
      declared: NOTHING_DECLARED,
      feedback: null,
    },
    switches: [
      `table:${shape}`,
      ...(numbered ? [] : ['rows without number']),
      ...(grouped ? ['column of aspects'] : []),
      ...(sections ? ['rows of aspects'] : []),
      `measures:inline:${style}`,
    ],
  };
}

const filledInBy = ({ org, year }: Scene, dice: Dice): string =>
  dice.pick([`填报单位：${org}`, `单位：${org}（盖章）　填报时间：${year}年${dice.int(1, 12)}月`]);

function headerOf(
  columns: Columns,
  numbered: boolean,
  grouped: boolean,
  dice: Dice,
): readonly string[] {
  return [
    ...(numbered ? [dice.pick(['序号', '序号', '编号'])] : []),
    ...(grouped ? [dice.pick(['问题类别', '类别'])] : []),
    dice.pick(['存在问题', '问题', '具体问题', '反馈问题', '问题内容', '问题描述']),
    dice.pick(['整改措施', '整改情况', '整改措施', '整改举措']),
    ...(columns.person ? [dice.pick(['责任人', '责任领导', '整改责任人'])] : []),
    ...(columns.dept ? [dice.pick(['责任单位', '责任部门', '牵头单位'])] : []),
    ...(columns.due ? [dice.pick(['整改时限', '完成时限', '整改期限'])] : []),
    ...(columns.status ? [dice.pick(['完成情况', '整改状态', '整改结果', '整改进度'])] : []),
  ];
}

const byArea = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((a, b) => a.problem.area.name.localeCompare(b.problem.area.name, 'zh'));

function withSections(rows: readonly string[][], entries: readonly Entry[]): string[][] {
  let before = '';
  let count = 0;
  return rows.flatMap((row, index) => {
    const name = entries[index]?.problem.area.name ?? '';
    if (name === before) return [row];
    before = name;
    count += 1;
    return [[`${chineseNumber(count)}、${name}方面`], row];
  });
}

function writeTable(paper: Paper, rows: readonly (readonly string[])[], shape: Shape): void {
  for (const [index, row] of rows.entries()) {
    switch (shape) {
      case 'rows':
        paper.add('row', `${row.join(' | ')} |`);
        break;
      case 'wide |':
        paper.add('row', `${row.join('|')}|`);
        break;
      case 'tabs':
        paper.add('row', row.join('\t'));
        break;
      case 'sheet':
        paper.add('row', `| ${row.join(' | ')} |`);
        if (index === 0) paper.add('row', `|${row.map(() => '---').join('|')}|`);
        break;
      case 'cells':
      case 'cells with |':
        paper.add('row', ...row.map((cell) => (shape === 'cells' ? cell : `${cell} |`)));
    }
  }
}
