/** The alarm of silence: an overdue finding that nobody hears of any more has been forgotten. */
import { nowOf } from './engine/now.ts';
import type { EnginePorts } from './engine/ports.ts';
import type { Queryable } from './store/pool.ts';
import { silentFindings, takeSilenceDay, type SilentFinding } from './store/silence.ts';

/**
 * Reminders of what is overdue come every week, which is five working days, and wait for working
 * hours and the digest: after eight without any, something is wrong with the policy, the people or
 * the channels.
 */
const silentWorkdays = 8;
const listedMax = 500;

export interface Silence {
  /** Overdue findings over which nothing has reached anybody for eight working days; 500 at most. */
  list(): Promise<readonly SilentFinding[]>;
  /** The same once a day, for one of the processes that ask, to raise the alarm; else none. */
  takeAlarms(): Promise<readonly SilentFinding[]>;
}

export function createSilence(
  ports: Pick<EnginePorts, 'ledger' | 'calendar' | 'clock'>,
  db: Queryable,
): Silence {
  const { calendar } = ports;
  const silentOn = (today: string) => {
    const { day } = calendar.dayAfter(today, -silentWorkdays, 'workday');
    return silentFindings(db, calendar.timeOn(day, '00:00'), listedMax);
  };
  return {
    list: async () => silentOn(calendar.dayOf(await nowOf(ports))),
    async takeAlarms() {
      const today = calendar.dayOf(await nowOf(ports));
      return (await takeSilenceDay(db, today)) ? silentOn(today) : [];
    },
  };
}
