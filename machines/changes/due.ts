/** What a clock changes when it speaks: notices, a breach, a warning, what it proposes to people. */
import type { Rung } from '../events.ts';
import type { Change } from '../finding-change.ts';
import type { GivenOf } from '../finding-context.ts';
import { isBreached } from '../guards/time.ts';
import { acceptanceEnded } from './closing.ts';
import { warningSchema, type Slot, type Warning } from '../words.ts';

/** One notice per slot, however many rungs passed unseen: the last one speaks, and names the others. */
export function clockDue(change: Change, event: GivenOf<'CLOCK_DUE'>): Change {
  for (const [to, { template, rungs }] of rungsBySlot(event.rungs)) {
    change.effects.push({ kind: 'notice.owe', template, to, clockNo: event.clockNo, rungs });
  }
  passPromises(raiseWarning(proposeToPeople(change, event), event.rungs), event);
  return event.rungs.some(({ at }) => at >= event.dueAt) ? duePassed(change, event) : change;
}

/** 约谈, 问责 and their like are people's to decide. */
function proposeToPeople(change: Change, { rungs, clockNo }: GivenOf<'CLOCK_DUE'>): Change {
  const { proposals = [] } = change.context;
  const more = rungs.flatMap(({ asks, rung }) => (asks === undefined ? [] : [{ asks, rung }]));
  if (more.length === 0) return change;
  return change.set({
    proposals: [
      ...proposals,
      ...more.map(({ asks, rung }, index) => {
        const no = proposals.length + index + 1;
        return { no, asks, clockNo, rung, decision: null };
      }),
    ],
  });
}

/** The gravest so far: it never falls. */
function raiseWarning(change: Change, rungs: readonly Rung[]): Change {
  const { warning = null } = change.context;
  const gravest = rungs.reduce<Warning | null>(
    (before, { warns }) => (warns !== undefined && isGraver(warns, before) ? warns : before),
    warning,
  );
  return gravest === warning ? change : change.set({ warning: gravest });
}

function isGraver(warning: Warning, before: Warning | null): boolean {
  const order = warningSchema.options;
  return before === null || order.indexOf(warning) > order.indexOf(before);
}

/** The ladder has gone on since they were given. */
function passPromises(change: Change, { clockNo }: GivenOf<'CLOCK_DUE'>): Change {
  const { promises } = change.context;
  if (promises === undefined) return change;
  return change.set({
    promises: promises.map((each) =>
      each.clockNo === clockNo ? Object.assign({}, each, { passed: true }) : each,
    ),
  });
}

/** The window of a public notice has then been served; any other enforcing clock has been breached. */
function duePassed(change: Change, event: GivenOf<'CLOCK_DUE'>): Change {
  const { clock, clockNo, dueAt, mode } = event;
  if (clock === 'notice') {
    tellNoticeServed(change, event);
    return change.set({ noticeServed: true }).stopClocks('met', 'notice').startClock('verify');
  }
  if (clock === 'recheck' && change.context.disposition === 'accepted') {
    return acceptanceEnded(change);
  }
  return mode === 'advisory' || isBreached(change.context, clockNo)
    ? change
    : change.set({
        breaches: [...change.context.breaches, { clock, clockNo, dueAt, lifted: false }],
      });
}

/** Its clock will not speak again: where no rung tells the verifier, the moment itself does. */
function tellNoticeServed(change: Change, { clockNo, rungs, dueAt }: GivenOf<'CLOCK_DUE'>): void {
  if (rungs.some(({ to }) => to.includes('verifier'))) return;
  change.effects.push({
    kind: 'notice.owe',
    template: 'public-notice-ended',
    to: 'verifier',
    clockNo,
    rungs: rungs.filter(({ at }) => at >= dueAt).map(({ rung }) => rung),
  });
}

function rungsBySlot(rungs: readonly Rung[]): Map<Slot, { template: string; rungs: string[] }> {
  const bySlot = new Map<Slot, { template: string; rungs: string[] }>();
  for (const { rung, template, to } of rungs) {
    for (const slot of new Set(to)) {
      const told = bySlot.get(slot)?.rungs ?? [];
      told.push(rung);
      bySlot.set(slot, { template, rungs: told });
    }
  }
  return bySlot;
}
