/** Reads dates as documents print them, whole or partial, and never completes what is missing. */
import { fold } from './lines.ts';
import { parseDigits, parseNumeral } from './numerals.ts';

/**
 * `ten_days` 旬 · `masked` X月12日 · `yearless` 5月16日 · `relative` 年底, 本月, 两个月内 ·
 * `none` words without a date (立行立改) · `unreadable` digits that form no date (2024717日).
 */
type DatePrecision =
  | 'day'
  | 'month'
  | 'year'
  | 'ten_days'
  | 'quarter'
  | 'half_year'
  | 'range'
  | 'masked'
  | 'yearless'
  | 'relative'
  | 'none'
  | 'unreadable';

export interface PartialDate {
  /** As printed. */
  readonly raw: string;
  readonly precision: DatePrecision;
  /** ISO date of the last day of the period stated, or null where the text does not settle it. */
  readonly value: string | null;
}

export interface FoundDate {
  readonly start: number;
  readonly end: number;
  readonly raw: string;
}

const MASK = '[Xx×✕*#某○]';
const YEAR = `(?:\\d{4}|\\d{2}[Xx×✕*#]{2}|${MASK}{1,4}|[〇零一二三四五六七八九]{4})\\s?年度?`;
const MONTH = `(?:\\d{1,2}|${MASK}{1,2}|十[一二]?|[一二三四五六七八九])\\s?月份?`;
const DAY = `(?:\\d{1,2}|${MASK}{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\\s?[日号]`;
const ISO = '\\d{4}([-./])\\d{1,2}(?:\\1\\d{1,2})?';
const ONE = `(?:${YEAR}(?:\\s?${MONTH}(?:\\s?(?:${DAY}|[上中下]旬|初))?)?|${MONTH}\\s?(?:${DAY}|[上中下]旬|初)|${ISO})`;
const TO = '\\s?(?:至|到|-|—{1,2}|–|~)\\s?';
const DATE = new RegExp(`${ONE}(?:${TO}(?:${ONE.replace('\\1', '\\2')}|${MONTH}|${DAY}))?`, 'g');

/** Every date or range of dates in a text, in order. A lone month (5月) is not one. */
export function findDates(text: string): FoundDate[] {
  const folded = fold(text);
  if (!MAY_DATE.test(folded)) return [];
  return Array.from(folded.matchAll(DATE), (match) => {
    const end = match.index + match[0].length;
    return { start: match.index, end, raw: text.slice(match.index, end) };
  });
}

/** No date does without one of these. */
const MAY_DATE = /[年月]|\d[-./]\d/;

/** Reads one printed date; words around it (前, 底前, 并长期坚持) may stand in `printed`. */
export function readDate(printed: string): PartialDate {
  const raw = printed.trim();
  const arabic = toArabic(fold(raw.slice(0, LONGEST_DATE)));
  const { precision, value } = resolve(arabic);
  return { raw, precision, value };
}

const LONGEST_DATE = 80;

type Resolution = Omit<PartialDate, 'raw'>;

const unresolved = (precision: DatePrecision): Resolution => ({ precision, value: null });

function resolve(text: string): Resolution {
  if (MASKED.test(text)) return unresolved('masked');
  if (FUSED.test(text)) return unresolved('unreadable');
  const range = RANGE.exec(text);
  if (range?.[1] !== undefined && range[2] !== undefined) return resolveRange(range[1], range[2]);
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return resolveDay(numberAt(iso, 1), numberAt(iso, 2), numberAt(iso, 3));
  const dated = WITH_YEAR.exec(text);
  if (dated !== null) return resolveWithYear(dated);
  if (/\d\s?个?(?:工作)?[日天周月]之?内/.test(text)) return unresolved('relative');
  if (/\d{1,2}\s?月|\d{1,2}\s?[日号]/.test(text)) return unresolved('yearless');
  if (RELATIVE.test(text)) return unresolved('relative');
  return unresolved('none');
}

const MASKED = new RegExp(`${MASK}\\s?[年月日号]`);
const FUSED = /\d{5}\s?[年月日号]/;
const RANGE =
  /(\d{4}\s?年(?:\s?\d{1,2}\s?(?:月(?:\s?\d{1,2}\s?[日号]?)?|(?=[-—–~])))?|\d{1,2}\s?月\s?\d{1,2}\s?[日号]|\d{4}(?=\s?[-—–~至到]+\s?\d{4}\s?年)|\d{1,2}(?=[-—–~]\d{1,2}\s?月))\s?(?:至|到|-|—{1,2}|–|~)\s?((?:\d{4}\s?年)?(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?[日号])?)/;
const ISO_DATE = /(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?(?!\d)/;
const WITH_YEAR =
  /(\d{4})\s?年度?\s?(?:(\d{1,2})\s?月份?\s?(?:(\d{1,2})\s?[日号]|([上中下])旬|(初))?|([上下])半年|第?([1-4])季度|(春|秋|夏|冬|暑|寒|学期))?/;
const RELATIVE =
  /年底|年末|年内|本[年月周]|下[个半]?[年月周]|上半年|季度|学期|[春秋夏冬]季|[暑寒]假|旬|月底|日内|天内|周内|个月内|工作日|期内/;

function numberAt(match: RegExpExecArray, group: number): number | null {
  const printed = match[group];
  return printed === undefined || printed === '' ? null : Number(printed);
}

function resolveWithYear(match: RegExpExecArray): Resolution {
  const year = numberAt(match, 1);
  const month = numberAt(match, 2);
  const [, , , , tenDays, beginning, half, quarter, season] = match;
  if (season !== undefined) return unresolved('relative');
  if (tenDays !== undefined && tenDays !== '下') {
    const day = resolveDay(year, month, tenDays === '上' ? 10 : 20);
    return day.value === null ? day : { precision: 'ten_days', value: day.value };
  }
  if (half !== undefined) return periodEnd('half_year', year, half === '上' ? 6 : 12);
  if (quarter !== undefined) return periodEnd('quarter', year, Number(quarter) * 3);
  // 月初 names no last day.
  if (beginning !== undefined) return unresolved('month');
  if (tenDays !== undefined) return periodEnd('ten_days', year, month);
  return resolveDay(year, month, numberAt(match, 3));
}

function resolveDay(year: number | null, month: number | null, day: number | null): Resolution {
  if (month === null) return periodEnd('year', year, 12);
  if (day === null) return periodEnd('month', year, month);
  if (year === null) return unresolved('yearless');
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= lastDayOf(year, month);
  return isReal ? { precision: 'day', value: isoDate(year, month, day) } : unresolved('unreadable');
}

function periodEnd(
  precision: DatePrecision,
  year: number | null,
  month: number | null,
): Resolution {
  if (year === null) return unresolved('yearless');
  if (month === null || month < 1 || month > 12) return unresolved('unreadable');
  return { precision, value: isoDate(year, month, lastDayOf(year, month)) };
}

/** The end of a range may leave out the year or month that its beginning states. */
function resolveRange(from: string, to: string): Resolution {
  const start = partsOf(from);
  const end = partsOf(to);
  const year = end.year ?? start.year;
  const month = end.month ?? (end.day === null ? null : start.month);
  if (year === null) return unresolved('range');
  const { value } = resolveDay(year, month, end.day);
  // 11月至2月: the year of the second month is the reader's guess, so it stays open.
  const runsBackwards = end.year === null && (end.month ?? 12) < (start.month ?? 1);
  return { precision: 'range', value: runsBackwards ? null : value };
}

function partsOf(text: string): {
  year: number | null;
  month: number | null;
  day: number | null;
} {
  const part = (unit: RegExp): number | null => {
    const printed = unit.exec(text)?.[1];
    return printed === undefined ? null : Number(printed);
  };
  return {
    year: part(/(\d{4})(?:\s?年|$)/),
    month: part(/(\d{1,2})\s?月/),
    day: part(/(\d{1,2})\s?[日号]/),
  };
}

/** Days in a month of the Gregorian calendar; month counted from 1. */
function lastDayOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const isoDate = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** 二〇二四年六月三十日 becomes 2024年6月30日; 月低, a common slip for 月底, is put right. */
function toArabic(folded: string): string {
  return folded
    .replaceAll(/([〇零一二三四五六七八九]{4})(?=\s?年)/g, (year) =>
      String(parseDigits(year) ?? year),
    )
    .replaceAll(/([一二三四五六七八九十]{1,3})(?=\s?(?:月|日|号|季度))/g, (part) =>
      String(parseNumeral(part) ?? part),
    )
    .replaceAll('月低', '月底');
}
