/** Lifts what stands behind the last entry of a list, and holds for all of it, out of that entry. */
import type { Part, TreeNode } from './tree.ts';

/**
 * 整改时限:…, 整改要求:… behind the last of several entries without labels belong to the list. Changes
 * the parts in place; the tree is its caller's own.
 */
export function liftTrailing(parts: Part[]): void {
  const lifted: Part[] = [];
  let isLabelled = false;
  for (const [at, part] of parts.entries()) {
    lifted.push(part);
    if (part.kind !== 'node') continue;
    liftTrailing(part.node.parts);
    const next = parts[at + 1];
    const isLast = next?.kind !== 'node' || next.node.style !== part.node.style;
    const from = isLast && !isLabelled ? labelsFrom(part.node) : -1;
    if (from !== -1) lifted.push(...part.node.parts.splice(from));
    // An entry with labels of its own: what stands behind the last is the last one's.
    isLabelled ||= part.node.parts.some(({ kind }) => kind === 'label');
  }
  parts.length = 0;
  for (const part of lifted) parts.push(part);
}

/** 责任人:甲某, and then what has been done: the person is this entry's. */
const tellsMore = ([label, next]: readonly Part[]): boolean =>
  label?.kind === 'label' && label.label.kind === 'attributes' && next?.kind === 'text';

/** Where its labels begin; -1 where it has none, or some that only a finding has. */
function labelsFrom({ parts, source }: TreeNode): number {
  const isOwn = parts.some(
    (part) =>
      part.kind === 'label' &&
      (part.label.kind === 'progress' || part.label.kind === 'problem' || part.source === source),
  );
  const from = parts.findIndex(({ kind }) => kind === 'label');
  return isOwn || tellsMore(parts.slice(from)) ? -1 : from;
}
