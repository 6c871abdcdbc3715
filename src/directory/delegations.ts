/** Delegations: somebody who is away hands their work to another, from one day to another. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import { daySchema, partySchema, textSchema } from '../../machines/words.ts';
import { checked } from '../checked.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { Person } from '../engine/ports.ts';
import { RectiflowError } from '../errors.ts';
import { uuidv7 } from '../ids.ts';
import type { Queryable } from '../store/pool.ts';
import {
  addDelegation,
  endDelegation,
  readDelegations,
  type DelegationGiven,
  type DelegationRecord,
  type DelegationsWanted,
} from './delegation-rows.ts';
import { notFound, strangersAmong } from './tables.ts';

/** What somebody hands in to delegate. Days are days of the organisation's zone. */
export const delegationShape = {
  from: partySchema,
  to: partySchema,
  fromDay: daySchema,
  /** The last day, which counts. */
  untilDay: daySchema,
  reason: textSchema,
};

/** What a delegation must be besides: to somebody else, and not over before it begins. */
export function checkDelegation(
  { from, to, fromDay, untilDay }: DelegationGiven,
  context: z.core.$RefinementCtx,
): void {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (from === to) refuse('to', 'must be somebody else');
  if (fromDay > untilDay) refuse('untilDay', 'must not lie before fromDay');
}

const delegationSchema = z.strictObject(delegationShape).superRefine(checkDelegation);
export type DelegationToRecord = z.input<typeof delegationSchema>;

const idSchema = z.uuid().toLowerCase();
const revokingSchema = z.strictObject({ id: idSchema, on: daySchema.optional() });

const filterSchema = z.strictObject({
  /** From or to this person. */
  person: partySchema.optional(),
  /** In force on this day. */
  on: daySchema.optional(),
  /** The last id of the page before. */
  after: idSchema.optional(),
  /** Default: all. */
  limit: z.int().positive().optional(),
});
export type DelegationFilter = z.input<typeof filterSchema>;

export interface Delegation {
  readonly id: string;
  readonly from: Person;
  readonly to: Person;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: string;
  /** It holds today. */
  readonly inForce: boolean;
  /** ISO 8601 with the zone's offset. */
  readonly recordedAt: string;
  readonly recordedBy: Actor;
  /** The first day on which it no longer holds, where it was ended early; and when that was said, by whom. */
  readonly endedOn: string | null;
  readonly endedAt: string | null;
  readonly endedBy: Actor | null;
}

/** Throws `request_invalid` for what is malformed. */
export interface Delegations {
  /** Throws `person_not_found`, or `delegation_overlaps` where the person has delegated on some of the days. */
  delegate(delegation: DelegationToRecord, by: Actor): Promise<Delegation>;
  /**
   * Ends it as of a day, the first on which it no longer holds; without one, today. Throws
   * `delegation_not_found`, or `delegation_ended` where it holds no longer by then as it is.
   */
  revoke(id: string, by: Actor, on?: string): Promise<Delegation>;
  /** In the order they were recorded, those that have ended among them. */
  delegations(filter?: DelegationFilter): Promise<readonly Delegation[]>;
}

/** `now` is engine time, epoch ms. */
export function createDelegations(
  db: Queryable,
  calendar: Pick<Calendar, 'dayOf' | 'print'>,
  now: () => Promise<number>,
): Delegations {
  const list = async (wanted: DelegationsWanted) => {
    const rows = await readDelegations(db, wanted, calendar.dayOf(await now()));
    return rows.map((row) => delegationOf(row, calendar));
  };
  const one = async (id: string) => {
    const [found] = await list({ id });
    if (found === undefined) throw new RectiflowError('delegation_not_found', { delegation: id });
    return found;
  };
  return {
    async delegate(delegation, by) {
      const given = checked(delegationSchema, delegation);
      const actor = checked(actorSchema, by);
      const strangers = await strangersAmong(db, [given.from, given.to]);
      if (strangers.length > 0) throw notFound(strangers);
      const id = uuidv7();
      await addDelegation(db, id, given, { by: actor, at: await now() });
      return one(id);
    },
    async revoke(id, by, on) {
      const wanted = checked(revokingSchema, { id, on });
      const actor = checked(actorSchema, by);
      const at = await now();
      const day = wanted.on ?? calendar.dayOf(at);
      const ended = await endDelegation(db, wanted.id, day, { by: actor, at });
      const delegation = await one(wanted.id);
      if (!ended) throw endedAlready(delegation, day);
      return delegation;
    },
    delegations: async (filter = {}) => list(checked(filterSchema, filter)),
  };
}

function endedAlready({ id, untilDay, endedOn }: Delegation, day: string): RectiflowError {
  const said =
    endedOn === null ? `${untilDay} 为最后一日 / is its last day` : `${endedOn} 起 / from`;
  const message = `该委托在 ${day} 已不生效 / it no longer holds on ${day} as it is: ${said}`;
  return new RectiflowError('delegation_ended', { message, delegation: id });
}

function delegationOf(row: DelegationRecord, calendar: Pick<Calendar, 'print'>): Delegation {
  const print = (at: Date) => calendar.print(at.getTime());
  return {
    id: row.id,
    from: { id: row.from_person, name: row.from_name },
    to: { id: row.to_person, name: row.to_name },
    fromDay: row.from_day,
    untilDay: row.until_day,
    reason: row.reason,
    inForce: row.in_force,
    recordedAt: print(row.recorded_at),
    recordedBy: row.recorded_by,
    endedOn: row.ended_on,
    endedAt: row.ended_at === null ? null : print(row.ended_at),
    endedBy: row.ended_by,
  };
}
