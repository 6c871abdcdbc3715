/** A government about itself: findings in plain paragraphs with the measures inside, then a long account of merits. */
import type { Dice } from '../dice.ts';
import { demandedBy } from '../dates.ts';
import type { Drafted } from '../draft.ts';
import { marker, type Numbering } from '../numbering.ts';
import * as opening from '../opening.ts';
import { blankPaper, type Paper } from '../paper.ts';
import { problemDeck, type Problem } from '../problem.ts';
import { GOVERNING, sceneOf, type Scene } from '../scene.ts';
import {
  bareFinding,
  NOTHING_DECLARED,
  type Status,
  type TruthDue,
  type TruthFinding,
} from '../truth.ts';

/** How the measures are led in, and what that says of the state. */
const LEAD_INS: readonly { text: string; statuses: readonly Status[] }[] = [
  { text: '对此，我们已采取以下措施', statuses: ['in_progress', 'unstated'] },
  { text: '目前已加快推进整改，采取以下措施', statuses: ['in_progress'] },
  { text: '为此，将采取以下措施', statuses: ['planned', 'in_progress', 'unstated'] },
  { text: '为尽快解决这一问题，拟采取以下措施', statuses: ['planned', 'in_progress', 'unstated'] },
  { text: '为切实改变这一状况，已实施多措并举', statuses: ['in_progress', 'unstated'] },
];

export function selfAssessment(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'), '督导', GOVERNING);
  const deck = problemDeck(scene, dice.fork('deck'), 'future');
  const paper = blankPaper();
  const year = scene.year - 1;
  const level = scene.place.at(-1);
  const title = dice.pick([
    `${scene.org}${year}年省评价反馈问题整改情况及履行职责情况自查自评报告`,
    `${scene.place}关于${year}年度督导评估反馈问题整改情况的自查报告`,
    `${scene.org}履行职责情况自查自评报告`,
  ]);
  paper.add('title', title);
  paper.add(
    'lead',
    `按照《${scene.city}人民政府办公室关于开展${scene.year}年度履行职责评价工作的通知》（${level}政办〔${scene.year}〕${dice.int(3, 90)}号）文件精神，${scene.org}对照评价重点内容，对履行职责情况进行全面自查。现将有关情况报告如下：`,
  );
  paper.add(
    'heading',
    `一、对${year}年${dice.pick(['省评价', '市级评估', '督导检查'])}反馈问题的整改情况`,
  );
  paper.add(
    'lead',
    `根据通知要求，${scene.sector.we}对照问题清单，逐项整改落实。${dice.pick(['目前大部分指标达到要求。', '现将具体情况说明如下。', ''])}`,
  );
  const numbering: Numbering = dice.pick(['1.', '1.', '（1）', '①', '一是']);
  const itemStyle: Numbering = dice.pick(['', '', '', '（一）']);
  const areas = dice.sample(deck.areas, dice.int(2, 4));
  const findings = areas.map((area, index) =>
    writeFinding(paper, deck.deal(area), marker(itemStyle, index), numbering, scene, dice),
  );
  writeMerits(paper, scene, dice.fork('merits'));
  return {
    form: 'self_assessment',
    paper,
    scene,
    truth: {
      title,
      aspects: [{ title: null, findings }],
      declared: NOTHING_DECLARED,
      feedback: null,
    },
    switches: [`measures:inline:${numbering}`, `items:${itemStyle || 'unnumbered'}`],
  };
}

function writeFinding(
  paper: Paper,
  problem: Problem,
  number: string,
  numbering: Numbering,
  scene: Scene,
  dice: Dice,
): TruthFinding {
  const lead = dice.pick(LEAD_INS);
  const measures =
    problem.measures.length > 1
      ? [...problem.measures]
      : [...problem.measures, ...problem.requirements.slice(0, 1)];
  const list = measures.map((measure, index) => `${marker(numbering, index)}${measure}`).join('；');
  const where = problem.seen ? '' : dice.pick(['我区', '全县', '部分单位', '辖区', '']);
  const title = `${where}${problem.core}`;
  const more = dice.chance(0.5) ? `，${problem.sentences[0]}` : '';
  const due = dice.chance(0.5) ? demandedBy(scene.year + 1, dice) : null;
  paper.add(
    'item',
    `${number}${title}${more}，${lead.text}：${list}。${targetSentence(due, problem, dice)}`,
  );
  return {
    ...bareFinding(title, problem.core),
    description: problem.sentences[0] ?? null,
    measures,
    statuses: lead.statuses,
    levels: ['finding', 'none'],
    due,
  };
}

function targetSentence(due: TruthDue | null, { thing }: Problem, dice: Dice): string {
  if (due === null) return '';
  return dice.pick([
    `到${due.raw}，${thing}达到规定标准。`,
    `${due.raw}前完成整改任务。`,
    `预计${due.raw}前全部完成。`,
    `力争到${due.raw}，${thing}达标率提高到${dice.int(85, 99)}%以上。`,
  ]);
}

/** Numbered the wrong way round, as such reports are. */
function writeMerits(paper: Paper, scene: Scene, dice: Dice): void {
  paper.add('heading', `二、${dice.pick(['重点工作推进情况', '履行职责情况', '主要做法和成效'])}`);
  for (const [part, area] of dice.sample(scene.sector.areas, dice.int(2, 4)).entries()) {
    paper.add('praise', `${marker('（一）', part)}${area.name.replace(/工作$/, '')}工作落实情况`);
    for (const [index, item] of opening.achievementItems(dice).slice(0, 3).entries()) {
      const said = opening.filled(item, scene, dice);
      paper.add('praise', `${marker(part === 0 ? '1.' : '1、', index)}${said.title}。${said.body}`);
    }
  }
}
