/** The feedback itself: what was found, and what is advised, with nothing done yet. */
import type { Dice } from '../dice.ts';
import { declaredIn } from '../declaring.ts';
import type { Drafted } from '../draft.ts';
import { bodyOf } from '../heads.ts';
import { marker, type Numbering } from '../numbering.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { problemDeck, type Problem } from '../problem.ts';
import { sceneOf } from '../scene.ts';
import type { TruthAspect } from '../truth.ts';
import { foundNow } from './notices.ts';

type Manner = 'described' | 'titles' | 'as one sentence' | 'with demands';

export function findingList(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'));
  const deck = problemDeck(scene, dice.fork('deck'), 'future');
  const title = dice.pick([
    `关于对${scene.org}${scene.inspection}情况的反馈意见`,
    `${scene.body}关于${scene.inspection}${scene.org}的反馈意见`,
    `关于${scene.inspection}${scene.org}情况的反馈报告`,
    `${scene.org}${scene.inspection}反馈问题清单`,
    `${scene.inspection}反馈问题清单（${scene.org}）`,
  ]);
  const list = title.includes('清单');
  const itemStyle: Numbering = dice.pick(['1.', '（1）', '1、', '', '一是']);
  const aspectStyle: Numbering = list ? dice.pick(['一、', '（一）']) : '（一）';
  const manner: Manner = dice.pick([
    'described',
    'described',
    'titles',
    'as one sentence',
    'with demands',
  ]);
  const suffix = dice.pick(['方面', '方面存在的问题', '方面的问题', '不够有力']);
  const demand = dice.pick(['整改要求', '整改建议', '意见建议', '整改意见']);
  const body = blankPaper();
  const aspects = dice.sample(deck.areas, dice.int(2, 4)).map((area, at): TruthAspect => {
    const heading = `${marker(aspectStyle, at)}${area.name}${suffix}`;
    body.add('aspect', heading);
    const findings = Array.from({ length: dice.int(1, 3) }, (_, index) => {
      const problem = deck.deal(area);
      body.add('item', `${marker(itemStyle, index)}${told(problem, manner)}`);
      // Asked for, and so no measure.
      if (manner === 'with demands') body.add('plan', `${demand}：${problem.requirements[0]}。`);
      return foundNow(problem, null);
    });
    return { title: heading, findings };
  });
  const { text, declared } = declaredIn(aspects, {}, scene, dice.fork('declared'));
  const paper = blankPaper();
  paper.add('title', title);
  paper.add(
    'lead',
    `根据统一部署，${scene.period}，${scene.body}对${scene.org}进行了${scene.inspection}。${list ? '' : '总的看，领导班子能够认真履行职责，各项工作取得一定成效。'}${text}现将${scene.inspection}发现的主要问题反馈如下：`,
  );
  if (!list) {
    paper.add(
      'heading',
      `一、${dice.pick(['存在的主要问题', '发现的主要问题', `${scene.inspection}发现的问题`])}`,
    );
  }
  paper.blocks.push(...body.blocks);
  if (!list) writeAdvice(paper, declared.suggestions ?? dice.int(2, 4), dice);
  return {
    form: 'finding_list',
    paper,
    scene,
    truth: { title, aspects, declared, feedback: null },
    switches: [`items:${aspectStyle}/${itemStyle || 'unnumbered'}`, manner],
  };
}

function told(problem: Problem, manner: Manner): string {
  if (manner === 'titles') return `${problem.title}。`;
  if (manner === 'described' || manner === 'with demands')
    return `${problem.title}。${bodyOf(problem)}`;
  return `${problem.title}，${problem.sentences.slice(0, 2).join('，')}。`;
}

function writeAdvice(paper: Paper, count: number, dice: Dice): void {
  paper.add('heading', `二、${dice.pick(['意见建议', '整改意见建议', '整改要求'])}`);
  const advice = [
    '提高政治站位，切实增强抓好整改的思想自觉和行动自觉。',
    '压实主体责任，主要负责人要切实履行第一责任人责任，亲自抓、负总责。',
    '健全完善制度，围绕重点领域和关键环节堵塞漏洞，从源头上防范风险。',
    '加强队伍建设，强化日常教育管理监督，不断提升履职能力。',
    '强化成果运用，把整改与推动中心工作结合起来，以整改实效促进高质量发展。',
    '严明纪律要求，对整改不力、敷衍应付的严肃追责问责。',
  ];
  for (const [index, text] of dice.sample(advice, count).entries()) {
    paper.add('plan', `${marker('（一）', index)}${text}`);
  }
}
