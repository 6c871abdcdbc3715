/** Reads in an opening paragraph who inspected whom. */
import { findDates } from '../text/dates.ts';
import { fold } from '../text/lines.ts';
import { clauses } from '../text/sentences.ts';

// "…巡察组对…开展了…巡察": the one before 对 inspects the one after it.
const INSPECTION =
  /([^。;\n对]{0,80})对([^。,;\n对]{2,60}?)(?:进行|开展|实施)了?[^。;\n]{0,30}?(?:巡[察视查]|督导|督查|检查|审计|评估|考核)/;
const TEAM = /[^\s,。;:、(《“]{0,24}(?:巡[察视查]|督导|督查|检查|审计)组/;

export interface Inspection {
  readonly inspectedOrg: string | null;
  readonly inspectingBody: string | null;
}

/** As far as the text says. */
export function readInspection(lead: string): Inspection {
  const { inspectedOrg, inspectingBody } = stated(lead);
  return { inspectedOrg, inspectingBody: inspectingBody ?? firstTeam(lead) };
}

function stated(lead: string): Inspection {
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
  body = body
    .replace(/^[\s至到起间期内由]+|^(?:根据|按照|依据|针对|经)/g, '')
    .replace(/[于自从在，,\s]{1,20}$/, '');
  // 市教育局组织4个检查组: whoever sends them inspects.
  const [sender = '', ...sent] = body.split(SENDS);
  if (sent.length > 0) return BODY.test(fold(sender)) && sender.length >= 2 ? sender : null;
  return BODY.test(fold(body)) && body.length >= 3 && !/^(?:我|本|贵)/.test(body) ? body : null;
}

const SENDS = /(?:通过|采取|采用|组织|组建|派出|抽调|成立|组成)(?!部)/;
const BODY = /组|委|局|办|厅|部|中心|督导/;

const firstTeam = (lead: string): string | null => {
  const match = TEAM.exec(fold(lead));
  if (match === null) return null;
  return bodyWithoutDates(lead.slice(match.index, match.index + match[0].length));
};
