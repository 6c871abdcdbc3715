/** What nobody could ever approve under a policy, whoever holds which post: there the rules fail closed. */
import type { Gates } from '../../machines/gates.ts';
import {
  gradeSchema,
  rectificationClassSchema,
  type Grade,
  type RectificationClass,
  type Slot,
} from '../../machines/words.ts';
import type { Policy } from '../engine/policy.ts';
import { nameOf } from './policy-book.ts';

/** The gates that name who approves. */
export const approvalGates = [
  'verificationLevels',
  'extension.approvers',
  'extension.overrideBy',
  'separationWaivedBy',
] as const;
export type ApprovalGate = (typeof approvalGates)[number];

export interface Unapprovable {
  /** `id@version`. */
  readonly policy: string;
  readonly class: RectificationClass;
  /** Whose approvers are missing, or may not approve. */
  readonly gate: ApprovalGate;
  /** Of findings of these grades. */
  readonly grades: readonly Grade[];
}

/** In the order of the policies, and of their classes. */
export function unapprovableIn(policies: readonly Policy[]): readonly Unapprovable[] {
  return policies.flatMap((policy) =>
    rectificationClassSchema.options.flatMap((rectification) =>
      gapsIn(policy.classes[rectification].gates).map(({ gate, grades }) => {
        return { policy: nameOf(policy), class: rectification, gate, grades };
      }),
    ),
  );
}

/** Whoever answers for the work neither grants time nor lets a maker check: named for that, they are nobody. */
const nobody: Slot = 'actionOwner';

function gapsIn(gates: Gates): readonly Pick<Unapprovable, 'gate' | 'grades'>[] {
  const { verificationLevels, extension, extensionsMax, separationWaivedBy } = gates;
  const everyGrade = [...gradeSchema.options];
  const gaps: Pick<Unapprovable, 'gate' | 'grades'>[] = [];
  if (verificationLevels.length === 0) {
    gaps.push({ gate: 'verificationLevels', grades: everyGrade });
  }
  if (extension !== undefined) {
    const { approvers, overrideBy, for: grades } = extension;
    // Of a rising row only as many posts are ever asked as there may be extensions.
    const asked = approvers.slice(0, extensionsMax);
    if (approvers.length === 0 || asked.includes(nobody)) {
      gaps.push({ gate: 'extension.approvers', grades });
    }
    if (overrideBy.length > 0 && overrideBy.every((slot) => slot === nobody)) {
      gaps.push({ gate: 'extension.overrideBy', grades });
    }
  }
  if (separationWaivedBy === nobody) gaps.push({ gate: 'separationWaivedBy', grades: everyGrade });
  return gaps;
}
