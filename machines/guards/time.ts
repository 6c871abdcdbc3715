/** Conditions about dates: extensions, promises, pauses and referrals, clocks that speak. */
import type { FindingContext, Given, RunningClock } from '../finding-context.ts';
import type { ClockKind, Slot } from '../words.ts';
import { gradeOf } from './asked.ts';

const steps: ReadonlySet<ClockKind> = new Set(['plan', 'execute', 'verify']);

/** Without a rule: three promises for one deadline, none longer than thirty days. */
export const promisesByDefault = { max: 3, daysMax: 30 } as const;

export const timeStateGuards = {
  notPaused: ({ pause }: FindingContext) => pause === null,
  /** An extension is asked for before the date, unless somebody may override that. */
  clockNotBreached: (context: FindingContext) =>
    !workBreached(context) || (extensionRule(context)?.overrideBy.length ?? 0) > 0,
  extensionsLeft: (context: FindingContext) =>
    extendable(context).every(({ clock }) => granted(context, clock) < context.gates.extensionsMax),
  /** Fails closed: where the rules want a post to grant it, somebody is appointed to that post. */
  extensionApproverAppointed: (context: FindingContext) => {
    const approver = extensionApprover(context);
    return approver === null || (approver !== undefined && context.slots[approver] !== undefined);
  },
  noExtensionPending: ({ extensionRequest = null }: FindingContext) => extensionRequest === null,
  extensionPending: ({ extensionRequest = null }: FindingContext) => extensionRequest !== null,
  /** Where the rules want it so, it has been asked for, with its reason and the day. */
  extensionAskedFor: (context: FindingContext) =>
    extensionRule(context) === null || (context.extensionRequest ?? null) !== null,
  /** What is granted is what was asked for: of the steps of the work, one is timed at a time. */
  extensionAnswersRequest: (context: FindingContext) => {
    const { extensionRequest = null } = context;
    return (
      extensionRequest === null ||
      extendable(context).some(({ clock }) => clock === extensionRequest.clock)
    );
  },
  /** Promises are for what has passed unmet. */
  somethingIsOverdue: (context: FindingContext) =>
    context.clocks.some(({ no, state }) => state === 'running' && isBreached(context, no)),
  proposalPending: ({ proposals = [] }: FindingContext) =>
    proposals.some(({ decision }) => decision === null),
  referralAllowed: ({ gates }: FindingContext) => gates.referral === true,
  isReferred: ({ pause }: FindingContext) => pause?.referred === true,
  notReferred: ({ pause }: FindingContext) => pause?.referred !== true,
} as const;

export const timeEventGuards = {
  extendableClockRuns: (context: FindingContext, event: Given) =>
    (event.type === 'EXTEND' || event.type === 'REQUEST_EXTENSION') &&
    extendable(context).some(({ clock }) => clock === event.clock),
  /** After the date, only who may override it, and says so. */
  overrideIsPermitted: (context: FindingContext, event: Given) => {
    if (!workBreached(context)) return true;
    if (event.type === 'REQUEST_EXTENSION') return true;
    const allowed = extensionRule(context)?.overrideBy ?? [];
    return (
      event.type === 'EXTEND' &&
      event.override === true &&
      allowed.some((slot) => event.holds?.includes(slot) === true)
    );
  },
  /** The level that grants rises with each extension. */
  extensionApproverDecides: (context: FindingContext, event: Given) => {
    const approver = extensionApprover(context);
    if (approver === null) return true;
    if (event.type !== 'EXTEND' && event.type !== 'REFUSE_EXTENSION') return false;
    const holds = event.holds ?? [];
    // Before the date there is nothing to override: nobody passes by the post that way.
    if (event.type === 'EXTEND' && event.override === true && workBreached(context)) return true;
    return approver !== undefined && holds.includes(approver);
  },
  /** A promise is for a deadline that has passed unmet and still runs. */
  promisedClockIsOverdue: (context: FindingContext, event: Given) =>
    event.type === 'ACKNOWLEDGE' &&
    isBreached(context, event.clockNo) &&
    context.clocks.some(({ no, state }) => no === event.clockNo && state === 'running'),
  /** So many promises for one deadline; and the one before has been followed by a step of the ladder. */
  promiseLeft: ({ gates, promises = [] }: FindingContext, event: Given) => {
    const given = promises.filter(
      (each) => event.type === 'ACKNOWLEDGE' && each.clockNo === event.clockNo,
    );
    return (
      given.length < (gates.promises ?? promisesByDefault).max &&
      given.every(({ passed }) => passed)
    );
  },
  /** Whoever promises holds a post on the finding. */
  promiserHoldsPost: (_context: FindingContext, event: Given) =>
    event.type === 'ACKNOWLEDGE' && (event.holds ?? []).length > 0,
  proposalIsOpen: ({ proposals = [] }: FindingContext, event: Given) =>
    event.type === 'DECIDE_PROPOSAL' &&
    proposals.some(({ no, decision }) => no === event.no && decision === null),
  /** A wake-up for a clock that has been held, stopped or replaced is stale: it changes nothing. */
  clockIsRunning: ({ clocks }: FindingContext, event: Given) =>
    event.type === 'CLOCK_DUE' &&
    clocks.some(
      ({ no, clock, state }) =>
        no === event.clockNo && clock === event.clock && state === 'running',
    ),
  /** A calendar moves held clocks too. */
  clockIsOpen: ({ clocks }: FindingContext, event: Given) =>
    event.type === 'CLOCK_MOVED' &&
    clocks.some(({ no, clock }) => no === event.clockNo && clock === event.clock),
  /** A breach on record is not erased by a change of calendar unless somebody agrees. */
  breachStandsOrIsLifted: (context: FindingContext, event: Given) =>
    event.type === 'CLOCK_MOVED' &&
    (event.to.dueAt <= event.at || event.approval !== null || !isBreached(context, event.clockNo)),
  noticeWindowRanOut: (_context: FindingContext, event: Given) =>
    event.type === 'CLOCK_DUE' &&
    event.clock === 'notice' &&
    event.rungs.some(({ at }) => at >= event.dueAt),
} as const;

/** True where the clock's due date passed unmet, and no change of calendar has lifted that. */
export function isBreached({ breaches }: FindingContext, clockNo: number): boolean {
  return breaches.some((breach) => breach.clockNo === clockNo && !breach.lifted);
}

/** The post that grants the next extension; null where the rules leave it to the host, undefined where they name none. */
export function extensionApprover(context: FindingContext): Slot | null | undefined {
  const rule = extensionRule(context);
  if (rule === null) return null;
  const [running] = extendable(context);
  const clock = context.extensionRequest?.clock ?? running?.clock;
  const before = clock === undefined ? 0 : granted(context, clock);
  return rule.approvers[Math.min(before, rule.approvers.length - 1)];
}

/** How extensions are asked for and granted here; null where the rules say nothing of it. */
function extensionRule(context: FindingContext) {
  const rule = context.gates.extension;
  return rule?.for.includes(gradeOf(context)) === true ? rule : null;
}

function granted({ extensions }: FindingContext, clock: ClockKind): number {
  return extensions.filter((each) => each.clock === clock).length;
}

function workBreached(context: FindingContext): boolean {
  return extendable(context).some(({ no }) => isBreached(context, no));
}

/** The clocks an extension may be about: of the steps of the work, one runs at a time. */
function extendable({ clocks }: FindingContext): readonly RunningClock[] {
  return clocks.filter(({ clock, state }) => steps.has(clock) && state === 'running');
}
