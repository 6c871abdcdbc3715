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

/** The posts of the level that whoever signs holds, all of which their one signature might be for. */
export function postsSigned({ of }: SharedLevel, holds: readonly Slot[]): readonly Slot[] {
  return of.filter((slot) => holds.includes(slot));
}

/**
 * True where one more signature, by somebody who holds those posts, is for a post nobody has signed
 * for. Whoever holds several signs for one of them, and which is left open: for the one that lets the
 * others sign too.
 */
export function addsSignature(
  context: FindingContext,
  level: SharedLevel,
  posts: readonly Slot[],
): boolean {
  const signed = signatures(context);
  return filled([...signed, posts]) > filled(signed);
}

/** With one signature more, as many have signed at the level under way as it needs. */
export function nextCompletesLevel(context: FindingContext): boolean {
  const level = levelUnderWay(context);
  if (level === undefined || typeof level === 'string') return true;
  return filled(signatures(context)) + 1 >= signaturesNeeded(level);
}

/** How many signatures the level needs. */
function signaturesNeeded({ of, need }: SharedLevel): number {
  if (need === 'any') return 1;
  return need === 'all' ? of.length : need;
}

function signatures({ approvals, level }: FindingContext): readonly (readonly Slot[])[] {
  return approvals.filter((each) => each.level === level).map(({ posts = [] }) => posts);
}

/** How many posts can be signed for at once, each by one of those who hold it: a matching, by augmenting paths. */
function filled(signers: readonly (readonly Slot[])[]): number {
  /** What whoever signs for the post holds. */
  const signerOf = new Map<Slot, readonly Slot[]>();
  const place = (held: readonly Slot[], tried: Set<Slot>): boolean =>
    held.some((post) => {
      if (tried.has(post)) return false;
      tried.add(post);
      const signer = signerOf.get(post);
      if (signer !== undefined && !place(signer, tried)) return false;
      signerOf.set(post, held);
      return true;
    });
  return signers.filter((held) => place(held, new Set())).length;
}
