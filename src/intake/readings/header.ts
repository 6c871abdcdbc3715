/** Reads what stands above the findings: title, organisations, date of feedback. */
import { findDates, readDate } from '../text/dates.ts';
import type { PartialDate } from '../text/dates.ts';
import { readTitle } from './document-title.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { clauses } from '../text/sentences.ts';

export interface Header {
  readonly title: string | null;
  readonly inspectedOrg: string | null;
  readonly inspectingBody: string | null;
  readonly feedback: PartialDate | null;
}

/** `lines` are those before the first finding. */
export function readHeader(lines: readonly Line[]): Header {
  const leadAt = lines.findIndex(({ folded }) => isLead(folded));
  const title = readTitle(lines, leadAt);
  const lead = lines
    .slice(Math.max(leadAt, 0))
    .map(({ text }) => text)
    .join('\n')
    .slice(0, LONGEST_LEAD);
  const inspection = readInspection(lead);
  const inspectingBody = inspection.inspectingBody ?? firstTeam(lead);
  const feedback = readFeedback(lead);
  if (title !== null && isOfInspectors(title)) {
    const issuer = orgIn(title, [/^()(.{2,60}?)关于/]);
    const { inspectedOrg } = inspection;
    return { title, inspectedOrg, inspectingBody: inspectingBody ?? issuer, feedback };
  }
  return {
    title,
    // A title with 关于 gives the full name, where the text often has a short one. Without 关于
    // the name has no certain end, so the text goes first.
    inspectedOrg:
      orgIn(title, ABOUT) ??
      inspection.inspectedOrg ??
      fedBackTo(title ?? '') ??
      orgIn(title, [/^()(.{2,60}?)(?:落实|贯彻|巡[察视]|督导|整改)/]),
    inspectingBody,
    feedback,
  };
}

/** 某某局关于学校安全大检查情况的通报: those who write have inspected others. */
const isOfInspectors = (title: string): boolean =>
  /关于[^整]*(?:检查|督查|抽查|督导|巡[察视]|排查|暗访|评估|审计)[^整]{0,8}(?:情况|结果)的?(?:通报|公告)$/.test(
    fold(title),
  );

const LONGEST_LEAD = 6_000;

/** The opening paragraph: who inspected whom, when, and what this paper reports. */
const isLead = (folded: string): boolean =>
  folded.length >= 24 &&
  /[。:]/.test(folded) &&
  /反馈|根据|按照|巡[察视]组|督导组|现将/.test(folded) &&
  !/小编|供大家参考|分享|大全|[>|]|当前位置|发布(?:时间|日期)/.test(folded);

// "…巡察组对…开展了…巡察": the one before 对 inspects the one after it.
const INSPECTION =
  /([^。;\n对]{0,80})对([^。,;\n对]{2,60}?)(?:进行|开展|实施)了?[^。;\n]{0,30}?(?:巡[察视]|督导|督查|检查|审计|评估|考核)/;
const TEAM = /[^\s,。;:、(《“]{0,24}(?:巡[察视]|督导|督查|检查|审计)组/;

/** 县委第一巡察组向县教育局反馈巡察情况. */
const FED_BACK =
  /(?:巡[察视]|督[导查察]|检查|审计|考核|评估)(?:组|办)向([^,。;:\s]{2,24}?)(?:党(?:组|委|支部))?反馈/;

function readInspection(lead: string): {
  inspectedOrg: string | null;
  inspectingBody: string | null;
} {
  const match = INSPECTION.exec(fold(lead));
  if (match === null) return { inspectedOrg: null, inspectingBody: null };
  const [, before = '', after = ''] = match;
  const bodyText = lead.slice(match.index, match.index + before.length);
  const afterAt = match.index + before.length + 1;
  // (以下简称…) is not part of the name.
  const org = lead.slice(afterAt, afterAt + (after.split('(', 1)[0] ?? '').length);
  return {
    inspectedOrg: NO_ORGANISATION.test(org) ? null : org.trim(),
    inspectingBody: bodyWithoutDates(bodyText),
  };
}

/** 我校, and what is looked at where somebody inspects himself: 校舍、食堂及周边. */
const NO_ORGANISATION =
  /^(?:我|本|该|其|全|各)|周边|校舍|宿舍|食堂|设施|设备|场所|部位|环节|隐患|情况|工作|问题|安全|进行/;

/** The last clause before 对, without the period of inspection before or after the name. */
function bodyWithoutDates(before: string): string | null {
  const span = clauses(before).at(-1);
  const clause = before.slice(span?.start, span?.end);
  const dates = findDates(clause);
  const [first] = dates;
  const last = dates.at(-1);
  let body = clause;
  if (first !== undefined && last !== undefined) {
    const leads = first.start <= 2;
    body = leads ? clause.slice(last.end) : clause.slice(0, first.start);
  }
  body = body.replace(/^[\s至到起间期内由]+/, '').replace(/[于自从在，,\s]{1,20}$/, '');
  // 市教育局组织4个检查组: whoever sends them inspects.
  const [sender = '', ...sent] = body.split(SENDS);
  if (sent.length > 0) return BODY.test(fold(sender)) && sender.length >= 2 ? sender : null;
  return BODY.test(fold(body)) && body.length >= 3 ? body : null;
}

function fedBackTo(title: string): string | null {
  const [, org] = FED_BACK.exec(fold(title)) ?? [];
  if (org === undefined) return null;
  const at = fold(title).indexOf(org);
  return title.slice(at, at + org.length);
}

const SENDS = /(?:组织|组建|派出|抽调|成立|组成)(?!部)/;
const BODY = /组|委|局|办|厅|部|中心|督导/;

const firstTeam = (lead: string): string | null => {
  const match = TEAM.exec(fold(lead));
  if (match === null) return null;
  return bodyWithoutDates(lead.slice(match.index, match.index + match[0].length));
};

/** The organisation stands before 关于, or between 关于 and the word for the inspection. */
const ABOUT = [/^()(.{2,60}?)关于/, /^(关于)(.{2,60}?)(?:落实|巡[察视]|督导|整改)/];

/** The name a title gives, unless it is that of the inspectors. */
function orgIn(title: string | null, patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const [, before, name] = pattern.exec(fold(title ?? '')) ?? [];
    if (title === null || before === undefined || name === undefined) continue;
    const org = upToItsEnd(
      title.slice(before.length, before.length + name.length).replace(/^\d{4}年度?/, ''),
    );
    if (org !== '' && !NOT_NAMED.test(fold(org))) return org;
  }
  return null;
}

/** 某某局党组主题教育检视问题: the name ends where names of organisations do. */
function upToItsEnd(name: string): string {
  const [organisation] = UP_TO_ORGANISATION.exec(fold(name)) ?? [];
  return name.slice(0, organisation?.length).replace(/的$/, '');
}

const UP_TO_ORGANISATION =
  /^.{2,}(?:委员会|党委|党组|党?总支|支部|学校|[中小]学|幼儿园|学院|医院|政府|街道|集团|公司|中心|[局委办厅处院园校镇乡])/;

/** The inspectors themselves, and what a report is about where it names nobody. */
const NOT_NAMED =
  /巡[察视](?:办|组|工作领导小组)|(?:审计|检查|督查|巡[察视]|反馈)[^,]{0,6}问题|执行和|反馈意见|第[^,]{1,4}项|安全$|工作$/;

/** The single date nearest before 反馈 in one sentence; a range there is the inspection's period. */
function readFeedback(lead: string): PartialDate | null {
  const dates = findDates(lead);
  for (const { index } of fold(lead).matchAll(/反馈/g)) {
    const date = dates.findLast(({ end }) => end <= index);
    const between = date === undefined ? '。' : lead.slice(date.end, index);
    if (date === undefined || between.length > 60 || /[。;\n]/.test(fold(between))) continue;
    if (
      /(?:时间|日期|发布|来源)[^。]{0,8}$/.test(
        fold(lead.slice(Math.max(0, date.start - 12), date.start)),
      )
    )
      continue;
    if (/截[至止](?:到)?$/.test(fold(lead.slice(Math.max(0, date.start - 4), date.start))))
      continue;
    const read = readDate(date.raw);
    // A year alone is that of an inspection or a report.
    if (read.precision === 'year') continue;
    return read.precision === 'range' || isRange(date.raw) ? null : read;
  }
  return null;
}

const isRange = (raw: string): boolean => /[至到—~]/.test(fold(raw));
