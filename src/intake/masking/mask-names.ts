/** Masks persons who hold no office where a document speaks of petitions, complaints or hardship. */
import type { IntakeDocument, Warning } from '../schema.ts';
import { rewriteTexts, type Place } from './document-texts.ts';
import { createPeople } from './people.ts';

/** `all`: private persons in every passage, whatever its matter. Who holds an office is never masked. */
export type Masking = 'petitions' | 'all' | 'none';

/**
 * 张三 becomes 张某 everywhere in the document, and numbers that lead to a person become asterisks.
 * Every text keeps its length. A document that names nobody comes back as it is; else `names_masked`
 * says how many there were, once.
 */
export function maskNames(document: IntakeDocument, { mask }: { mask: Masking }): IntakeDocument {
  if (mask === 'none') return document;
  const people = createPeople();
  const isIn = ({ isPetition, isOffice }: Place): boolean =>
    (mask === 'all' || isPetition) && !isOffice;
  rewriteTexts(document, (text, place) => {
    people.meet(text, { isIn: isIn(place), isOffice: place.isOffice });
    return text;
  });
  let line = Infinity;
  const masked = rewriteTexts(document, (text, place) => {
    const rewritten = people.mask(text, { isIn: isIn(place) });
    if (rewritten !== text) line = Math.min(line, place.line);
    return rewritten;
  });
  if (line === Infinity) return document;
  const warnings = [...masked.warnings, namesMasked(line, people.count())];
  return { ...masked, warnings: warnings.toSorted((a, b) => a.line - b.line) };
}

const namesMasked = (
  line: number,
  { names, numbers }: { names: number; numbers: number },
): Warning => ({
  line,
  code: 'names_masked',
  message:
    `已隐去私人姓名${names}个、号码或住址${numbers}处 / ` +
    `Masked the names of ${names} private persons, and numbers or addresses in ${numbers} places`,
});
