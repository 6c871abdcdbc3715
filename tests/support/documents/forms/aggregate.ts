/** Figures only: how many were checked, found, rectified. It lists no finding. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import { marker } from '../numbering.ts';
import { blankPaper } from '../paper.ts';
import { sceneOf, type Scene } from '../scene.ts';
import { NOTHING_DECLARED } from '../truth.ts';

const TOPICS = [
  '消防安全',
  '学校食堂食品安全',
  '建筑施工安全',
  '巡察反馈问题整改',
  '信访积案化解',
  '环境卫生整治',
  '审计查出问题整改',
  '燃气安全',
];
const TOWNS = ['城关镇', '柳河乡', '青石镇', '双桥镇', '临江街道', '白鹭镇'];

export function aggregate(dice: Dice): Drafted {
  const scene = sceneOf(dice.fork('scene'), '督查');
  const paper = blankPaper();
  const topic = dice.pick(TOPICS);
  const found = dice.int(90, 980);
  const title = dice.pick([
    `关于${topic}专项检查情况的通报`,
    `${scene.place}${topic}整改进展情况通报`,
    `${scene.place}${topic}大检查情况通报`,
    `${topic}工作进展情况（第${dice.int(2, 20)}期）`,
  ]);
  paper.add('title', title);
  paper.add(
    'lead',
    `${scene.period}，${scene.body}组织开展${topic}专项检查，现将有关情况通报如下。`,
  );
  const [first = '', ...rest] = figuresOf(found, scene, dice);
  const style = dice.pick(['一、', '', '1.', '（一）'] as const);
  for (const [index, text] of [first, ...dice.sample(rest, dice.int(2, 5))].entries()) {
    paper.add('praise', `${marker(style, index)}${text}。`);
  }
  paper.add(
    'closing',
    dice.pick([
      '下一步，将继续紧盯未完成整改的问题，加大督促力度，确保按期清零。',
      '请各单位高度重视，对尚未整改的问题抓紧推进，整改结果按时报送。',
      '对逾期未整改的单位，将依法依规严肃处理。',
    ]),
  );
  return {
    form: 'aggregate_bulletin',
    paper,
    scene,
    truth: {
      title,
      aspects: [],
      declared: { ...NOTHING_DECLARED, findings: found },
      feedback: null,
    },
    switches: [`items:${style === '' ? 'unnumbered' : style}`],
  };
}

function figuresOf(found: number, { year }: Scene, dice: Dice): string[] {
  const unit = dice.pick(['处', '个', '项', '条']);
  // What is counted changes its name on the way.
  const other = dice.pick([unit, '宗', '件']);
  const fixed = dice.int(60, found - 20);
  const left = found - fixed;
  const share = Math.floor((fixed / found) * 100);
  return [
    dice.pick([
      `共检查单位${dice.int(20, 400)}家，发现问题${found}${unit}，已整改${fixed}${unit}，正在整改${left}${unit}，整改率${share}%`,
      `累计排查单位${dice.int(20, 400)}家次，发现各类问题隐患${found}${unit}，完成整改${fixed}${unit}，未完成${left}${unit}`,
    ]),
    `下发责令限期改正通知书${dice.int(4, 90)}份，立案查处${dice.int(2, 30)}起`,
    `截至${year}年底，已销号${fixed}${other}，剩余问题涉及${dice.int(2, 9)}个方面`,
    `按区域划分，${dice
      .sample(TOWNS, 3)
      .map((name) => `${name}${dice.int(10, 90)}${unit}`)
      .join('、')}`,
    `完善制度${dice.int(5, 60)}项，追回资金${dice.int(3, 90)}.${dice.int(10, 99)}万元，问责${dice.int(2, 40)}人`,
    `组织培训${dice.int(3, 30)}场次，发放宣传资料${dice.int(1000, 9000)}份`,
    `从类型看，管理制度类${dice.int(10, 40)}${unit}，设施设备类${dice.int(10, 40)}${unit}，人员履职类${dice.int(5, 30)}${unit}`,
    `召开调度会${dice.int(2, 20)}次，约谈整改不力的单位${dice.int(1, 9)}家，通报典型案例${dice.int(1, 9)}起`,
  ];
}
