/** Public door of the intake: inspection documents in, findings and measures out. */
export { decodeText } from './formats/bytes.ts';
export { readFile } from './isolation/read-file.ts';
export { MASKINGS, type Masking } from './masking/mask-names.ts';
export { ColumnMapping } from './sheets/column-mapping.ts';
export { intakeTemplate } from './sheets/template.ts';
export { Finding, IntakeDocument, IntakeError } from './schema.ts';
export type { ReadResult } from './schema.ts';
export { findingsOf, roundTitleOf } from './to-findings.ts';
