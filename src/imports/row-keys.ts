/** By what a row of a document is known: its number, its aspect and its title, without what does not change them. */
import { digest } from '../engine/chain.ts';
import { normalised } from '../likeness/normalised.ts';

/** What a row is known by, in plain writing. */
export interface RowName {
  readonly no: string;
  /** Without its own number: 三、… may be 四、… in the next state of the document. */
  readonly aspect: string;
  readonly title: string;
}

const aspectNumber =
  /^\s*(?:第[一二三四五六七八九十百\d]{1,5}(?:部分|方面|章|节|类)?[、.:\s]*|\([一二三四五六七八九十百\d]{1,5}\)[、.:\s]*|[一二三四五六七八九十百\d]{1,5}(?:[、.:)]|\s)\s*)/u;

/** In one width and case, letters and digits only; what has none of them stays as it is. */
function plain(text: string): string {
  const letters = normalised(text);
  return letters === '' ? text.trim() : letters;
}

export function plainAspect(title: string | null): string {
  if (title === null) return '';
  const folded = title.normalize('NFKC');
  const rest = folded.replace(aspectNumber, '');
  return plain(rest.trim() === '' ? folded : rest);
}

/** 关于…的问题 is said by one form and left out by another. */
export function plainTitle(title: string): string {
  const whole = plain(title);
  const bare = whole.replace(/^关于/u, '').replace(/的?问题$/u, '');
  return bare === '' ? whole : bare;
}

export function rowName({
  no,
  aspect,
  title,
}: {
  readonly no: string;
  readonly aspect: { readonly title: string } | null;
  readonly title: string;
}): RowName {
  return { no: plain(no), aspect: plainAspect(aspect?.title ?? null), title: plainTitle(title) };
}

/** `r` and ten digits; what is the same in all three has `-2`, `-3`, … in its order. */
export function contentKeys(rows: readonly RowName[]): readonly string[] {
  const seen = new Map<string, number>();
  return rows.map(({ no, aspect, title }) => {
    const key = `r${digest([no, aspect, title]).slice(0, 10)}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}-${count}`;
  });
}

/** The key, or the first like it that is not taken. */
export function freeKey(key: string, taken: ReadonlySet<string>): string {
  for (let at = 1; ; at += 1) {
    const candidate = at === 1 ? key : `${key}-n${at}`;
    if (!taken.has(candidate)) return candidate;
  }
}
