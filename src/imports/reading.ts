/** Reads the bytes of a document somebody hands in. */
import {
  readFile,
  type ColumnMapping,
  type IntakeDocument,
  type Masking,
  type ReadResult,
} from '../intake/index.ts';

export interface UploadOptions {
  readonly mapping?: readonly ColumnMapping[];
  readonly mask?: Masking | undefined;
}

/**
 * `file`: what it is called, which may tell its format; the document does not repeat it. `mapping`: what
 * is known of the columns of spreadsheets. `mask`: whose names are masked, of petitions where nothing is said.
 */
export async function readUpload(
  bytes: Uint8Array,
  file: string | null,
  { mapping = [], mask }: UploadOptions = {},
): Promise<ReadResult> {
  const read = await readFile(bytes, { mapping, mask, ...(file !== null && { file }) });
  return read.ok ? { ...read, document: withoutFile(read.document) } : read;
}

/** What a document is called is kept beside it. */
export function withoutFile({ file: _file, ...document }: IntakeDocument): IntakeDocument {
  return document;
}
