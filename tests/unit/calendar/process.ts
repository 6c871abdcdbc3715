/** An engine with a calendar of its own over a common database, as each of several processes has it. */
import type { Actor } from '../../../machines/actor.ts';
import { createCalendarLoading, type CalendarLoading } from '../../../src/calendar-loading.ts';
import { createLiveCalendar } from '../../../src/calendar/live-calendar.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { readLayers } from '../../../src/store/calendar-layers.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { portfolio } from '../../../src/store/portfolio.ts';
import { openCase, shanghai, type EngineCase } from '../engine/engine-case.ts';

export interface Process extends EngineCase {
  readonly loading: CalendarLoading;
  readonly version: () => string;
}

export const registrar: Actor = { kind: 'person', id: 'registrar', unit: null };

/** Holidays of a coming year, made up. A plan opened on 10 December 2026 runs into them. */
export const notice = {
  kind: 'notice',
  of: 'cn',
  version: 2027,
  coversTo: '2027-12-31',
  notices: [
    {
      source: '国办发明电〔2026〕示例',
      issued: '2026-12-15',
      holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-12' }],
    },
  ],
};

/** Its clock stands at 10:00 on 10 December 2026. */
export async function openProcess(database: Database): Promise<Process> {
  const engineCase = await openCase({ database });
  const { store } = database;
  const calendar = createLiveCalendar({ zone: 'Asia/Shanghai', read: () => readLayers(store) });
  const ports = { ...engineCase.ports, calendar };
  const engine = createEngine(ports);
  const loading = createCalendarLoading(ports, store, () => portfolio(store));
  engineCase.clock.moveTo(shanghai('2026-12-10T10:00'));
  return { ...engineCase, ports, engine, loading, version: () => calendar.version };
}
