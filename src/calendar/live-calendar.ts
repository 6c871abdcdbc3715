/** The calendar in use: the layers shipped and configured, and over them whatever was loaded into the ledger. */
import { z } from 'zod';
import { unusable } from '../data-file.ts';
import type { Calendar, LiveCalendar } from '../engine/calendar-port.ts';
import type { CalendarLayer, Term } from './calendar-data.ts';
import { cnStateCouncil } from './cn-state-council.ts';
import { checkedLayers } from './layers.ts';
import { layerToLoad } from './layer-to-load.ts';
import { createWorkCalendar } from './work-calendar.ts';

/** Calendar data as the ledger keeps it, with the number of the last load. */
export interface LoadedLayers {
  readonly revision: number;
  readonly layers: readonly unknown[];
}

export interface LiveCalendarParts {
  readonly zone: string;
  /** Layers of the configuration. A base among them is used instead of the shipped one. */
  readonly layers?: readonly unknown[] | undefined;
  /** Reads what was loaded into the ledger. */
  readonly read: () => Promise<LoadedLayers>;
}

/** What the calendar would be with one more layer, and that layer whole, as the ledger would keep it. */
export interface Prospect {
  readonly calendar: Calendar;
  readonly layer: CalendarLayer;
}

export interface LoadableCalendar extends LiveCalendar {
  /** Terms of the organisation's additions, by which duties may recur. */
  readonly terms: readonly Term[];
  /** Throws `calendar_invalid` where the layer cannot be used. */
  prospect(raw: unknown): Prospect;
}

/** Throws `config_invalid` for an unknown zone, `calendar_invalid` for layers that cannot be used. */
export function createLiveCalendar({
  zone,
  layers = [],
  read,
}: LiveCalendarParts): LoadableCalendar {
  const configured = overlaid([cnStateCouncil], layers);
  let revision = 0;
  let laid = configured;
  let inUse = createWorkCalendar({ zone, layers: laid });
  return {
    zone: inUse.zone,
    get version() {
      return inUse.version;
    },
    get horizon() {
      return inUse.horizon;
    },
    dayOf: (at) => inUse.dayOf(at),
    print: (at) => inUse.print(at),
    endOf: (day) => inUse.endOf(day),
    timeOn: (day, time) => inUse.timeOn(day, time),
    standingOf: (day) => inUse.standingOf(day),
    dayAfter: (day, count, unit) => inUse.dayAfter(day, count, unit),
    daysBetween: (from, to, unit) => inUse.daysBetween(from, to, unit),
    roll: (day, roll) => inUse.roll(day, roll),
    async refresh(wanted) {
      if (wanted <= revision) return;
      const stored = await read();
      // Two readings at once may come back in the other order.
      if (stored.revision <= revision) return;
      laid = overlaid(configured, stored.layers);
      inUse = createWorkCalendar({ zone, layers: laid });
      ({ revision } = stored);
    },
    get terms() {
      return checkedLayers(laid).additions.flatMap(({ terms }) => terms);
    },
    prospect(raw) {
      const { base, additions } = checkedLayers(laid);
      const layer = layerToLoad(raw, base);
      const known = [base, ...additions].find((other) => placeOf(other) === placeOf(layer));
      if (known?.id === layer.id && known.version >= layer.version) {
        const line = `version: must be above ${known.version}, the version in use`;
        throw unusable('calendar_invalid', [line]);
      }
      return { layer, calendar: createWorkCalendar({ zone, layers: overlaid(laid, [layer]) }) };
    },
  };
}

/** One base, the last given; of each addition, by its id, the last given, in the order of the first. */
function overlaid(under: readonly unknown[], over: readonly unknown[]): readonly unknown[] {
  const byPlace = new Map(under.map((layer) => [placeOf(layer), layer]));
  for (const layer of over) {
    const place = placeOf(layer);
    // What was loaded last year must not hide what was shipped since.
    if (!isOlder(layer, byPlace.get(place))) byPlace.set(place, layer);
  }
  return [...byPlace.values()];
}

const versionedSchema = z.object({ id: z.string(), version: z.number() });
const placedSchema = z.object({ kind: z.string(), id: z.string() });

function isOlder(layer: unknown, other: unknown): boolean {
  const [one, another] = [layer, other].map((each) => versionedSchema.safeParse(each).data);
  return one?.id === another?.id && (one?.version ?? 0) < (another?.version ?? 0);
}

/** What cannot be placed stands for itself, and is refused when the layers are checked. */
function placeOf(layer: unknown): unknown {
  const { data } = placedSchema.safeParse(layer);
  if (data === undefined) return layer;
  return data.kind === 'base' ? 'base' : `addition ${data.id}`;
}
