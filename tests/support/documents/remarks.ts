/** What stands beside the measures: days, outcomes, requests to superiors, earlier rounds. */
import type { Dice } from './dice.ts';
import type { Problem } from './problem.ts';
import type { Scene } from './scene.ts';

/** Some measures begin with the day they were taken; a day that is past is no deadline. */
export const withDays = (measures: readonly string[], { year }: Scene, dice: Dice): string[] =>
  measures.map((measure) =>
    /^[0-9对]/.test(measure) || !dice.chance(0.14) ? measure : `${pastDay(year, dice)}，${measure}`,
  );

function pastDay(year: number, dice: Dice): string {
  const [month, day] = [dice.int(1, 12), dice.int(1, 28)];
  return dice.pick([
    `${year}年${month}月`,
    `${month}月${day}日`,
    `${year}年${month}月${day}日`,
    `${month}月份`,
    `${year}年${month}月上旬`,
    `${year}年X月${day}日`,
    `${month}月${day}日上午`,
  ]);
}

export const outcomeOf = ({ area, thing }: Problem, dice: Dice): string =>
  dice.pick([
    `通过整改，${area.name}水平明显提升。`,
    `目前，${thing}情况明显好转。`,
    `整改以来未再发生类似情况。`,
    `干部群众反映良好。`,
  ]);

export const upwards = ({ place, sector }: Scene, dice: Dice): string =>
  dice.pick([
    `该问题涉及编制调整，${sector.we}无权自行解决，恳请${place}有关部门统筹考虑`,
    `受资金制约，${sector.we}已向${place}人民政府提交请示，请求给予专项资金支持`,
    `此问题需上级部门统一协调，建议由主管部门牵头研究解决`,
  ]);

/** Said in a description of a finding that was found before. */
export const foundBefore = ({ inspection }: Scene, dice: Dice): string =>
  dice.pick([
    `该问题在上一轮${inspection}中已经指出，此次检查仍然存在`,
    `上轮${inspection}反馈的同类问题整改不彻底，出现反弹`,
    `对此前${inspection}指出的问题重视不够，屡改屡犯`,
  ]);

/** Between the label and the first measure. */
export const INTROS = [
  '收到反馈意见后，立即组织整改。',
  '针对上述问题，认真研究、迅速整改。',
  '对照反馈意见，采取以下措施：',
  '我们高度重视，主要做了以下工作：',
];
