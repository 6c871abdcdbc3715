/** Conditions of the work: measures, evidence, figures, and who may be asked how often. */
import type { FindingContext, Given } from '../finding-context.ts';
import { completionOf, stepMeasure, type Measure } from '../measure.ts';
import { targetMet } from '../target.ts';

const nudgeEveryMs = 24 * 60 * 60 * 1_000;
/** Weights in tenths do not add up exactly: what is lost in adding holds nobody back. A share of the weight. */
const lostInAdding = 1e-12;

export const workStateGuards = {
  /** By the rule of the rule set: all that are not dropped, any one, or so much of their weight. */
  measuresDone: ({ gates, measures }: FindingContext) => {
    const { done, of, weightDone, weight } = completionOf(measures);
    if (done === 0) return false;
    if (gates.completion === undefined) return done === of;
    if (gates.completion.rule === 'any') return true;
    return weightDone * 100 >= weight * gates.completion.percent * (1 - lostInAdding);
  },
  /** Each measure done shows, in this cycle, evidence: one piece at least of every kind its plan names. */
  evidencePresent: (context: FindingContext) =>
    context.measures
      .filter(({ state }) => state === 'done')
      .every((measure) => hasItsEvidence(context, measure)),
  /** Every target is met by the latest of its observations in this cycle; a claim in words is none. */
  targetsMet: ({ targets, observations, cycle }: FindingContext) =>
    targets.every((target) =>
      targetMet(
        target,
        observations.filter((each) => each.cycle === cycle),
      ),
    ),
  hasTargets: ({ targets }: FindingContext) => targets.length > 0,
} as const;

export const workEventGuards = {
  measureTakesStep: ({ measures }: FindingContext, event: Given) =>
    event.type === 'ADVANCE_MEASURE' &&
    measures.some(({ no, state }) => no === event.no && stepMeasure(state, event.step) !== null),
  measureKnown: ({ measures }: FindingContext, event: Given) => {
    const named = 'measureNo' in event ? event.measureNo : undefined;
    return named === null || measures.some(({ no }) => no === named);
  },
  evidenceIsNew: ({ evidence }: FindingContext, event: Given) =>
    event.type === 'ATTACH_EVIDENCE' && !evidence.some(({ id }) => id === event.evidence.id),
  /** A new version takes the place of a piece of the same measure. */
  replacedEvidenceKnown: ({ evidence }: FindingContext, event: Given) =>
    event.type === 'ATTACH_EVIDENCE' &&
    (event.evidence.replaces === undefined ||
      evidence.some(
        ({ id, measureNo }) => id === event.evidence.replaces && measureNo === event.measureNo,
      )),
  targetKnown: ({ targets }: FindingContext, event: Given) =>
    event.type === 'OBSERVE' && targets.some(({ no }) => no === event.observation.targetNo),
  /** One nudge a day to one post: what is said every hour is no longer heard. */
  nudgeIsNotTooSoon: ({ nudges = {} }: FindingContext, event: Given) =>
    event.type === 'NUDGE' &&
    event.to.every((slot) => event.at >= (nudges[slot] ?? -Infinity) + nudgeEveryMs),
} as const;

function hasItsEvidence(context: FindingContext, measure: Measure): boolean {
  const replaced = new Set(context.evidence.map(({ replaces }) => replaces));
  const shown = context.evidence.filter(
    ({ id, measureNo, cycle }) =>
      measureNo === measure.no && cycle === context.cycle && !replaced.has(id),
  );
  // A plan that names no kind (skipped, or redrawn after reopening) is no way round showing proof.
  return (
    shown.length > 0 &&
    measure.evidenceKinds.every((kind) => shown.some((piece) => piece.kind === kind))
  );
}
