/** Inspectors about many places: mostly praise, with a finding in a sentence here and there, or a chapter of them. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { fill } from '../filling.ts';
import { marker, type Numbering } from '../numbering.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { problemDeck, type Problem, type ProblemDeck } from '../problem.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { bareFinding, NOTHING_DECLARED, type Status, type TruthFinding } from '../truth.ts';
import { praises } from '../words/around.ts';

interface Sheet {
  readonly paper: Paper;
  readonly scene: Scene;
  readonly deck: ProblemDeck;
  readonly dice: Dice;
}

export function oversight(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'), '督查');
  const deck = problemDeck(scene, dice.fork('deck'), 'future');
  const paper = blankPaper();
  const title = dice.pick([
    `${scene.place}重点工作督查报告`,
    `关于${scene.place}有关工作督导检查情况的通报`,
    `${scene.place}重点工作督查情况报告`,
    `关于对各单位重点工作开展情况督查的通报`,
  ]);
  paper.add('title', title);
  paper.add(
    'lead',
    `${scene.period}，${scene.body}采取${dice.pick(['听取汇报、实地查看、核实追踪', '查阅资料、现场检查、个别访谈', '随机抽查、暗访', '“四不两直”'])}等方式，对辖区各单位重点工作进行了${dice.pick(['全面督查', '督导检查', '专项督查'])}，现将情况${dice.pick(['报告如下：', '通报如下：'])}`,
  );
  const sheet = { paper, scene, deck, dice };
  const apart = dice.chance(0.4);
  const findings = apart ? inAChapter(sheet) : amongPraise(sheet);
  return {
    form: 'oversight_report',
    paper,
    scene,
    truth: {
      title,
      aspects: [{ title: null, findings }],
      declared: NOTHING_DECLARED,
      feedback: null,
    },
    switches: [apart ? 'findings in a chapter' : 'findings among praise'],
  };
}

function amongPraise(sheet: Sheet): TruthFinding[] {
  const { paper, scene, deck, dice } = sheet;
  const findings: TruthFinding[] = [];
  const areas = dice.sample(scene.sector.areas, dice.int(3, 5));
  const style: Numbering = dice.pick(['1.', '1.', '（一）', '']);
  for (const [at, area] of areas.entries()) {
    paper.add(
      'heading',
      `${marker('一、', at)}${area.name.replace(/工作$/, '')}${dice.pick(['工作', '工作情况'])}`,
    );
    const count = dice.int(1, 4);
    for (let index = 0; index < count; index += 1) {
      const problem = deck.deal(area);
      const praise = praiseOf(problem, sheet);
      const number = count === 1 ? '' : marker(style, index);
      if (dice.chance(0.65)) paper.add('praise', `${number}${praise}。`);
      else findings.push(faultIn(sheet, `${number}${praise}`, problem));
    }
  }
  if (dice.chance(0.5)) writeDemands(sheet, areas.length);
  return findings;
}

const praiseOf = ({ merit }: Problem, { scene, dice }: Sheet): string =>
  fill(dice.pick(praises), { ...scene, thing: merit }, dice);

function faultIn({ paper, scene, dice }: Sheet, praise: string, problem: Problem): TruthFinding {
  const who = dice.pick([
    '个别单位',
    '少数单位',
    '部分单位',
    '有的单位',
    `${scene.place}${dice.pick(scene.sector.orgs)}`,
  ]);
  const fault = problem.seen ? problem.core : `${who}${problem.core}`;
  const open: readonly Status[] = ['identified', 'unstated'];
  const [text, statuses] = dice.pick<readonly [string, readonly Status[]]>([
    [`${praise}，但${fault}。`, open],
    [`${praise}。但检查中发现，${fault}。`, open],
    [`${praise}。存在的问题：${fault}。`, open],
    [
      `${praise}，除${fault}，需要较大资金投入不能马上整改外，其他均达到要求。`,
      ['not_completed', 'identified'],
    ],
    [`${praise}。不足之处是${fault}。`, open],
    [
      `${praise}。检查发现${fault}，已现场反馈，要求立即整改。`,
      ['identified', 'unstated', 'in_progress'],
    ],
    [`${praise}，但仍存在${fault}的问题。`, open],
    [`${praise}。督查中也发现，${fault}，需引起重视。`, open],
  ]);
  paper.add('item', text);
  return bareFinding(fault, problem.core, { statuses, levels: ['finding', 'none'] });
}

/** First what is good, then what is not, then what is asked of everybody. */
function inAChapter(sheet: Sheet): TruthFinding[] {
  const { paper, scene, deck, dice } = sheet;
  const areas = dice.sample(scene.sector.areas, dice.int(3, 5));
  paper.add(
    'heading',
    `一、${dice.pick(['总体情况', '好的方面', '主要做法及成效', '工作开展情况'])}`,
  );
  const good: Numbering = dice.pick(['一是', '（一）', '1.', '']);
  for (const [index, area] of areas.slice(0, dice.int(2, 3)).entries()) {
    paper.add('praise', `${marker(good, index)}${praiseOf(deck.deal(area), sheet)}。`);
  }
  paper.add(
    'heading',
    `二、${dice.pick(['存在的主要问题', '存在的问题', '督查发现的问题', '存在的问题和不足'])}`,
  );
  const bad: Numbering = dice.pick(['一是', '（一）', '1.', '（1）', '1、']);
  const findings = areas.map((area, index): TruthFinding => {
    const problem = deck.deal(area);
    const examples = problem.sentences.slice(0, dice.int(0, 2)).map((each) => `${each}。`);
    paper.add('item', `${marker(bad, index)}${problem.title}。${examples.join('')}`);
    return bareFinding(problem.title, problem.core, {
      statuses: ['identified', 'unstated'],
      levels: ['finding', 'none'],
    });
  });
  if (dice.chance(0.8)) writeDemands(sheet, 2);
  return findings;
}

const DEMANDS = [
  '提高认识，加强领导。各单位要进一步提高政治站位，压实工作责任，确保各项工作落到实处。',
  '突出重点，狠抓落实。要对照督查情况举一反三，全面排查，补齐短板弱项。',
  '强化督导，严格考核。要建立健全长效机制，加强日常监督检查，考核结果与年度评优挂钩。',
  '限期整改，及时反馈。存在问题的单位要制定整改方案，逐项抓好整改，整改情况按时上报。',
];

/** What is asked of everybody: neither findings nor measures. */
function writeDemands({ paper, dice }: Sheet, chapters: number): void {
  paper.add(
    'heading',
    `${marker('一、', chapters)}${dice.pick(['下一步工作要求', '工作要求', '几点要求', '下步工作要求'])}`,
  );
  const style: Numbering = dice.pick(['（一）', '一是', '1.']);
  for (const [index, demand] of dice.sample(DEMANDS, dice.int(2, 3)).entries()) {
    paper.add('plan', `${marker(style, index)}${demand}`);
  }
}
