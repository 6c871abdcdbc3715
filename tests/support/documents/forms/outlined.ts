/** Reports and bulletins: chapters, aspects, findings, and what became of each. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { HEAD_STYLES, type HeadStyle } from '../heads.ts';
import { mannerOf, switchesOf, type Manner } from '../manner.ts';
import { marker, type Numbering } from '../numbering.ts';
import * as opening from '../opening.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { problemDeck, type ProblemDeck } from '../problem.ts';
import { sceneOf, type Scene } from '../scene.ts';
import type { TruthAspect, TruthFinding } from '../truth.ts';
import type { Area } from '../words/area.ts';
import { writeItem } from './items.ts';
import { writeOpening } from './outline-opening.ts';

export interface Layout {
  readonly aspects: boolean;
  readonly aspectStyle: Numbering;
  readonly itemStyle: Numbering;
  readonly leafStyle: Numbering;
  /** Numbers run on through the aspects. */
  readonly running: boolean;
  readonly head: HeadStyle;
  /** Some findings are headed otherwise. */
  readonly headsVary: boolean;
  /** Points under some items: with measures of their own, or with those of the item. */
  readonly leaves: 'none' | 'own' | 'shared';
  readonly recurring: boolean;
  readonly manner: Manner;
}

/** Number of the aspect, of the finding, of the points under it. */
const NESTED: readonly (readonly [Numbering, Numbering, Numbering])[] = [
  ['（一）', '1.', '（1）'],
  ['（一）', '1.', '（1）'],
  ['（一）', '1、', '（1）'],
  ['（一）', '1．', '①'],
  ['（一）', '（1）', '①'],
  ['（一）', '', '（1）'],
  ['1.', '（1）', '①'],
  ['一、', '（一）', '1.'],
  ['一、', '1.', '（1）'],
  ['1.', '（一）', '（1）'],
  ['', '1.', '（1）'],
  ['第一，', '1.', '（1）'],
  ['（一）', '问题1：', '（1）'],
];
const FLAT: readonly (readonly [Numbering, Numbering, Numbering])[] = [
  ['', '1.', '（1）'],
  ['', '（一）', '1.'],
  ['', '1、', '（1）'],
  ['', '（1）', '①'],
  ['', '（一）', '（1）'],
  ['', '问题一：', '（1）'],
  ['', '问题1：', '①'],
];

export function outlined(form: 'progress_report' | 'public_bulletin', dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'));
  const layout = layoutOf(dice.fork('layout'));
  const deck = problemDeck(scene, dice.fork('deck'), 'past');
  const body = blankPaper();
  const aspects = writeAspects(body, layout, scene, deck, dice.fork('aspects'));
  const title =
    form === 'public_bulletin'
      ? opening.bulletinTitle(scene, dice.fork('title'))
      : opening.reportTitle(scene, dice.fork('title'));
  const paper = blankPaper();
  const { declared, chapters } = writeOpening(
    paper,
    title,
    aspects,
    layout,
    scene,
    dice.fork('opening'),
  );
  paper.blocks.push(...body.blocks);
  writeClosing(paper, form, chapters, scene, dice.fork('closing'));
  return {
    form,
    paper,
    scene,
    truth: { title, aspects, declared, feedback: scene.feedback },
    switches: [
      `head:${layout.head}`,
      `items:${layout.aspects ? layout.aspectStyle || 'unnumbered' : '-'}/${layout.itemStyle || 'unnumbered'}`,
      `leaves:${layout.leaves}`,
      ...switchesOf(layout.manner),
      ...(layout.running ? ['running numbers'] : []),
      ...(layout.headsVary ? ['heads vary'] : []),
      ...(layout.recurring ? ['recurring'] : []),
    ],
  };
}

function layoutOf(dice: Dice): Layout {
  const aspects = dice.chance(0.78);
  const [aspectStyle, itemStyle, leafStyle] = dice.pick(aspects ? NESTED : FLAT);
  const leaves =
    itemStyle === ''
      ? 'none'
      : dice.pick(['none', 'none', 'none', 'none', 'own', 'shared'] as const);
  const head = dice.pick(
    itemStyle.startsWith('问题') ? HEAD_STYLES.filter((each) => each !== 'labelled') : HEAD_STYLES,
  );
  const taken = [aspectStyle, itemStyle, ...(leaves === 'none' ? [] : [leafStyle])];
  const manner = mannerOf(dice.fork('manner'), taken);
  // Only where a heading says 整改 itself can the label be left out.
  const bare = (head === 'quoted' || head === 'about') && manner.inline && dice.chance(0.5);
  return {
    aspects,
    aspectStyle,
    itemStyle,
    leafStyle,
    leaves,
    head,
    running: aspects && dice.chance(0.3),
    headsVary: dice.chance(0.15),
    recurring: dice.chance(0.15),
    manner: bare
      ? { ...manner, label: '', numbering: '一是', remarks: false, goals: false }
      : manner,
  };
}

function writeAspects(
  paper: Paper,
  layout: Layout,
  scene: Scene,
  deck: ProblemDeck,
  dice: Dice,
): TruthAspect[] {
  const item = (area: Area, index: number): TruthFinding[] =>
    writeItem(paper, { area, index, layout, scene, deck, dice });
  if (!layout.aspects) {
    const count = dice.int(2, 7);
    const findings = Array.from({ length: count }, (_, index) =>
      item(dice.pick(deck.areas), index),
    );
    return [{ title: null, findings: findings.flat() }];
  }
  let running = 0;
  const introduced = dice.chance(0.08);
  const areas = dice.sample(deck.areas, dice.int(2, 4));
  const wording = dice.pick([
    '关于{}方面',
    '关于{}方面的问题',
    '关于{}方面存在的问题',
    '聚焦{}方面',
    '{}方面',
    '在{}方面',
    '“{}”方面',
    '{}方面存在的问题整改情况',
  ]);
  return areas.map((area, at) => {
    const title = `${marker(layout.aspectStyle, at)}${wording.replace('{}', area.name)}`;
    paper.add('aspect', title);
    const count = dice.int(1, 3);
    // It counts what stands under the heading, and is none of it.
    if (introduced) paper.add('lead', `该方面反馈问题${count}个，均已制定整改措施。`);
    const findings = Array.from({ length: count }, (_, index) =>
      item(area, layout.running ? running + index : index),
    );
    running += count;
    return { title, findings: findings.flat() };
  });
}

function writeClosing(
  paper: Paper,
  form: 'progress_report' | 'public_bulletin',
  chapters: number,
  scene: Scene,
  dice: Dice,
): void {
  if (dice.chance(0.2)) {
    paper.add(
      'closing',
      dice.pick([
        `${scene.body}没有向${scene.org}移交立行立改问题和信访件。`,
        `${scene.inspection}期间移交信访件${dice.int(1, 6)}件，已全部办结。`,
        `${scene.body}移交立行立改问题${dice.int(1, 5)}个，已全部整改完成。`,
      ]),
    );
  }
  if (dice.chance(0.65)) {
    opening.chapterOf(
      paper,
      {
        kind: 'plan',
        head: `${marker('一、', chapters)}${dice.pick(['下一步工作打算', '今后整改工作打算', '下步工作安排', '巩固整改成果，推动长效落实', '下一步整改工作安排', '需长期整改事项及下步打算'])}`,
        items: opening.planItems(dice),
      },
      scene,
      dice,
    );
  }
  if (form === 'public_bulletin') opening.answerChannel(paper, scene, dice);
  opening.signOff(paper, form === 'public_bulletin' ? scene.party : scene.org, scene, dice);
}
