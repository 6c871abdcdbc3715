/** What does not belong to the document: another one behind it, a wall before its end. */
import type { Dice } from '../dice.ts';
import { fill } from '../filling.ts';
import { filled } from '../opening.ts';
import type { Block } from '../paper.ts';
import { sceneOf } from '../scene.ts';
import { achievements, plans, praises } from '../words/around.ts';

const stranger = (...texts: string[]): Block[] => texts.map((text) => ({ kind: 'stranger', text }));

/** Another unit's report on something else; often nothing says where it begins. */
export function withSecondDocument(blocks: readonly Block[], dice: Dice): Block[] {
  const scene = sceneOf(dice.fork('other'), '督查');
  const topic = dice.pick(['教学工作检查', '春季植树造林', '职工运动会', '防汛演练', '年度工作']);
  const heading = dice.pick([
    [`${scene.org}${topic}总结`],
    [`【篇二】${scene.org}${topic}情况报告`],
    [`${scene.org}关于${topic}情况的汇报`],
    [],
  ]);
  const lead = `为进一步做好${topic}，${scene.org}于${scene.year}年${dice.int(3, 9)}月${dice.int(1, 27)}日组织开展了${topic}活动。活动由${dice.pick(scene.sector.leader)}带队，共分四组，成员包括各${scene.sector.depts}负责人。`;
  const told = dice.sample(achievements, 3).map((item) => {
    const { title, body } = filled(item, scene, dice);
    return `${title}。${body}`;
  });
  const said = fill(dice.pick(praises), { ...scene, thing: '各项准备工作有序推进' }, dice);
  const last = filled(dice.pick(plans), scene, dice).body;
  const site = blocks.findIndex(({ kind }, index) => kind === 'site' && index > blocks.length / 2);
  const end = site < 0 ? blocks.length : site;
  return [
    ...blocks.slice(0, end),
    ...stranger(...heading, lead, ...told, `${said}。`, last),
    ...blocks.slice(end),
  ];
}

/** The rest is for members only. */
export function behindWall(blocks: readonly Block[], dice: Dice): Block[] {
  const from = blocks.findIndex(({ kind }) => kind === 'plan' || kind === 'closing');
  const last = blocks.findLastIndex(({ kind }) =>
    ['progress', 'item', 'field', 'row', 'praise'].includes(kind),
  );
  const at = from > last ? from : -1;
  const cut = at < 0 ? blocks.filter(({ kind }) => kind !== 'closing') : blocks.slice(0, at);
  const next = at < 0 ? undefined : blocks[at];
  const half = next === undefined ? '' : next.text.slice(0, Math.ceil(next.text.length / 2));
  const wall = dice.pick([
    '（未完，全文共2785字，当前显示2044字）',
    '阅读全文\n（想阅读完全部图文内容，您需要先登陆！）',
    '本文共4563字，仅供站内会员学习参考',
    '…………',
  ]);
  return [
    ...cut,
    { kind: 'site', text: `${half}${dice.pick(['……', '…', '…………'])}` },
    { kind: 'site', text: wall },
  ];
}
