/** Days and deadlines as offices print them, each with what it says and what it leaves open. */
import type { Dice } from './dice.ts';
import type { Precision, TruthDue } from './truth.ts';

const pad = (value: number): string => String(value).padStart(2, '0');
const lastDayOf = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();
const iso = (year: number, month: number, day: number): string =>
  `${year}-${pad(month)}-${pad(day)}`;

function due(
  raw: string,
  precisions: Precision | readonly Precision[],
  ...values: (string | null)[]
): TruthDue {
  return { raw, precisions: [precisions].flat(), values };
}

/** A day in `year`, stated in full. */
export function fullDay(year: number, dice: Dice): TruthDue {
  const month = dice.int(1, 12);
  const day = dice.int(1, lastDayOf(year, month));
  return due(`${year}年${month}月${day}日`, 'day', iso(year, month, day));
}

/** A day of which something is missing: it has no value, and none may be made up. */
export function brokenDay(year: number, dice: Dice): TruthDue {
  const [month, day] = [dice.int(1, 12), dice.int(2, 28)];
  return dice.pick([
    due(`${year}年X月${day}日`, 'masked', null),
    due(`${year}年${month}月X日`, 'masked', null),
    due(`20XX年${month}月${day}日`, 'masked', null),
    due(`X月${day}日`, 'masked', null),
    due(`${month}月${day}日`, 'yearless', null),
    // The marks for year and month were lost on the way.
    due(`${year}${month}${day}日`, 'unreadable', null),
  ]);
}

/** As {@link plainDeadline}, for a cell: also in figures only. */
export function cellDeadline(year: number, dice: Dice): TruthDue {
  if (dice.chance(0.75)) return plainDeadline(year, dice);
  const [month, day] = [dice.int(1, 12), dice.int(1, 28)];
  const raw = dice.pick([
    `${year}.${month}.${day}`,
    `${year}-${pad(month)}-${pad(day)}`,
    `${year}/${month}/${day}`,
    `${year}.${pad(month)}.${pad(day)}前`,
  ]);
  return due(raw, 'day', iso(year, month, day));
}

/** A deadline that can be put on the calendar. */
export function plainDeadline(year: number, dice: Dice): TruthDue {
  const month = dice.int(1, 12);
  const day = dice.int(1, 28);
  const end = iso(year, month, lastDayOf(year, month));
  const before = dice.pick(['前', '前', '', '之前']);
  return dice.pick([
    () => due(`${year}年${month}月${day}日${before}`, 'day', iso(year, month, day)),
    () => due(`${year}年${month}月${lastDayOf(year, month)}日${before}`, 'day', end),
    () => due(`${year}年${month}月底${dice.pick(['前', '', '之前'])}`, 'month', end),
    () => due(`${year}年${month}月`, 'month', end),
    () => due(`${year}年${month}月底前`, 'month', end),
    () => due(`${year}年底前`, 'year', iso(year, 12, 31)),
    () => due(`${year}年12月底前`, 'month', iso(year, 12, 31)),
    () => tenDays(year, month, dice),
    () => quarter(year, dice),
  ])();
}

function tenDays(year: number, month: number, dice: Dice): TruthDue {
  const [name, day] = dice.pick([
    ['上旬', 10],
    ['中旬', 20],
    ['下旬', lastDayOf(year, month)],
  ] as const);
  return due(`${year}年${month}月${name}`, 'ten_days', iso(year, month, day));
}

function quarter(year: number, dice: Dice): TruthDue {
  return dice.pick([
    due(`${year}年第一季度`, 'quarter', iso(year, 3, 31)),
    due(`${year}年三季度末`, 'quarter', iso(year, 9, 30)),
    due(`${year}年上半年`, 'half_year', iso(year, 6, 30)),
    due(`${year}年第二季度前`, 'quarter', iso(year, 6, 30), iso(year, 3, 31), null),
  ]);
}

/** A deadline that leaves something open; ranges end where they end. */
export function openDeadline(year: number, dice: Dice): TruthDue {
  const month = dice.int(3, 10);
  const later = month + dice.int(1, 2);
  const end = iso(year, later, lastDayOf(year, later));
  return dice.pick([
    due(`${month}月底前`, 'yearless', null),
    due(`${month}月15日前`, 'yearless', null),
    due(`${year}年X月底前`, 'masked', null),
    due('立行立改', ['none', 'relative'], null),
    due('长期坚持', ['none', 'relative'], null),
    due('本月底前', 'relative', null),
    due('立行立改，长期坚持', ['none', 'relative'], null),
    due('即知即改', ['none', 'relative'], null),
    due('持续推进', ['none', 'relative'], null),
    // 低 for 底, as is often typed.
    due(`${year}年${later}月低前`, ['month', 'unreadable'], end, null),
    due(`${year}年${month}月至${later}月`, 'range', end, null),
    due(`${year}年${month}月—${later}月`, 'range', end, null),
    due(`${year}年${later}月底前，并长期坚持`, 'month', end),
    due(`${year}${later}25日前`, 'unreadable', null),
  ]);
}

/** By when something is asked for, so that 前整改完毕 can follow. */
export function demandedBy(year: number, dice: Dice): TruthDue {
  const [month, day] = [dice.int(1, 10), dice.int(1, 28)];
  const end = lastDayOf(year, month);
  return dice.pick([
    () => due(`${year}年${month}月${day}日`, 'day', iso(year, month, day)),
    () => due(`${year}年${month}月${day}日`, 'day', iso(year, month, day)),
    () => due(`${year}年${month}月${end}日`, 'day', iso(year, month, end)),
    () => due(`${year}年${month}月底`, 'month', iso(year, month, end)),
    () => due(`${year}年底`, 'year', iso(year, 12, 31)),
    () => due(`${month}月${day}日`, 'yearless', null),
    () => due(`${month}月底`, 'yearless', null),
    () => due(`${year}年X月${day}日`, 'masked', null),
    () => due('本月底', 'relative', null),
    () => due(`${year}${month}${day}日`, 'unreadable', null),
  ])();
}
