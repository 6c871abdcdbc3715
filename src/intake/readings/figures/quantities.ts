/** Finds what a text counts: 20%, 三分之一, 1:7, 12.5万元, 2-3名. */
import { CHARACTERS, FIGURES, readNumber } from './numbers.ts';

export interface Quantity {
  /** Place in the text; `end` exclusive, unit included. */
  readonly start: number;
  readonly end: number;
  /** Both ends of a range; the same where there is none. */
  readonly low: number;
  readonly high: number;
  /** As printed, in half width; null for a bare number. 1:N and N:1 for ratios, % for parts of a whole. */
  readonly unit: string | null;
  /** What quantities of one kind are compared in: 元 for all money, else the unit itself. */
  readonly base: string | null;
  /** Of the base in one unit: 10,000 for 万元. */
  readonly scale: number;
}

/**
 * In the order of the text. `plain` is folded and without its references (dates, laws, telephones and
 * the like), which count nothing.
 */
export function quantitiesIn(plain: string): Quantity[] {
  if (!MAY_COUNT.test(plain)) return [];
  const found = READERS.flatMap(({ sign, pattern, read }) =>
    sign.test(plain)
      ? Array.from(plain.matchAll(pattern)).flatMap((match) => {
          const value = read(match);
          if (value === null) return [];
          return [{ start: match.index, end: match.index + match[0].length, ...value }];
        })
      : [],
  ).toSorted((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return found.filter((each) => {
    if (each.start < end) return false;
    end = each.end;
    return true;
  });
}

/** A figure, or a number in characters with something behind it. */
const MAY_COUNT = /\d|[零〇一二两三四五六七八九十百千][^\s,。;]/;

type Value = Omit<Quantity, 'start' | 'end'>;

const MONEY: Readonly<Record<string, number>> = {
  亿元: 1e8,
  千万元: 1e7,
  百万元: 1e6,
  万元: 1e4,
  千元: 1e3,
  元: 1,
};

const COUNTERS =
  '%|个百分点|百分点|亿元|千万元|百万元|万元|千元|元|平方米|平方公里|立方米|公里|千米|厘米|毫米|米|公斤|千克|吨|亩|公顷|' +
  '课时|学时|小时|分钟|个工作日|工作日|个月|个学期|个学位|万人次|人次|万人|名|人|位|所|家|个|项|条|件|次|处|间|份|台|套|辆|' +
  '科|门|天|周|年|倍|张|册|户|篇|遍|场|期|班|栋|座|节|批|起|宗|支|盏|具|盒|箱|只|本|笔|组|例|款|棵|株|块|片|轮|日|字';

const NUMBER = `(?:${FIGURES})`;
const TO = '\\s?(?:-|—{1,2}|~|至)\\s?';
// 十 in 十分, 一 in 一些: characters count only with a unit behind them. Looking ahead first is quicker:
// few characters are of a number.
const WITH_UNIT = new RegExp(
  `(?=[\\d零〇一二两三四五六七八九十百千])(?<![\\d.:/A-Za-z一二两三四五六七八九十百千])(${NUMBER}|${CHARACTERS})(?:%?${TO}(${NUMBER}|${CHARACTERS}))?\\s?[余多]?\\s?(${COUNTERS})`,
  'g',
);
const BARE = new RegExp(`(?=\\d)(?<![\\d.:/A-Za-z%-])(${NUMBER})(?![\\d.:/A-Za-z%])`, 'g');
const RATIO =
  /(?<![\d.:])(\d{1,4}(?:\.\d{1,2})?)[:∶](\d{1,4}(?:\.\d{1,2})?)(?:\s?(?:-|—|~|至)\s?(\d{1,4}(?:\.\d{1,2})?)[:∶](\d{1,4}(?:\.\d{1,2})?))?(?![\d:])/g;
const FRACTION = new RegExp(`(${CHARACTERS})分之(${CHARACTERS}|${NUMBER})`, 'g');
const TENTHS = /([一二两三四五六七八九])成(半)?(?![立果效为员长功绩熟本就型品])/g;

interface Reader {
  /** No quantity of the kind does without; quicker to look for than the pattern. */
  readonly sign: RegExp;
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Value | null;
}

const READERS: readonly Reader[] = [
  { sign: /[:∶]/, pattern: RATIO, read: readRatio },
  { sign: /分之/, pattern: FRACTION, read: readFraction },
  {
    sign: /成/,
    pattern: TENTHS,
    read: (match) =>
      percent((readNumber(match[1] ?? '') ?? 0) * 10 + (match[2] === undefined ? 0 : 5)),
  },
  { sign: MAY_COUNT, pattern: WITH_UNIT, read: readCounted },
  {
    sign: /\d/,
    pattern: BARE,
    read: (match) => value(Number((match[1] ?? '').replaceAll(',', '')), null),
  },
];

const value = (low: number, unit: string | null, high = low): Value => {
  const money = unit === null ? undefined : MONEY[unit];
  return { low, high, unit, base: money === undefined ? unit : '元', scale: money ?? 1 };
};

const percent = (low: number): Value => value(Math.round(low * 100) / 100, '%');

function readCounted([, low = '', high, unit = '']: RegExpExecArray): Value | null {
  const [from, to] = [readNumber(low), high === undefined ? null : readNumber(high)];
  if (from === null) return null;
  return value(from, unit === '百分点' ? '个百分点' : unit, to ?? from);
}

/** 百分之二十 and 三分之一 alike. */
function readFraction([, whole = '', part = '']: RegExpExecArray): Value | null {
  const [below, above] = [readNumber(whole), readNumber(part)];
  return below === null || above === null || below === 0 ? null : percent((above / below) * 100);
}

/** The number that is not 1 tells; of two that are not, none is compared. */
function readRatio([, left = '', right = '', fromLeft, toRight]: RegExpExecArray): Value | null {
  const ends = [Number(left), Number(right), Number(fromLeft ?? left), Number(toRight ?? right)];
  const [a = 0, b = 0, c = 0, d = 0] = ends;
  if (a === 1 && c === 1) return value(Math.min(b, d), '1:N', Math.max(b, d));
  return b === 1 && d === 1 ? value(Math.min(a, c), 'N:1', Math.max(a, c)) : null;
}
