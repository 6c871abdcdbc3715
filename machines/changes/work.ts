/** What the work changes: measures carried out, evidence, figures, reports, the result handed in. */
import type { Change } from '../finding-change.ts';
import { awaitReport, plannedEnd } from '../finding-clocks.ts';
import type { GivenOf } from '../finding-context.ts';
import { stepped } from '../measure.ts';
import { unsigned } from './plan.ts';
import { checkersAt } from './review.ts';

export function nudge(change: Change, { to, at }: GivenOf<'NUDGE'>): Change {
  const nudges = Object.fromEntries(to.map((slot) => [slot, at]));
  return change
    .set({ nudges: { ...change.context.nudges, ...nudges } })
    .tell('nudge', ...new Set(to));
}

export function start(change: Change, { by }: GivenOf<'START'>): Change {
  change.madeBy(by);
  if (change.context.plan !== 'approved') {
    change
      .set({ plan: 'skipped' })
      .stopClocks('met', 'plan')
      .startClock('execute', plannedEnd(change.context));
  }
  return awaitReport(change);
}

export function advanceMeasure(
  change: Change,
  { no, step, by }: GivenOf<'ADVANCE_MEASURE'>,
): Change {
  return unsigned(change.madeBy(by), 'result').set({
    measures: change.context.measures.map((measure) =>
      measure.no === no ? stepped(measure, step) : measure,
    ),
  });
}

export function attachEvidence(
  change: Change,
  { measureNo, evidence, by }: GivenOf<'ATTACH_EVIDENCE'>,
): Change {
  const { cycle } = change.context;
  return unsigned(change.madeBy(by), 'result').set({
    evidence: [...change.context.evidence, { ...evidence, measureNo, cycle }],
  });
}

/** From the review on it is the checker who measures, and measuring makes no maker of a checker. */
export function observe(change: Change, { observation, by }: GivenOf<'OBSERVE'>): Change {
  const { cycle, level, approvals, observations } = change.context;
  const atWork = level === 0 && approvals.length === 0;
  return (atWork ? unsigned(change.madeBy(by), 'result') : change).set({
    observations: [...observations, { ...observation, cycle }],
  });
}

export function reportProgress(change: Change, { by }: GivenOf<'REPORT_PROGRESS'>): Change {
  return awaitReport(change.madeBy(by).stopClocks('met', 'report'));
}

export function submit(change: Change, { by }: GivenOf<'SUBMIT'>): Change {
  return change
    .madeBy(by)
    .set({ level: 1 })
    .holdClocks('execute', 'report')
    .startClock('verify')
    .tell('review-requested', ...checkersAt(change.context, 1));
}
