/** How well documents were read: micro-averaged over all of them, by form and by noise. */
import type { ReadResult } from '../../../src/intake/index.ts';
import { inspect, type Inspected } from './inspecting.ts';
import type { Counted } from './measuring.ts';
import type { WrittenDocument } from './truth.ts';

export interface Figure {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Score {
  readonly documents: number;
  readonly findings: Figure;
  readonly measures: Figure;
  /** Over pairs of finding and status. */
  readonly statuses: Figure;
  readonly dues: Figure;
  /** Shares of the findings that were found; counts of the documents. */
  readonly levels: number;
  readonly titles: number;
  readonly responsible: number;
  readonly declared: number;
  readonly inventedDates: number;
  readonly crashes: number;
}

export interface FullScore extends Score {
  readonly byForm: Readonly<Record<string, Score>>;
  readonly byNoise: Readonly<Record<string, Score>>;
  readonly inspected: readonly Inspected[];
}

/** The reader under test: text in, what was read out. */
export type Read = (text: string) => ReadResult;

export function score(documents: readonly WrittenDocument[], read: Read): FullScore {
  const inspected = documents.map((document) => inspect(document, read));
  const grouped = (namesOf: (each: Inspected) => readonly string[]): Record<string, Score> => {
    const groups = new Map<string, Inspected[]>();
    for (const each of inspected) {
      for (const name of namesOf(each)) groups.set(name, [...(groups.get(name) ?? []), each]);
    }
    return Object.fromEntries([...groups].map(([name, members]) => [name, summed(members)]));
  };
  return {
    ...summed(inspected),
    byForm: grouped(({ document }) => [document.form]),
    byNoise: grouped(({ document }) => document.noise),
    inspected,
  };
}

function summed(inspected: readonly Inspected[]): Score {
  const figure = (of: (each: Inspected) => Counted): Figure => {
    const [right, read, wanted] = (['right', 'read', 'wanted'] as const).map((what) =>
      inspected.reduce((sum, each) => sum + of(each)[what], 0),
    ) as [number, number, number];
    const [precision, recall] = [share(right, read), share(right, wanted)];
    return { precision, recall, f1: share(2 * right, read + wanted) };
  };
  const part = (of: (each: Inspected) => Counted): number => figure(of).recall;
  return {
    documents: inspected.length,
    findings: figure(({ findings }) => findings),
    measures: figure(({ measures }) => measures),
    statuses: figure(({ statuses }) => statuses),
    dues: figure(({ dues }) => dues),
    levels: part(({ levels }) => levels),
    titles: part(({ titles }) => titles),
    responsible: part(({ responsible }) => responsible),
    declared: part(({ declared }) => declared),
    inventedDates: inspected.reduce((sum, { invented }) => sum + invented.length, 0),
    crashes: inspected.filter(({ crash }) => crash !== null).length,
  };
}

/** Nothing wanted and nothing read is all right. */
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
