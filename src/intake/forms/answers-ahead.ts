/** Tells a list of answers to all findings from the measures of the last one. */
import type { Token } from './tokens.ts';
import type { TreeNode } from './tree.ts';

/**
 * Whether behind the token at `index` as many entries follow, numbered alike, as the list holds whose
 * last entry is open: then it is one for each, and not all for the last.
 */
export function answersAhead(
  tokens: readonly Token[],
  index: number,
  last: TreeNode | null,
): boolean {
  if (last === null || last.value < 2) return false;
  let count = 0;
  for (const token of tokens.slice(index + 1, index + LOOK_AHEAD)) {
    if (token.kind !== 'heading' || token.style !== last.style) continue;
    if (token.mark.value !== count + 1) break;
    count += 1;
  }
  return count === last.value;
}

/** In tokens. */
const LOOK_AHEAD = 200;
