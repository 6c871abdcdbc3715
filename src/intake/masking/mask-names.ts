/** Masks persons who hold no office where a document speaks of petitions, complaints or hardship. */
import type { IntakeDocument, ReadResult, Warning } from '../schema.ts';
import type { BesideFinding } from '../sheets/beside-findings.ts';
import type { TableReading } from '../sheets/read-tables.ts';
import { rewriteTexts, type Place, type Rewrite } from './document-texts.ts';
import { rewriteBeside } from './ledger-texts.ts';
import { createPeople } from './people.ts';

/** `all`: private persons in every passage, whatever its matter. Who holds an office is never masked. */
export const MASKINGS = ['petitions', 'all', 'none'] as const;
export type Masking = (typeof MASKINGS)[number];

/**
 * 张三 becomes 张某 everywhere in the document, and numbers that lead to a person become asterisks.
 * Every text keeps its length. A document that names nobody comes back as it is; else `names_masked`
 * says how many there were, once.
 */
export const maskNames = (document: IntakeDocument, { mask }: { mask: Masking }): IntakeDocument =>
  masked({ document, beside: [] }, mask).document;

/** As {@link maskNames}, for what was read of a file; columns of a ledger are masked too. */
export function maskReading(reading: ReadResult | TableReading, mask: Masking): ReadResult {
  if (!reading.ok) return reading;
  if (!('beside' in reading))
    return { ...reading, ...masked({ document: reading.document, beside: [] }, mask) };
  return { ...reading, ...masked(reading, mask) };
}

interface Named {
  readonly document: IntakeDocument;
  readonly beside: readonly BesideFinding[];
}

/** Where a name has gone, another may show that the words around it hid: until nothing more is found. */
function masked(given: Named, mask: Masking): Named {
  if (mask === 'none') return given;
  let named = given;
  let line = Infinity;
  let [names, numbers] = [0, 0];
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const once = maskedOnce(named, mask);
    if (once === null) break;
    named = once.named;
    line = Math.min(line, once.line);
    names += once.names;
    numbers += once.numbers;
  }
  if (line === Infinity) return given;
  const warnings = [...named.document.warnings, namesMasked(line, { names, numbers })];
  return {
    document: { ...named.document, warnings: warnings.toSorted((a, b) => a.line - b.line) },
    beside: named.beside,
  };
}

/** Two do for whatever people write. */
const MOST_TURNS = 6;

interface MaskedOnce {
  readonly named: Named;
  /** The first with something masked in it. */
  readonly line: number;
  readonly names: number;
  readonly numbers: number;
}

/** Null where nothing is to be masked. */
function maskedOnce(given: Named, mask: Exclude<Masking, 'none'>): MaskedOnce | null {
  const people = createPeople();
  const petitions = new Set<number>();
  const isIn = ({ isPetition, isOffice }: Place): boolean =>
    (mask === 'all' || isPetition) && !isOffice;
  const rewriteAll = (rewrite: Rewrite): Named => ({
    document: rewriteTexts(given.document, rewrite),
    beside: rewriteBeside(given.beside, petitions, rewrite),
  });
  let isAnyIn = false;
  rewriteAll((text, place) => {
    if (place.isPetition) petitions.add(place.line);
    isAnyIn ||= isIn(place);
    people.meet(text, { isIn: isIn(place), isOffice: place.isOffice });
    return text;
  });
  if (!isAnyIn) return null;
  let line = Infinity;
  const named = rewriteAll((text, place) => {
    const rewritten = people.mask(text, { isIn: isIn(place) });
    if (rewritten !== text) line = Math.min(line, place.line);
    return rewritten;
  });
  return line === Infinity ? null : { named, line, ...people.count() };
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
