/** What people have answered to a message, as it is read beside it. */
import type { Actor } from '../../machines/actor.ts';
import type { Calendar } from '../engine/calendar-port.ts';

/** Somebody said that a message had arrived (签收). */
export interface Acknowledgement {
  readonly by: Actor;
  /** ISO 8601 with the zone's offset. */
  readonly at: string;
  /** The day by which they promised to have it done; null where they did not say. */
  readonly promisedOn: string | null;
  readonly note: string | null;
  /** By the link in the message, which whoever it was passed on to may have followed; else signed in. */
  readonly byLink: boolean;
}

/** Those of dispatch `x`, in order. */
export const acknowledgementsColumn = `
(select coalesce(jsonb_agg(to_jsonb(given) order by given.at, given.id), '[]')
 from acknowledgement given where given.dispatch_id = x.id) as acknowledgements`;

/** A row with `acknowledgementsColumn`. */
export interface AcknowledgedRecord {
  readonly acknowledgements: readonly {
    readonly by: Actor;
    readonly at: string;
    readonly promised_on: string | null;
    readonly note: string | null;
    readonly link_id: string | null;
  }[];
}

export function acknowledgementsOf(
  { acknowledgements }: AcknowledgedRecord,
  calendar: Pick<Calendar, 'print'>,
): Acknowledgement[] {
  return acknowledgements.map(({ by, at, promised_on: promisedOn, note, link_id }) => {
    return { by, at: calendar.print(Date.parse(at)), promisedOn, note, byLink: link_id !== null };
  });
}
