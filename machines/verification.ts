/** Levels of verification: who signs at each, and who has. */
import type { FindingContext } from './finding-context.ts';
import type { VerificationLevel } from './gates.ts';
import type { Slot } from './words.ts';

type SharedLevel = Exclude<VerificationLevel, Slot>;

/** The posts that check at the level. */
export function slotsOf(level: VerificationLevel): readonly Slot[] {
  return typeof level === 'string' ? [level] : level.of;
}

/** Undefined outside review. */
export function levelUnderWay({ gates, level }: FindingContext): VerificationLevel | undefined {
  return level === 0 ? undefined : gates.verificationLevels[level - 1];
}

/** The posts of the level under way that have not signed yet. */
export function signersLeft(
  { approvals, level }: FindingContext,
  { of }: SharedLevel,
): readonly Slot[] {
  const signed = new Set(approvals.filter((each) => each.level === level).map(({ as }) => as));
  return of.filter((slot) => !signed.has(slot));
}

/** How many signatures the level needs. */
function signaturesNeeded({ of, need }: SharedLevel): number {
  if (need === 'any') return 1;
  return need === 'all' ? of.length : need;
}

/** With one signature more, as many have signed at the level under way as it needs. */
export function nextCompletesLevel(context: FindingContext): boolean {
  const level = levelUnderWay(context);
  if (level === undefined || typeof level === 'string') return true;
  const signed = level.of.length - signersLeft(context, level).length;
  return signed + 1 >= signaturesNeeded(level);
}
