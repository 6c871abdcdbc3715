/** Warns in time that the calendar's data ends: next year's holidays are published each November. */
import type { Calendar } from '../engine/calendar-port.ts';
import { dayNumberOf } from './day-number.ts';

const warningDays = 60;

export interface HorizonWarning {
  /** The last day the data vouches for. */
  readonly horizon: string;
  /** Days from today to it; 0 on it, negative when it has passed. */
  readonly daysLeft: number;
}

/** Null while the horizon is more than 60 days off. `at`: an instant, epoch ms. */
export function horizonWarning(
  calendar: Pick<Calendar, 'horizon' | 'dayOf'>,
  at: number,
): HorizonWarning | null {
  const { horizon } = calendar;
  const daysLeft = dayNumberOf(horizon) - dayNumberOf(calendar.dayOf(at));
  return daysLeft > warningDays ? null : { horizon, daysLeft };
}
