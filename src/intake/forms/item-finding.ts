/** Makes a finding of one entry of a list without labels. */
import type { Finding } from '../schema.ts';
import { readFinding } from './findings.ts';
import type { ReadContext } from './form.ts';
import { entryOfItem, type Item } from './items.ts';
import { numbered } from './numbers.ts';
import { findingTold, turnOf } from './paragraphs.ts';
import type { TreeNode } from './tree.ts';

/** `group` is the chapter it stands under; null where that does not number it. */
export function findingOfItem(
  item: Item,
  context: ReadContext,
  group: TreeNode | null,
  no: string = numbered(group, item),
): Finding {
  const text = item.lines.join('');
  const turn = turnOf(text);
  if (turn?.isListed === true) return findingTold(turn, { no, text, source: item.source }, context);
  return readFinding(entryOfItem(item, context), { no, parent: null, isLabelled: false }, context);
}
