/** Loading calendar data while in use: what it would move, then the load and the moves, each on record. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../machines/actor.ts';
import { partySchema, textSchema } from '../machines/words.ts';
import type { LoadableCalendar } from './calendar/live-calendar.ts';
import { checked } from './checked.ts';
import { nowOf } from './engine/now.ts';
import type { EnginePorts } from './engine/ports.ts';
import type { PortfolioItem } from './engine/rehearsal/simulate.ts';
import {
  movesUnder,
  reproject,
  type Approval,
  type Move,
  type Reprojected,
} from './engine/reproject.ts';
import { addLayer } from './store/calendar-layers.ts';
import type { Pool } from './store/pool.ts';

export const approvalSchema = z.strictObject({ by: partySchema, reason: textSchema });

export interface CalendarPreview {
  /** The calendar in use, and what it would be. */
  readonly from: { readonly version: string; readonly horizon: string };
  readonly to: { readonly version: string; readonly horizon: string };
  readonly moves: readonly Move[];
}

export interface CalendarLoaded extends Reprojected {
  readonly version: string;
  readonly horizon: string;
}

/** Throws `calendar_invalid` for data that cannot be used, `request_invalid` for a person or approval that is none. */
export interface CalendarLoading {
  /** What loading the layer, or the notice of a year, would move. Writes nothing. */
  preview(layer: unknown): Promise<CalendarPreview>;
  /** Loads it and moves the clocks. Breaches are lifted only with an approval; the others wait for one. */
  load(layer: unknown, by: Actor, approval?: Approval | null): Promise<CalendarLoaded>;
  /** Moves what the calendar in use counts otherwise: what waited for an approval, or was cut off. */
  reproject(by: Actor, approval?: Approval | null): Promise<CalendarLoaded>;
}

export function createCalendarLoading(
  ports: EnginePorts & { readonly calendar: LoadableCalendar },
  store: Pool,
  portfolio: () => AsyncIterable<PortfolioItem>,
): CalendarLoading {
  const { calendar, policies } = ports;
  const preview = async (layer: unknown): Promise<CalendarPreview> => {
    const now = await nowOf(ports);
    const next = calendar.prospect(layer).calendar;
    const moves: Move[] = [];
    for await (const item of portfolio()) moves.push(...movesUnder(next, item, policies, now));
    return {
      from: { version: calendar.version, horizon: calendar.horizon },
      to: { version: next.version, horizon: next.horizon },
      moves,
    };
  };
  const moveAll = async (by: Actor, approval: Approval | null): Promise<CalendarLoaded> => {
    const moved = await reproject(ports, portfolio(), by, approval);
    const { version, horizon } = calendar;
    return { version, horizon, ...moved };
  };
  return {
    preview,
    async load(layer, by, approval = null) {
      const [actor, approved] = [checked(actorSchema, by), checked(approvedSchema, approval)];
      // Where a clock cannot be counted by it, it is refused before it is written down.
      await preview(layer);
      const now = await nowOf(ports);
      await addLayer(store, calendar.prospect(layer).layer, actor, now);
      return moveAll(actor, approved);
    },
    async reproject(by, approval = null) {
      return moveAll(checked(actorSchema, by), checked(approvedSchema, approval));
    },
  };
}

const approvedSchema = approvalSchema.nullable();
