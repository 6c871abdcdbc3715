/** What the thread does with one file. */
import { damaged } from '../formats/refusal.ts';
import { sourceOf } from '../formats/source-of.ts';
import { readSource } from '../read-document.ts';
import type { ReadResult } from '../schema.ts';
import type { ArrayCap } from './array-cap.ts';
import { outOfMemory } from './refusals.ts';
import { BEAT_MS, type ReadRequest, type ThreadMessage } from './request.ts';

export async function readRequest(
  { bytes, limits, options }: ReadRequest,
  cap: ArrayCap,
  tell: (message: ThreadMessage) => void,
): Promise<ReadResult> {
  cap.setLimit(limits.unpacked);
  const beat = setInterval(() => tell({ kind: 'alive' }), BEAT_MS);
  tell({ kind: 'alive' });
  const read = await sourceOf(bytes, { file: options.file, limits })
    .catch(() => damaged())
    .finally(() => clearInterval(beat));
  // Readers take a refused array for damage.
  if (cap.tripped()) return outOfMemory(limits);
  if (!read.ok) return read;
  tell({ kind: 'unpacked' });
  const result = contractOf(readSource(read.source, options));
  const { questions = [] } = read;
  if (!result.ok || questions.length === 0) return result;
  const { document } = result;
  return { ok: true, document: { ...document, questions: [...questions, ...document.questions] } };
}

/** Without what only somebody who reads tables in the same thread asks for. */
function contractOf(result: ReadResult): ReadResult {
  if (!result.ok) return result;
  const { document, mapping } = result;
  return { ok: true, document, ...(mapping !== undefined && { mapping }) };
}
