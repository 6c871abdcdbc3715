/** Tells from its title what a part of a document is there for. */
import { fold } from '../text/lines.ts';
import { withoutEnd } from '../text/sentences.ts';

/**
 * `findings` what is wrong · `measures` what is or will be done about it, listed apart · `rectified`
 * findings and what has come of them together · `requirements` what the inspectors ask for ·
 * `plans` what comes next, `organisation` who was set to work, `achievements` what went well: none of
 * these three lists findings.
 */
export type Role =
  | 'findings'
  | 'measures'
  | 'rectified'
  | 'requirements'
  | 'plans'
  | 'organisation'
  | 'achievements';

/** The first that fits; null for a title that says nothing of it (安全方面). */
export function roleOf(title: string): Role | null {
  const folded = headingIn(title);
  if (folded.length > LONGEST_TITLE) return null;
  const role = ROLES.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
  // 组织建设不够有力 is itself a finding, whatever else it names.
  return role !== null && !LISTS.has(role) && NAMES_FAULT.test(folded) ? null : role;
}

const LISTS: ReadonlySet<Role> = new Set(['findings', 'rectified', 'requirements', 'measures']);
const NAMES_FAULT = /不(?!断|忘|懈)|未|缺|弱|滞后|淡薄|流于形式|存在|走过场/;

const LONGEST_TITLE = 60;
/** A heading with its text behind it on the line is short: 存在的问题。一是…. */
const LONGEST_LEAD = 16;

function headingIn(title: string): string {
  const folded = fold(title).replaceAll(/\s/g, '');
  const [heading = '', ...rest] = folded.split(/[。:]/);
  const isAlone = rest.every((part) => part === '');
  return isAlone || heading.length <= LONGEST_LEAD ? withoutEnd(heading) : folded;
}

const FAULT = '(?:问题|不足|短板|弱项|隐患|困难|差距|薄弱环节|缺陷)';

const ROLES: readonly (readonly [Role, RegExp])[] = [
  [
    'rectified',
    /问题[^。]{0,12}(?:整改|落实|办理|完成|处理)(?:落实|进展|完成|工作)?(?:情况|进展|结果|成效)|(?:整改|反馈意见)(?:落实|进展|完成)(?:的?具体)?情况|(?:反馈|督[导查]|检查|审计|巡[察视])(?:意见|情况|结果)?[^。,]{0,4}整改(?:工作)?(?:的?具体)?(?:情况|结果)|(?:逐条|逐项|具体|对照)[^。]{0,8}整改(?:落实)?情况|逐[条项件][^。,]{0,10}(?:整改|落实)|办理(?:及整改)?情况$|整改任务完成情况/,
  ],
  [
    'findings',
    new RegExp(
      `(?:存在|发现|反馈|查摆|检视|查找|指出|面临|主要|突出|具体|共性)[^。,]{0,12}${FAULT}|${FAULT}(?:清单|表现|汇总|及[^。]{0,8}(?:表现|原因))|^(?:主要|突出|一些)?${FAULT}(?:和${FAULT})*$|(?:的|与|和|及)${FAULT}(?:和|及|与|、)?${FAULT}?$`,
    ),
  ],
  [
    'plans',
    /^(?:下一?步|下阶段|今后|后续|后期|未来|明年)|(?:工作)?(?:打算|努力方向|工作思路|工作计划|工作安排)$|(?:巩固|深化)[^。]{0,10}(?:成果|成效)|持续(?:深化|抓好|推进)[^。]{0,6}整改/,
  ],
  [
    'requirements',
    /(?:整改|工作|有关|下一步|督[导查]|检查|处理|审计)(?:要求|建议|意见)|意见和?建议|^(?:要求|建议)$/,
  ],
  [
    'measures',
    /(?:整改|改进|工作|解决|采取|应对|防范|主要|具体|对策)[^。]{0,8}(?:措施|举措|办法|对策|方向)(?:(?:及|和|与|、)其?(?:整改|完成|落实|进展|实施)?(?:结果|成效|情况|效果))?$|^(?:措施|对策|整改(?:情况|落实|进展|结果)?|整改(?:落实)?情况)$/,
  ],
  [
    'organisation',
    /(?:组织|领导|主体责任|工作部署|压实责任|安排部署|工作机制|思想认识|政治站位)|整改(?:工作)?(?:的)?(?:基本|总体|组织|开展|推进)情况|(?:基本|总体)(?:情况|做法)|整改工作(?:情况|部署)/,
  ],
  [
    'achievements',
    /成效|成绩|成果|亮点|做法|特色|经验|(?:工作|活动|任务|制度)?(?:开展|推进|落实|进展|完成|运行|检查)(?:的)?(?:总体|基本)?情况$/,
  ],
];

/** Titles under which nothing is listed that has to be put right. */
export const listsNoFindings = (role: Role | null): boolean =>
  role === 'plans' || role === 'organisation' || role === 'achievements' || role === 'requirements';
