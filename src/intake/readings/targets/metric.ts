/** Names what a figure counts, by the words before it. */
import { likeness, pairsIn } from '../../text/likeness.ts';
import { fold } from '../../text/lines.ts';
import { behindLast } from '../../text/sentences.ts';

/** `printed` is the statement up to the figure and its bound; null where no words name it. */
export function metricOf(printed: string): string | null {
  const folded = fold(printed);
  const from = behindLast(folded, MARKS);
  const isBehindTitle = folded.charAt(from - 1) === '》';
  const words = printed.slice(from);
  const named = cleaned(isBehindTitle ? words.replace(OF_A_TITLE, '') : words);
  if (named !== '') return named.length > LONGEST ? null : named;
  // 公用经费,较上年压减20%: the words before the comma name it, unless they count something themselves.
  const clause = cleaned(printed.slice(0, Math.max(0, from - 1)).slice(-LONGEST));
  const last = clause.slice(behindLast(clause, MARKS));
  return last === '' || last.length > 16 || /\d/.test(last) ? null : last;
}

const MARKS = ',。;:，；：\n“‘"(（》';

const LONGEST = 40;

/** 《规程》中小班25人: what the law says of it. */
const OF_A_TITLE = /^(?:中|里|规定|要求|明确|的)+/;

const LEADING =
  /^(?:截至目前|目前|当前|现阶段|现在|并且?|且|同时|其中|而|但|落实|确保|保证|力争|力求|争取|努力|做到|实现|要求|按照?要求|按照?|规定|使|将|把|对|与|要|必须|应当?|须|年底前?|月底前?|到|在|\s)+/;
const CLOSING = /(?<![”’\s])[”’\s]+$/;
const TRAILING =
  /(?:应当?|必须|须|将|要|拟|预计|计划|力争|争取|确保|一律|原则上|均|都|也|则|已经?|现已|目前|实际|规定(?:是|为)?|要求(?:是|为)?|标准(?:是|为)?|而|是|为|由|较上年(?:度|同期)?|较之前|比之前|比上年(?:度|同期)?|比去年(?:同期)?|同比|环比|大大|大幅|明显|逐步|逐年|全部|压减到|压减|控制|提高|提升|降低|下降|减少|增加|达到?|到|至|\s)$/;

/** Without words that say how things stand, not what they are. */
function cleaned(printed: string): string {
  let text = printed.replace(CLOSING, '').replace(LEADING, '').trim();
  for (let turn = 0; turn < MOST_WORDS; turn += 1) {
    const shorter = text.replace(TRAILING, '').trim();
    if (shorter === text) break;
    text = shorter;
  }
  return text.replace(/^(?:20\d\d年度?|\d{1,2}月|\s)+/, '').trim();
}

const MOST_WORDS = 6;

/** How much alike, from 0 to 1; null where either names nothing. */
export const likeMetric = (one: string | null, other: string | null): number | null =>
  one === null || other === null ? null : likeness(pairsIn(one), pairsIn(other));
