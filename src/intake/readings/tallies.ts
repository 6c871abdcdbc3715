/** Reads how many findings a document says stand at which state, whether or not it lists them. */
import type { Tally } from '../schema.ts';
import type { Line } from '../text/lines.ts';
import { parseNumeral } from '../text/numerals.ts';

const N = '(\\d{1,6}|[一二两三四五六七八九十百]{1,4})\\s?余?';
const COUNTER = '(?:[个条项处类点宗件起]|大类)?';
const THING = '(?:具体|突出|反馈|整改)?(?:问题|隐患|任务|事项|信访件|案件|举报|线索)?';

const STATES: readonly (readonly [Tally['status'], string])[] = [
  [
    'closed',
    '(?:已|均已|全部)?(?<!限期|继续|加快|持续|正在)(?:完成整改|整改完成|整改到位|完成|整改|办结|销号|解决|化解|立行立改)',
  ],
  ['partially_closed', '(?:阶段性完成|基本完成|部分完成)(?:整改)?'],
  ['in_progress', '(?:正在|持续)(?:整改|推进|办理|处理)(?:中|之中)?|(?:整改|推进|办理)中'],
  ['not_completed', '(?:未|尚未|没有)(?:完成整改|整改到位|完成|整改|办结|解决)'],
];

const PATTERNS = STATES.flatMap(([status, state]): [Tally['status'], RegExp][] => [
  [status, new RegExp(`(?:${state})${THING}(?:共计?|总计)?${N}${COUNTER}${THING}`, 'g')],
  [status, new RegExp(`(?<!其中)${N}${COUNTER}${THING}(?:现?已|均已|均|都)?(?:${state})`, 'g')],
]);

/** Each state's first statement, in the order of the text. */
export function readTallies(lines: readonly Line[]): Tally[] {
  const tallies: Tally[] = [];
  for (const { text, folded } of lines) {
    for (const [status, pattern] of PATTERNS) {
      for (const match of folded.matchAll(pattern)) {
        const count = parseNumeral(match[1] ?? '');
        const isNegated =
          status !== 'not_completed' && /[未没不][^,。;]{0,3}$/.test(folded.slice(0, match.index));
        // 其中立行立改10个、限期整改20个 parts the findings by how they are to be rectified.
        const isManner =
          match[0].startsWith('立行立改') &&
          folded.slice(Math.max(0, match.index - 3), match.index).includes('其中');
        if (
          count === null ||
          isNegated ||
          isManner ||
          tallies.some((tally) => tally.status === status)
        )
          continue;
        tallies.push({
          status,
          count,
          raw: text.slice(match.index, match.index + match[0].length),
        });
      }
    }
  }
  return tallies;
}
