/** Lifts what stands behind the last entry of a list, and holds for all of it, out of that entry. */
import type { Part, TreeNode } from './tree.ts';

/**
 * 整改时限:…, 整改要求:… behind the last of several entries without labels belong to the list. Changes
 * the parts in place; the tree is its caller's own.
 */
export function liftTrailing(parts: Part[]): void {
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part?.kind !== 'node') continue;
    liftTrailing(part.node.parts);
    if (!endsList(parts, at)) continue;
    const from = labelsFrom(part.node);
    if (from !== -1) parts.splice(at + 1, 0, ...part.node.parts.splice(from));
  }
}

/** The entry is the last of its list, and no entry has labels but it. */
function endsList(parts: readonly Part[], at: number): boolean {
  const own = parts[at];
  const next = parts[at + 1];
  if (own?.kind !== 'node' || (next?.kind === 'node' && next.node.style === own.node.style)) {
    return false;
  }
  const before = parts.slice(0, at).filter((part) => part.kind === 'node');
  return before.every(({ node }) => !node.parts.some(({ kind }) => kind === 'label'));
}

/** Where its labels begin; -1 where it has none, or some that only a finding has. */
function labelsFrom({ parts, source }: TreeNode): number {
  const isOwn = parts.some(
    (part) =>
      part.kind === 'label' &&
      (part.label.kind === 'progress' || part.label.kind === 'problem' || part.source === source),
  );
  return isOwn ? -1 : parts.findIndex(({ kind }) => kind === 'label');
}
