/** Knows the words that announce a list: 存在以下问题:, 提出如下整改要求:. */
import { fold, lineAt, type Line } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import { roleOf, type Role } from './roles.ts';

const LISTS_FINDINGS =
  /提出[^。;]{0,12}(?:以下|如下)[^。;]{0,12}(?:问题|隐患|不足)$|(?:存在|发现|反馈|指出|查出|梳理)[^。;]{0,40}(?:以下|如下|下列|下述|主要有|主要是|主要表现|具体)[^。;]{0,24}$|(?:问题|隐患|不足)[^。;,]{0,12}(?:如下|主要有|主要是|主要表现)[^。;]{0,8}$|(?:存在|发现|反馈|指出|查出)[^。;,]{0,20}(?:问题|隐患|不足|短板|薄弱环节)[^。;,]{0,10}$|(?:问题|隐患|不足)(?:有|是|为)$/;
const LISTS_REQUIREMENTS = /(?:要求|建议|意见)[^。;]{0,16}(?:如下)?$/;
const LISTS_MEASURES =
  /(?:措施|办法|打算|做法|多措并举)[^。;,]{0,10}$|(?:以下|如下)[^。;,]{0,4}(?:措施|办法|做法|工作)/;
/** 我园逐项整改:, and not 请按以下要求进行整改: */
const LISTS_ANSWERS =
  /^(?!.*(?:请|要求|建议|意见|现[将就])).*(?:(?:以下|如下)[^。;,]{0,4}整改|(?:逐[项一条]|立即|全面|认真)(?:进行|开展|予以)?(?:了)?整改$|(?:整改|处理|落实)(?:落实|进展|完成)?(?:情况)?如下$)/;

/** A full stop in the place of the colon: 发现部分学校存在以下问题。 */
const LISTS_BELOW =
  /(?:存在|发现|反馈|指出|查出|梳理)[^。;]{0,40}(?:以下|如下|下列|下述)[^。;,]{0,12}(?:问题|隐患|不足|短板|薄弱环节)。$/;

/** What the last words before a colon announce. */
export function announcedRole(text: string): Role | null {
  const folded = fold(text).trimEnd();
  if (LISTS_BELOW.test(folded)) return 'findings';
  if (!folded.endsWith(':')) return null;
  const last = folded.slice(0, -1).split(/[。;]/).at(-1)?.slice(-80) ?? '';
  const isOpening = /情况[^。;]{0,8}(?:汇报|通报|报告|公示|说明|反馈)/.test(last);
  if (LISTS_MEASURES.test(last) || LISTS_ANSWERS.test(last)) return 'measures';
  if (!isOpening && LISTS_FINDINGS.test(last)) return 'findings';
  return LISTS_REQUIREMENTS.test(last) ? 'requirements' : null;
}

/** 现将我校整改情况报告如下: */
export const reportsBelow = (text: string): boolean =>
  /整改(?:落实|进展|完成)?(?:情况|措施|结果)[^。;]{0,10}如下:$/.test(fold(text).trimEnd());

/** A heading without a number: 督查发现的问题和隐患. */
export const headsFindings = (text: string): boolean =>
  /^[^。:;,]{4,40}$/.test(fold(text)) && roleOf(text) === 'findings';

/** 二、存在问题 18个隐患点…: what stands behind the heading gets a line of its own. */
export function partHeadings(lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => {
    const mark = readMark(line.folded);
    if (mark?.style !== 'section' && mark?.style !== 'chapter') return [line];
    const behind = line.folded.slice(mark.length);
    const heading = HEADING_AND_TEXT.exec(behind)?.[1];
    const isChapter = heading !== undefined && roleOf(heading) !== null;
    const length = isChapter ? heading.length : FIELD_AND_LIST.exec(behind)?.[0].length;
    if (length === undefined) return [line];
    const at = mark.length + length;
    const parts = [line.text.slice(0, at), line.text.slice(at).trim()];
    return parts.map((text) => lineAt(line.number, text));
  });
}

/** (一)制度建设方面。1.…;2.…: a field, and its list. */
const FIELD_AND_LIST = /^[^。:;,]{2,20}方面[。:]\s?(?=(?:\(?1[.、)]|①|一是)[^1])/;
const HEADING_AND_TEXT = /^([^\s。:;,]{2,16})\s(?=[^\s].{11})/;

/** In characters: further back nothing is looked for. */
const LONGEST_LEAD = 200;

/** 发现存在下列问题:一是…: the list gets a line of its own. */
export function partAnnounced(lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => {
    for (const { index } of line.folded.matchAll(/:/g)) {
      const from = index + 1;
      const gap = /^\s{0,4}/.exec(line.folded.slice(from, from + 4))?.[0].length ?? 0;
      if (readMark(line.folded, from + gap)?.value !== 1) continue;
      const lead = line.text.slice(Math.max(0, from - LONGEST_LEAD), from);
      if (announcedRole(lead) === 'findings') return partsOf(line, [from]);
      // What stands before the sentence that announces answers belongs to the last finding.
      const sentence = line.folded.lastIndexOf('。', from) + 1;
      if (sentence > 0 && reportsBelow(lead)) return partsOf(line, [sentence, from]);
    }
    return [line];
  });
}

/** Another list may be announced in what comes last. */
function partsOf({ number, text }: Line, breaks: readonly number[]): Line[] {
  const pieces = [0, ...breaks].map((at, index) => text.slice(at, breaks[index]).trim());
  return pieces.flatMap((piece, index) => {
    const part = lineAt(number, piece);
    if (piece === '') return [];
    return index === pieces.length - 1 ? partAnnounced([part]) : [part];
  });
}
