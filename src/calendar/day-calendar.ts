/** Counts calendar days in the organisation's zone. Working days need holiday data and are refused here. */
import { DateTime, IANAZone } from 'luxon';
import type { Calendar, Deadline } from '../engine/ports.ts';
import type { DayUnit } from '../engine/policy.ts';
import { RectiflowError } from '../errors.ts';

/** Throws `config_invalid` for a zone this machine does not know. */
export function createDayCalendar(zone: string): Calendar {
  if (!IANAZone.isValidZone(zone)) {
    throw new RectiflowError('config_invalid', {
      message: `没有这个时区 / no such time zone: "${zone}"`,
    });
  }
  const local = (at: number) => DateTime.fromMillis(at, { zone });
  const dueDay = (dueAt: number) => local(dueAt - 1).startOf('day');
  return {
    zone,
    units: ['day'],
    dayOf: (at) => local(at).toFormat('yyyy-MM-dd'),
    print: (at) => local(at).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ"),
    dueAfter(from, { days, unit }) {
      refuseWorkdays(unit);
      // 民法典 201: the day on which the period begins is not counted.
      return exact(endOfDay(local(from).plus({ days })));
    },
    endOf: (day) => exact(endOfDay(DateTime.fromISO(day, { zone }))),
    atOffset(dueAt, offset, unit, time) {
      refuseWorkdays(unit);
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      return exact(dueDay(dueAt).plus({ days: offset }).set({ hour, minute }));
    },
    remainderOf(now, dueAt, unit) {
      refuseWorkdays(unit);
      return { unit, ms: dueAt - now };
    },
    dueFrom(now, { unit, ms }) {
      refuseWorkdays(unit);
      return { at: now + ms, provisional: false };
    },
  };
}

/** Where clocks go forward at midnight, the next day begins at 01:00; where they go back to it, with the first one. */
function endOfDay(day: DateTime): DateTime {
  const end = day.plus({ days: 1 }).startOf('day');
  const hourBefore = end.minus({ hours: 1 });
  return hourBefore.day === end.day ? hourBefore : end;
}

function exact(at: DateTime): Deadline {
  return { at: at.toMillis(), provisional: false };
}

function refuseWorkdays(unit: DayUnit): void {
  if (unit === 'workday') throw new RectiflowError('calendar_not_covered', { unit });
}
