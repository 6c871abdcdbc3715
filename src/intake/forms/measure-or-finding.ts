/** Decides whether a numbered line below a progress label is the next measure or a new heading. */
import { RESULT_NAME } from '../labels.ts';
import type { MeasureList } from '../measures.ts';
import type { HeadingStyle, Token } from './tokens.ts';

export interface Surroundings {
  readonly list: MeasureList;
  /** Labels the current finding has used so far. */
  readonly usedNames: readonly string[];
  /** The text before stops at a colon or semicolon, so a list goes on. */
  readonly isListOpen: boolean;
  /** Numbers of the headings now open; leaf is null where the item itself is the finding. */
  readonly last: { readonly chapter: number; readonly item: number; readonly leaf: number | null };
}

type Heading = Extract<Token, { kind: 'heading' }>;

/**
 * Measures and findings may carry the same kind of number. The numbers decide where only one of
 * the two sequences goes on; where both could, a heading is a finding if a progress label of its
 * own stands below it.
 */
export function isMeasureHeading(
  { mark, style }: Heading,
  labelBelow: string | null,
  around: Surroundings,
): boolean {
  const { list, last } = around;
  if (list.style !== null && list.style !== style) {
    return labelBelow === null && isNestedList(style, mark.value, around);
  }
  const goesOn = list.continuesWith(mark);
  if (list.style === null && !goesOn && style !== 'leaf') return false;
  const isNextFinding = mark.value === nextFinding(style, last);
  if (goesOn !== isNextFinding) return goesOn;
  if (labelBelow === null) return true;
  return RESULT_NAME.test(labelBelow) && !around.usedNames.includes(labelBelow);
}

/** A list inside a measure, in a style of its own. */
function isNestedList(style: HeadingStyle, value: number, around: Surroundings): boolean {
  if (style === 'leaf') return around.last.leaf === null || value !== around.last.leaf + 1;
  return style === 'item' && around.isListOpen && value !== around.last.item + 1;
}

function nextFinding(style: HeadingStyle, last: Surroundings['last']): number | null {
  if (style === 'chapter') return last.chapter + 1;
  if (style === 'item') return last.item + 1;
  return last.leaf === null ? null : last.leaf + 1;
}
