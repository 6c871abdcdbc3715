/** Reads the bytes of a document somebody hands in. */
import {
  readFile,
  type ColumnMapping,
  type IntakeDocument,
  type ReadResult,
} from '../intake/index.ts';

/**
 * `file`: what it is called, which may tell its format; the document does not repeat it. `mapping`: what
 * is known of the columns of spreadsheets.
 */
export async function readUpload(
  bytes: Uint8Array,
  file: string | null,
  mapping: readonly ColumnMapping[] = [],
): Promise<ReadResult> {
  const read = await readFile(bytes, { mapping, ...(file !== null && { file }) });
  return read.ok ? { ...read, document: withoutFile(read.document) } : read;
}

/** What a document is called is kept beside it. */
export function withoutFile({ file: _file, ...document }: IntakeDocument): IntakeDocument {
  return document;
}
