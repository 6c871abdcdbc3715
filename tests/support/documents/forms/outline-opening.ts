/** How reports and bulletins begin: why, what the organisation did, how many findings there are. */
import type { Dice } from '../dice.ts';
import { declaredIn } from '../declaring.ts';
import { marker } from '../numbering.ts';
import * as opening from '../opening.ts';
import type { Paper } from '../paper.ts';
import type { Scene } from '../scene.ts';
import type { Declared, TruthAspect } from '../truth.ts';
import type { Layout } from './outlined.ts';

/** What it declares, and how many chapters are numbered by then. */
export function writeOpening(
  paper: Paper,
  title: string,
  aspects: readonly TruthAspect[],
  layout: Layout,
  scene: Scene,
  dice: Dice,
): { declared: Declared; chapters: number } {
  const { text, declared } = declaredIn(aspects, layout, scene, dice.fork('declared'));
  const said = layout.manner.statusPlace === 'document' ? dice.pick(allDone(scene)) : '';
  paper.add('title', title);
  opening.addressed(paper, scene, dice.fork('addressed'));
  const chapters = layout.aspects && layout.aspectStyle === '一、' ? aspects.length : null;
  const organised = chapters === null && dice.chance(0.7);
  paper.add('lead', opening.leadOf(scene, organised ? '' : `${text}${said}`, dice));
  if (organised) {
    opening.chapterOf(
      paper,
      {
        kind: 'organisation',
        head: `一、${dice.pick(['整改工作基本情况', '履行整改主体责任情况', '整改工作组织推进情况', '高度重视，扎实推进整改工作', '整改工作总体情况'])}`,
        intro: `${text}${said}` || '反馈意见下发后，我们高度重视，坚决抓好整改落实。',
        items: opening.organisingItems(dice),
      },
      scene,
      dice,
    );
  }
  if (chapters === null) {
    paper.add(
      'heading',
      `${marker('一、', organised ? 1 : 0)}${dice.pick([`${scene.inspection}反馈意见整改落实情况`, '反馈问题整改进展情况', '具体问题整改情况', `${scene.body}反馈意见整改情况`, '整改落实情况', '逐条逐项抓好整改落实'])}`,
    );
  }
  return { declared, chapters: chapters ?? (organised ? 2 : 1) };
}

const allDone = ({ year }: Scene): string[] => [
  '截至目前，反馈问题已全部整改到位。',
  `截至${year}年底，反馈的问题已全部完成整改。`,
  '目前，所有反馈问题均已整改到位。',
];
