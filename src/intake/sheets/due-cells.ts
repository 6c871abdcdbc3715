/** Dates in cells: what people type into a column of dates besides dates. */
import { fold } from '../text/lines.ts';
import { readDate, type PartialDate } from '../text/dates.ts';

/** Never completes what is missing. Digits that form no date are `unreadable`. */
export function dateInCell(printed: string): PartialDate {
  const text = fold(printed).trim();
  const range = ISO_RANGE.exec(text);
  if (range?.[1] !== undefined && range[2] !== undefined) return isoRange(printed, range[2]);
  const [, year, month, day] = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  const spelled = year === undefined ? printed : `${year}-${month ?? ''}-${day ?? ''}`;
  const read = { ...readDate(spelled), raw: printed.trim() };
  if (read.precision !== 'none' || !/\d/.test(text)) return read;
  return { ...read, precision: DURATION.test(text) ? 'relative' : 'unreadable' };
}

const ISO = '\\d{4}[-./]\\d{1,2}(?:[-./]\\d{1,2})?';
const ISO_RANGE = new RegExp(`(${ISO})\\s?(?:至|到|~|-{1,2}|—{1,2}|–)\\s?(${ISO})`);
const DURATION = /\d\s?个?(?:年|月|周|天|日|工作日|小时|学期)/;

function isoRange(printed: string, end: string): PartialDate {
  const { value } = readDate(end);
  return { raw: printed.trim(), precision: 'range', value };
}

/**
 * Of several dates the latest: what has them all is done when the last is. Where one is not settled,
 * neither is the whole.
 */
export function latestOf(dates: readonly PartialDate[]): PartialDate | null {
  const [first] = dates;
  if (first === undefined || dates.length === 1) return first ?? null;
  const raw = [...new Set(dates.map((date) => date.raw))].join('\uff1b');
  const open = dates.find(({ value }) => value === null);
  if (open !== undefined) return { raw, precision: open.precision, value: null };
  const latest = dates.toSorted((a, b) => (a.value ?? '').localeCompare(b.value ?? '')).at(-1);
  return { ...(latest ?? first), raw };
}
