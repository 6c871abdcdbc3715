/** Counts the paragraphs of lists, and prints the numbers Word shows before them. */
import { LEVELS, type Level, type List } from './lists.ts';
import { printNumber } from './number-formats.ts';
import type { ListPlace, Styles } from './styles.ts';

export interface Numbering {
  /**
   * The number before the next paragraph, with what parts it from the text: `（一）`, `1. `. Empty for
   * a paragraph in no list, and for bullets. To be asked once for each paragraph, in their order.
   */
  next(place: ListPlace, styleId: string | undefined): string;
}

export function createNumbering(listOf: (numId: string) => List | null, styles: Styles): Numbering {
  const counts = new Map<string, (number | undefined)[]>();
  const begun = new Set<string>();
  return {
    next(place, styleId) {
      const byStyle = styles.listOf(styleId);
      const numId = place.numId ?? byStyle?.numId;
      const list = numId === undefined ? null : listOf(numId);
      if (numId === undefined || list === null) return '';
      const at = Math.min(place.level ?? levelOf(list, styleId, byStyle), LEVELS - 1);
      const count = counts.get(list.definition) ?? [];
      counts.set(list.definition, count);
      if (!begun.has(numId)) for (const level of list.startsAt.keys()) count[level] = undefined;
      begun.add(numId);
      advance(count, list, at);
      return print(count, list, at);
    },
  };
}

function levelOf(
  list: List,
  styleId: string | undefined,
  byStyle: (ListPlace & { readonly styleId: string }) | null,
): number {
  if (byStyle?.level !== undefined) return byStyle.level;
  const own = list.levels.findIndex((level) => level?.style === styleId && styleId !== undefined);
  if (own !== -1) return own;
  const inherited = list.levels.findIndex((level) => level?.style === byStyle?.styleId);
  return byStyle === null ? 0 : Math.max(inherited, 0);
}

const startOf = (list: List, at: number): number =>
  list.startsAt.get(at) ?? list.levels[at]?.start ?? 1;

function advance(count: (number | undefined)[], list: List, at: number): void {
  const before = count[at];
  count[at] = before === undefined ? startOf(list, at) : before + 1;
  for (let deeper = at + 1; deeper < LEVELS; deeper += 1) {
    const restart = list.levels[deeper]?.restart ?? null;
    if (restart === null || at < restart) count[deeper] = undefined;
  }
}

function print(count: readonly (number | undefined)[], list: List, at: number): string {
  const level = list.levels[at];
  if (level === undefined || level.format === 'bullet') return '';
  const printed = level.text.replaceAll(/%([1-9])/g, (_, digit: string) => {
    const other = Number(digit) - 1;
    const value = count[other] ?? startOf(list, other);
    return printNumber(value, formatOf(list.levels[other], level));
  });
  return printed.trim() === '' ? '' : printed + gapAfter(printed, level);
}

const formatOf = (level: Level | undefined, shown: Level): string => {
  const format = level?.format ?? 'decimal';
  return shown.legal && format !== 'none' ? 'decimal' : format;
};

/** A full-width mark brings its own space. */
const gapAfter = (printed: string, { suffix }: Level): string =>
  suffix === 'nothing' || /[、，。．：）】〕\s]$/.test(printed) ? '' : ' ';
