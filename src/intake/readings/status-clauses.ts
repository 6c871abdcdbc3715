/** Finds the sentences and clauses of a progress text that state how far things have come. */
import { findDates } from '../text/dates.ts';
import { fold } from '../text/lines.ts';
import { clauses, statements, withoutEnd } from '../text/sentences.ts';
import { classifyStatus, statesFailure } from './status-phrases.ts';

const NOW = '(?:截至目前|截止目前|目前|现在|当前|至此|现|截至)?,?';
const WHOLE =
  '(?:(?:此|该|本|这|上述|以上|前述|所有|相关|有关|全部)(?:一|些|几|\\d{1,2})?[项类个条]?(?:反馈的?|具体|整改|突出)?' +
  '(?:问题|整改任务|整改事项|整改工作|整改|任务|工作(?=[已正基尚仍未完]))' +
  '|(?:问题|整改任务|整改工作|整改)(?=[已均全正基尚仍未完到持长处]))';
const NAMES_THE_WHOLE = new RegExp(`^${NOW}${WHOLE}`);

// A statement without a subject speaks of the whole only if it consists of nothing but these
// words: 已完成整改 does, 已完成设备更换 does not. No word is the beginning of another, so a
// failing match gives up at once.
const STATUS_WORDS =
  /^(?:截至|目前|现|当前|此|该|本|上述|以上|项|类|问题|工作|任务|事项|整改|并|且|已|经|均|都|全|大部分|部分|部|面|基本|正|在|尚|仍|暂|未|没有|持续|长期|有序|稳步|积极|加快|逐步|继续|还|将|抓紧|加紧|全力|按计划|拟|计划|预计|下步|下一步|力争|按期|按时|如期|阶段性|初步|予以|得到|申请|提请|等待|待|取得|明显|一定|较好|见|完成|到位|完毕|落实|推进|推动|坚持|进行|实施|巩固|深化|销号|办结|解决|公示|验收|核查|成效|进展|中|期|内|立行立改|即知即改|常态化|常抓不懈|抓好|达到|要求|目标|了|的|,)+$/;
const LONGEST_BARE_STATEMENT = 40;

/** 此项工作已完成 can mean the measure it closes; 此问题已完成 and 此项工作已完成整改 cannot. */
const MAY_MEAN_THE_MEASURE =
  /^(?:截至目前|目前|现)?,?(?:此|该|本|这)(?:一)?项?(?:工作|措施|活动|任务)(?![^。;]{0,12}整改)/;

export interface Closing {
  readonly rest: string;
  /** The sentences taken off, without the last full stop; null where none speaks of the finding. */
  readonly phrase: string | null;
}

/** Takes the sentences on the whole finding off the end of a text: 此问题已整改到位。 */
export function takeClosing(text: string, isOneOfSeveral: boolean): Closing {
  const spans = statements(text);
  let from = text.length;
  for (const { start, end } of spans.toReversed()) {
    // A line of its own is no part of the measure above it.
    const isPart = isOneOfSeveral && text.charAt(start - 1) !== '\n';
    if (!statesTheWhole(withoutEnd(text.slice(start, end)), isPart)) break;
    from = start;
  }
  if (from === text.length) return { rest: text, phrase: null };
  const phrase = withoutEnd(text.slice(from).trim());
  return { rest: text.slice(0, from).trim(), phrase: withoutBrackets(phrase) };
}

/** As {@link takeClosing}, off the beginning: 正在整改。已核实补助学生5人. */
export function takeOpening(text: string): Closing {
  const [first, ...rest] = statements(text);
  const printed = text.slice(first?.start, first?.end);
  const states = rest.length > 0 && statesTheWhole(withoutEnd(printed), false);
  if (!states) return { rest: text, phrase: null };
  return { rest: text.slice(rest[0]?.start).trim(), phrase: withoutEnd(printed).trim() };
}

/** Whether a whole sentence says how the finding stands. */
export function statesTheWhole(sentence: string, isOneOfSeveral: boolean): boolean {
  const folded = fold(withoutBrackets(sentence)).replaceAll(/\s/g, '');
  if (folded.length > 80 || classifyStatus(sentence) === null) return false;
  if (isOneOfSeveral && MAY_MEAN_THE_MEASURE.test(folded)) return false;
  return NAMES_THE_WHOLE.test(folded) || isBareStatus(folded) || beginsBare(folded);
}

/** 目前已整改完成,并纳入每日巡查: the verb is about the finding, the rest follows from it. */
function beginsBare(folded: string): boolean {
  const [first = '', ...rest] = folded.split(',');
  return (
    /整改|销号/.test(first) && isBareStatus(first) && rest.every((clause) => CONTINUES.test(clause))
  );
}

/** A clause inside a measure that names the finding: …,目前此项整改任务已完成并持续落实. */
export function clauseOnTheWhole(text: string, isOneOfSeveral: boolean): string | null {
  for (const sentence of statements(text).toReversed()) {
    const printed = text.slice(sentence.start, sentence.end);
    for (const clause of clauses(printed)) {
      const folded = fold(withoutEnd(printed.slice(clause.start, clause.end))).trim();
      const speaks = NAMES_THE_WHOLE.test(folded) || (!isOneOfSeveral && isBareStatus(folded));
      const mayBeMeasure = isOneOfSeveral && MAY_MEAN_THE_MEASURE.test(folded);
      if (speaks && !mayBeMeasure && classifyStatus(folded) !== null) {
        return withoutEnd(printed.slice(clause.start)).trim();
      }
    }
  }
  return null;
}

/** The words in which a measure states its own outcome, or null where it only tells what was done. */
export function measureStatus(text: string): string | null {
  const bracket = /[([]([^()[\]]{2,20})[)\]][。;]?$/.exec(fold(text));
  if (bracket?.[1] !== undefined && classifyStatus(bracket[1]) !== null) {
    return text.slice(bracket.index + 1, bracket.index + 1 + bracket[1].length);
  }
  const spans = statements(text);
  let found: string | null = null;
  for (const [index, span] of spans.entries()) {
    const printed = text.slice(span.start, span.end);
    const phrase = statusInSentence(printed);
    if (phrase === null) continue;
    const next = spans[index + 1];
    const followUp = next === undefined ? '' : text.slice(next.start, next.end);
    if (statesFailure(phrase)) return phrase + followUpOf(text, span.end, followUp);
    found = phrase;
  }
  return found;
}

const withoutBrackets = (text: string): string =>
  /^[([][^()[\]]*[)\]]$/.test(fold(text)) ? text.slice(1, -1) : text;

const isBareStatus = (folded: string): boolean =>
  folded.length <= LONGEST_BARE_STATEMENT && STATUS_WORDS.test(folded.replaceAll(DATE_WORDS, ''));

/** 拟于2025年底前完成整改 says nothing but when. */
const DATE_WORDS =
  /(?:于|在|到)?(?:\d{4}年|[本明今次]年|年(?=底|末)|\d{1,2}月|第?[一二三四1-4]季度)(?:\d{1,2}月|第?[一二三四1-4]季度|[上下]半年)?(?:\d{1,2}日)?(?:年?[底末]|[上中下]旬)?(?:之前|以前|前)?/g;

const DONE_VERB =
  '(?:完成|实施|到位|解决|落实|整改|销号|办结|投入使用|启用|竣工|交付|配齐|达到|达标|恢复|整治|清退|追回|更换|修复)';
const OUTCOME = new RegExp(
  `已(?:经)?[^,。;的]{0,20}?${DONE_VERB}(?!的)` +
    '|^(?:截至目前|截止目前|目前|现|现在|当前)[^。;]{0,40}?(?:均|全部|达到|持有|实现|正常|正在|没有|无)' +
    '|正在[^,。;的]{0,16}(?:推进|进行|办理|实施|协调|申报|招标|建设|采购|施工|筹备|落实|整改|改造|修缮|审批|论证)' +
    '|(?:推进|整改|进行|办理|实施|建设|招标|采购|施工)中(?=[,。;]|$)',
);
const CONTINUES = /^\s?(?:并|且|已见|已取得|取得|效果|持续|长期|正在|常态化)/;
const STILL_TRYING = /^[^,。;]{0,8}(?:将继续|继续争取|下一步|仍在|还在)/;

function statusInSentence(sentence: string): string | null {
  const parts = clauses(sentence);
  for (const [index, { start, end }] of parts.entries()) {
    const clause = sentence.slice(start, end);
    const folded = fold(withoutEnd(clause)).trim();
    const states = OUTCOME.test(folded) || statesFailure(folded);
    const dated = states ? 0 : completionOnDate(clause);
    if (dated === null) continue;
    let last = end;
    for (const later of parts.slice(index + 1)) {
      if (!CONTINUES.test(fold(sentence.slice(later.start, later.end)))) break;
      last = later.end;
    }
    return withoutEnd(sentence.slice(start + dated, last)).trim();
  }
  return null;
}

/** 责令3家企业于6月30日前完成: by when, not that it is done. */
const PLANNED =
  /(?:[将拟划]|(?:责令|要求|督促|限定?|确保|力争|争取|预计|务必|须|应)[^,。;]{0,16})于?$/;

/** Where 于2023年X月25日完成… begins in a clause; a plan (将于…完成) is no completion. */
function completionOnDate(clause: string): number | null {
  const folded = fold(clause);
  for (const date of findDates(clause)) {
    const isPlan = PLANNED.test(folded.slice(0, date.start));
    const completes = /^(?:之?前|底前?)?(?:全部|已|全面|顺利)?(?:完成|整改)/.test(
      folded.slice(date.end),
    );
    if (!isPlan && completes && folded.charAt(date.start - 1) === '于') return date.start - 1;
  }
  return null;
}

function followUpOf(text: string, end: number, followUp: string): string {
  if (!STILL_TRYING.test(fold(followUp).trim())) return '';
  return text.slice(end - 1, end) + withoutEnd(followUp);
}
