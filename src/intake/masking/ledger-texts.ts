/** Goes through the columns of a ledger that the contract has no place for, and prints them anew. */
import type { LedgerEntry } from '../sheets/ledger-entries.ts';
import type { Place, Rewrite } from './document-texts.ts';
import { speaksOfPetitions } from './petition-matters.ts';

/** `petitions` are the lines of findings on such matters. Who answers for a row stays. */
export function rewriteEntries(
  entries: readonly LedgerEntry[],
  petitions: ReadonlySet<number>,
  rewrite: Rewrite,
): LedgerEntry[] {
  return entries.map((entry) => {
    const { line } = entry;
    const words = entry.fields.map(({ header, text }) => header + text).join('\n');
    const isPetition = petitions.has(line) || speaksOfPetitions(words);
    const place: Place = { line, isPetition, isOffice: false };
    const fields = entry.fields.map(({ meaning, header, text }) => {
      // The header says whose name it is: 信访人.
      const label = `${header}:`;
      return { meaning, header, text: rewrite(label + text, place).slice(label.length) };
    });
    return { finding: entry.finding, line, parties: entry.parties, fields };
  });
}
