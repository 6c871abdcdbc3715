/** Raises the tasks of duties that are due. Safe in many processes: a slot is raised by one, and once. */
import { almanacName, armingOf } from './arming.ts';
import { decideDuty, stepsDue } from './decide.ts';
import type { DueDuty, DutyPorts } from './ports.ts';
import { almanacOf, type Almanac } from './slots.ts';
import { nowOf } from '../now.ts';

export interface RaiseDueOptions {
  /** Duties read from the ledger at a time. */
  readonly pageSize?: number;
}

export interface RaisedDue {
  /** Duties that have reported: tasks raised, or reminders of what is overdue. */
  readonly raised: number;
  /** Duties that somebody else reported or changed first. */
  readonly stale: number;
  /** Duties that could not report; they stay due, and the others went on. */
  readonly failed: readonly { readonly dutyId: string; readonly why: string }[];
  /** When any duty has something to say next (epoch ms), or null. */
  readonly nextDueAt: number | null;
}

/** One event and one notice per duty and person, however many slots have passed since the last. */
export async function raiseDue(
  ports: DutyPorts,
  { pageSize = 200 }: RaiseDueOptions = {},
): Promise<RaisedDue> {
  const now = await nowOf(ports);
  const almanac = almanacOf(ports.calendar);
  const failed = await rearm(ports, almanac, pageSize);
  let raised = 0;
  let stale = 0;
  let cursor: DueDuty | null = null;
  for (;;) {
    const page: readonly DueDuty[] = await ports.duties.due(now, cursor, pageSize);
    for (const { dutyId } of page) {
      const outcome = await raiseOne(ports, almanac, dutyId).catch(String);
      if (outcome === 'raised') raised += 1;
      else if (outcome === 'stale') stale += 1;
      else failed.push({ dutyId, why: outcome });
    }
    cursor = page.at(-1) ?? null;
    // The cursor only moves on: one duty that cannot report never keeps the others waiting.
    if (page.length < pageSize) break;
  }
  return { raised, stale, failed, nextDueAt: await ports.duties.nextDueAt() };
}

/** `raised`, `stale`, or why it could not report. */
async function raiseOne(ports: DutyPorts, almanac: Almanac, dutyId: string): Promise<string> {
  const { duty, databaseNow } = await ports.duties.load(dutyId, null);
  if (duty === null) return 'stale';
  const at = Math.max(ports.clock.now(databaseNow), duty.updatedAt);
  const steps = stepsDue(duty, almanac, at);
  if (steps.length === 0) {
    // Armed by this very almanac, and nothing to say: its state is none these rules know.
    const armed = duty.nextAt !== null && duty.nextAt <= at;
    return armed && duty.almanac === almanacName(almanac) ? 'state_unreadable' : 'stale';
  }
  const outcome = await decideDuty(duty, steps, at, { ...ports, almanac });
  if (outcome.kind === 'refused') return `event_refused: ${outcome.guard}`;
  return (await ports.duties.save({ ...outcome.write, remember: null })) ? 'raised' : 'stale';
}

/** A new calendar or other terms move the slots still to come, and may be what a duty was waiting for. */
async function rearm(
  { duties }: DutyPorts,
  almanac: Almanac,
  pageSize: number,
): Promise<{ dutyId: string; why: string }[]> {
  const failed: { dutyId: string; why: string }[] = [];
  const name = almanacName(almanac);
  for (let cursor: string | null = null; ;) {
    const page = await duties.armedOtherwise(name, cursor, pageSize);
    for (const duty of page) {
      try {
        await duties.rearm(duty.id, duty.version, armingOf(duty, almanac));
      } catch (error) {
        failed.push({ dutyId: duty.id, why: String(error) });
      }
    }
    cursor = page.at(-1)?.id ?? null;
    if (page.length < pageSize) return failed;
  }
}
