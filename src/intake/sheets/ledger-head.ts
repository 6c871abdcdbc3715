/** Reads what stands above a ledger and below it: its title, who filled it in, when. */
import { documentFacts } from '../document-facts.ts';
import type { IntakeDocument } from '../schema.ts';
import { statedDate } from '../stated-date.ts';
import { isDateLine } from '../text/boilerplate.ts';
import { findDates, type PartialDate } from '../text/dates.ts';
import { fold, type Line } from '../text/lines.ts';
import { dateInCell } from './due-cells.ts';
import { GAP, headFields } from './head-fields.ts';

type Facts = Omit<IntakeDocument['document'], 'declared' | 'form'>;

/** `name` is that of the sheet. What a field names goes before what running text tells. */
export function ledgerFacts(
  above: readonly Line[],
  below: readonly Line[],
  name: string | null,
): Facts {
  const prose = above.filter(({ folded }) => /[。,]/.test(folded));
  const told = documentFacts(prose, [...above, ...below]);
  const fields = headFields([...above, ...below]);
  const title = titleIn(above) ?? titleOfSheet(name);
  const feedback = dated(fields.feedback) ?? told.feedback;
  const reported = dated(fields.reported) ?? loneDate(above) ?? told.reported;
  return {
    ...told,
    title,
    inspectedOrg: fields.inspectedOrg ?? orgIn(title) ?? told.inspectedOrg,
    inspectingBody: fields.inspectingBody ?? told.inspectingBody ?? teamIn(title),
    feedback: statedDate(feedback),
    feedbackDate: feedback.precision === 'day' ? feedback.value : feedback.raw,
    reported: statedDate(reported),
  };
}

const dated = (text: string | null): PartialDate | null =>
  text === null || findDates(text).length === 0 ? null : dateInCell(text);

function loneDate(lines: readonly Line[]): PartialDate | null {
  const line = lines.findLast(({ folded }) => isDateLine(folded));
  return line === undefined ? null : dateInCell(line.text);
}

const KIND =
  /(?:台[账帐]|清单|一览表|汇总表|登记表|明细表|统计表|情况表|任务表|进度表|报告|方案|通报|表)[”」》]?(?:\([^()]{1,20}\))?$/;
const BESIDE_TITLE = /^附件\d{0,2}:?$|:|^\(/;
const LONGEST_TITLE = 60;

const isTitle = ({ folded }: { folded: string }): boolean =>
  folded.length <= LONGEST_TITLE && !BESIDE_TITLE.test(folded) && !isDateLine(folded);

/** The line that names the table's kind; else the first that is neither a field nor a date. */
function titleIn(lines: readonly Line[]): string | null {
  const alone = lines.filter(({ text }) => !text.includes(GAP) && text.length <= LONGEST_TITLE * 3);
  const tight = alone.map(({ text, folded }) => ({
    text: closeUp(text),
    folded: closeUp(folded),
  }));
  const named = tight.findIndex((line) => isTitle(line) && KIND.test(line.folded));
  const at =
    named === -1 ? tight.findIndex((line) => isTitle(line) && line.folded.length >= 4) : named;
  const title = tight[at];
  if (title === undefined) return null;
  const before = tight[at - 1];
  const isContinued =
    before !== undefined && named !== -1 && isTitle(before) && ORG_ALONE.test(before.folded);
  return isContinued ? before.text + title.text : title.text;
}

/** Spaces that part letters of the alphabet stay; between Chinese characters they part nothing. */
const closeUp = (text: string): string =>
  text.replaceAll(/\s+/g, (space, at: number) =>
    isPlain(text[at - 1]) && isPlain(text[at + space.length]) ? space : '',
  );

const isPlain = (char: string | undefined): boolean => char !== undefined && /[!-~]/.test(char);

const titleOfSheet = (name: string | null): string | null =>
  name !== null && KIND.test(fold(name)) ? name : null;

const ORG_END =
  '(?:委员会|党委|党组|总支|支部|学校|中学|小学|[一二三四五六七八九十\\d]中|[一二三四五六七八九十\\d]小|幼儿园|学院|大学|医院|卫生院|局|办公室|厅|中心|集团|公司|政府|街道|[镇乡县区市院校])';
const ORG_ALONE = new RegExp(`^.{2,30}${ORG_END}$`);
const ORG_IN_TITLE = new RegExp(
  `^(?:关于)?(.{2,40}?${ORG_END})(?=关于|落实|贯彻|巡[察视]|督导|督查|审计|检查|整改|问题|隐患|安全|反馈|自查|专项|领导班子|主题|\\d{4}年|第[一二三四五六七八九十\\d]{1,3}[轮批次期])`,
);

const TEAM = /(?:中央|[省市县区]委)?第[一二三四五六七八九十\d]{1,3}(?:轮)?巡[察视]组/;

/** 县委第三巡察组 in a title. */
function teamIn(title: string | null): string | null {
  const found = TEAM.exec(fold(title ?? ''));
  return found === null || title === null
    ? null
    : title.slice(found.index, found.index + found[0].length);
}

function orgIn(title: string | null): string | null {
  if (title === null) return null;
  const found = ORG_IN_TITLE.exec(fold(title))?.[1];
  if (found === undefined) return null;
  const org = title.slice(fold(title).indexOf(found)).slice(0, found.length);
  const name = org.replace(/^\d{4}年(?:度|[春秋]季(?:学期)?)?/, '');
  return name.length > 2 ? name : null;
}
