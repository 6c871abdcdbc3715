/** Finds whom a ledger means by the names in its cells, in a directory given as plain entries. */
import { likeness } from '../../likeness/likeness.ts';
import { parseNumeral } from '../text/numerals.ts';
import { headerKey, simplified } from './header-text.ts';

export interface DirectoryEntry {
  readonly kind: 'unit' | 'person';
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[] | undefined;
}

/**
 * `exact`: the one entry of that name · `likely`: the one it can be short for · `several`: more than
 * one fits · `unknown`: none does.
 */
export interface NameMatch {
  readonly name: string;
  readonly found: 'exact' | 'likely' | 'several' | 'unknown';
  /** Best first; none where it is unknown. */
  readonly candidates: readonly DirectoryEntry[];
}

/** Each name once, in the order given. Only an `exact` match is certain. */
export function matchNames(
  names: readonly string[],
  entries: readonly DirectoryEntry[],
): NameMatch[] {
  const byKey = new Map<string, DirectoryEntry[]>();
  const known: KnownName[] = [];
  for (const entry of entries) {
    for (const name of [entry.name, ...(entry.aliases ?? [])]) {
      const key = headerKey(name);
      if (key === '') continue;
      const same = byKey.get(key);
      if (same === undefined) byKey.set(key, [entry]);
      else if (!same.includes(entry)) same.push(entry);
      if (entry.kind === 'unit') known.push({ entry, short: shortForm(name) });
    }
  }
  return [...new Set(names)].map((name) => matchOf(name, byKey, known));
}

interface KnownName {
  readonly entry: DirectoryEntry;
  readonly short: string;
}

const MOST_CANDIDATES = 5;

function matchOf(
  name: string,
  byKey: ReadonlyMap<string, readonly DirectoryEntry[]>,
  known: readonly KnownName[],
): NameMatch {
  const same = byKey.get(headerKey(name)) ?? [];
  if (same.length === 1) return { name, found: 'exact', candidates: same };
  if (same.length > 1) return { name, found: 'several', candidates: same };
  const short = shortForm(name);
  for (const fits of [isSame, isEnding, isAbbreviation]) {
    const candidates = unique(known.filter((each) => fits(short, each.short)));
    if (candidates.length > 0) return fitting(name, candidates);
  }
  return closest(name, known);
}

const fitting = (name: string, candidates: readonly DirectoryEntry[]): NameMatch => ({
  name,
  found: candidates.length === 1 ? 'likely' : 'several',
  candidates: candidates.slice(0, MOST_CANDIDATES),
});

const unique = (known: readonly KnownName[]): DirectoryEntry[] => [
  ...new Set(known.map(({ entry }) => entry)),
];

/** A slip of the pen leaves most of a name as it is. */
const CLOSE = 0.5;

function closest(name: string, known: readonly KnownName[]): NameMatch {
  const scored = known.flatMap((each) => {
    const score = likeness(name, each.entry.name);
    return score >= CLOSE ? [{ ...each, score }] : [];
  });
  const candidates = unique(scored.toSorted((a, b) => b.score - a.score));
  return candidates.length === 0
    ? { name, found: 'unknown', candidates: [] }
    : fitting(name, candidates);
}

/** 第一中学 is 一中, 教育体育局 stays: what people shorten by rule is shortened on both sides. */
function shortForm(name: string): string {
  return simplified(name)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll(/第?([\d一二三四五六七八九十]{1,3})(?=初级|高级|实验|中|小|幼|医|人民)/g, numeral)
    .replaceAll(/(?<=[中小])学(?:校)?/g, '')
    .replaceAll(/幼儿园/g, '幼')
    .replaceAll(/(?:人民)?医院/g, '医')
    .replaceAll(/^中(?:国)?共(?:产党)?/g, '')
    .replaceAll(/(?:党总支|党支部|党委|党组|总支部?委员会|支部委员会)$/g, '');
}

function numeral(_: string, printed: string): string {
  const value = parseNumeral(printed);
  return value === null ? printed : String(value);
}

const isSame = (short: string, full: string): boolean => short !== '' && short === full;

/** 教育局 for 云栖县教育局: only what stands before it is left out, on either side. */
const isEnding = (short: string, full: string): boolean =>
  short.length >= 2 && full.length >= 2 && (full.endsWith(short) || short.endsWith(full));

const REGION = /[省市县区镇乡州旗盟村]/;

/** 教体局 for 县教育体育局: its characters in their order, from a beginning to the same end. */
function isAbbreviation(short: string, full: string): boolean {
  if (short.length < 2 || short.length >= full.length) return false;
  if (short.at(-1) !== full.at(-1)) return false;
  for (let start = 0; start < full.length; start += 1) {
    // 县教体局 leaves the county's name out, 教体局 the county as well.
    const isBeginning = start === 0 || REGION.test(full.slice(start - 1, start + 1));
    if (isBeginning && full[start] === short[0] && isSubsequence(short, full.slice(start)))
      return true;
  }
  return false;
}

function isSubsequence(short: string, full: string): boolean {
  let at = 0;
  for (const char of full) if (char === short[at]) at += 1;
  return at === short.length;
}

/** The names in one cell: 教务处、总务处; 张三（校长）. */
export function namesIn(cell: string): string[] {
  return cell
    .replaceAll(/[(（][^()（）]*[)）]/g, ' ')
    .replaceAll(/[\d０-９][\d０-９\-－]{6,}/g, ' ')
    .split(/[\s,，、;；/／|及和与]+/u)
    .map((name) =>
      name
        .replace(/^[^\p{L}]+/u, '')
        .replace(/等$/, '')
        .trim(),
    )
    .filter((name) => name.length > 1);
}
