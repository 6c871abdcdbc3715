/** The conditions of each step, by name. A refusal names the first that fails. */
import { makerOf, overlaps } from './actor.ts';
import type { FindingContext, Given, RunningClock } from './finding-context.ts';
import { stepMeasure, type Measure } from './measure.ts';
import { targetMet } from './target.ts';
import type { ClockKind } from './words.ts';

type StateGuard = (context: FindingContext) => boolean;
type EventGuard = (context: FindingContext, event: Given) => boolean;

const nudgeEveryMs = 24 * 60 * 60 * 1_000;

const steps: ReadonlySet<ClockKind> = new Set(['plan', 'execute', 'verify']);

/** Conditions on how the finding stands: they decide which events are allowed at all. */
export const stateGuards = {
  notPaused: ({ pause }) => pause === null,
  notClosed: ({ disposition }) => disposition === null,
  planHasMeasures: ({ measures }) => measures.length > 0,
  /** Every measure has unit, person, date, acceptance criterion and the kinds of evidence it will show. */
  measuresComplete: ({ measures }) => measures.length > 0 && measures.every(isComplete),
  /** 五落实: besides those, funding and contingency plan, where the rule set asks for them. */
  fiveAssurancesMet: ({ gates, measures }) =>
    !gates.fiveAssurances ||
    measures.every((m) => m.funding !== null && m.contingencyPlan !== null),
  planMayBeSkipped: ({ gates }) => gates.planMayBeSkipped,
  /** An approved plan is fixed; without one, or after reopening, measures may be set while working. */
  planOpenToChange: ({ plan, cycle }) => plan !== 'approved' || cycle > 1,
  measuresDone: ({ measures }) =>
    measures.some(({ state }) => state === 'done') &&
    measures.every(({ state }) => state === 'done' || state === 'dropped'),
  /** Each measure done shows, in this cycle, evidence: one piece at least of every kind its plan names. */
  evidencePresent: (context) =>
    context.measures
      .filter(({ state }) => state === 'done')
      .every((measure) => hasItsEvidence(context, measure)),
  /** Every target is met by the latest of its observations in this cycle; a claim in words is none. */
  targetsMet: ({ targets, observations, cycle }) =>
    targets.every((target) =>
      targetMet(
        target,
        observations.filter((each) => each.cycle === cycle),
      ),
    ),
  hasTargets: ({ targets }) => targets.length > 0,
  /** Fails closed: where nobody is set to check the plan, nobody may approve it. */
  planCheckerAppointed: ({ slots }) => slots.verifier !== undefined,
  /** Fails closed: every level of verification needs somebody in its slot. */
  checkersAppointed: ({ gates, slots }) =>
    gates.verificationLevels.length > 0 &&
    gates.verificationLevels.every((slot) => slots[slot] !== undefined),
  lastLevel: ({ gates, level }) => level >= gates.verificationLevels.length,
  noticeNotServed: ({ noticeServed }) => !noticeServed,
  noticeServedIfRequired: ({ gates, noticeServed }) => !gates.publicNotice || noticeServed,
  noOpenObjection: ({ objections }) => !objections.some(({ open }) => open),
  hasOpenObjection: ({ objections }) => objections.some(({ open }) => open),
  riskAcceptanceAllowed: ({ gates }) => gates.riskAcceptance,
  /** 回头看: closing has set its clock going, and nobody has recorded the result yet. */
  recheckUnderWay: ({ clocks }) => clocks.some(({ clock }) => clock === 'recheck'),
  /** An extension is asked for before the date, not after it. */
  clockNotBreached: (context) => !extendable(context).some(({ no }) => isBreached(context, no)),
  extensionsLeft: (context) =>
    extendable(context).every(
      ({ clock }) =>
        context.extensions.filter((each) => each.clock === clock).length <
        context.gates.extensionsMax,
    ),
} as const satisfies Record<string, StateGuard>;

/** Conditions on who gives the event and what it says. */
export const eventGuards = {
  /** Only people check: a system rule or an import has no judgement to lend. */
  checkerIsPerson: (_context, { by }) => by.kind === 'person' || by.kind === 'delegate',
  /** Whoever drafted, worked on or submitted this cycle may not check it, nor may their unit. */
  checkerIsNotMaker: ({ makers }, { by }) => !makers.some((maker) => overlaps(maker, makerOf(by))),
  /** Nobody grants themselves time, nor does their unit: not even before a hand was laid on anything. */
  checkerIsNotResponsible: ({ slots, responsibleUnit }, { by }) =>
    !overlaps(
      {
        persons: slots.actionOwner === undefined ? [] : [slots.actionOwner],
        unit: responsibleUnit,
      },
      makerOf(by),
    ),
  /** Two levels of verification are two people. */
  checkerIsNewToReview: ({ approvals }, { by }) =>
    !approvals.some((approval) =>
      approval.by.persons.some((person) => makerOf(by).persons.includes(person)),
    ),
  measureTakesStep: ({ measures }, event) =>
    event.type === 'ADVANCE_MEASURE' &&
    measures.some(({ no, state }) => no === event.no && stepMeasure(state, event.step) !== null),
  measureKnown: ({ measures }, event) =>
    event.type === 'ATTACH_EVIDENCE' && measures.some(({ no }) => no === event.measureNo),
  evidenceIsNew: ({ evidence }, event) =>
    event.type === 'ATTACH_EVIDENCE' && !evidence.some(({ id }) => id === event.evidence.id),
  targetKnown: ({ targets }, event) =>
    event.type === 'OBSERVE' && targets.some(({ no }) => no === event.observation.targetNo),
  /** One nudge a day to one post: what is said every hour is no longer heard. */
  nudgeIsNotTooSoon: ({ nudges = {} }, event) =>
    event.type === 'NUDGE' &&
    event.to.every((slot) => event.at >= (nudges[slot] ?? -Infinity) + nudgeEveryMs),
  classIsNew: (context, event) => event.type === 'RECLASSIFY' && event.class !== context.class,
  extendableClockRuns: (context, event) =>
    event.type === 'EXTEND' && extendable(context).some(({ clock }) => clock === event.clock),
  objectionIsNew: ({ objections }, event) =>
    event.type === 'OBJECT' && !objections.some(({ id }) => id === event.objectionId),
  objectionIsOpen: ({ objections }, event) =>
    event.type === 'DISMISS_OBJECTION' &&
    objections.some(({ id, open }) => open && id === event.objectionId),
  /** A wake-up for a clock that has been held, stopped or replaced is stale: it changes nothing. */
  clockIsRunning: ({ clocks }, event) =>
    event.type === 'CLOCK_DUE' &&
    clocks.some(
      ({ no, clock, state }) =>
        no === event.clockNo && clock === event.clock && state === 'running',
    ),
  /** A calendar moves held clocks too. */
  clockIsOpen: ({ clocks }, event) =>
    event.type === 'CLOCK_MOVED' &&
    clocks.some(({ no, clock }) => no === event.clockNo && clock === event.clock),
  /** A breach on record is not erased by a change of calendar unless somebody agrees. */
  breachStandsOrIsLifted: (context, event) =>
    event.type === 'CLOCK_MOVED' &&
    (event.to.dueAt <= event.at || event.approval !== null || !isBreached(context, event.clockNo)),
  noticeWindowRanOut: (_context, event) =>
    event.type === 'CLOCK_DUE' &&
    event.clock === 'notice' &&
    event.rungs.some(({ at }) => at >= event.dueAt),
} as const satisfies Record<string, EventGuard>;

export type GuardName = keyof typeof stateGuards | keyof typeof eventGuards;

export function guardHolds(name: GuardName, context: FindingContext, event: Given): boolean {
  return isStateGuard(name) ? stateGuards[name](context) : eventGuards[name](context, event);
}

/** True where the clock's due date passed unmet, and no change of calendar has lifted that. */
export function isBreached({ breaches }: FindingContext, clockNo: number): boolean {
  return breaches.some((breach) => breach.clockNo === clockNo && !breach.lifted);
}

/** The first of the conditions that fails, or null when all hold. */
export function firstFailing(
  names: readonly GuardName[],
  context: FindingContext,
  event: Given,
): GuardName | null {
  return names.find((name) => !guardHolds(name, context, event)) ?? null;
}

/** Whether nothing about the finding itself stands in the way, whoever gives the event. */
export function stateAllows(names: readonly GuardName[], context: FindingContext): boolean {
  return names.every((name) => !isStateGuard(name) || stateGuards[name](context));
}

function isStateGuard(name: GuardName): name is keyof typeof stateGuards {
  return name in stateGuards;
}

/** The clocks an extension may be about: of the steps of the work, one runs at a time. */
function extendable({ clocks }: FindingContext): readonly RunningClock[] {
  return clocks.filter(({ clock, state }) => steps.has(clock) && state === 'running');
}

function isComplete(measure: Measure): boolean {
  return (
    measure.unit !== null &&
    measure.person !== null &&
    measure.dueDate !== null &&
    measure.acceptanceCriterion !== null &&
    measure.evidenceKinds.length > 0
  );
}

function hasItsEvidence(context: FindingContext, measure: Measure): boolean {
  const shown = context.evidence.filter(
    ({ measureNo, cycle }) => measureNo === measure.no && cycle === context.cycle,
  );
  // A plan that names no kind (skipped, or redrawn after reopening) is no way round showing proof.
  return (
    shown.length > 0 &&
    measure.evidenceKinds.every((kind) => shown.some((piece) => piece.kind === kind))
  );
}
