/** The rows of a document by what becomes of them: opened, compared, left out, or put to a person. */
import type { RoundBefore, StoredRow } from '../store/import-rows.ts';
import type { UndecidedRow } from './review.ts';
import { plainTitle } from './row-keys.ts';
import type { Settled, SettledRow } from './settled-rows.ts';

export interface SortedRows {
  readonly toOpen: readonly SettledRow[];
  readonly toCompare: readonly { readonly settled: SettledRow; readonly findingId: string }[];
  readonly skipped: readonly SettledRow[];
  readonly undecided: readonly {
    readonly settled: SettledRow;
    readonly maybe: UndecidedRow['maybe'];
  }[];
  /** In the last state of the document, and not in this one. */
  readonly vanished: readonly StoredRow[];
  /** What is kept of rows that are neither opened nor compared. */
  readonly stored: readonly StoredRow[];
}

export function sortedRows({ rows, absent, open, last }: Settled, before: RoundBefore): SortedRows {
  const toOpen: SettledRow[] = [];
  const toCompare: SortedRows['toCompare'][number][] = [];
  const skipped: SettledRow[] = [];
  const undecided: SortedRows['undecided'][number][] = [];
  const stored = last === null ? [] : (before.rows.get(last.documentId) ?? []);
  const namesakes = findingsByTitle(before, stored);
  for (const settled of rows) {
    const { row, corrected } = settled;
    const findingId = row.word?.kind === 'finding' ? row.word.id : (row.known?.findingId ?? null);
    const maybe = row.word === null ? maybeOf(settled, stored, namesakes) : [];
    if (corrected.skip !== 'no') skipped.push(settled);
    else if (findingId !== null) toCompare.push({ settled, findingId });
    else if (maybe.length > 0) undecided.push({ settled, maybe });
    else toOpen.push(settled);
  }
  return {
    toOpen,
    toCompare,
    skipped,
    undecided,
    vanished: absent.filter(({ state, findingId }) => state === 'kept' && findingId !== null),
    stored: [
      ...skipped.map(skippedRow),
      ...open,
      ...absent.map((row) => (row.state === 'kept' ? { ...row, state: 'vanished' as const } : row)),
    ],
  };
}

type Namesakes = ReadonlyMap<string, readonly { readonly is: string; readonly title: string }[]>;

/** Findings of the round that no row of this document stands for. */
function findingsByTitle({ findings }: RoundBefore, stored: readonly StoredRow[]): Namesakes {
  const own = new Set(stored.map(({ findingId }) => findingId));
  const found = new Map<string, { is: string; title: string }[]>();
  for (const { id, number, title } of findings) {
    if (own.has(id)) continue;
    const name = plainTitle(title);
    found.set(name, [...(found.get(name) ?? []), { is: number, title }]);
  }
  return found;
}

/** What a row may be: one of several rows of before, or what another document of the round calls the same. */
function maybeOf(
  { row, values }: SettledRow,
  stored: readonly StoredRow[],
  namesakes: Namesakes,
): UndecidedRow['maybe'] {
  if (row.maybe.length > 0) {
    return row.maybe.map((key) => ({
      is: key,
      title: stored.find((each) => each.key === key)?.read.title ?? '',
    }));
  }
  const name = plainTitle(values.title);
  return name === '' ? [] : (namesakes.get(name) ?? []);
}

function skippedRow({ row, named }: SettledRow): StoredRow {
  const { key, known } = row;
  const findingId = known?.findingId ?? null;
  return { key, state: 'skipped', findingId, read: named.read, base: known?.base ?? null };
}
