/** The skeleton of an outlined form: aspects, items, nested items and the blocks below them. */
import type { Attributes } from '../readings/attributes.ts';
import type { LabelKind } from '../readings/labels.ts';
import type { MeasureList } from '../readings/measures.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import type { MarkStyle } from '../text/numbering.ts';
import { fullSentences, withoutEnd } from '../text/sentences.ts';
import type { TreeNode } from './tree.ts';

/** The text below one label. */
export interface Block {
  readonly name: string;
  readonly kind: Exclude<LabelKind, 'attributes' | 'problem'>;
  /** A status printed inside the label. */
  readonly status: string | null;
  readonly list: MeasureList;
}

/** A numbered item or one nested in it, before its text is interpreted. */
export interface Entry {
  readonly style: MarkStyle;
  readonly value: number;
  /** The number it is filed under (受理编号), where it has one. */
  readonly caseNo: string | null;
  readonly source: Line;
  /** Printed lines from behind the number to the first label. */
  readonly heading: string[];
  readonly attributes: Attributes[];
  readonly blocks: Block[];
  readonly leaves: Entry[];
}

export interface OutlinedAspect {
  /** As printed, number included; null where items stand under no heading at all. */
  readonly title: string | null;
  /** The heading's number alone, (一) or 一; null with the title. */
  readonly no: string | null;
  readonly value: number;
  readonly source: Line;
  readonly items: readonly Entry[];
}

export interface Outline {
  readonly aspects: readonly OutlinedAspect[];
  /** What belongs to no finding. */
  readonly outside: readonly Line[];
  /** A progress label in a chapter that has listed no item yet. */
  readonly stray: { readonly source: Line; readonly name: string } | null;
}

export function aspectOf(node: TreeNode): Omit<OutlinedAspect, 'items'> {
  const printed = wholeHeading(node);
  const end = fullSentences(printed)[0]?.end ?? printed.length;
  return {
    title: withoutEnd(printed.slice(0, end)),
    no: numberOf(node),
    value: node.value,
    source: node.source,
  };
}

/** Items that stand under no heading. */
export function aspectWithout(items: readonly Entry[], source: Line): OutlinedAspect {
  return { title: null, no: null, value: 0, source, items };
}

/** The number as printed, in half width and without what closes it: (一), 一, 2. */
function numberOf({ style, printed, text }: TreeNode): string {
  const number = fold(printed.slice(0, printed.length - text.length)).replaceAll(/[\s、.:]/g, '');
  return style === 'chapter' ? `(${number.replaceAll(/[()]/g, '')})` : number;
}

/** A heading of a chapter that the printer broke goes on in the next line. */
function wholeHeading({ printed, source, parts }: TreeNode): string {
  const next = parts[0];
  const isBroken =
    next?.kind === 'text' &&
    next.source.number === source.number + 1 &&
    parts[1]?.kind === 'node' &&
    !/(?:方面|问题|情况|[。:;])$/.test(source.folded);
  return isBroken ? `${printed}${next.text}` : printed;
}
