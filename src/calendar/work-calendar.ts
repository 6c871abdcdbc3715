/** The working calendar of one zone: local days and instants, and working days by the layers given. */
import type { Calendar } from '../engine/calendar-port.ts';
import { createDayCounts } from './day-counts.ts';
import { dayNumberOf } from './day-number.ts';
import { checkedLayers, namedDays, versionOf } from './layers.ts';
import { createWorkDays } from './work-days.ts';
import { createZoneDays } from './zone-days.ts';

/** What a calendar is made of. */
export interface WorkCalendarParts {
  readonly zone: string;
  /** One base, and additions from the lowest to the highest; each is checked before use. */
  readonly layers: readonly unknown[];
}

/** Throws `config_invalid` for an unknown zone, `calendar_invalid` for layers that cannot be used. */
export function createWorkCalendar({ zone, layers }: WorkCalendarParts): Calendar {
  const zoneDays = createZoneDays(zone);
  const checked = checkedLayers(layers);
  const { weekend, covers } = checked.base;
  const workDays = createWorkDays({
    weekend,
    first: dayNumberOf(covers.from),
    last: dayNumberOf(covers.to),
    named: namedDays(checked),
  });
  return {
    zone,
    version: versionOf(checked),
    horizon: covers.to,
    ...zoneDays,
    ...createDayCounts(workDays),
    standingOf: (day) => workDays.standingOf(dayNumberOf(day)),
  };
}
