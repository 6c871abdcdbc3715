/** Titles, leads and closings of reports on what became of findings. */
import type { Dice } from './dice.ts';
import { fill } from './filling.ts';
import { chineseNumber, marker, type Numbering } from './numbering.ts';
import type { Paper } from './paper.ts';
import type { Scene } from './scene.ts';
import { achievements, organising, plans } from './words/around.ts';

export function reportTitle(scene: Scene, dice: Dice): string {
  const { org, body, inspection } = scene;
  return dice.pick([
    `${org}关于${inspection}整改进展情况的报告`,
    `${org}关于${body}反馈意见整改落实情况的报告`,
    `关于落实${body}${inspection}反馈意见整改情况的报告`,
    `${org}${inspection}反馈问题整改情况报告`,
  ]);
}

export function bulletinTitle(scene: Scene, dice: Dice): string {
  const term = `${chineseNumber(dice.int(10, 19))}届${scene.place.at(-1)}委第${chineseNumber(dice.int(1, 9))}轮`;
  return dice.pick([
    `${scene.party}关于${scene.inspection}整改进展情况的通报`,
    `${scene.party}关于${term}${scene.inspection}整改情况的通报`,
    `${scene.org}关于${scene.inspection}反馈意见集中整改进展情况的通报`,
  ]);
}

/** `counts`: what it says of the number of findings. */
export function leadOf(scene: Scene, counts: string, dice: Dice): string {
  const { org, body, inspection, period, feedback, sector } = scene;
  const level = scene.place.at(-1);
  const told = dice.pick([
    `${feedback.raw}，${body}向${org}反馈了${inspection}意见。`,
    `${feedback.raw}反馈了${inspection}意见。`,
    `${feedback.raw}，${body}向${sector.we}反馈了${inspection}情况。`,
  ]);
  const why = dice.pick(
    inspection === '巡察'
      ? [`根据${level}委统一部署，`, `按照${level}委${inspection}工作安排，`, '按照统一部署，']
      : ['根据工作安排，', '按照统一部署，', `根据年度${inspection}工作计划，`],
  );
  const how = dice.pick([
    `按照${inspection}工作有关要求，现将整改情况报告如下。`,
    `按照党务公开原则和${inspection}工作有关要求，现将${inspection}整改进展情况予以公布。`,
    `现将整改进展情况报告如下：`,
    `根据有关规定，现将整改落实情况通报如下。`,
  ]);
  return `${why}${period}，${body}对${org}开展了${dice.pick(['常规', '专项', ''])}${inspection}。${told}${counts}${how}`;
}

/** A chapter of numbered paragraphs that hold no finding. */
export function chapterOf(
  paper: Paper,
  {
    kind,
    head,
    intro,
    items,
  }: {
    kind: 'organisation' | 'plan' | 'praise';
    head: string;
    intro?: string;
    items: readonly string[];
  },
  scene: Scene,
  dice: Dice,
): void {
  const style: Numbering = dice.pick(['一是', '（一）', '1.', '一是', '（一）']);
  paper.add('heading', head);
  if (intro !== undefined) paper.add(kind, intro);
  if (style === '一是' && dice.chance(0.3)) {
    const told = items.map((item, index) => {
      const { title, body } = filled(item, scene, dice);
      return `${marker(style, index)}${title}。${body}`;
    });
    paper.add(kind, told.join(''));
    return;
  }
  for (const [index, item] of items.entries()) {
    const { title, body } = filled(item, scene, dice);
    const number = marker(style, index);
    // A numbered heading may stand on a line of its own.
    if (style === '（一）' && dice.chance(0.3)) paper.add(kind, `${number}${title}`, body);
    else paper.add(kind, `${number}${title}。${body}`);
  }
}

export function filled(item: string, scene: Scene, dice: Dice): { title: string; body: string } {
  const [title = '', body = ''] = fill(item, scene, dice).split('|');
  return { title, body };
}

export const organisingItems = (dice: Dice): string[] => dice.sample(organising, dice.int(3, 5));
export const planItems = (dice: Dice): string[] => dice.sample(plans, dice.int(2, 4));
export const achievementItems = (dice: Dice): string[] => dice.sample(achievements, dice.int(3, 6));

/** Above the lead of an official letter: its number, whom it goes to. */
export function addressed(paper: Paper, { sector, place, year }: Scene, dice: Dice): void {
  if (dice.chance(0.15)) paper.add('lead', `${place.slice(0, 2)}字〔${year}〕${dice.int(1, 80)}号`);
  if (dice.chance(0.15)) paper.add('lead', `各${sector.depts}：`);
}

export function signOff(paper: Paper, signer: string, scene: Scene, dice: Dice): void {
  if (dice.chance(0.1)) paper.add('closing', `附件：${scene.inspection}反馈问题整改台账`);
  if (dice.chance(0.6)) {
    paper.add('closing', signer, `${scene.year + 1}年${dice.int(1, 6)}月${dice.int(1, 28)}日`);
  }
}

export function answerChannel(paper: Paper, scene: Scene, dice: Dice): void {
  const area = `0${dice.int(310, 998)}`;
  paper.add(
    'closing',
    `欢迎广大干部群众对${scene.inspection}整改落实情况进行监督。如有意见建议，请及时向我们反映。联系电话：${area}-${dice.int(2_000_000, 8_999_999)}；邮政信箱：${scene.place}${dice.pick(['人民路', '建设路', '中山路'])}${dice.int(1, 200)}号；邮编：${dice.int(100_000, 899_999)}；电子邮箱：mailbox${dice.int(1, 99)}@example.com。`,
  );
}
