/** What the engine needs of a calendar: days of a zone, and which of them are worked on. */
import type { DayUnit } from '../../machines/words.ts';
import type { Roll } from './policy.ts';

/** Why a day counts as it does: by its weekday, by a notice of holidays, or by the organisation's own additions. */
export type DayReason =
  | 'weekday'
  | 'weekend'
  | 'holiday'
  | 'makeUpWorkday'
  | 'organisationHoliday'
  | 'organisationWorkday';

/** What a day is to a working calendar, and who says so. */
export interface DayStanding {
  readonly working: boolean;
  readonly reason: DayReason;
  /** The holiday's name, e.g. 国庆节; null for a day no data names. */
  readonly name: string | null;
  /** The document that says so, e.g. 国办发明电〔2025〕7号; null where only the weekday speaks. */
  readonly source: string | null;
  /** False outside the data's years: the day is then judged by its weekday alone. */
  readonly known: boolean;
}

/** A day counted out by a calendar; `provisional` when it went by a day its data does not know. */
export interface CountedDay {
  readonly day: string;
  readonly provisional: boolean;
}

/** Counts days in the organisation's zone. Instants are epoch ms, days `YYYY-MM-DD`. */
export interface Calendar {
  readonly zone: string;
  /** Names the data it counts by; every date keeps the version it was counted with. */
  readonly version: string;
  /** The last day its data vouches for. */
  readonly horizon: string;
  dayOf(at: number): string;
  /** The instant in ISO 8601, with the zone's offset. */
  print(at: number): string;
  /** The end (24:00) of that day. */
  endOf(day: string): number;
  /** `time` (HH:MM) on that day. */
  timeOn(day: string, time: string): number;
  standingOf(day: string): DayStanding;
  /** The `count`-th day of the unit after `day`, before it when negative. `day` itself is not counted; 0 is `day`. */
  dayAfter(day: string, count: number, unit: DayUnit): CountedDay;
  /** The inverse: how many days of the unit lead from `from` to `to`, negative when `to` is earlier. */
  daysBetween(from: string, to: string, unit: DayUnit): number;
  /** The day, or where it is no working day and the rule says so, the working day next to it. */
  roll(day: string, roll: Roll): CountedDay;
}

/** A calendar that follows what is loaded into the ledger while it is in use. */
export interface LiveCalendar extends Calendar {
  /** Takes up calendar data of that revision, where it has not yet. */
  refresh(revision: number): Promise<void>;
}
