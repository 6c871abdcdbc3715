/** Public door of the intake: inspection documents in, findings and measures out. */
import { decodeText } from './formats/bytes.ts';
import { readDocument } from './read-document.ts';
import type { ReadResult } from './schema.ts';

export { decodeText } from './formats/bytes.ts';
export { readDocument } from './read-document.ts';
export { Finding, IntakeDocument } from './schema.ts';
export type { ReadResult } from './schema.ts';
export { findingsOf, roundTitleOf } from './to-findings.ts';

/** As {@link readDocument}, from the bytes of a text file; also refuses what is not text. */
export function readBytes(
  bytes: Uint8Array,
  options: { file?: string; maxBytes?: number } = {},
): ReadResult {
  const decoded = decodeText(bytes, options);
  return decoded.ok ? readDocument(decoded.text, options) : decoded;
}
