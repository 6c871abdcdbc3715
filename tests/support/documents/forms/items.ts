/** One numbered item of a report: a finding, or points under one heading. */
import type { Dice } from '../dice.ts';
import { headOf, HEAD_STYLES, type HeadStyle } from '../heads.ts';
import { marker } from '../numbering.ts';
import type { Paper } from '../paper.ts';
import type { Problem, ProblemDeck } from '../problem.ts';
import { progressOf } from '../progress.ts';
import { foundBefore } from '../remarks.ts';
import type { Scene } from '../scene.ts';
import { bareFinding, type TruthFinding } from '../truth.ts';
import type { Area } from '../words/area.ts';
import type { Layout } from './outlined.ts';

export interface ItemPlace {
  readonly area: Area;
  /** From 0; what its number says. */
  readonly index: number;
  readonly layout: Layout;
  readonly scene: Scene;
  readonly deck: ProblemDeck;
  readonly dice: Dice;
}

export function writeItem(paper: Paper, place: ItemPlace): TruthFinding[] {
  const { layout, dice } = place;
  if (layout.leaves === 'none' || dice.chance(0.55)) {
    const number = marker(layout.itemStyle, place.index);
    return [writeFinding(paper, number, headStyle(layout, dice), place)];
  }
  return layout.leaves === 'own' ? ownMeasures(paper, place) : sharedMeasures(paper, place);
}

const headStyle = ({ head, headsVary }: Layout, dice: Dice): HeadStyle =>
  headsVary && dice.chance(0.4) ? dice.pick(HEAD_STYLES) : head;

function problemOf({ deck, area, layout, scene, dice }: ItemPlace): Problem {
  const problem = deck.deal(area);
  return layout.recurring && dice.chance(0.3)
    ? { ...problem, sentences: [...problem.sentences, foundBefore(scene, dice)] }
    : problem;
}

function writeFinding(
  paper: Paper,
  number: string,
  style: HeadStyle,
  place: ItemPlace,
): TruthFinding {
  const { layout, scene, dice } = place;
  const problem = problemOf(place);
  const progress = progressOf(problem, layout.manner, scene, dice);
  const tails = { title: progress.titleTail, body: progress.headTail };
  const { lines, title, core, description } = headOf(problem, style, tails, scene, dice);
  const [first = '', ...rest] = lines;
  paper.add('item', `${number}${first}`);
  paper.add('item', ...rest);
  paper.add('progress', ...progress.lines);
  return bareFinding(title, core, { description, ...progress.truth });
}

const LACKS = [
  '不够规范',
  '不够扎实',
  '有差距',
  '存在薄弱环节',
  '抓得不实',
  '不够有力',
  '存在短板',
];

/** The heading of several points: in general what they say in particular, and not twice the same. */
function parentOf({ area, index }: ItemPlace): string {
  return `${area.name}${LACKS[index % LACKS.length]}`;
}

function ownMeasures(paper: Paper, place: ItemPlace): TruthFinding[] {
  const { layout, dice, index } = place;
  paper.add(
    'item',
    `${marker(layout.itemStyle, index)}${parentOf(place)}${dice.pick(['。', '', '问题。'])}`,
  );
  return Array.from({ length: leafCount(place) }, (_, at) =>
    writeFinding(paper, marker(layout.leafStyle, at), dice.pick(LEAF_HEADS), place),
  );
}

const LEAF_HEADS: readonly HeadStyle[] = ['sentence', 'sentence', 'title_only', 'problem'];

/** An area must not run out of things. */
const leafCount = ({ area, dice }: ItemPlace): number =>
  dice.int(2, area.subjects.length > 12 ? 3 : 2);

/** Read as one finding, or as its points: the measures are theirs together. */
function sharedMeasures(paper: Paper, place: ItemPlace): TruthFinding[] {
  const { layout, scene, dice, index } = place;
  const title = parentOf(place);
  const problems = Array.from({ length: leafCount(place) }, () => problemOf(place));
  const [first] = problems;
  if (first === undefined) return [];
  const measures = problems.flatMap((problem) => problem.measures.slice(0, 2));
  const progress = progressOf({ ...first, measures }, layout.manner, scene, dice);
  const { titleTail, headTail } = progress;
  paper.add('item', `${marker(layout.itemStyle, index)}${title}${titleTail}。${headTail}`);
  for (const [at, problem] of problems.entries()) {
    const { lines } = headOf(problem, 'sentence', { title: '', body: '' }, scene, dice);
    paper.add('item', `${marker(layout.leafStyle, at)}${lines[0]}`);
  }
  paper.add('progress', ...progress.lines);
  const leaves = problems.map((problem) =>
    bareFinding(problem.title, problem.core, progress.truth),
  );
  return [bareFinding(title, title, { ...progress.truth, leaves })];
}
