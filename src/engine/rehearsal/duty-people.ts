/** People who do the tasks of duties: mostly in time, some late. The same seed, the same people. */
import type { Calendar } from '../calendar-port.ts';
import { chanceOf } from './chance.ts';
import type { AssumedDoers } from './duty-life.ts';
import { timeOn } from './people.ts';

type Days = Pick<Calendar, 'dayOf' | 'dayAfter' | 'daysBetween' | 'timeOn'>;

/** So many working days after its last, at most, a task that is late is done. */
const lateMost = 10;

export function lifelikeDoers(seed: number, calendar: Days): AssumedDoers {
  const chance = chanceOf(seed);
  return ({ duty, task, people, since }) => {
    const { slot, raisedAt, dueAt } = task;
    const begun = Math.max(raisedAt, since);
    const [first, last] = [calendar.dayOf(begun), calendar.dayOf(dueAt - 1)];
    const upTo = (count: number, what: string) =>
      Math.floor(chance(duty, slot, what) * (count + 1));
    const inTime = first <= last && chance(duty, slot, 'punctual') < 0.9;
    const { day } = inTime
      ? calendar.dayAfter(first, upTo(calendar.daysBetween(first, last, 'day'), 'day'), 'day')
      : calendar.dayAfter(first > last ? first : last, 1 + upTo(lateMost - 1, 'late'), 'workday');
    const who = people[upTo(people.length - 1, 'who')];
    if (who === undefined) return null;
    const at = Math.max(begun, timeOn(day, calendar, chance, duty, slot));
    return { at, by: { kind: 'person', id: who.id, unit: null } };
  };
}
