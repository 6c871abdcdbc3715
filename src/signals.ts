/** The signals of a finding: what a verifier may want to ask before it is closed. */
import type { Calendar } from './engine/calendar-port.ts';
import type { ClosedBefore } from './signals/facts.ts';
import type { Signal } from './signals/signal.ts';
import { signalsOf } from './signals/signals-of.ts';
import { sketchAll } from './store/likeness-fill.ts';
import { similarFindings } from './store/likeness.ts';
import type { Pool, Queryable } from './store/pool.ts';
import {
  deedsElsewhere,
  deedsOf,
  filesElsewhere,
  signalEvents,
  signalFinding,
  type SignalFinding,
} from './store/signals.ts';

/** Null where there is no such finding. Writes nothing but what searching needs. */
export async function readSignals(
  store: Pool,
  calendar: Pick<Calendar, 'dayOf'>,
  findingId: string,
): Promise<readonly Signal[] | null> {
  const row = await signalFinding(store, findingId);
  if (row === null) return null;
  await sketchAll(store);
  const { id, number, unit } = row;
  const { evidence, cycle } = row.snapshot.context;
  const recorded = await signalEvents(store, id);
  const events = recorded.map(({ seq, at, event }) => {
    return { seq, day: calendar.dayOf(at.getTime()), event };
  });
  const deeds = deedsOf(row, events);
  return signalsOf({
    finding: { id, number, unit, cycle, evidence, deeds, events },
    files: await filesElsewhere(
      store,
      id,
      evidence.map(({ sha256 }) => sha256),
    ),
    texts: await deedsElsewhere(store, id, deeds),
    closedBefore: await closedBefore(store, calendar, row),
  });
}

/** Whose unit is not known yet has nothing before. */
async function closedBefore(
  db: Queryable,
  calendar: Pick<Calendar, 'dayOf'>,
  finding: SignalFinding,
): Promise<readonly ClosedBefore[]> {
  const { id, unit, openedAt } = finding;
  if (unit === null) return [];
  const scope = { kind: 'closedOf', unit, by: openedAt.getTime() } as const;
  const found = await similarFindings(db, finding, scope, id);
  return found.flatMap(({ closedAt, likeness, ...other }) =>
    closedAt === null
      ? []
      : [
          {
            findingId: other.id,
            number: other.number,
            unit: other.unit,
            likeness,
            closedOn: calendar.dayOf(closedAt.getTime()),
          },
        ],
  );
}
