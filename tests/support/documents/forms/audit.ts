/** What became of an audit's findings, with the sums of money. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { marker, type Numbering } from '../numbering.ts';
import * as opening from '../opening.ts';
import { blankPaper } from '../paper.ts';
import { problemDeck } from '../problem.ts';
import { CLAIMS_DONE } from '../progress.ts';
import { drawStatus, TOLD } from '../statuses.ts';
import { sceneOf } from '../scene.ts';
import { bareFinding, NOTHING_DECLARED, type TruthFinding } from '../truth.ts';
import { sectors } from '../words/sectors.ts';

const SUMS = [
  '已追回资金{}万元并上缴国库',
  '已收回往来款{}万元',
  '已归还原资金渠道{}万元',
  '已调整会计账目，涉及金额{}万元',
  '已补缴税款{}万元',
  '已将结余资金{}万元上缴财政',
  '已支付拖欠款项{}万元',
  '已补办手续，涉及金额{}万元',
];

export function audit(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'), '审计');
  const year = scene.year - 2;
  const money = sectors
    .flatMap(({ areas }) => areas)
    .filter(({ name }) => /财务|采购|资产/.test(name));
  const deck = problemDeck(
    { ...scene, sector: { ...scene.sector, areas: [...new Set(money)] } },
    dice.fork('deck'),
    'past',
  );
  const paper = blankPaper();
  const title = dice.pick([
    `${scene.org}${year}年度预算执行和其他财政收支审计查出问题整改情况的报告`,
    `${scene.org}关于审计发现问题整改情况的报告`,
    `${scene.org}审计整改结果公告`,
  ]);
  paper.add('title', title);
  const count = dice.int(2, 7);
  const total = dice.int(200, 9000);
  paper.add(
    'lead',
    `${scene.period}，${scene.body}对${scene.org}${year}年度财政财务收支情况进行了审计。${dice.chance(0.5) ? `审计报告指出问题${count}个，涉及金额${total}.${dice.int(10, 99)}万元。` : ''}现将整改情况报告如下：`,
  );
  const style: Numbering = dice.pick(['（一）', '1.', '（一）', '一、']);
  const declared = paper.blocks.some(({ text }) => text.includes('指出问题'));
  if (style !== '一、')
    paper.add(
      'heading',
      `一、${dice.pick(['审计查出问题的整改情况', '具体问题整改情况', '审计发现问题整改落实情况'])}`,
    );
  const label = dice.pick(['整改情况：', '整改情况：', '整改结果：', '']);
  const measureStyle: Numbering = dice.pick(['一是', '（1）', '①']);
  const sameLine = label === '' || dice.chance(0.5);
  const findings: TruthFinding[] = [];
  for (let index = 0; index < count; index += 1) {
    const problem = deck.deal(dice.pick(deck.areas));
    const sum = `${dice.int(1, 900)}.${dice.int(10, 99)}万元`;
    const status = dice.chance(0.5) ? drawStatus(scene, dice, TOLD) : null;
    const measures = [moneyBack(dice), ...problem.measures.slice(0, dice.int(1, 2))];
    const body = measures.map((measure, at) => `${marker(measureStyle, at)}${measure}。`).join('');
    const head = `${marker(style, index)}关于${problem.core}的问题。涉及金额${sum}。${problem.sentences[0]}。`;
    const told = `${label}${body}${status === null ? '' : `${status.sentence}。`}`;
    if (sameLine) paper.add('item', `${head}${told}`);
    else {
      paper.add('item', head);
      paper.add('progress', told);
    }
    findings.push({
      ...bareFinding(problem.core, problem.core),
      description: `涉及金额${sum}`,
      measures,
      statuses: status === null ? unstated(measures) : [status.status, ...status.also],
      levels: status === null ? ['none', 'measure', 'finding'] : ['finding'],
      otherDues: status?.due == null ? [] : [status.due],
    });
  }
  if (dice.chance(0.5)) {
    opening.chapterOf(
      paper,
      {
        kind: 'plan',
        head: `${marker('一、', style === '一、' ? count : 1)}下一步工作打算`,
        items: opening.planItems(dice),
      },
      scene,
      dice,
    );
  }
  opening.signOff(paper, scene.org, scene, dice);
  return {
    form: 'audit_report',
    paper,
    scene,
    truth: {
      title,
      aspects: [{ title: null, findings }],
      declared: { ...NOTHING_DECLARED, findings: declared ? count : null },
      feedback: null,
    },
    switches: [
      `items:${style}`,
      `measures:inline:${measureStyle}`,
      label === '' ? 'no label' : sameLine ? 'label in line' : 'label on line',
    ],
  };
}

const moneyBack = (dice: Dice): string =>
  dice.pick(SUMS).replace('{}', `${dice.int(1, 500)}.${dice.int(10, 99)}`);

const unstated = (measures: readonly string[]): TruthFinding['statuses'] =>
  measures.some((each) => CLAIMS_DONE.test(each))
    ? ['unstated', 'closed', 'in_progress']
    : ['unstated'];
