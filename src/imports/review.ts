/** What a document would do to the ledger, or has done: for a person to look at. */
import type { FindingToOpen } from '../engine/finding-to-open.ts';
import type { Problem } from '../engine/answers.ts';
import type { Field } from './corrections.ts';
import type { FieldDifference } from './differences.ts';
import type { MatchedBy } from './matching.ts';

export interface FindingRef {
  readonly id: string;
  readonly number: string;
  readonly state: string;
}

/** A row, by its key, with what the file prints. */
export interface RowRef {
  readonly row: string;
  readonly no: string;
  readonly title: string;
}

export interface RowToOpen extends RowRef {
  readonly finding: FindingToOpen;
  /** Once it is opened. */
  readonly opened: { readonly id: string; readonly number: string } | null;
  /** What keeps it from being opened; nothing is taken in while there is any. */
  readonly problems: readonly Problem[];
}

/**
 * What becomes of a difference: `write`, and `written` once it is done; `refused` by the lifecycle; `person`: it is
 * for somebody to do; `none`: nothing has to be done, or a person has to decide first.
 */
export type DifferenceAction = 'write' | 'written' | 'refused' | 'person' | 'none';

export interface ReviewedDifference extends FieldDifference {
  readonly action: DifferenceAction;
  /** The condition that failed, or why a person has to do it. */
  readonly why: string | null;
}

export interface ComparedRow extends RowRef {
  readonly finding: FindingRef;
  readonly matchedBy: MatchedBy;
  /** What a correction calls the row of the file by, to say that it is another one (`is`). */
  readonly rowInFile: string;
  readonly fields: readonly ReviewedDifference[];
}

export interface AbsentRow extends RowRef {
  readonly finding: FindingRef | null;
}

export interface SkippedRow extends RowRef {
  /** Its words are others than those somebody chose to leave out: a conflict. It stays out. */
  readonly outdated: boolean;
}

export interface UndecidedRow extends RowRef {
  /** What it may be: rows of before, or findings of the round that are called the same. */
  readonly maybe: readonly { readonly is: string; readonly title: string }[];
}

/** What a person may have to look into. Nothing waits for an answer, but for what is undecided. */
export interface ReviewQuestion {
  readonly code: string;
  /** Null where it is about the document. */
  readonly row: string | null;
  readonly no: string | null;
  readonly line: number | null;
  /** Chinese first, then English. */
  readonly message: string;
  readonly findings: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly state: string;
    readonly likeness: number;
  }[];
}

export interface ReviewCounts {
  readonly toOpen: number;
  readonly unchanged: number;
  readonly changed: number;
  readonly conflicts: number;
  readonly vanished: number;
  readonly skipped: number;
  readonly undecided: number;
  readonly questions: number;
}

export interface ImportReview {
  /** The round's code. */
  readonly round: string;
  readonly file: string | null;
  readonly sha256: string;
  /** The form it was read as. */
  readonly form: string;
  /** Whether the round knows the document: not at all, in another state, or these very bytes. */
  readonly status: 'new' | 'later' | 'same';
  /** The last import of the document, or the one of these bytes. */
  readonly before: string | null;
  readonly counts: ReviewCounts;
  readonly toOpen: readonly RowToOpen[];
  readonly unchanged: readonly ComparedRow[];
  /** What differs in the file, in the ledger, or in both. */
  readonly changed: readonly ComparedRow[];
  /** In the last state of the document, and no longer in this one. They are listed, and left as they are. */
  readonly vanished: readonly AbsentRow[];
  readonly skipped: readonly SkippedRow[];
  readonly undecided: readonly UndecidedRow[];
  readonly questions: readonly ReviewQuestion[];
}

export type ReviewLists = Pick<
  ImportReview,
  'toOpen' | 'unchanged' | 'changed' | 'vanished' | 'skipped' | 'undecided' | 'questions'
>;

export function countsOf(lists: ReviewLists): ReviewCounts {
  const { toOpen, unchanged, changed, vanished, skipped, undecided, questions } = lists;
  return {
    toOpen: toOpen.length,
    unchanged: unchanged.length,
    changed: changed.length,
    conflicts: conflictsIn(lists).length,
    vanished: vanished.length,
    skipped: skipped.length,
    undecided: undecided.length,
    questions: questions.length,
  };
}

/** What both have changed, and differently, and corrections of what is no longer there: nothing is written. */
export function conflictsIn({
  changed,
  skipped,
}: Pick<ReviewLists, 'changed' | 'skipped'>): readonly Conflict[] {
  const between = changed.flatMap(({ row, fields }) =>
    fields.flatMap(({ field, result }) => (result === 'conflict' ? [{ row, field }] : [])),
  );
  const left = skipped.filter(({ outdated }) => outdated);
  return [...between, ...left.map(({ row }) => ({ row, field: 'skip' as const }))];
}

interface Conflict {
  readonly row: string;
  readonly field: Field | 'skip';
}
