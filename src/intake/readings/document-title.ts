/** Finds a document's title, however often it is repeated and over however many lines it runs. */
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';

/**
 * Walks up from the opening paragraph at `leadAt`, because web sites print their own variants of
 * the title above the real one. Without such a paragraph the last line that looks like a title
 * holds.
 */
export function readTitle(lines: readonly Line[], leadAt: number): string | null {
  const above = lines.slice(0, leadAt < 0 ? lines.length : leadAt);
  const end = above.findLastIndex(({ folded }) => !isBesideTheTitle(folded));
  if (end < 0) return titleBefore(lines[0]);
  const joined = joinUpwards(above, end);
  if (joined !== null) return joined;
  const fallback = above.findLast(
    ({ folded }) => isTitle(closeUp(folded)) && !isNoise(folded) && readMark(folded) === null,
  );
  return fallback === undefined ? titleBefore(above[end]) : closeUp(fallback.text);
}

const LONGEST_TITLE_LINE = 60;
const MOST_TITLE_LINES = 5;
const KIND =
  '(?:报告|通报|公告|通知|方案|情况|公示|说明|总结|意见|汇报|的函|复函|清单|台账|材料|通知书|告知书|意见书)';

/** 整改报告 names no subject, and is a title all the same. */
const BARE =
  /^(?:(?:安全|自查|自查自纠|问题|巡[察视]|审计|督导)?(?:整改|自查|检查)(?:落实|完成|进展)?(?:情况)?(?:的)?(?:报告|通报|汇报|说明)|通报|公告)$/;

const isTitle = (folded: string): boolean =>
  BARE.test(folded) ||
  (folded.length >= 8 && new RegExp(`${KIND}(?:\\([^()]{1,12}\\))?$`).test(folded));

/** Names both its subject and its kind, so nothing is missing above it. */
const isWhole = (folded: string): boolean => isTitle(folded) && /^.{2,}关于/.test(folded);

/** Site navigation, time stamps, counters. */
const isNoise = (folded: string): boolean =>
  folded.length > LONGEST_TITLE_LINE ||
  /[|>。;,]|:|^[•·]|移动版|IPV6|长者模式|小编|范文|点击|浏览|字号|打印/.test(folded);

/** What may stand between the title and the opening paragraph. */
const isBesideTheTitle = (folded: string): boolean =>
  /^\([^()]{1,40}\)$/.test(folded) ||
  /^\d{4}[-年./][\d\-年月日./ :]{1,18}$/.test(folded) ||
  folded.endsWith(':') ||
  readMark(folded) !== null ||
  /^(?:时间|日期|来源|作者|发布|信息|编辑|浏览|点击|字号|\[)/.test(folded);

const ORG_END =
  /(?:委员会|党委|党组|总支|支部|学校|中学|小学|幼儿园|学院|大学|医院|卫生院|[局委办厅处院园校]|中心|集团|公司|政府|街道|[镇乡])$/;

/** 通 报 is printed with a gap; no title has meaningful spaces between Chinese characters. */
const closeUp = (text: string): string =>
  text.replaceAll(/(?<=[^\x20-\x7e])\s+|\s{1,60}(?=[^\x20-\x7e])/g, '');

function joinUpwards(above: readonly Line[], end: number): string | null {
  let folded = '';
  let text = '';
  for (let at = end; at >= 0 && end - at < MOST_TITLE_LINES; at -= 1) {
    const line = above[at];
    if (line === undefined || isNoise(line.folded)) break;
    const piece = closeUp(line.folded);
    if (text !== '' && (isTitle(piece) || !belongsAbove(piece, folded))) break;
    folded = piece + folded;
    text = closeUp(line.text) + text;
    if (isWhole(folded)) break;
  }
  return isTitle(folded) ? text : null;
}

/** A line above belongs to the title while the title is unfinished, or if it names its author. */
function belongsAbove(piece: string, title: string): boolean {
  if (!isTitle(title)) return true;
  const lacksAuthor = /^(?:关于|落实|贯彻|巡[察视]|督导|整改)/.test(title);
  return piece.includes('关于') || (lacksAuthor && ORG_END.test(piece));
}

/** In a document printed on one line: the last words that read 某某关于…的报告. */
function titleBefore(line: Line | undefined): string | null {
  const opening = /根据|按照|现将/.exec(line?.folded ?? '')?.index;
  // The navigation before a title can be of any length; the title cannot.
  const closed = closeUp((line?.text ?? '').slice(0, opening).slice(-LONGEST_HEAD));
  const folded = fold(closed);
  const match = [...folded.matchAll(ABOUT)].at(-1);
  if (match === undefined) return null;
  const before = folded.slice(Math.max(0, match.index - LONGEST_AUTHOR), match.index);
  const author = before.split(/[\s。,:>|]/).at(-1) ?? '';
  if (author.length < 2) return null;
  // Site and document may have printed the title one after the other, without a space.
  const own = author.split(/报告|通报/).at(-1) ?? '';
  return closed.slice(match.index - own.length, match.index + match[0].length);
}

const LONGEST_HEAD = 400;
const ABOUT = /关于[^\s。,:>|]{2,40}?(?:报告|通报)/g;
const LONGEST_AUTHOR = 40;
