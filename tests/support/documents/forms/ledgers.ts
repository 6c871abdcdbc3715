/** Ledgers as text: what their two shapes, blocks of labels and flattened tables, have in common. */
import type { Dice } from '../dice.ts';
import { cellDeadline, openDeadline } from '../dates.ts';
import { marker, type Numbering } from '../numbering.ts';
import { problemDeck, type Problem } from '../problem.ts';
import { CLAIMS_DONE } from '../progress.ts';
import type { Scene } from '../scene.ts';
import { drawStatus, type StatedStatus } from '../statuses.ts';
import { bareFinding, type Status, type TruthDue, type TruthFinding } from '../truth.ts';

export interface Entry {
  readonly problem: Problem;
  readonly status: StatedStatus;
  readonly person: string;
  readonly dept: string;
  readonly due: TruthDue;
}

export interface Columns {
  readonly person: boolean;
  readonly dept: boolean;
  readonly due: boolean;
  readonly status: boolean;
}

export function entriesOf(scene: Scene, count: number, dice: Dice): Entry[] {
  const deck = problemDeck(scene, dice.fork('deck'), 'past');
  const areas = dice.sample(deck.areas, 3);
  return Array.from({ length: count }, () => ({
    status: drawStatus(scene, dice),
    problem: deck.deal(dice.pick(areas)),
    person: scene.person(),
    dept: dice.pick(scene.sector.dept),
    due: dice.chance(0.75) ? cellDeadline(scene.year, dice) : openDeadline(scene.year, dice),
  }));
}

export function entryTruth(entry: Entry, columns: Columns, long: boolean): TruthFinding {
  const { problem, status, person, dept, due } = entry;
  return {
    ...bareFinding(problem.title, problem.core),
    description: long ? (problem.sentences[0] ?? null) : null,
    measures: problem.measures,
    statuses: columns.status ? [status.status, ...status.also] : unstatedOf(problem),
    levels: columns.status ? ['finding'] : ['none', 'finding', 'measure'],
    responsible: columns.person ? person : columns.dept ? dept : null,
    due: columns.due ? due : null,
  };
}

/** A ledger without a column for it may be a plan. */
const unstatedOf = ({ measures }: Problem): Status[] => [
  'unstated',
  'planned',
  'identified',
  ...(measures.some((each) => CLAIMS_DONE.test(each)) ? (['closed', 'in_progress'] as const) : []),
];

export const ledgerTitles = (scene: Scene): string[] => [
  `${scene.org}${scene.inspection}反馈问题整改台账`,
  `${scene.org}问题整改清单`,
  `${scene.org}${scene.inspection}发现问题整改情况一览表`,
  `${scene.org}问题清单及整改台账`,
  `${scene.org}${scene.inspection}反馈意见整改任务清单`,
];

/** Measures one behind the other. */
export function inCell(measures: readonly string[], style: Numbering): string {
  if (measures.length === 1) return `${measures[0]}。`;
  const stop = style === '一是' ? '。' : '；';
  const items = measures.map((measure, index) => `${marker(style, index)}${measure}`);
  return `${items.join(stop)}。`;
}
