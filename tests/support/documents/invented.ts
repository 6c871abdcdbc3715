/** Dates that were read where the document states none, or another. */
import type { Finding, IntakeDocument } from '../../../src/intake/index.ts';
import type { Match } from './matching.ts';
import type { Truth } from './truth.ts';

export function inventedIn(
  truth: Truth,
  { document, aspects }: IntakeDocument,
  matches: readonly Match[],
): string[] {
  const allowed = new Map<Finding, readonly (string | null)[]>(
    matches.map(({ truth: { due, otherDues }, read }) => [
      read,
      [...(due?.values ?? []), ...otherDues.flatMap(({ values }) => values)],
    ]),
  );
  const ofFindings = aspects
    .flatMap(({ findings }) => findings)
    .flatMap((finding) => {
      const fine = allowed.get(finding);
      // What is no finding at all is counted as such.
      if (fine === undefined) return [];
      return [finding.due, ...finding.measures.map(({ due }) => due)].flatMap(({ value, raw }) =>
        value === null || fine.includes(value) ? [] : [`due ${value} from ${raw}`],
      );
    });
  const { value, raw } = document.feedback;
  const told = value === null || (truth.feedback?.values ?? []).includes(value);
  return told ? ofFindings : [...ofFindings, `feedback ${value} from ${raw}`];
}
