import { describe, expect, test } from 'vitest';
import { overlap } from '../../../src/likeness/likeness.ts';
import { deedBands, deedPieces, nearSameFrom, nearSameness } from '../../../src/likeness/deeds.ts';

const piecesOf = (text: string): ReadonlySet<string> => {
  const pieces = deedPieces(text);
  if (pieces === null) throw new Error(`too short: ${text}`);
  return pieces;
};

/** One measure used twice, with names, dates and figures exchanged. */
const copied = [
  [
    '联合文明路社区对校门口药店后门进行封堵,后期持续加强该处监控,责任人张老师,2023年5月16日完成。',
    '联合文明路社区对校门口药店后门进行封堵,后期持续加强该处监控,责任人李老师,2023年6月2日完成。',
  ],
  [
    '组织全体教师学习师德师风有关文件,签订师德承诺书,开展警示教育活动4次。',
    '组织全体教职工学习师德师风有关文件,签订师德承诺书,开展警示教育6次。',
  ],
  [
    '每月初对保安进行培训,严格落实校园封闭化管理和巡查制度',
    '每月初对保安进行培训,严格落实校园封闭化管理和巡视巡查制度。',
  ],
  ['修订采购管理办法,报局党组审定后印发执行', '修订采购管理办法;报局党组审定后,印发执行!'],
] as const;

/** Two measures on one subject, each written for itself. */
const own = [
  [
    '部分学校教师专业结构不合理,音体美教师不能满足教学需要',
    '部分县区音体美教师总量不足,导致部分学校音体美教师不能满足教学需要',
  ],
  [
    '认真学习过紧日子二十条,修订完善打印审批制度,缩减打印费用',
    '认真学习公务用车相关规定,健全完善学校公务用车审批使用程序',
  ],
  [
    '对心得体会雷同的13名党员教师进行谈话教育,扣除学期考核分数',
    '对超额布置作业的教师第一次提醒谈话,第二次计入学期考核',
  ],
] as const;

describe('Near-identical texts', () => {
  test.each(copied)('are those with a name, a date or a figure exchanged: %s', (a, b) => {
    expect(nearSameness(piecesOf(a), piecesOf(b))).toBeGreaterThanOrEqual(nearSameFrom);
    const there = new Set(deedBands(piecesOf(b)));
    expect(deedBands(piecesOf(a)).some((band) => there.has(band))).toBe(true);
  });

  test.each(own)('are not those written for themselves: %s', (a, b) => {
    expect(nearSameness(piecesOf(a), piecesOf(b))).toBeNull();
    expect(overlap(piecesOf(a), piecesOf(b))).toBeLessThan(nearSameFrom - 0.1);
  });

  test.each(['申请核查', '加强监督检查', '修订采购管理办法', '已按要求完成,请核查', '……'])(
    'are not looked for among what everybody says: %s',
    (text) => {
      expect(deedPieces(text)).toBeNull();
      expect(deedBands(deedPieces(text))).toEqual([]);
    },
  );
});
