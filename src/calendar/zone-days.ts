/** Instants ↔ local days and times of day in one zone. */
import { IANAZone } from 'luxon';
import { RectiflowError } from '../errors.ts';
import { dayNumberOf, dayOfNumber } from './day-number.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What the calendar port says of one zone's days. */
export interface ZoneDays {
  dayOf(at: number): string;
  print(at: number): string;
  endOf(day: string): number;
  timeOn(day: string, time: string): number;
}

/** The zone's offset from UTC (ms) in the course of one UTC day, and when in it clocks are changed. */
interface OffsetDay {
  readonly before: number;
  readonly after: number;
  /** Not within the day when clocks are left alone. */
  readonly changeAt: number;
}

/** Throws `config_invalid` for a zone this machine does not know. */
export function createZoneDays(zone: string): ZoneDays {
  if (!IANAZone.isValidZone(zone)) {
    throw new RectiflowError('config_invalid', {
      message: `没有这个时区 / no such time zone: "${zone}"`,
    });
  }
  const offsetDays = createOffsetDays(zone);
  const offsetAt = (at: number) => {
    const { before, after, changeAt } = offsetDays(Math.floor(at / dayMs));
    return at < changeAt ? before : after;
  };
  /** The day's number by the wall clock. */
  const numberAt = (at: number) => Math.floor((at + offsetAt(at)) / dayMs);
  return {
    dayOf: (at) => dayOfNumber(numberAt(at)),
    print: (at) => printed(at, offsetAt(at)),
    endOf: (day) => firstInstant(offsetDays, (dayNumberOf(day) + 1) * dayMs),
    timeOn(day, time) {
      const number = dayNumberOf(day);
      const at = firstInstant(offsetDays, number * dayMs + minutesOf(time) * minuteMs);
      if (numberAt(at) === number) return at;
      // The time was left out and everything after it that day: the last minute there was, if any.
      return numberAt(at - minuteMs) === number ? at - minuteMs : at;
    },
  };
}

/**
 * The first instant at which the wall clock shows that local time (ms as if it were UTC) or a later
 * one. A time that comes twice is its first; a time that is left out is the end of the gap.
 */
function firstInstant(offsetDays: (utcDay: number) => OffsetDay, local: number): number {
  // No zone is a whole day ahead of UTC: it cannot have been earlier than the UTC day before.
  for (let utcDay = Math.floor(local / dayMs) - 1; ; utcDay += 1) {
    const start = utcDay * dayMs;
    const { before, after, changeAt } = offsetDays(utcDay);
    const early = Math.max(start, local - before);
    if (early < Math.min(changeAt, start + dayMs)) return early;
    const late = Math.max(changeAt, local - after);
    if (late < start + dayMs) return late;
  }
}

/** Looks each UTC day's offsets up once: asking the zone costs a thousand times what a sum does. */
function createOffsetDays(zoneName: string): (utcDay: number) => OffsetDay {
  const zone = IANAZone.create(zoneName);
  const offsetAt = (at: number) => Math.round(zone.offset(at) * minuteMs);
  const known = new Map<number, OffsetDay>();
  return (utcDay) => {
    const found = known.get(utcDay);
    if (found !== undefined) return found;
    const start = utcDay * dayMs;
    const [before, after] = [offsetAt(start), offsetAt(start + dayMs)];
    const changeAt = before === after ? Number.POSITIVE_INFINITY : changeWithin(offsetAt, start);
    const made = { before, after, changeAt };
    known.set(utcDay, made);
    return made;
  };
}

/** The instant in the 24 hours from `start` at which the offset is no longer what it was; clocks are changed once a day at most. */
function changeWithin(offsetAt: (at: number) => number, start: number): number {
  const before = offsetAt(start);
  let [from, to] = [start, start + dayMs];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offsetAt(middle) === before) from = middle;
    else to = middle;
  }
  return to;
}

function printed(at: number, offset: number): string {
  const minutes = Math.trunc(Math.abs(offset) / minuteMs);
  const zone = [Math.floor(minutes / 60), minutes % 60].map((part) => `0${part}`.slice(-2));
  return new Date(at + offset)
    .toISOString()
    .replace('Z', `${offset < 0 ? '-' : '+'}${zone.join(':')}`);
}

function minutesOf(time: string): number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined) throw new RangeError(`not a time of day, HH:MM: "${time}"`);
  return Number(hour) * 60 + Number(minute);
}
