/** What a ledger says of a finding that the intake contract has no place for, and whom it names. */
import type { Finding, Question, Warning } from '../schema.ts';
import type { ColumnMeaning } from './column-mapping.ts';
import { matchNames, namesIn, type DirectoryEntry, type NameMatch } from './names.ts';
import { fieldsOf, type LedgerRecord } from './records.ts';

export interface NamedParty {
  /** The column's meaning: unit, supporting, leader, person, verifier, inspected. */
  readonly role: ColumnMeaning;
  readonly name: string;
  /** In the directory; null where none was given, or the name is not certain. */
  readonly id: string | null;
}

export interface LedgerEntry {
  /** The finding's number. */
  readonly finding: string;
  readonly line: number;
  readonly parties: readonly NamedParty[];
  /** Grade, class, location, dates of finding and completion, and columns of no known meaning. */
  readonly fields: readonly {
    readonly meaning: ColumnMeaning;
    readonly header: string;
    readonly text: string;
  }[];
}

const PARTIES: readonly ColumnMeaning[] = [
  'unit',
  'supporting',
  'leader',
  'person',
  'verifier',
  'inspected',
];

const BESIDE: readonly ColumnMeaning[] = [
  'cause',
  'class',
  'grade',
  'completed',
  'verified',
  'location',
  'found',
  'source',
  'evidence',
  'sustained',
  'ignored',
];

export interface ReadRecord {
  readonly record: LedgerRecord;
  readonly findings: readonly Finding[];
}

export interface MatchedNames {
  readonly matches: ReadonlyMap<string, NameMatch>;
  readonly warnings: readonly Warning[];
  readonly questions: readonly Question[];
}

/** Every name once; what is not certain is asked, what is not known noted, at its first row. */
export function matchLedgerNames(
  records: readonly LedgerRecord[],
  directory: readonly DirectoryEntry[],
): MatchedNames {
  const lines = new Map<string, number>();
  for (const record of records) {
    for (const { text, line } of fieldsOf(record, ...PARTIES)) {
      for (const name of namesIn(text)) if (!lines.has(name)) lines.set(name, line);
    }
  }
  const matches = matchNames([...lines.keys()], directory);
  const uncertain = matches.filter(({ found }) => found !== 'exact');
  return {
    matches: new Map(matches.map((match) => [match.name, match])),
    warnings: uncertain
      .filter(({ found }) => found !== 'likely')
      .map(({ name }) => unknownName(name, lines.get(name) ?? 1)),
    questions: uncertain
      .filter(({ candidates }) => candidates.length > 0)
      .map((match) => whichName(match, lines.get(match.name) ?? 1)),
  };
}

export function entriesOf(
  { record, findings }: ReadRecord,
  matches: ReadonlyMap<string, NameMatch>,
): LedgerEntry[] {
  const parties = fieldsOf(record, ...PARTIES).flatMap(({ column, text }) =>
    namesIn(text).map((name): NamedParty => {
      const match = matches.get(name);
      const id = match?.found === 'exact' ? (match.candidates[0]?.id ?? null) : null;
      return { role: column.meaning, name, id };
    }),
  );
  const fields = fieldsOf(record, ...BESIDE).map(({ column, text }) => ({
    meaning: column.meaning,
    header: column.header,
    text,
  }));
  return findings.map(({ no, line }) => ({ finding: no, line, parties, fields }));
}

const unknownName = (name: string, line: number): Warning => ({
  line,
  code: 'unit_unknown',
  message: `第${line}行：名录中没有“${name}” / Row ${line}: "${name}" is not in the directory`,
});

function whichName({ name, candidates }: NameMatch, line: number): Question {
  const chinese = candidates.map((entry) => `“${entry.name}”`).join('、');
  const english = candidates.map((entry) => `"${entry.name}" (${entry.id})`).join(', ');
  return {
    line,
    finding: null,
    about: 'document',
    code: 'name_uncertain',
    message: `第${line}行：“${name}”是否指${chinese}？ / Row ${line}: does "${name}" mean ${english}?`,
  };
}
