/** Reads whom a title names: those inspected, or the inspectors who write it. */
import { fold } from '../text/lines.ts';

const BEFORE_ABOUT = /^()(.{2,60}?)关于/;
const BEHIND_ABOUT = /^(关于)(.{2,60}?)(?:落实|巡[察视]|督导|整改)/;
const BEFORE_INSPECTION = /^()(.{2,60}?)(?:落实|贯彻|巡[察视]|督导|整改)/;

/** Who writes: the words before 关于. */
export const issuerIn = (title: string): string | null => orgIn(title, [BEFORE_ABOUT]);

/** The full name of those inspected, set apart by 关于. */
export const inspectedIn = (title: string): string | null =>
  orgIn(title, [BEFORE_ABOUT, BEHIND_ABOUT]);

/** The same where nothing sets the name apart, so that its end is not certain. */
export const inspectedBefore = (title: string): string | null =>
  fedBackTo(title) ?? orgIn(title, [BEFORE_INSPECTION]);

/** Null where it is the name of the inspectors, or none. */
function orgIn(title: string, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const [, before, words] = pattern.exec(fold(title)) ?? [];
    if (before === undefined || words === undefined) continue;
    const printed = title.slice(before.length, before.length + words.length);
    const org = printed.replace(/^\d{4}年度?/, '').replace(/^对/, '');
    const upTo = pattern === BEFORE_ABOUT ? org : upToItsEnd(org);
    // 省政府教育|督导委员会: what is left is the inspectors' name.
    const named =
      pattern === BEHIND_ABOUT && upTo !== org && !printed.startsWith('对') ? null : upTo;
    if (named !== null && named !== '' && !NOT_NAMED.test(fold(named))) return named;
  }
  return null;
}

/** 某某局党组主题教育检视问题: the name ends where names of organisations do; null where none does. */
function upToItsEnd(words: string): string | null {
  const folded = fold(words);
  if (ENDS_LIKE_NAME.test(folded)) return words;
  const [organisation] = UP_TO_ORGANISATION.exec(folded) ?? [];
  return organisation === undefined ? null : words.slice(0, organisation.length);
}

const ENDS_LIKE_NAME =
  /(?:委员会|党委|党组|总支|支部|学校|[中小]学|幼儿园|学院|医院|政府|街道|集团|公司|中心|[局委办厅处院园校镇乡部室队站所会社馆县市区])$/;
/** 办学条件 is no 办: shorter words end a name only where nothing follows. */
const UP_TO_ORGANISATION =
  /^.{1,}(?:委员会|党委|党组|总支|支部|学校|[中小]学|幼儿园|学院|医院|政府|街道|集团|公司|中心|[局厅])/;

/** The inspectors themselves, and what a report is about where it names nobody. */
const NOT_NAMED =
  /巡[察视](?:办|组|工作领导小组)|(?:审计|检查|督查|巡[察视]|反馈)[^,]{0,6}问题|执行和|反馈意见|第[^,]{1,4}项|安全$|工作$|^关于|^(?:学校|医院|单位|公司|中心|幼儿园)$/;

/** 某某局关于学校安全大检查情况的通报: those who write have inspected others. */
export const isOfInspectors = (title: string): boolean =>
  /^[^关]{0,60}关于[^整]{0,60}(?:检查|督查|抽查|督导|巡[察视]|排查|暗访|评估|审计)[^整]{0,8}(?:情况|结果)的?(?:通报|公告)$/.test(
    fold(title),
  );

/** 县委第一巡察组向县教育局反馈巡察情况. */
const FED_BACK =
  /(?:巡[察视]|督[导查察]|检查|审计|考核|评估)(?:组|办)向([^,。;:\s]{2,24}?)(?:党(?:组|委|支部))?反馈/;

function fedBackTo(title: string): string | null {
  const [, org] = FED_BACK.exec(fold(title)) ?? [];
  if (org === undefined) return null;
  const at = fold(title).indexOf(org);
  return title.slice(at, at + org.length);
}
