/** What planning changes: its measures and targets, its cause, who signs for it, its approval. */
import { makerOf } from '../actor.ts';
import type { Change } from '../finding-change.ts';
import { plannedEnd } from '../finding-clocks.ts';
import type { GivenOf } from '../finding-context.ts';
import type { Slot } from '../words.ts';

export function assign(change: Change, event: GivenOf<'CLAIM' | 'ASSIGN'>): Change {
  const before = change.context.slots;
  const filled = Object.entries(event.slots ?? {}).flatMap(([slot, party]) =>
    party === undefined ? [] : [[slot as Slot, party] as const],
  );
  const told = filled.filter(([slot, party]) => before[slot] !== party).map(([slot]) => slot);
  return change
    .set({
      slots: { ...before, ...Object.fromEntries(filled) },
      responsibleUnit: event.responsibleUnit ?? change.context.responsibleUnit,
    })
    .tell('assigned', ...told);
}

export function setMeasures(change: Change, { measures, by }: GivenOf<'SET_MEASURES'>): Change {
  return unsigned(change.madeBy(by), 'plan', 'result').set({
    measures: measures.map((measure) => ({ ...measure, state: 'agreed' })),
    // What was shown proved the measures of before: the same number may now name another one.
    // It stays in the history, and may be attached anew where it proves the new measure too.
    evidence: change.context.evidence.filter(({ cycle }) => cycle < change.context.cycle),
  });
}

export function setTargets(change: Change, { targets, by }: GivenOf<'SET_TARGETS'>): Change {
  return unsigned(change.madeBy(by), 'plan', 'result').set({
    targets,
    // What was measured spoke of the targets of before.
    observations: change.context.observations.filter(({ cycle }) => cycle < change.context.cycle),
  });
}

/** 签字背书. Whoever signs for the work does not check it. */
export function attest(matter: 'plan' | 'result') {
  return (change: Change, { by }: GivenOf<'ATTEST_PLAN' | 'ATTEST_RESULT'>): Change => {
    const { cycle, attestations = [] } = change.context;
    return change
      .madeBy(by)
      .set({ attestations: [...attestations, { matter, cycle, by: makerOf(by) }] });
  };
}

/** A signature holds for what was signed: changed or sent back, it is to be signed anew. */
export function unsigned(change: Change, ...matters: readonly ('plan' | 'result')[]): Change {
  const { attestations, cycle } = change.context;
  if (attestations === undefined) return change;
  return change.set({
    attestations: attestations.filter(
      (each) => !matters.includes(each.matter) || each.cycle !== cycle,
    ),
  });
}

export function submitPlan(change: Change, { reportEvery, by }: GivenOf<'SUBMIT_PLAN'>): Change {
  return change
    .madeBy(by)
    .set({ reportEvery: reportEvery ?? null })
    .holdClocks('plan')
    .startClock('verify')
    .tell('plan-submitted', 'verifier');
}

export function approvePlan(change: Change): Change {
  return change
    .set({ plan: 'approved' })
    .stopClocks('met', 'verify', 'plan')
    .startClock('execute', plannedEnd(change.context))
    .tell('plan-approved', 'actionOwner', 'leadOfficial');
}

export function returnPlan(change: Change): Change {
  return unsigned(change, 'plan')
    .set({ returns: change.context.returns + 1 })
    .stopClocks('met', 'verify')
    .releaseClocks('plan')
    .tell('plan-returned', 'actionOwner');
}
