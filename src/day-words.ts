/** Why a day counts or does not, in words: what `calendar explain` and HTTP print beside each day. */
import type { DayUnit } from '../machines/words.ts';
import {
  explainCount,
  type ClockExplanation,
  type ExplainedDay,
  type Explanation,
} from './engine/clocks/explain.ts';
import type { Roll } from './engine/policy.ts';
import type { Calendar } from './engine/calendar-port.ts';
import { countReasonTerms } from './glossary.ts';

export interface PrintedDay {
  readonly date: string;
  readonly counted: boolean;
  /** Its number in the count; null where it is not counted. */
  readonly number: number | null;
  /** Chinese first, English beside, with the holiday and the document that says so. */
  readonly reason: string;
  /** The same as a stable word. */
  readonly code: ExplainedDay['reason'];
  readonly name: string | null;
  readonly source: string | null;
  /** False where the calendar has no data and goes by the day of the week alone. */
  readonly known: boolean;
}

function printedDay(day: ExplainedDay): PrintedDay {
  const { date, counted, number, reason: code, name, source, known } = day;
  return { date, counted, number, reason: reasonText(day), code, name, source, known };
}

/** The explanation as one JSON object, with its instant printed. */
function printedExplanation<E extends Explanation>(
  { dueAt, days, ...rest }: E,
  print: (at: number) => string,
) {
  return { ...rest, dueAt: print(dueAt), days: days.map(printedDay) };
}

/** A period to be counted out, on its own. */
export interface PeriodAsked {
  /** The day it begins on, which is not counted. */
  readonly from: string;
  readonly days: number;
  readonly unit: DayUnit;
  readonly roll: Roll;
}

export interface PrintedPeriod extends Omit<PeriodAsked, 'days'> {
  /** The last day, and its end as an instant. */
  readonly due: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  /** How many days were asked for. */
  readonly count: number;
  /** The version of the calendar used. */
  readonly calendar: string;
  readonly days: readonly PrintedDay[];
}

/** The period counted out day by day. Throws `calendar_not_covered`. */
export function printedPeriod(
  { from, days: count, unit, roll }: PeriodAsked,
  calendar: Calendar,
): PrintedPeriod {
  const asked = { afterDay: from, days: count, unit, roll, holds: [] };
  const { due, dueAt, provisional, days } = printedExplanation(
    explainCount(asked, calendar),
    (at) => calendar.print(at),
  );
  return { due, dueAt, provisional, from, count, unit, roll, calendar: calendar.version, days };
}

/** A clock's explanation with all its instants printed, and its policy by name. */
export function printedClock(explanation: ClockExplanation, calendar: Pick<Calendar, 'print'>) {
  const print = (at: number) => calendar.print(at);
  const { policy, startedAt, recorded, ...rest } = printedExplanation(explanation, print);
  return {
    ...rest,
    policy: `${policy.id}@${policy.version}`,
    startedAt: print(startedAt),
    recorded: { ...recorded, dueAt: print(recorded.dueAt) },
  };
}

export type PrintedClock = ReturnType<typeof printedClock>;

function reasonText({ reason, name, source, known }: ExplainedDay): string {
  const { zh, en } = countReasonTerms[reason];
  const called = name === null ? '' : `:${name}`;
  const cited = source === null ? '' : `(${source})`;
  // A day nobody has published yet may turn out to be a holiday; where that changes nothing, it is no guess.
  const guessed = !known && !countedWhatever.has(reason);
  const [mark, markEn] = guessed ? [',暂定:节假日安排未公布', ', provisional'] : ['', ''];
  return `${zh}${called}${cited}${mark} / ${en}${markEn}`;
}

/** Reasons that hold for a day whatever the calendar says of it. */
const countedWhatever: ReadonlySet<ExplainedDay['reason']> = new Set([
  'firstDay',
  'anyDay',
  'held',
]);
