/** Rows with the people and units of the directory that their words name. */
import type { PartiesByName } from '../store/named-parties.ts';
import type { ReadRow } from './file-rows.ts';
import {
  nobodyNamed,
  partiesNamed,
  statedNames,
  type NameDoubt,
  type NamedParties,
  type StatedName,
} from './stated-names.ts';

/** A row as it is kept: with whom its words named when they were read first. */
export interface RowAsRead extends ReadRow {
  readonly named: NamedParties;
  /** Measure by measure. */
  readonly measuresNamed: readonly NamedParties[];
}

/** Says who goes by which of these names. */
export type NameBook = (names: readonly string[]) => Promise<PartiesByName>;

export interface NamedRow {
  readonly read: RowAsRead;
  readonly doubts: readonly NameDoubt[];
}

/**
 * In the order given. Where a row says the same of whoever answers as before, it names whom it named then: that the
 * directory has changed changes no document.
 */
export async function namedRows(
  rows: readonly { readonly read: ReadRow; readonly before: RowAsRead | null }[],
  book: NameBook,
): Promise<readonly NamedRow[]> {
  const stated = rows.map(({ read }) => ({
    row: statedNames(read.responsible),
    measures: read.measures.map(({ responsible }) => statedNames(responsible)),
  }));
  const names = stated.flatMap(({ row, measures }) => [...row, ...measures.flat()]);
  const directory = await book([...new Set(names.map(({ name }) => name))].toSorted());
  return rows.map(({ read, before }, at) => {
    const { row = [], measures = [] } = stated[at] ?? {};
    const kept = before !== null && before.responsible === read.responsible ? before.named : null;
    const found = taken(row, kept, directory);
    const ofMeasures = read.measures.map(({ responsible, stated: { text } }, place) => {
      const same = before?.measures.findIndex(
        (each) => each.stated.text === text && each.responsible === responsible,
      );
      const keptThere = same === undefined ? null : (before?.measuresNamed[same] ?? null);
      return taken(measures[place] ?? [], keptThere, directory);
    });
    return {
      read: {
        ...read,
        named: found.parties,
        measuresNamed: ofMeasures.map(({ parties }) => parties),
      },
      doubts: [...found.doubts, ...ofMeasures.flatMap(({ doubts }) => doubts)],
    };
  });
}

function taken(
  names: readonly StatedName[],
  kept: NamedParties | null,
  directory: PartiesByName,
): { readonly parties: NamedParties; readonly doubts: readonly NameDoubt[] } {
  if (kept !== null) return { parties: kept, doubts: [] };
  if (names.length === 0) return { parties: nobodyNamed, doubts: [] };
  return partiesNamed(names, directory);
}
