/** One finding after the other, each a block of lines that begin with a label. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { bodyOf } from '../heads.ts';
import { chineseNumber, marker, type Numbering } from '../numbering.ts';
import { outcomeOf } from '../remarks.ts';
import { blankPaper, type BlockKind, type Paper } from '../paper.ts';
import { sceneOf } from '../scene.ts';
import { NOTHING_DECLARED } from '../truth.ts';
import {
  entriesOf,
  entryTruth,
  inCell,
  ledgerTitles,
  type Columns,
  type Entry,
} from './ledgers.ts';

interface Wording {
  readonly problem: string;
  readonly measures: string;
  readonly person: string;
  readonly dept: string;
  readonly due: string;
  readonly status: string;
  readonly reason: string | null;
  readonly goal: string | null;
  readonly outcome: string | null;
}

type Field = readonly [kind: BlockKind, label: string, value: string];

const LABEL_SHAPES = ['：', '：', '：', '【】', 'alone'] as const;

export function labelledBlocks(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'));
  const paper = blankPaper();
  const title = dice.pick(ledgerTitles(scene));
  const entries = entriesOf(scene, dice.int(2, 7), dice.fork('entries'));
  const columns: Columns = {
    person: dice.chance(0.8),
    dept: dice.chance(0.7),
    due: dice.chance(0.85),
    status: dice.chance(0.9),
  };
  const words = wordingOf(dice);
  const numbered = dice.pick(['none', 'inside', 'line', 'label', 'headed'] as const);
  // Under numbered fields the measures are numbered otherwise.
  const style: Numbering = dice.pick(
    numbered === 'headed' ? ['（1）', '一是', '①'] : ['1.', '（1）', '一是', '①', '1、'],
  );
  const shape = dice.pick(LABEL_SHAPES);
  const long = dice.chance(0.6);
  const statusFirst = dice.chance(0.2);
  paper.add('title', title);
  for (const [index, entry] of entries.entries()) {
    const fields = fieldsOf(entry, words, columns, { style, long, statusFirst }, dice);
    if (numbered === 'headed') {
      writeHeaded(paper, entry, index, fields);
      continue;
    }
    if (numbered === 'line') paper.add('field', `问题${index + 1}`);
    for (const [at, [kind, label, value]] of fields.entries()) {
      const first = at === 0;
      const number = first && numbered === 'inside' ? marker('1.', index) : '';
      const name = first && numbered === 'label' ? `${label}${chineseNumber(index + 1)}` : label;
      if (shape === 'alone') paper.add(kind, `${number}${name}：`, value);
      else
        paper.add(
          kind,
          shape === '：' ? `${number}${name}：${value}` : `${number}【${name}】${value}`,
        );
    }
  }
  return {
    form: 'labelled_blocks',
    paper,
    scene,
    truth: {
      title,
      aspects: [
        { title: null, findings: entries.map((entry) => truthOf(entry, columns, long, words)) },
      ],
      declared: NOTHING_DECLARED,
      feedback: null,
    },
    switches: [
      `numbers:${numbered}`,
      `labels:${shape}`,
      `measures:inline:${style}`,
      ...(statusFirst ? ['status first'] : []),
      ...(words.reason === null ? [] : ['reasons']),
      ...(words.goal === null ? [] : ['goals']),
      ...(words.outcome === null ? [] : ['outcomes']),
    ],
  };
}

/** A heading with the title, and numbered fields under it. */
function writeHeaded(
  paper: Paper,
  { problem }: Entry,
  index: number,
  fields: readonly Field[],
): void {
  paper.add('item', `${marker('（一）', index)}${problem.title}`);
  for (const [at, [kind, label, value]] of fields.entries()) {
    const text = at === 0 ? `具体表现：${bodyOf(problem)}` : `${label}：${value}`;
    paper.add(kind, `${marker('1.', at)}${text}`);
  }
}

const wordingOf = (dice: Dice): Wording => ({
  problem: dice.pick(['问题', '存在问题', '问题描述', '反馈问题', '具体问题', '主要问题']),
  measures: dice.pick(['整改措施', '整改措施', '整改情况', '采取的措施', '整改举措']),
  person: dice.pick(['责任领导', '责任人', '整改责任人', '牵头领导']),
  dept: dice.pick(['责任单位', '责任部门', '牵头单位', '责任科室']),
  due: dice.pick(['整改时限', '完成时限', '整改期限', '计划完成时间']),
  status: dice.pick(['整改状态', '完成情况', '整改结果', '进展状态', '整改进度']),
  reason: dice.chance(0.2) ? dice.pick(['原因分析', '问题原因']) : null,
  goal: dice.chance(0.2) ? dice.pick(['整改目标', '整改任务']) : null,
  outcome: dice.chance(0.15) ? dice.pick(['整改成效', '取得成效']) : null,
});

const truthOf = (entry: Entry, columns: Columns, long: boolean, { outcome }: Wording) => ({
  ...entryTruth(entry, columns, long),
  // What it has brought is no measure, though it stands among them.
  ...(outcome === null ? {} : { mayRead: [`${entry.problem.thing}情况明显好转`] }),
});

const optional = (label: string | null, value: string): Field[] =>
  label === null ? [] : [['field', label, value]];

function fieldsOf(
  { problem, person, dept, due, status }: Entry,
  words: Wording,
  columns: Columns,
  { style, long, statusFirst }: { style: Numbering; long: boolean; statusFirst: boolean },
  dice: Dice,
): Field[] {
  const state: Field[] = columns.status ? [['field', words.status, status.short]] : [];
  return [
    ['item', words.problem, `${problem.title}。${long ? bodyOf(problem) : ''}`],
    ...optional(words.reason, `对${problem.thing}重视不够，管理不严不细。`),
    ...optional(words.goal, `${problem.requirements[0]}。`),
    ...(statusFirst ? state : []),
    ['progress', words.measures, inCell(problem.measures, style)],
    ...optional(words.outcome, outcomeOf(problem, dice)),
    ...(columns.person ? optional(words.person, person) : []),
    ...(columns.dept ? optional(words.dept, dept) : []),
    ...(columns.due ? optional(words.due, due.raw) : []),
    ...(statusFirst ? [] : state),
  ];
}
