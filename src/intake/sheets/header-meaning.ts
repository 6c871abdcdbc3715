/** Tells what one header cell means: by scored likeness to the names ledgers use. */
import { classifyStatus } from '../readings/status-phrases.ts';
import { HEADER_NAMES, type NamedMeaning } from './header-names.ts';
import { headerText } from './header-text.ts';

export interface HeaderGuess {
  readonly meaning: NamedMeaning;
  /** From 0 to 1; below {@link SURE} a person is asked. */
  readonly score: number;
  /** The words it was recognised by. */
  readonly name: string;
}

/** From here on a column is read as what it seems to be, without a question. */
export const SURE = 0.78;
/** Below this it is not read at all. */
export const POSSIBLE = 0.55;

/** What the levels of a header say together, the lowest first to be heard; null for nothing known. */
export function meaningOfHeader(levels: readonly string[]): HeaderGuess | null {
  const texts = levels.map((level) => headerText(level).words).filter((words) => words !== '');
  const leaf = texts.at(-1);
  if (leaf === undefined) return null;
  const tick = statusInHeader(leaf);
  if (tick !== null) return tick;
  const above = texts.slice(0, -1);
  const guesses = [guess(leaf), ...joined(above, leaf), inherited(above), bracketed(levels.at(-1))];
  return guesses.reduce(
    (best, next) => ((next?.score ?? 0) > (best?.score ?? 0) ? next : best),
    null,
  );
}

/** Columns headed by a status (已完成, 整改中) hold a tick where it applies. */
function statusInHeader(leaf: string): HeaderGuess | null {
  const isStatus = leaf.length <= 6 && classifyStatus(leaf) !== null && exact(leaf) === null;
  return isStatus ? { meaning: 'status', score: 0.9, name: leaf } : null;
}

/** 整改 over 措施, 责任 over 单位: read as one word, also without the 情况 of a heading. */
function joined(above: readonly string[], leaf: string): (HeaderGuess | null)[] {
  return above.flatMap((upper) =>
    [upper + leaf, upper.replace(/(?:落实|完成)?(?:情况|信息|要求|内容|清单)$/, '') + leaf].map(
      (word) => {
        const read = guess(word);
        // It has to be recognised by more than the lower level alone.
        return read !== null && read.name.length > leaf.length ? read : null;
      },
    ),
  );
}

/** 整改任务(目标): brackets tell what a vague word means. */
function bracketed(printed = ''): HeaderGuess | null {
  const { words, bracketed: inner } = headerText(printed);
  const vague = guess(words);
  if (inner === '' || vague === null || vague.score >= SURE) return null;
  const read = guess(words + inner);
  return read !== null && read.score >= SURE ? read : null;
}

/** A level that says nothing by itself (第一季度) means what stands above it. */
function inherited(above: readonly string[]): HeaderGuess | null {
  const upper = above.at(-1);
  const read = upper === undefined ? null : guess(upper);
  return read === null ? null : { ...read, score: read.score * INHERITED };
}

const INHERITED = 0.7;
const WEAK = 0.6;
const AT_END = { least: 0.74, grows: 0.22 };
const WITHIN = { least: 0.42, grows: 0.3 };
const COMPOUND = 0.95;

interface Name {
  readonly meaning: NamedMeaning;
  readonly base: number;
}

const NAMES: ReadonlyMap<string, Name> = new Map(
  HEADER_NAMES.flatMap(({ meaning, sure, weak = '' }) => {
    const list = (words: string, base: number): [string, Name][] =>
      words.split(' ').map((word) => [word, { meaning, base }]);
    return [...list(weak, WEAK), ...list(sure, 1)].filter(([word]) => word !== '');
  }),
);

// These end longer names although they are short.
const SHORT_ENDINGS = new Set(
  '问题 措施 举措 时限 期限 备注 序号 编号 建议 目标 进展 原因 隐患 状态 来源 照片 金额 依据 成效 结果 进度 结论'.split(
    ' ',
  ),
);
const LONGEST_NAME = 12;

const known = new Map<string, HeaderGuess | null>();
const MOST_KNOWN = 5_000;

function guess(words: string): HeaderGuess | null {
  const before = known.get(words);
  if (before !== undefined) return before;
  const found = guessAnew(words);
  if (known.size < MOST_KNOWN) known.set(words, found);
  return found;
}

function guessAnew(words: string): HeaderGuess | null {
  const whole = exact(words) ?? byPattern(words);
  if (whole !== null) return whole;
  return [plainer(words), compound(words), atEnd(words), within(words)].reduce(better, null);
}

function exact(words: string): HeaderGuess | null {
  const name = NAMES.get(words);
  return name === undefined ? null : { meaning: name.meaning, score: name.base, name: words };
}

const STATUS_QUESTION =
  /是否(?:已经?|均已?)?(?:全部|全面|按期|按时|如期|及时)?(?:整改|完成|销号|办结|落实|解决|到位|闭环|治理|消除|验收)/;
const SUSTAINED_QUESTION = /是否(?:需要?)?(?:长期|常态|持续)/;

function byPattern(words: string): HeaderGuess | null {
  const meaning = SUSTAINED_QUESTION.test(words)
    ? 'sustained'
    : STATUS_QUESTION.test(words)
      ? 'status'
      : words.startsWith('是否')
        ? 'ignored'
        : null;
  return meaning === null ? null : { meaning, score: 0.97, name: words };
}

// 问题具体内容 is 问题内容, 反馈意见具体内容 the 反馈意见.
const FILLERS = /具体|详细|主要|有关|相关|本次|所|的/g;

/** Without words that add nothing. */
function plainer(words: string): HeaderGuess | null {
  const plain = words.replaceAll(FILLERS, '');
  const read = plain === words ? null : exact(plain);
  const core = read ?? exact(plain.replace(/(?:内容|描述|详情)$/, ''));
  return core === null ? null : { ...core, score: core.score * COMPOUND };
}

/** The head of a Chinese name stands at its end. */
function atEnd(words: string): HeaderGuess | null {
  for (let length = Math.min(words.length - 1, LONGEST_NAME); length >= 2; length -= 1) {
    const ending = words.slice(-length);
    const name = NAMES.get(ending);
    const counts = length >= 3 || SHORT_ENDINGS.has(ending);
    if (name === undefined || !counts || name.base < 1) continue;
    return { meaning: name.meaning, score: scored(AT_END, length, words), name: ending };
  }
  return null;
}

function within(words: string): HeaderGuess | null {
  for (let length = Math.min(words.length - 1, LONGEST_NAME); length >= 4; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const part = words.slice(at, at + length);
      const name = NAMES.get(part);
      if (name === undefined || name.base < 1) continue;
      return { meaning: name.meaning, score: scored(WITHIN, length, words), name: part };
    }
  }
  return null;
}

const scored = (
  { least, grows }: { least: number; grows: number },
  length: number,
  words: string,
): number => least + (grows * length) / words.length;

/** 整改措施及完成情况, 责任单位/责任人: the first part decides, the rest is found in its cells. */
function compound(words: string): HeaderGuess | null {
  const [first = '', ...rest] = words.split(/及其?|和|与|暨|或|\//);
  if (first === '' || rest.length === 0 || rest.some((part) => part === '')) return null;
  const read = exact(first) ?? atEnd(first);
  if (read === null) return null;
  const others = rest.every((part) => (exact(part) ?? atEnd(part)) !== null);
  return { ...read, score: read.score * (others ? COMPOUND : 0.85) };
}

const better = (a: HeaderGuess | null, b: HeaderGuess | null): HeaderGuess | null =>
  (b?.score ?? 0) > (a?.score ?? 0) ? b : a;
