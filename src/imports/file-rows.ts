/** The rows of a document as it was read: one for each finding it tells of. */
import type { FindingToOpen } from '../engine/finding-to-open.ts';
import { findingsOf, type Finding, type IntakeDocument } from '../intake/index.ts';
import { contentKeys, rowName, type RowName } from './row-keys.ts';

type StatedMeasure = Omit<NonNullable<FindingToOpen['measures']>[number], 'no'>;

/** What a row says, and nothing that anybody made of it. */
export interface ReadRow {
  /** As printed; empty where it has no number. */
  readonly no: string;
  readonly title: string;
  readonly description: string | null;
  readonly aspect: { readonly no: number; readonly title: string } | null;
  readonly measures: readonly {
    readonly stated: StatedMeasure;
    readonly responsible: string | null;
    readonly due: string | null;
  }[];
  /** Who answers for it, as printed. */
  readonly responsible: string | null;
  /** ISO date where it is stated in full; else as printed. */
  readonly due: string | null;
  /** What else the reader of the document says of it. */
  readonly more: Pick<
    FindingToOpen,
    'class' | 'grade' | 'responsibleUnit' | 'slots' | 'targets' | 'origin'
  >;
}

export interface FileRow {
  /** From 0, in the order of the document. */
  readonly place: number;
  /** Where it begins in the file. */
  readonly line: number | null;
  readonly read: ReadRow;
  readonly name: RowName;
  /** What the row is called by what it says: its key, unless it is known under another. */
  readonly contentKey: string;
  /** Figures it says are to be reached, as printed. */
  readonly targetsStated: readonly string[];
}

export function fileRows(document: IntakeDocument, round: string): readonly FileRow[] {
  const findings = document.aspects.flatMap((aspect) => aspect.findings);
  const read = findingsOf(document, round).flatMap((toOpen, at) => {
    const finding = findings[at];
    return finding === undefined ? [] : [{ finding, read: readRow(toOpen, finding) }];
  });
  const names = read.map((each) => rowName(each.read));
  const keys = contentKeys(names);
  return read.flatMap(({ finding, read: row }, place) => {
    const [name, contentKey] = [names[place], keys[place]];
    if (name === undefined || contentKey === undefined) return [];
    const targetsStated = finding.targets.map(({ raw }) => raw);
    return [{ place, line: finding.line, read: row, name, contentKey, targetsStated }];
  });
}

function readRow(toOpen: FindingToOpen, finding: Finding): ReadRow {
  const { title, description = null, aspect = null, measures = [] } = toOpen;
  const { class: rectification, grade, responsibleUnit, slots, targets, origin } = toOpen;
  // Where the reader has parted or joined measures, nobody can say whose date is whose.
  const sources = finding.measures.length === measures.length ? finding.measures : [];
  return {
    no: toOpen.sourceNo ?? '',
    title,
    description: description === null || description.trim() === '' ? null : description,
    aspect,
    measures: measures.map(({ no: _no, ...stated }, at) => ({
      stated,
      responsible: sources[at]?.responsible ?? null,
      due: dayOf(sources[at]?.due),
    })),
    responsible: finding.responsible,
    due: dayOf(finding.due),
    more: {
      ...(rectification !== undefined && { class: rectification }),
      ...(grade !== undefined && { grade }),
      ...(responsibleUnit !== undefined && { responsibleUnit }),
      ...(slots !== undefined && { slots }),
      ...(targets !== undefined && { targets }),
      ...(origin !== undefined && { origin }),
    },
  };
}

function dayOf(due: Finding['due'] | undefined): string | null {
  return due === undefined ? null : (due.value ?? due.raw);
}
