/** Gives every finding of a ledger the number it is called by. */
import type { ReadContext } from '../forms/form.ts';
import { fold } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import type { LedgerRecord } from './records.ts';

/**
 * As printed. Findings that share a number are `2(1)`, `2(2)`; where the count begins again under each
 * numbered heading, the heading's number goes before it: `(一)-1`. Without numbers they are counted.
 */
export function numbersOf(records: readonly LedgerRecord[]): string[] {
  const isNumbered = records.some(({ no }) => no !== null);
  const bare = isNumbered ? sharedNumbers(records) : records.map((_, index) => String(index + 1));
  const isUnique = new Set(bare).size === bare.length;
  if (isUnique) return bare;
  return bare.map((no, index) => {
    const heading = headingNumber(records[index]?.aspect?.title ?? '');
    return heading === null ? no : `${heading}-${no}`;
  });
}

function sharedNumbers(records: readonly LedgerRecord[]): string[] {
  const used = new Set(
    records.flatMap(({ no, sharesNo }) => (no === null || sharesNo ? [] : [no])),
  );
  let [current, place] = ['0', 1];
  return records.map(({ no, sharesNo }, index) => {
    if (no !== null && !sharesNo) {
      [current, place] = [no, 1];
      return isShared(records, index) ? `${no}(1)` : no;
    }
    const following = String(Number(current) + 1);
    // A number left out is the one that is missing in the sequence.
    if (!sharesNo && Number.isSafeInteger(Number(current)) && !used.has(following)) {
      [current, place] = [following, 1];
      used.add(following);
      return following;
    }
    place += 1;
    return `${current}(${place})`;
  });
}

/** Whether the findings below are of the same number. */
function isShared(records: readonly LedgerRecord[], index: number): boolean {
  const next = records[index + 1];
  if (next === undefined) return false;
  if (next.sharesNo) return true;
  if (next.no !== null) return false;
  const following = String(Number(records[index]?.no) + 1);
  return records.some(({ no, sharesNo }) => no === following && !sharesNo);
}

function headingNumber(title: string): string | null {
  const folded = fold(title);
  const mark = readMark(folded);
  if (mark === null) return null;
  const printed = folded.slice(0, mark.length).replaceAll(/[\s、.()]/g, '');
  if (mark.style === 'chapter') return `(${printed})`;
  return mark.style === 'section' ? printed : null;
}

/** Notes gaps and repeats in counts of whole numbers; under a new heading the count may begin again. */
export function checkNumbers(records: readonly LedgerRecord[], { warn }: ReadContext): void {
  let last: number | null = null;
  let heading: string | null = null;
  let below: LedgerRecord['columns'] | null = null;
  for (const { no, sharesNo, aspect, rows, columns } of records) {
    const value = no !== null && /^\d{1,6}$/.test(no) && !sharesNo ? Number(no) : null;
    const isNewHeading = (aspect?.title ?? null) !== heading || columns !== below;
    [heading, below] = [aspect?.title ?? null, columns];
    if (value === null) continue;
    const restarts = value === 1 && isNewHeading;
    const expected: number = last === null || restarts ? value : last + 1;
    if (value !== expected) {
      const [chinese, english, code] =
        value > expected
          ? (['缺号', 'gap', 'numbering_gap'] as const)
          : (['重号', 'duplicate', 'numbering_duplicate'] as const);
      warn(
        rows[0]?.line ?? 1,
        code,
        `问题编号${chinese}：应为${expected}，实为${value} / ${english} in the numbering of findings: ${expected} expected, ${value} found`,
      );
    }
    last = value;
  }
}
