/** How findings are called: by their own number, and by their chapter's where that begins anew. */
import { fold } from '../text/lines.ts';
import type { Item } from './items.ts';
import type { TreeNode } from './tree.ts';

/** 3, (二)-3; a chapter is named where one stands above. */
export function numbered(group: TreeNode | null, { style, value, source }: Item): string {
  const decimal = decimalOf(source.folded);
  if (decimal !== null) return decimal;
  const own =
    style === 'chapter' || style === 'section' ? numeralOf(source.folded, value) : String(value);
  const shown = style === 'chapter' || style === 'leaf' ? `(${own})` : own;
  if (group === null) return shown;
  const chapter = numeralOf(group.source.folded, group.value);
  const above = group.style === 'chapter' ? `(${chapter})` : chapter;
  return shown.startsWith('(') ? `${above}${shown}` : `${above}-${shown}`;
}

/** 1.2 and 1.2.3 name an entry by themselves, with all that stands above; null for other numbers. */
export const decimalOf = (folded: string): string | null =>
  /^\d{1,2}(?:\.\d{1,2}){1,2}(?=、)/.exec(folded)?.[0] ?? null;

/** The number in the characters it is printed in. */
function numeralOf(folded: string, value: number): string {
  return /^\(?\s?([一二三四五六七八九十]{1,3})/.exec(fold(folded))?.[1] ?? String(value);
}
