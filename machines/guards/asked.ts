/** What the rules ask of a finding of its grade. */
import type { FindingContext } from '../finding-context.ts';
import type { Grade } from '../words.ts';

type GradedGate =
  | 'planReviewFor'
  | 'rootCauseFor'
  | 'attestationFor'
  | 'similarCheckFor'
  | 'mechanismFor'
  | 'disclosureFor';

/** A finding without a grade is an ordinary one. */
export function gradeOf({ grade }: FindingContext): Grade {
  return grade ?? 'ordinary';
}

export function asked(context: FindingContext, gate: GradedGate): boolean {
  return context.gates[gate]?.includes(gradeOf(context)) ?? false;
}
