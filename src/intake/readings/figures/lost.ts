/** Finds units that have lost their number: 占比%, 投资亿元, 提高个百分点. */
import type { Line } from '../../text/lines.ts';
import { quoted, type Disagreement } from './disagreement.ts';

const GAP = '[了约近达为共]?\\s{0,6}';

const LOST: readonly RegExp[] = [
  new RegExp(
    `(?:占比|比例|比重|率|达到|达|到|为|至|约|超过|仅|占|增长|下降|提高|提升|减少|降低|增加|压减)${GAP}%(?=[,。;、)以左的]|$)`,
    'g',
  ),
  // 亿元以上 and 万元户 are words of their own; so is what stands in the head of a table.
  new RegExp(
    `(?:投资|投入|资金|经费|金额|补助|拨付|追回|收回|清退|退还|罚款|支出|收入|缴纳|安排|合计|共计|总计|累计|预算|造价|价值|节约|节省)(?:资金|经费|共计)?${GAP}[亿万]?元(?=[,。;、]|[\\u3400-\\u9fff])(?!以[上下内]|左右|级|户|村|大关|[旦素件])`,
    'g',
  ),
  new RegExp(
    `(?:共有|共计|合计|总计|累计|现有)\\s{0,6}余?(?:名(?![单录额称义次])|个(?![人体别数性月])|件(?!数)|项(?![目数])|所(?![有在得])|人次)(?=[\\u3400-\\u9fff,。;、])`,
    'g',
  ),
  new RegExp(`(?:提高|提升|增长|增加|下降|降低|上升|减少|回落)${GAP}个百分点`, 'g'),
];

/** Sentences only: a heading 完成率% says what stands below it. */
export function lostFigures({ number, text, folded }: Line): Disagreement[] {
  if (!/\d/.test(folded) || !/[,。;]/.test(folded)) return [];
  return LOST.flatMap((pattern) =>
    Array.from(folded.matchAll(pattern), ({ index, 0: all }) => {
      const words = quoted(text.slice(Math.max(0, index - 8), index + all.length));
      return {
        line: number,
        message: `“${words}”缺少数字 / A figure is missing in "${words}"`,
      };
    }),
  );
}
