/** Reads how many findings a document says stand at which state, whether or not it lists them. */
import type { Tally } from '../schema.ts';
import type { Line } from '../text/lines.ts';
import { statements } from '../text/sentences.ts';
import { parseNumeral } from '../text/numerals.ts';

const NUMBER = '(?:\\d{1,6}|[一二两三四五六七八九十百]{1,5})';
const N = `(${NUMBER})\\s?余?`;
// 2个方面 counts aspects, not findings.
const COUNTER = '(?:[个条项处类点宗件起]|大类)(?!方面|月|工作日|学期|单位|学校|部门)';
const THING = '(?:具体|突出|反馈|整改|主要)?(?:问题|隐患|任务|事项|信访件|举报件|案件|举报|线索)?';

const DONE = '(?:完成整改|整改完成|整改到位|整改完毕|完成|整改|办结|销号|解决|化解|落实)';
const STATES: readonly (readonly [Tally['status'], string])[] = [
  ['partially_closed', '(?:阶段性完成|阶段性办结|基本完成|部分完成|基本整改到位)(?:整改)?'],
  ['not_completed', `(?:尚未|没有|未能|未)(?:全部|按期)?${DONE}`],
  [
    'in_progress',
    '(?:正在|持续|长期|继续)(?:整改|推进|办理|处理|坚持|落实)(?:中|之中)?|(?:整改|推进|办理)中|长期坚持',
  ],
  ['closed', `(?:现?已经?|均已|全部|均|都)?${DONE}`],
];

/** 6项整改建议 and 36项整改任务 say nothing of a state. */
const NOUNS =
  '任务|问题|事项|措施|工作|方案|要求|建议|意见|率|进度|清单|台账|时限|情况|内容|项目|责任';

const PATTERNS = STATES.map(([status, state]): [Tally['status'], RegExp[]] => [
  status,
  [
    new RegExp(`(?:${state})(?:的|了|率)?${THING}(?:有|共计?|总计|为)?${N}${COUNTER}${THING}`, 'g'),
    // 36项任务已完成30项: the number behind counts.
    new RegExp(
      `${N}${COUNTER}${THING}(?:现?已经?|均已|均|都|仍|还)?(?:${state})(?!${DONE}?${THING}(?:有|共计?|为)?${NUMBER}|${NOUNS})`,
      'g',
    ),
  ],
]);

/** Each state's first statement in a sentence on what was found, in the order of the text. */
export function readTallies(lines: readonly Line[]): Tally[] {
  const tallies: Tally[] = [];
  for (const { text, folded } of lines) {
    for (const { start, end } of statements(text)) {
      const around = folded.slice(Math.max(0, start - 60), end);
      for (const tally of talliesIn(text.slice(start, end), folded.slice(start, end), around)) {
        if (!tallies.some(({ status }) => status === tally.status)) tallies.push(tally);
      }
    }
  }
  return tallies;
}

/**
 * Every statement of a state in one sentence, `folded` its twin; none where it is not on what was found,
 * as told by the sentence or, where it has several, by the words `around` it.
 */
export function talliesIn(printed: string, folded: string, around: string = folded): Tally[] {
  if (!STATES_NUMBER.test(folded)) return [];
  const found = PATTERNS.flatMap(([status, patterns]) =>
    patterns.flatMap((pattern) =>
      Array.from(folded.matchAll(pattern)).flatMap((match) => {
        const count = parseNumeral(match[1] ?? '');
        if (count === null || !isTally(folded, match, count)) return [];
        const { index: at, 0: all } = match;
        return [{ status, count, at, raw: printed.slice(at, at + all.length) }];
      }),
    ),
  ).toSorted((a, b) => a.at - b.at || b.raw.length - a.raw.length);
  let end = 0;
  const apart = found.filter(({ at, raw }) => {
    if (at < end) return false;
    end = at + raw.length;
    return true;
  });
  const isOnFindings =
    ON_FINDINGS.test(folded) || (apart.length > 1 && /问题|任务|事项/.test(around));
  return isOnFindings ? apart.map(({ status, count, raw }) => ({ status, count, raw })) : [];
}

/** As every one of the patterns does. */
const STATES_NUMBER = /(?:\d|[一二两三四五六七八九十百])\s?余?(?:[个条项处类点宗件起]|大类)/;

const ON_FINDINGS =
  /反馈|指出|巡[察视]|督[导查]|移交|(?:整改|问题|任务)清单|截至|(?:问题|任务|事项|隐患|信访件)[^,。;]{0,8}(?:中|共|总)|共(?:计|有|性)?\d/;

function isTally(folded: string, { index, 0: all }: RegExpExecArray, count: number): boolean {
  // 完成一项、销号一项 is a manner of working.
  if (count === 1 && /一[个条项处类点宗件起]/.test(all)) return false;
  const before = folded.slice(Math.max(0, index - 6), index);
  return !/[未没不无][^,。;]{0,3}$|其中[^,。;]{0,2}$|每[^,。;]{0,3}$|第$|(?:限期|立行)$/.test(
    before,
  );
}
