/** Holds what is said of a change against its two ends: 由71%提高到63%, 由120件降至90件,下降30%. */
import { quoted, type Disagreement } from './disagreement.ts';
import { isOfOneKind, type Mention, type Sentence } from './mentions.ts';
import { canBe } from './percentages.ts';

export function statedChanges(sentences: readonly Sentence[]): Disagreement[] {
  return sentences.flatMap((sentence) =>
    sentence.mentions.flatMap((from, index) => {
      const to = sentence.mentions[index + 1];
      if (to === undefined || !isOfOneKind(from, to)) return [];
      const ends = endsOf(sentence, from, to);
      if (ends === null) return [];
      const stated = statedBehind(sentence, index + 2, ends.after);
      const fits = isInDirection(ends) && (stated === null || isRightSize(sentence, ends, stated));
      return fits ? [] : [tell(sentence, from, stated ?? to)];
    }),
  );
}

const UP = /提高|提升|增加|增长|上升|扩大|升/;
const DOWN = /下降|降低|减少|压减|压缩|缩短|回落|降|减/;

interface Ends {
  readonly before: Mention;
  readonly after: Mention;
  readonly isUp: boolean;
}

/** Ranks rise by becoming smaller. */
const RANKS = /名次|排名|位次|排位|第$/;

function endsOf({ folded }: Sentence, one: Mention, other: Mention): Ends | null {
  if (one.isRough || other.isRough || one.base === '位' || one.base === '名') return null;
  const opening = folded.slice(Math.max(0, one.start - 20), one.start);
  const between = folded.slice(one.end, other.start);
  if (RANKS.test(opening)) return null;
  const fromTo =
    /(?:由|从)[^,;。]{0,12}$/.test(opening) && /^[^。;\d,]{0,14}(?:到|至|为)了?$/.test(between);
  if (!fromTo) return comparedWithLastYear(folded, one, other);
  const [isUp, isDown] = [UP.test(between), DOWN.test(between)];
  return isUp === isDown ? null : { before: one, after: other, isUp };
}

/** 今年80件,上年同期100件,同比下降20%. */
function comparedWithLastYear(folded: string, one: Mention, other: Mention): Ends | null {
  const between = folded.slice(one.end, other.start);
  const behind = folded.slice(other.end, other.end + 12);
  if (!/^[^。;\d]{0,4}[,(](?:上年|去年)(?:同期)?[^,。;\d]{0,6}$/.test(between)) return null;
  const stated = /^\)?,?(?:同比|比上年|较上年)(?:同期)?(上|增|升|提|下|降|减|回)/.exec(behind);
  return stated === null
    ? null
    : { before: other, after: one, isUp: /[上增升提]/.test(stated[1] ?? '') };
}

const isInDirection = ({ before, after, isUp }: Ends): boolean =>
  isUp ? after.value > before.value : after.value < before.value;

/** The size of the change, if the next clause states it. */
function statedBehind(
  { folded, mentions }: Sentence,
  index: number,
  after: Mention,
): Mention | null {
  const size = mentions[index] ?? null;
  const last = mentions[index - 1] ?? after;
  if (size === null) return null;
  const between = folded.slice(last.end, size.start);
  const isSize =
    /^[^,。;\d]{0,6}[,)(、][^,。;\d]{0,4}(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|降幅|增幅|同比增长|同比下降|同比减少|同比增加)[了约达为]{0,2}$/.test(
      between,
    );
  return isSize ? size : null;
}

function isRightSize({ text, folded }: Sentence, { before, after }: Ends, size: Mention): boolean {
  const difference = Math.abs(after.value - before.value);
  const printed = text.slice(size.start, size.end);
  const words = folded.slice(Math.max(0, size.start - 4), size.start);
  const fits = (worked: number): boolean => canBe(worked, size, printed, words);
  if (size.unit === '个百分点') return fits(difference);
  if (size.unit === '%') {
    const relative = before.value === 0 ? Infinity : (difference / before.value) * 100;
    // Points are often printed as percent.
    return fits(relative) || (after.base === '%' && fits(difference));
  }
  return !isOfOneKind(size, after) || size.isRough || size.value === difference;
}

function tell({ line, text }: Sentence, from: Mention, last: Mention): Disagreement {
  const words = quoted(text.slice(Math.max(0, from.start - 6), last.end));
  return {
    line,
    message: `“${words}”前后数字与所说变化不符 / The change does not fit its two figures: "${words}"`,
  };
}
