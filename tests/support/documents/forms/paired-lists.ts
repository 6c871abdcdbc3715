/** What is wrong in one list and what will be done in another: paired by their order. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { marker, type Numbering } from '../numbering.ts';
import * as opening from '../opening.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { problemDeck, type Problem } from '../problem.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { bareFinding, NOTHING_DECLARED, type TruthFinding } from '../truth.ts';

const PROBLEM_HEADS = [
  '存在的问题',
  '存在的不足',
  '存在的主要问题',
  '自查发现的问题',
  '存在的问题和不足',
];
const MEASURE_HEADS = [
  '下一步工作打算',
  '整改措施',
  '下一步整改措施',
  '下步工作措施',
  '今后工作打算',
];

/** First what was achieved, then what is missing, then what is to come. */
export function safetySelfCheck(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'), '督查');
  const topic = dice.pick([
    '安全生产',
    '校园安全',
    '消防安全',
    '秋季开学',
    '春季开学',
    '防汛备汛',
    '节前安全',
  ]);
  const title = dice.pick([
    `${scene.org}${topic}工作自查报告`,
    `关于${topic}工作自查情况的报告`,
    `${topic}工作整改自查报告`,
  ]);
  const paper = blankPaper();
  paper.add('title', title);
  paper.add(
    'lead',
    `为切实做好${topic}工作，根据《关于开展${scene.year}年${topic}专项检查的通知》要求，${scene.sector.we}组织人员对${topic}工作进行了全面自查，现将有关情况${dice.pick(['汇报如下：', '报告如下：'])}`,
  );
  opening.chapterOf(
    paper,
    {
      kind: 'praise',
      head: `一、${dice.pick(['基本情况', '主要做法', '工作开展情况', '工作开展情况及成效'])}`,
      items: opening.achievementItems(dice),
    },
    scene,
    dice,
  );
  return pairedLists('safety_self_check', paper, title, 1, scene, dice);
}

export function parallelLists(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'));
  const paper = blankPaper();
  const title = dice.pick([
    `${scene.org}${scene.inspection}发现问题整改报告`,
    `${scene.org}问题整改情况报告`,
    `关于${scene.inspection}发现问题的整改报告`,
  ]);
  paper.add('title', title);
  if (dice.chance(0.3)) paper.add('lead', `${scene.body}：`);
  paper.add(
    'lead',
    `${scene.period}，${scene.body}到${scene.sector.we}进行了${scene.inspection}，指出了工作中存在的问题和不足。${scene.sector.we}高度重视，立即召开会议研究整改措施，现将有关情况报告如下：`,
  );
  return pairedLists('parallel_lists', paper, title, 0, scene, dice);
}

function pairedLists(
  form: 'safety_self_check' | 'parallel_lists',
  paper: Paper,
  title: string,
  before: number,
  scene: Scene,
  dice: Dice,
): Drafted {
  const deck = problemDeck(scene, dice.fork('deck'), 'future');
  const count = dice.int(2, 6);
  const [left, right] = dice.sample<Numbering>(
    ['（一）', '1.', '一是', '1、', '（1）', '一是'],
    2,
  ) as [Numbering, Numbering];
  const problems = Array.from({ length: count }, () => deck.deal(dice.pick(deck.areas)));
  const heads = dice.fork('heads');
  const mark = dice.chance(0.12) ? '' : '、';
  const headed = (at: number, text: string): string =>
    `${marker('一、', at).slice(0, -1)}${mark}${text}`;
  paper.add('heading', headed(before, heads.pick(PROBLEM_HEADS)));
  const long = dice.chance(0.7);
  const counted = dice.chance(0.2);
  if (counted) paper.add('lead', `通过自查，共发现问题${count}个。`);
  for (const [index, problem] of problems.entries()) {
    paper.add('item', `${marker(left, index)}${itemText(problem, long)}`);
  }
  paper.add('heading', headed(before + 1, heads.pick(MEASURE_HEADS)));
  if (dice.chance(0.2)) {
    paper.add(
      'lead',
      dice.pick(['针对以上问题，制定以下整改措施：', '针对存在的问题，重点做好以下工作：']),
    );
  }
  const texts = problems.map((problem) => measureText(problem, dice));
  for (const [index, text] of texts.entries())
    paper.add('progress', `${marker(right, index)}${text}。`);
  if (dice.chance(0.4)) {
    paper.add(
      'closing',
      `今后，${scene.sector.we}将以此次自查为契机，进一步加强管理，推动各项工作再上新台阶。`,
    );
  }
  opening.signOff(paper, scene.org, scene, dice);
  return {
    form,
    paper,
    scene,
    truth: {
      title,
      aspects: [
        {
          title: null,
          findings: problems.map((problem, index) => truthOf(problem, texts[index] ?? '', long)),
        },
      ],
      declared: counted ? { ...NOTHING_DECLARED, findings: count } : NOTHING_DECLARED,
      feedback: null,
    },
    switches: [`lists:${left}|${right}`, ...(mark === '' ? ['headings without 、'] : [])],
  };
}

const itemText = ({ title, sentences }: Problem, long: boolean): string =>
  `${title}。${long ? `${sentences.join('。')}。` : ''}`;

function measureText({ thing, measures, requirements }: Problem, dice: Dice): string {
  const head = dice.pick([
    `进一步完善${thing}`,
    `加强${thing}管理`,
    requirements[0] ?? thing,
    `针对${thing}方面的问题，抓好整改落实`,
  ]);
  return `${head}。${measures.slice(0, 2).join('。')}`;
}

function truthOf(problem: Problem, measure: string, long: boolean): TruthFinding {
  return {
    ...bareFinding(problem.title, problem.core),
    description: long ? (problem.sentences[0] ?? null) : null,
    measures: [measure],
    statuses: ['identified', 'planned', 'unstated'],
    levels: ['none', 'finding', 'document'],
  };
}
