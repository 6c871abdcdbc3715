/** Conditions of checking: who may check, how many must, and by what means. */
import { makerOf, overlaps, type Actor, type Maker } from '../actor.ts';
import type { FindingContext, Given } from '../finding-context.ts';
import type { Slot, VerificationMethod } from '../words.ts';
import {
  addsSignature,
  levelUnderWay,
  nextCompletesLevel,
  postsSigned,
  slotsOf,
} from '../verification.ts';
import { gradeOf } from './asked.ts';

export const reviewStateGuards = {
  /** Fails closed: every level of verification needs somebody in each of its slots. */
  checkersAppointed: ({ gates, slots }: FindingContext) =>
    gates.verificationLevels.length > 0 &&
    gates.verificationLevels.every((level) =>
      slotsOf(level).every((slot) => slots[slot] !== undefined),
    ),
  lastLevel: ({ gates, level }: FindingContext) => level >= gates.verificationLevels.length,
  /** What was last found on the spot stands: no measure, nor the whole, was found not to be as reported. */
  spotChecksConfirmed: ({ spotChecks = [], cycle, measures }: FindingContext) => {
    // A measure that is no more could never be confirmed again.
    const isThere = (named: number | null) =>
      named === null || measures.some(({ no }) => no === named);
    const latest = new Map(
      spotChecks
        .filter((each) => each.cycle === cycle && isThere(each.measureNo))
        .map((each) => [each.measureNo, each.result]),
    );
    return [...latest.values()].every((result) => result === 'confirmed');
  },
  /** Fails closed: a maker is let check only where the rules name who may allow it, and somebody is there. */
  separationMayBeWaived: ({ gates: { separationWaivedBy: slot }, slots }: FindingContext) =>
    slot !== undefined && slots[slot] !== undefined,
} as const;

export const reviewEventGuards = {
  /** Only people check: a system rule or an import has no judgement to lend. */
  checkerIsPerson: (_context: FindingContext, { by }: Given) =>
    by.kind === 'person' || by.kind === 'delegate',
  /** Whoever drafted, worked on or submitted this cycle may not check it, nor may their unit; but for a waiver. */
  checkerIsNotMaker: (context: FindingContext, { by }: Given) =>
    isWaived(context, by) || !context.makers.some((maker) => overlaps(maker, makerOf(by))),
  /** Nobody grants themselves time, nor does their unit: not even before a hand was laid on anything. */
  checkerIsNotResponsible: (context: FindingContext, event: Given) =>
    !overlaps(responsibleFor(context), makerOf(event.by)) &&
    !holdsOf(event).includes('actionOwner') &&
    !(event.type === 'EXTEND' && hasAskedForTime(context, event.by)),
  /** Two levels of verification are two people. */
  checkerIsNewToReview: ({ approvals }: FindingContext, { by }: Given) =>
    !approvals.some((approval) =>
      approval.by.persons.some((person) => makerOf(by).persons.includes(person)),
    ),
  /** Where a level names several posts, who signs holds one of them that has not signed yet. */
  checkerSignsForLevel: (context: FindingContext, event: Given) => {
    const level = levelUnderWay(context);
    if (event.type !== 'APPROVE' || level === undefined || typeof level === 'string') return true;
    return addsSignature(context, level, postsSigned(level, holdsOf(event)));
  },
  /** With this approval as many have signed at the level as it needs. */
  levelIsComplete: (context: FindingContext, event: Given) =>
    event.type === 'APPROVE' && nextCompletesLevel(context),
  /** By the time the last level has approved, each way of checking that the rules ask for has been used. */
  methodsUsed: (context: FindingContext, event: Given) => {
    const { verificationMethods: wanted, verificationLevels } = context.gates;
    if (wanted === undefined || !wanted.for.includes(gradeOf(context))) return true;
    if (context.level < verificationLevels.length || !nextCompletesLevel(context)) return true;
    const used = new Set<VerificationMethod>([
      ...context.approvals.flatMap(({ methods = [] }) => methods),
      ...(event.type === 'APPROVE' ? (event.methods ?? []) : []),
    ]);
    return wanted.of.every((method) => used.has(method));
  },
  /** Whoever lets a maker check holds the post the rules name, and does not do so for themselves. */
  waiverIsForAnother: ({ gates }: FindingContext, event: Given) =>
    event.type === 'WAIVE_SEPARATION' &&
    gates.separationWaivedBy !== undefined &&
    holdsOf(event).includes(gates.separationWaivedBy) &&
    !makerOf(event.by).persons.includes(event.checker),
} as const;

function isWaived({ waivers = [], cycle }: FindingContext, by: Actor): boolean {
  const { persons } = makerOf(by);
  return (
    persons.length > 0 &&
    persons.every((person) => waivers.some((w) => w.checker === person && w.cycle === cycle))
  );
}

function responsibleFor({ slots, responsibleUnit }: FindingContext): Maker {
  return {
    persons: slots.actionOwner === undefined ? [] : [slots.actionOwner],
    unit: responsibleUnit,
  };
}

function hasAskedForTime({ extensionRequest }: FindingContext, by: Actor): boolean {
  const { persons } = makerOf(by);
  return extensionRequest?.by.persons.some((person) => persons.includes(person)) === true;
}

/** The posts the giver holds, where the engine has said so. */
function holdsOf(event: Given): readonly Slot[] {
  return 'holds' in event ? (event.holds ?? []) : [];
}
