/** One document read and held against its truth. */
import type { Finding, IntakeDocument, ReadResult } from '../../../src/intake/index.ts';
import { fold, foldTitle } from './fold.ts';
import { matchFindings, settled, type Match, type Settled } from './matching.ts';
import { inventedIn } from './invented.ts';
import { weighMeasures, type Counted } from './measuring.ts';
import type { TruthDue, WrittenDocument } from './truth.ts';

export interface Inspected {
  readonly document: WrittenDocument;
  readonly findings: Counted;
  readonly measures: Counted;
  readonly statuses: Counted;
  readonly dues: Counted;
  readonly levels: Counted;
  readonly titles: Counted;
  readonly responsible: Counted;
  readonly declared: Counted;
  readonly invented: readonly string[];
  readonly crash: string | null;
  /** What went wrong, a line each. */
  readonly faults: readonly string[];
}

export function inspect(document: WrittenDocument, read: (text: string) => ReadResult): Inspected {
  try {
    const result = read(document.text);
    return comparison(document, result.ok ? result.document : null, null);
  } catch (error) {
    return comparison(document, null, error instanceof Error ? error.message : String(error));
  }
}

function comparison(
  document: WrittenDocument,
  reading: IntakeDocument | null,
  crash: string | null,
): Inspected {
  const reads = reading?.aspects.flatMap(({ findings }) => findings) ?? [];
  const wanted = settled(
    document.truth.aspects.flatMap(({ findings }) => findings),
    reads,
  );
  const matches = matchFindings(wanted, reads);
  const measured = weighMeasures(wanted, reads, matches);
  const invented = reading === null ? [] : inventedIn(document.truth, reading, matches);
  return {
    document,
    crash,
    invented,
    findings: { right: matches.length, read: reads.length, wanted: wanted.length },
    measures: measured.counted,
    statuses: {
      right: matches.filter(({ truth, read }) => truth.statuses.includes(read.status)).length,
      read: reads.length,
      wanted: wanted.length,
    },
    dues: {
      right: matches.filter(({ truth, read }) => dueRight(truth.due, read)).length,
      read: matches.filter(dueCounts).length,
      wanted: wanted.filter(({ truth }) => truth.due !== null).length,
    },
    ...sharesOf(matches),
    declared: declaredRight(document, reading),
    faults: [
      ...(crash === null ? [] : [`crash: ${crash}`]),
      ...invented.map((each) => `invented date: ${each}`),
      ...faultsOf(wanted, reads, matches),
      ...measured.faults,
    ],
  };
}

function sharesOf(matches: readonly Match[]): Pick<Inspected, 'levels' | 'titles' | 'responsible'> {
  const share = (holds: (match: Match) => boolean, among = matches): Counted => ({
    right: among.filter(holds).length,
    read: among.length,
    wanted: among.length,
  });
  return {
    levels: share(({ truth, read }) => truth.levels.includes(read.statusLevel)),
    titles: share(({ truth, read }) => foldTitle(read.title) === foldTitle(truth.title)),
    responsible: share(
      ({ truth, read }) => namesIn(read).includes(fold(truth.responsible ?? '')),
      matches.filter(({ truth }) => truth.responsible !== null),
    ),
  };
}

/** What stands in brackets behind the last measure may be read as that measure's. */
const namesIn = ({ responsible, measures }: Finding): string =>
  fold([responsible, ...measures.map((measure) => measure.responsible)].join(''));

const duesIn = ({ due, measures }: Finding): Finding['due'][] =>
  [due, ...measures.map((measure) => measure.due)].filter(({ raw }) => raw !== null);

const dueRight = (due: TruthDue | null, read: Finding): boolean =>
  due !== null && duesIn(read).some(({ value }) => due.values.includes(value));

/** A deadline that may be read, and need not, counts neither way. */
const dueCounts = ({ truth, read }: Match): boolean =>
  read.due.raw !== null &&
  (truth.due !== null || !truth.otherDues.some(({ values }) => values.includes(read.due.value)));

function declaredRight({ truth }: WrittenDocument, reading: IntakeDocument | null): Counted {
  const keys = Object.keys(truth.declared) as (keyof typeof truth.declared)[];
  const given = reading?.document.declared;
  const right = keys.filter((key) => (given?.[key] ?? null) === truth.declared[key]).length;
  return { right, read: keys.length, wanted: keys.length };
}

function faultsOf(
  wanted: readonly Settled[],
  reads: readonly Finding[],
  matches: readonly Match[],
): string[] {
  const found = new Set(matches.map(({ truth }) => truth));
  const used = new Set(matches.map(({ read }) => read));
  return [
    ...wanted.filter(({ truth }) => !found.has(truth)).map(({ truth }) => `missed: ${truth.title}`),
    ...reads
      .filter((each) => !used.has(each))
      .map(({ title, line }) => `no finding: line ${line} ${title.slice(0, 30)}`),
    ...matches.flatMap(faultsIn),
  ];
}

function faultsIn({ truth, read }: Match): string[] {
  const name = truth.core.slice(0, 14);
  const status = `status of ${name}: ${read.status} for ${truth.statuses.join('/')} (${read.statusPhrase ?? '-'})`;
  const due = `due of ${name}: ${read.due.raw} ${read.due.value} for ${truth.due?.raw}`;
  return [
    ...(truth.statuses.includes(read.status) ? [] : [status]),
    ...(truth.due === null || dueRight(truth.due, read) ? [] : [due]),
  ];
}
