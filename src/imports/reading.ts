/** Reads the bytes of a document somebody hands in. */
import { readBytes, type IntakeDocument, type ReadResult } from '../intake/index.ts';

/** `file`: what it is called, which may tell its format. The document does not repeat it. */
export async function readUpload(bytes: Uint8Array, file: string | null): Promise<ReadResult> {
  const read = readBytes(bytes, file === null ? {} : { file });
  return read.ok ? { ok: true, document: withoutFile(read.document) } : read;
}

/** What a document is called is kept beside it. */
export function withoutFile({ file: _file, ...document }: IntakeDocument): IntakeDocument {
  return document;
}
