/** Goes through the columns of a ledger that the contract has no place for, and prints them anew. */
import type { BesideFinding } from '../sheets/beside-findings.ts';
import type { Place, Rewrite } from './document-texts.ts';
import { speaksOfPetitions } from './petition-matters.ts';

/** `petitions` are the lines of findings on such matters. */
export function rewriteBeside(
  beside: readonly BesideFinding[],
  petitions: ReadonlySet<number>,
  rewrite: Rewrite,
): BesideFinding[] {
  return beside.map((entry) => {
    const { line } = entry;
    const words = entry.fields.map(({ header, text }) => header + text).join('\n');
    const isPetition = petitions.has(line) || speaksOfPetitions(words);
    const place: Place = { line, isPetition, isOffice: false };
    const fields = entry.fields.map(({ meaning, header, text }) => {
      // The header says whose name it is: 信访人.
      const label = `${header}:`;
      return { meaning, header, text: rewrite(label + text, place).slice(label.length) };
    });
    return { finding: entry.finding, line, fields };
  });
}
