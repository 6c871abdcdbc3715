/** Settles what each column of a header holds, where several lay claim to the same. */
import type { ColumnMapping, ColumnMeaning } from './column-mapping.ts';
import { headerKeys } from './column-mapping.ts';
import { meaningOfHeader, POSSIBLE, SURE, type HeaderGuess } from './header-meaning.ts';
import { headerText } from './header-text.ts';

export interface Column {
  /** Counted from 0. */
  readonly index: number;
  /** As printed, levels parted by /. */
  readonly header: string;
  /** The lowest level alone: what a field is called. */
  readonly name: string;
  readonly meaning: ColumnMeaning;
  /** How sure the meaning is, from 0 to 1; 1 where it was given. */
  readonly score: number;
}

/** What a field of the column is called: its name without spaces and brackets. */
export function labelOf({ name, header }: Column): string {
  const [own, above] = [name, header.slice(0, -name.length - 1)].map((text) =>
    (text.split(/[(（]/)[0] ?? text).replaceAll(/\s/g, ''),
  );
  const upper = above?.slice(above.lastIndexOf('/') + 1) ?? '';
  // 姓名 below 责任人 says nothing by itself, 单位 below 责任 half of it.
  if (upper !== '' && /^(?:姓名|名称|名字)$/.test(own ?? '')) return upper;
  return own !== undefined && own.length <= 2 ? upper + own : (own ?? name);
}

interface Candidate {
  readonly index: number;
  readonly header: string;
  readonly name: string;
  readonly words: string;
  guess: HeaderGuess | null;
}

/** Columns below a header, as far as they are headed. `values` are texts below one, in no order. */
export function columnsOf(
  levels: readonly (readonly string[])[],
  values: (index: number) => readonly string[],
): Column[] {
  const candidates = levels.flatMap((texts, index): Candidate[] => {
    const name = texts.at(-1);
    if (name === undefined) return [];
    const guess = meaningOfHeader(texts);
    const words = headerText(name).words;
    return [{ index, header: texts.join('/'), name, words, guess: plausible(guess) }];
  });
  settleFindings(candidates);
  settleNumbers(candidates);
  settleDates(candidates, values);
  settleSingles(candidates);
  return candidates.map(({ index, header, name, guess }) => ({
    index,
    header,
    name,
    meaning: settled(guess),
    score: guess?.score ?? 0,
  }));
}

/** As a person said: a column the mapping does not name is not read. */
export function columnsAsMapped(
  levels: readonly (readonly string[])[],
  { columns }: ColumnMapping,
): Column[] {
  const headers = levels.map((texts) => texts.join('/'));
  const keys = headerKeys(headers);
  const mappedKeys = headerKeys(columns.map(({ header }) => header));
  return levels.flatMap((texts, index) => {
    const name = texts.at(-1);
    if (name === undefined) return [];
    const meaning = columns[mappedKeys.indexOf(keys[index] ?? '')]?.meaning ?? 'ignored';
    return [{ index, header: headers[index] ?? '', name, meaning, score: 1 }];
  });
}

const plausible = (guess: HeaderGuess | null): HeaderGuess | null =>
  guess !== null && guess.score >= POSSIBLE ? guess : null;

const settled = (guess: HeaderGuess | null): ColumnMeaning =>
  guess === null ? 'ignored' : guess.meaning === 'completion' ? 'completed' : guess.meaning;

const withMeaning = (
  candidates: readonly Candidate[],
  ...meanings: readonly HeaderGuess['meaning'][]
): Candidate[] =>
  candidates.filter(({ guess }) => guess !== null && meanings.includes(guess.meaning));

function assign(candidate: Candidate, meaning: HeaderGuess['meaning'], atMost = 1): void {
  const { guess } = candidate;
  if (guess === null) return;
  candidate.guess = { ...guess, meaning, score: Math.min(guess.score, atMost) };
}

/** Below what is sure, so that a person is asked. */
const ASK = SURE - 0.05;

const TITLE = /(?:标题|名称|概述|摘要|要点)$/;
const SPECIFIC = /具体|个性|详情|问题点|隐患/;

/** One column holds the findings; a broader one beside it the item they belong to, others describe. */
function settleFindings(candidates: readonly Candidate[]): void {
  const claims = withMeaning(candidates, 'finding');
  const strong = claims.filter(({ guess }) => (guess?.score ?? 0) > POSSIBLE + 0.1);
  const [described] = withMeaning(candidates, 'description');
  if (claims.length === 0) {
    if (described !== undefined) assign(described, 'finding');
    return;
  }
  const [first, ...others] = strong.length > 0 ? strong : claims;
  if (first === undefined) return;
  for (const weak of claims) {
    if (weak !== first && !others.includes(weak)) assign(weak, 'requirement', ASK);
  }
  const chosen = chosenFinding(first, others);
  for (const other of [first, ...others]) {
    if (other === chosen) continue;
    const isTitled = TITLE.test(chosen.words);
    const isBroader = !isTitled && other.index < chosen.index && SPECIFIC.test(chosen.words);
    const describes = isTitled || SPECIFIC.test(other.words);
    if (isBroader) assign(other, 'item');
    else assign(other, 'description', describes ? 1 : ASK);
  }
}

function chosenFinding(first: Candidate, others: readonly Candidate[]): Candidate {
  const all = [first, ...others];
  const titled = all.find(({ words }) => TITLE.test(words));
  if (titled !== undefined) return titled;
  const specific = others.find(({ words }) => SPECIFIC.test(words));
  if (specific !== undefined && !SPECIFIC.test(first.words)) return specific;
  return all.reduce((best, next) =>
    (next.guess?.score ?? 0) > (best.guess?.score ?? 0) + 0.1 ? next : best,
  );
}

/** Of several columns of numbers the one nearest before the findings is theirs. */
function settleNumbers(candidates: readonly Candidate[]): void {
  const numbers = withMeaning(candidates, 'no');
  const [finding] = withMeaning(candidates, 'finding');
  const own = numbers.findLast(({ index }) => index < (finding?.index ?? 0)) ?? numbers[0];
  for (const other of numbers) if (other !== own) assign(other, 'ignored');
}

const DEADLINE_WORDS =
  /[前底内止]|期限|时限|立行立改|即知即改|长期|持续|常态|季度|学期|年度|计划|预计/;
const UNFINISHED = /未|正在|推进|整改中|进行|待|否|×/;

/** 完成时间 is a deadline where no other column is one, unless all that is dated has been done. */
function settleDates(
  candidates: readonly Candidate[],
  values: (index: number) => readonly string[],
): void {
  const hasDue = withMeaning(candidates, 'due').some(({ guess }) => (guess?.score ?? 0) >= SURE);
  const hasCompleted = withMeaning(candidates, 'completed').length > 0;
  const [ambiguous, ...more] = withMeaning(candidates, 'completion');
  for (const other of more) assign(other, hasDue || hasCompleted ? 'ignored' : 'completed', ASK);
  if (ambiguous === undefined) return;
  if (hasDue) {
    assign(ambiguous, 'completed');
    return;
  }
  const states = withMeaning(candidates, 'status', 'progress');
  const saysDeadline = values(ambiguous.index).some((text) => DEADLINE_WORDS.test(text));
  const isOpen = states.some(({ index, words }) => {
    const told = values(index);
    return (
      told.some((text) => UNFINISHED.test(text)) || (told.length > 0 && UNFINISHED.test(words))
    );
  });
  if (saysDeadline || hasCompleted) assign(ambiguous, 'due');
  else assign(ambiguous, states.length === 0 || isOpen ? 'due' : 'completed', ASK);
}

const ONE_ONLY: readonly ColumnMeaning[] = [
  'aspect',
  'due',
  'completed',
  'class',
  'grade',
  'found',
];

/** What a finding has one of is read from the column that says so best, or the first of them. */
function settleSingles(candidates: readonly Candidate[]): void {
  for (const meaning of ONE_ONLY) {
    const claims = withMeaning(candidates, meaning);
    const [best] = claims.toSorted((a, b) => (b.guess?.score ?? 0) - (a.guess?.score ?? 0));
    for (const other of claims) if (other !== best) assign(other, 'ignored');
  }
}
