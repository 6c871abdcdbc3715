/** Where a duty stands at an instant, also while nobody is there to raise its tasks. Pure. */
import { advanceDuty, type DutySnapshot } from '../../../machines/duty.ts';
import type { OpenTask } from '../../../machines/duty-context.ts';
import type { TaskSlot } from '../../../machines/duty-events.ts';
import { stepsDue } from './decide.ts';
import type { DutyRow } from './ports.ts';
import { nextSlot, waitsForTerms, type Almanac } from './slots.ts';

export interface DutyStanding {
  /** Raised or not: every task whose time has come and that is not settled. */
  readonly open: readonly OpenTask[];
  /** Of these, the ones that have come but have not been raised yet. */
  readonly unraised: ReadonlySet<string>;
  readonly overdue: number;
  /** The slot that comes next. */
  readonly next: TaskSlot | null;
  /** No slot comes next because no term ahead has been entered. */
  readonly waitsForTerms: boolean;
}

export function standingAsOf(duty: DutyRow, almanac: Almanac, now: number): DutyStanding {
  let snapshot: DutySnapshot = duty;
  for (const { event, by } of stepsDue(duty, almanac, now)) {
    const step = advanceDuty(snapshot, { ...event, by, at: now });
    if (step.kind === 'accepted') snapshot = step;
  }
  const { open, rule } = snapshot.context;
  const raised = new Set(duty.context.open.map(({ slot }) => slot));
  const running = snapshot.state === 'running';
  const next = running ? nextSlot(rule, almanac, snapshot.context) : null;
  return {
    open,
    unraised: new Set(open.map(({ slot }) => slot).filter((slot) => !raised.has(slot))),
    overdue: open.filter(({ dueAt }) => dueAt <= now).length,
    next,
    waitsForTerms: running && next === null && waitsForTerms(rule, almanac),
  };
}
