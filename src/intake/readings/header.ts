/** Reads what stands above the findings: title, organisations, date of feedback. */
import { findDates, readDate } from '../text/dates.ts';
import type { PartialDate } from '../text/dates.ts';
import { readTitle } from './document-title.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { readInspection, type Inspection } from './inspection.ts';
import { inspectedBefore, inspectedIn, isOfInspectors, issuerIn } from './title-organisations.ts';

export interface Header extends Inspection {
  readonly title: string | null;
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
  return {
    title,
    ...organisations(title ?? '', readInspection(lead)),
    feedback: readFeedback(lead),
  };
}

/**
 * A title with 关于 gives the full name, where the text often has a short one. Without 关于 the name has
 * no certain end, so the text goes first.
 */
function organisations(title: string, { inspectedOrg, inspectingBody }: Inspection): Inspection {
  if (isOfInspectors(title)) {
    return { inspectedOrg, inspectingBody: inspectingBody ?? issuerIn(title) };
  }
  const inspected = inspectedIn(title) ?? inspectedOrg ?? inspectedBefore(title);
  return { inspectedOrg: inspected, inspectingBody };
}

const LONGEST_LEAD = 6_000;

/** The opening paragraph: who inspected whom, when, and what this paper reports. */
const isLead = (folded: string): boolean =>
  folded.length >= 24 &&
  /[。:]/.test(folded) &&
  /反馈|根据|按照|巡[察视]组|督导组|现将/.test(folded) &&
  !/小编|供大家参考|分享|大全|[>|]|当前位置|发布(?:时间|日期)/.test(folded);

/** The single date nearest before 反馈 in one sentence; a range there is the inspection's period. */
function readFeedback(lead: string): PartialDate | null {
  const dates = findDates(lead);
  for (const { index } of fold(lead).matchAll(FED_BACK)) {
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

/** 反馈问题整改情况 names a matter, and says nothing of the day. */
const FED_BACK = /反馈(?!(?:的?(?:问题|意见|情况))?的?(?:整改|落实))/g;

const isRange = (raw: string): boolean => /[至到—~]/.test(fold(raw));
