/** Quantities of one paragraph with the words around them. */
import { behindLast, fullSentences } from '../../text/sentences.ts';
import type { Line } from '../../text/lines.ts';
import { quantitiesIn, type Quantity } from './quantities.ts';
import { withoutReferences } from './references.ts';

export interface Mention extends Quantity {
  /** In the base unit. */
  readonly value: number;
  /** The words before it in its clause, and the noun behind it; folded. */
  readonly label: string;
  readonly noun: string;
  /** 10余名, 约30个: nothing can be added up. */
  readonly isRough: boolean;
}

export interface Sentence {
  readonly line: number;
  readonly text: string;
  readonly folded: string;
  readonly mentions: readonly Mention[];
}

/** With more counts than this it is no sentence but a table without its lines. */
const MOST = 60;

/** The sentences of a line that count something. */
export function sentencesOf({ number, text, folded }: Line): Sentence[] {
  return fullSentences(text).flatMap(({ start, end }) => {
    const sentence = { text: text.slice(start, end), folded: folded.slice(start, end) };
    const mentions = quantitiesIn(withoutReferences(sentence.folded)).map((quantity) =>
      mentionOf(sentence.folded, quantity),
    );
    const isProse = mentions.length > 0 && mentions.length <= MOST;
    return isProse ? [{ line: number, ...sentence, mentions }] : [];
  });
}

/** So much before a quantity may say what it counts, in characters. */
const REACH = 24;

function mentionOf(folded: string, quantity: Quantity): Mention {
  const { start, end, low, high, scale } = quantity;
  const before = folded.slice(Math.max(0, start - REACH), start);
  const label = before.slice(behindLast(before, ',。;:、('));
  const noun = /^[\u3400-\u9fff]{0,6}/.exec(folded.slice(end, end + 6))?.[0] ?? '';
  const isRough =
    low !== high ||
    /(?:约|近|超过?|逾|多达|至少|不少于|不足|不到|将近|大约|上)$/.test(before) ||
    /[余多]/.test(folded.slice(start, end)) ||
    /^(?:左右|以上|以下|以内|余|多)/.test(noun);
  return { ...quantity, value: low * scale, label, noun, isRough };
}

/** Counted as one: problems in 个, 项, 条, 件 and 宗. */
const LIKE: ReadonlySet<string> = new Set(['个', '项', '条', '件', '宗', '起', '处']);

export const isOfOneKind = (one: Mention, other: Mention): boolean =>
  one.base === other.base && one.base !== null;

/** As {@link isOfOneKind}, where findings are counted in whatever word comes to hand. */
export const isCountedAlike = (one: Mention, other: Mention): boolean =>
  isOfOneKind(one, other) || (LIKE.has(one.base ?? '') && LIKE.has(other.base ?? ''));
