/** Whether a file is a later state of a document that the round has taken in, and of which. */
import { matchRows } from './match-rows.ts';
import type { Known, Matchable } from './matching.ts';
import { plainAspect } from './row-keys.ts';

/** A document as it was taken in last. */
export interface KnownDocument<Id> {
  readonly id: Id;
  readonly file: string | null;
  readonly title: string | null;
  readonly rows: readonly Known[];
}

/** What a file says of itself. */
export interface SaysOfItself {
  readonly file: string | null;
  readonly title: string | null;
}

/** A document under another name keeps this share of its rows, and has not many more. */
const sameDocumentFrom = 0.5;

/**
 * The document most of whose rows are in the file. One of the same name or title needs no more than one of them;
 * where nothing tells two documents apart, it is the later one. Null: it is another document.
 */
export function whichDocument<Id>(
  documents: readonly KnownDocument<Id>[],
  file: SaysOfItself,
  rows: readonly Matchable[],
): KnownDocument<Id> | null {
  const judged = documents.map((document) => ({
    document,
    found: foundIn(document.rows, rows),
    longer: Math.max(document.rows.length, rows.length),
    isNamesake: isNamesake(document, file),
  }));
  const [best] = judged
    .filter(({ found, longer, isNamesake: same }) =>
      same ? found > 0 : found >= Math.max(1, longer * sameDocumentFrom),
    )
    .toReversed()
    .toSorted((a, b) => b.found - a.found || Number(b.isNamesake) - Number(a.isNamesake));
  return best?.document ?? null;
}

function isNamesake(document: SaysOfItself, file: SaysOfItself): boolean {
  if (document.file !== null && document.file === file.file) return true;
  return (
    document.title !== null &&
    file.title !== null &&
    plainAspect(document.title) === plainAspect(file.title)
  );
}

/** A number alone says nothing here: every document counts from one. */
function foundIn(known: readonly Known[], rows: readonly Matchable[]): number {
  const { matches, ambiguous } = matchRows(known, rows);
  return matches.filter(({ by }) => by !== 'number').length + ambiguous.length;
}
