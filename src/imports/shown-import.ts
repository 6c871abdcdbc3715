/** Imports as people read them. */
import type { Actor } from '../../machines/actor.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { IntakeDocument } from '../intake/index.ts';
import type { ImportHead, ImportRecord } from '../store/import-rows.ts';
import type { InForce } from './corrections-in-force.ts';
import type { ImportReview } from './review.ts';

export interface ShownImport {
  readonly id: string;
  /** The round's code. */
  readonly round: string;
  /** Which import into the round it is, from 1. */
  readonly no: number;
  /** The first import of the same document. */
  readonly documentId: string;
  readonly file: string | null;
  readonly sha256: string;
  /** The form it was read as. */
  readonly form: string;
  /** Of the document. */
  readonly title: string | null;
  /** ISO 8601. */
  readonly at: string;
  readonly by: Actor;
}

/** An import with all that is kept of it. */
export interface WholeImport extends ShownImport {
  /** In force from then on, each with the text it corrected. */
  readonly corrections: readonly InForce[];
  /** What was done. */
  readonly review: ImportReview;
  /** Every row of the document up to then, with its finding as it stands now. */
  readonly rows: ImportRecord['rows'];
  readonly document: IntakeDocument;
}

export function shownImport(head: ImportHead, { print }: Pick<Calendar, 'print'>): ShownImport {
  const { id, round, no, documentId, file, sha256, form, title, at, by } = head;
  return { id, round, no, documentId, file, sha256, form, title, at: print(at.getTime()), by };
}

export function wholeImport(record: ImportRecord, calendar: Pick<Calendar, 'print'>): WholeImport {
  const { corrections, review, rows, document } = record;
  return { ...shownImport(record, calendar), corrections, review, rows, document };
}
