/** Dates as workbooks keep them: days since the last day of 1899, or since the first of 1904. */

/** How much of a date a number format shows; null for a time alone. */
export type ShownDate = 'day' | 'month' | 'year' | null;

const DAY_SECONDS = 86_400;
const SERIALS_1904_BEHIND = 1_462;
/** 9999-12-31 in the older of the two systems. */
const LAST_SERIAL = 2_958_465;
// The older system has a day that never was; up to it the count runs one behind.
const NO_SUCH_DAY = 60;
const UNIX_EPOCH_SERIAL = 25_569;

/**
 * `2024-06-30`, with the time behind it where it is not midnight; `2024-06` or `2024` where the format
 * shows no day, `14:30` where it shows no date; null where the number is no date.
 */
export function printSerial(serial: number, is1904: boolean, shown: ShownDate): string | null {
  const moment = inWholeSeconds(serial, is1904);
  if (moment === null) return null;
  const { day, second } = moment;
  if (shown === null) return clockTime(second);
  const date = dateOf(day);
  // Day 0 is what a cell shows that refers to an empty one: no date at all.
  if (date === null) return second > 0 ? clockTime(second) : '';
  if (shown === 'year') return date.slice(0, 4);
  if (shown === 'month') return date.slice(0, 7);
  // Kept also where the format hides it: 24:00 and noon of a day are not the same deadline.
  return second > 0 ? `${date} ${clockTime(second)}` : date;
}

/** Days may leave parts of a second behind that nobody wrote. */
function inWholeSeconds(
  serial: number,
  is1904: boolean,
): { readonly day: number; readonly second: number } | null {
  const shifted = is1904 ? serial + SERIALS_1904_BEHIND : serial;
  if (!Number.isFinite(shifted) || shifted < 0 || shifted >= LAST_SERIAL + 1) return null;
  const seconds = Math.round(shifted * DAY_SECONDS);
  const day = Math.floor(seconds / DAY_SECONDS);
  return day > LAST_SERIAL ? null : { day, second: seconds % DAY_SECONDS };
}

function dateOf(day: number): string | null {
  if (day === 0) return null;
  if (day === NO_SUCH_DAY) return '1900-02-29';
  const real = day < NO_SUCH_DAY ? day + 1 : day;
  const date = new Date((real - UNIX_EPOCH_SERIAL) * DAY_SECONDS * 1_000);
  return date.toISOString().slice(0, 10);
}

function clockTime(second: number): string {
  const minutes = `${twoDigits(Math.floor(second / 3_600))}:${twoDigits(Math.floor(second / 60) % 60)}`;
  return second % 60 === 0 ? minutes : `${minutes}:${twoDigits(second % 60)}`;
}

/** `7` is `07`. */
export const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Cells that hold an ISO date as text: `2024-06-30T00:00:00` is a day. */
export function printIsoCell(text: string): string {
  const [, date, time = ''] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?))?/.exec(text) ?? [];
  if (date === undefined) return text;
  const shown = time.replace(/:00$/, (seconds) => (time.length > 5 ? '' : seconds));
  return shown === '' || shown === '00:00' ? date : `${date} ${shown}`;
}
