/** All signals of a finding, in the order verifiers look: has it come before, what is shown, what is said. */
import { evidenceAfterClaim } from './evidence-after-claim.ts';
import type { SignalFacts } from './facts.ts';
import { nearSameText } from './near-same-text.ts';
import { reportedAgain } from './reported-again.ts';
import { sameFile } from './same-file.ts';
import type { Signal } from './signal.ts';

/** The same facts always give the same signals. */
export function signalsOf(facts: SignalFacts): readonly Signal[] {
  return [
    ...reportedAgain(facts),
    ...sameFile(facts),
    ...evidenceAfterClaim(facts),
    ...nearSameText(facts),
  ];
}
