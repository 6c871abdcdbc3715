/** Finds a deadline in running text: 到2022年8月底…压减到, 限于5月1日前整改完毕, 本学期内完成. */
import { findDates, readDate } from '../text/dates.ts';
import type { PartialDate } from '../text/dates.ts';
import { fold } from '../text/lines.ts';
import { statements } from '../text/sentences.ts';

// Somebody is to have something done by then.
const IS_TO_BE_DONE =
  /完成|整改|改正|达到|压减|实现|建成|投入使用|投用|到位|落实|解决|提高|提升|办结|消除|更换|安装|配齐|配备|修复|整治|上报|报送|回复|报告|报我|结束|销号|竣工|开工|启用/;
const TAKES_AIM = /将|要|力争|确保|争取|尽力|计划|拟|预计|限|责令|务必|须|应|请|要求|前$/;
const IS_PAST = /已经?|曾|上(?:年|学期|轮)|之?后$/;

/** 于6月30日召开: the day something took place. */
const TOOK_PLACE = /^(?:召开|举行|下发|印发|发布|反馈|进行|开展|收到|组织|起)/;
/** 每月底, 上年底, 2024年底: what comes back, has gone by, or is a date with its year. */
const NOT_AHEAD = /(?:每[年月周季]?|[上去前]|\d{4}|\d\s?)$/;

const RELATIVE =
  /(?:(?:今|明|后|本|次|当)年(?:年?底|年?末|上半年|下半年|内|[春秋]季(?:学期)?|[\d一二三四五六七八九十]{1,2}月份?底?)?|(?:本|当|下)(?:周|月|学期|季度|学年)(?:底|末|内|之内)?|年底|年末|月底|学期末|(?:[\d一二两三四五六七八九十半]{1,3})个?(?:工作日|日|天|周|月|学期|年)(?:之?内|以内)|(?:暑|寒)假(?:期间)?|开学)(?:前|之前|以前)?/g;

/** The first deadline that a statement still aims at; null where there is none. */
export function dueInText(text: string): PartialDate | null {
  for (const { start, end } of statements(text)) {
    const printed = text.slice(start, end);
    const folded = fold(printed);
    if (!IS_TO_BE_DONE.test(folded)) continue;
    const found = datedIn(printed, folded) ?? relativeIn(printed, folded);
    if (found !== null) return found;
  }
  return null;
}

/** 2021年 may go on: 三季度末前, 上半年, 秋季学期, 底前. */
const PERIOD_END =
  /^(?:第?[一二三四1-4]季度|[上下]半年|[春秋]季学期|暑假|寒假|年?底|末)?(?:底|末)?(?:之前|以前|前)?/;

function datedIn(printed: string, folded: string): PartialDate | null {
  for (const date of findDates(printed)) {
    const before = folded.slice(Math.max(0, date.start - 12), date.start);
    const end = PERIOD_END.exec(folded.slice(date.end, date.end + 16));
    const until = date.end + (end?.[0].length ?? 0);
    const after = folded.slice(until, until + 40);
    const isBound = /(?:到|至|于|在|限|限期|截至|截止)$/.test(before) || (end?.[0] ?? '') !== '';
    // 2021年度 is what a matter belongs to.
    const isYear = /年度?$/.test(fold(date.raw)) && (end?.[0] ?? '') === '';
    if (isYear || !isBound || IS_PAST.test(before) || /^[^,]{0,12}已/.test(after)) continue;
    if (TOOK_PLACE.test(after)) continue;
    const isAimed =
      (end?.[0] ?? '').endsWith('前') ||
      before.endsWith('到') ||
      TAKES_AIM.test(before) ||
      TAKES_AIM.test(after);
    if (isAimed && IS_TO_BE_DONE.test(after)) return readDate(printed.slice(date.start, until));
  }
  return null;
}

function relativeIn(printed: string, folded: string): PartialDate | null {
  for (const match of folded.matchAll(RELATIVE)) {
    const until = match.index + match[0].length;
    const before = folded.slice(Math.max(0, match.index - 12), match.index);
    const after = folded.slice(until, until + 30);
    if (NOT_AHEAD.test(before)) continue;
    const isPast = /已/.test(after) || /已[^,]{0,8}$/.test(before);
    const isAimed =
      /(?:前|内|底|末)$/.test(match[0]) || TAKES_AIM.test(before) || TAKES_AIM.test(after);
    if (!isPast && isAimed && IS_TO_BE_DONE.test(after)) {
      return readDate(printed.slice(match.index, until));
    }
  }
  return null;
}
