/** Finds the header of a ledger among the rows of a table. */
import { fingerprintOf, type ColumnMapping } from './column-mapping.ts';
import { columnsAsMapped, columnsOf, type Column } from './columns.ts';
import type { GridRow } from './grid.ts';
import { meaningOfHeader, POSSIBLE, SURE } from './header-meaning.ts';
import { possibleHeaders, type HeaderLevels } from './header-levels.ts';

export interface Header {
  /** Indexes of its first and last row. */
  readonly top: number;
  readonly bottom: number;
  readonly columns: readonly Column[];
  /** The meanings were given, not found out. */
  readonly isGiven: boolean;
  readonly fingerprint: string;
}

/** Titles, and notes on how to fill the table in, may stand above it. */
const HEADER_REACH = 60;
const SAMPLE = 300;

/** The first header at or below the row with the index `from`. A mapping given wins. */
export function findHeader(
  rows: readonly GridRow[],
  from: number,
  mappings: readonly ColumnMapping[],
): Header | null {
  for (let top = from; top < Math.min(rows.length, from + HEADER_REACH); top += 1) {
    const header = headerAt(rows, top, mappings);
    if (header !== null) return header;
  }
  return null;
}

/** The header that begins in this row; null where none does. */
export function headerAt(
  rows: readonly GridRow[],
  top: number,
  mappings: readonly ColumnMapping[],
): Header | null {
  const possible = possibleHeaders(rows, top);
  for (const { levels, ...place } of possible.toReversed()) {
    const fingerprint = fingerprintOf(levels.map((texts) => texts.join('/')));
    const mapping = mappings.find((each) => each.fingerprint === fingerprint);
    if (mapping !== undefined) {
      return { ...place, fingerprint, columns: columnsAsMapped(levels, mapping), isGiven: true };
    }
  }
  const best = bestOf(possible);
  if (best === null) return null;
  const { levels, ...place } = best;
  return {
    ...place,
    fingerprint: fingerprintOf(levels.map((texts) => texts.join('/'))),
    columns: columnsOf(levels, (index) => sampleBelow(rows, place.bottom, index)),
    isGiven: false,
  };
}

/** The one whose columns say most; of equals the lowest, for what it leaves would be read as data. */
function bestOf(possible: readonly HeaderLevels[]): HeaderLevels | null {
  let best: { header: HeaderLevels; score: number } | null = null;
  for (const header of possible) {
    const score = scoreOf(header);
    if (score !== null && score >= (best?.score ?? 0)) best = { header, score };
  }
  return best?.header ?? null;
}

const FINDINGS: ReadonlySet<string> = new Set(['finding', 'description']);
/** What a ledger says of findings, and a roster or a timetable does not. */
const RECTIFYING: ReadonlySet<string> = new Set([
  'requirement',
  'target',
  'measures',
  'progress',
  'status',
  'due',
  'completed',
  'completion',
]);

/** Null where too few columns are known for this to be the header of a ledger. */
function scoreOf({ levels }: HeaderLevels): number | null {
  const headed = levels.filter((texts) => texts.length > 0);
  const guesses = headed.flatMap((texts) => {
    const guess = meaningOfHeader(texts);
    return guess !== null && guess.score >= POSSIBLE ? [guess] : [];
  });
  const findings = guesses.filter(({ meaning }) => FINDINGS.has(meaning));
  const surest = Math.max(0, ...findings.map(({ score }) => score));
  const sure = guesses.filter(({ meaning, score }) => !FINDINGS.has(meaning) && score >= SURE);
  const kinds = new Set(sure.map(({ meaning }) => meaning));
  // 序号 | 存在问题 is a list of findings; with a third column that has to tell of them too.
  const tells = headed.length === 2 || findings.length > 1 ? 1 : 0;
  const others = [...kinds].filter((kind) => kind !== 'no').length + tells;
  const isEnough =
    surest >= SURE
      ? kinds.size > 0 && others > 0
      : surest > 0 && kinds.size >= 2 && [...kinds].some((kind) => RECTIFYING.has(kind));
  if (!isEnough || guesses.length * 2 < headed.length) return null;
  return guesses.reduce((sum, { score }) => sum + score, 0);
}

function sampleBelow(rows: readonly GridRow[], bottom: number, index: number): string[] {
  return rows
    .slice(bottom + 1, bottom + 1 + SAMPLE)
    .flatMap(({ own }) => ((own[index] ?? '') === '' ? [] : [own[index] ?? '']));
}
