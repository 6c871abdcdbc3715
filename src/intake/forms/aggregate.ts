/** Recognises bulletins that only count: 共检查871家,发现隐患711处,已整改650处. They list no finding. */
import { readDeclared } from '../readings/declared.ts';
import { readTallies } from '../readings/tallies.ts';
import type { Line } from '../text/lines.ts';
import type { FormReading } from './form.ts';

/** Null for a text without a count of findings. */
export function readAggregate(lines: readonly Line[]): FormReading | null {
  const { declared } = readDeclared(lines);
  const counts = readTallies(lines).length + Number(declared.findings !== null);
  if (counts === 0) return null;
  // The counts stand anywhere in it: all of it is the document's head.
  return { ok: true, form: 'aggregate-bulletin', aspects: [], items: 0, first: null };
}
