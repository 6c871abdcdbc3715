/** The skeleton of an outlined form: chapters, items, nested items and the blocks below them. */
import { fold } from '../lines.ts';
import type { Attributes } from '../attributes.ts';
import type { Line } from '../lines.ts';
import type { MeasureList } from '../measures.ts';
import { fullSentences, withoutEnd } from '../sentences.ts';
import type { Token } from './tokens.ts';

/** The text below one label. */
export interface Block {
  readonly name: string;
  readonly isTarget: boolean;
  /** A status printed inside the label. */
  readonly status: string | null;
  readonly list: MeasureList;
}

/** A numbered item or one nested in it, before its text is interpreted. */
export interface Entry {
  readonly value: number;
  readonly source: Line;
  /** Printed lines from behind the number to the first label. */
  readonly heading: string[];
  readonly attributes: Attributes[];
  readonly blocks: Block[];
  readonly leaves: Entry[];
}

export interface OutlinedAspect {
  /** As printed, number included; null where items stand under no heading at all. */
  title: string | null;
  /** The heading's number alone, (一) or 一; null with the title. */
  readonly no: string | null;
  readonly value: number;
  readonly source: Line;
  readonly items: Entry[];
}

export interface Outline {
  readonly aspects: readonly OutlinedAspect[];
  /** What belongs to no finding. */
  readonly outside: readonly Line[];
  /** A progress label in a chapter that has listed no item yet. */
  readonly stray: { readonly source: Line; readonly name: string } | null;
}

export type Heading = Extract<Token, { kind: 'heading' }>;

export function aspectOf({ mark, printed, source, style, text }: Heading): OutlinedAspect {
  const end = fullSentences(printed)[0]?.end ?? printed.length;
  const number = fold(printed.slice(0, printed.length - text.length)).replaceAll(/[\s、.]/g, '');
  return {
    title: withoutEnd(printed.slice(0, end)),
    no: style === 'chapter' ? `(${number.replaceAll(/[()]/g, '')})` : number,
    value: mark.value,
    source,
    items: [],
  };
}

export const entryOf = ({ mark, source, text }: Heading): Entry => ({
  value: mark.value,
  source,
  heading: text === '' ? [] : [text],
  attributes: [],
  blocks: [],
  leaves: [],
});
