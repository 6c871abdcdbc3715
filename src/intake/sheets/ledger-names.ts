/** Whether those a ledger makes answerable are in the directory. */
import type { Question, Warning } from '../schema.ts';
import type { ColumnMeaning } from './column-mapping.ts';
import { matchNames, namesIn, type DirectoryEntry, type NameMatch } from './names.ts';
import { fieldsOf, type LedgerRecord } from './records.ts';

const PARTIES: readonly ColumnMeaning[] = [
  'unit',
  'supporting',
  'leader',
  'person',
  'verifier',
  'inspected',
];

/** Every name once, at its first row: what is not certain is asked, what is not known noted. */
export function checkNames(
  records: readonly LedgerRecord[],
  directory: readonly DirectoryEntry[],
): { readonly warnings: readonly Warning[]; readonly questions: readonly Question[] } {
  const lines = new Map<string, number>();
  for (const record of records) {
    for (const { text, line } of fieldsOf(record, ...PARTIES)) {
      for (const name of namesIn(text)) if (!lines.has(name)) lines.set(name, line);
    }
  }
  const matches = matchNames([...lines.keys()], directory);
  const uncertain = matches.filter(({ found }) => found !== 'exact');
  return {
    warnings: uncertain
      .filter(({ found }) => found !== 'likely')
      .map(({ name }) => unknownName(name, lines.get(name) ?? 1)),
    questions: uncertain
      .filter(({ candidates }) => candidates.length > 0)
      .map((match) => whichName(match, lines.get(match.name) ?? 1)),
  };
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
