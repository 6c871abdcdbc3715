/** Reads a file of any format that is taken in. */
import { blocksOf } from './block-list.ts';
import { decodeText } from './bytes.ts';
import { detectFormat } from './detect.ts';
import { limitsWith, type IntakeLimits } from './limits.ts';
import { refusal, type SourceResult } from './refusal.ts';
import type { SourceFormat } from '../source.ts';

export interface SourceOptions {
  /** The file's name: tells a table from a text, nothing else. */
  readonly file?: string | undefined;
  readonly limits?: Partial<IntakeLimits> | undefined;
}

type Reader = (bytes: Uint8Array, limits: IntakeLimits) => SourceResult | Promise<SourceResult>;

// Loaded when first used: most bring a library along.
const READERS: Readonly<Record<SourceFormat, () => Promise<Reader>>> = {
  txt: async () => readText,
  html: async () => (await import('./html.ts')).readHtml,
  docx: async () => (await import('./docx.ts')).readDocx,
  pdf: async () => (await import('./pdf.ts')).readPdf,
  xlsx: async () => (await import('./xlsx.ts')).readXlsx,
  csv: async () => (await import('./csv.ts')).readCsv,
};

/**
 * The file's text and tables, or why it is not taken in. Meant for a thread of its own (see
 * isolation/): it takes time, and what a library allocates outside the heap counts nowhere else.
 */
export async function sourceOf(
  bytes: Uint8Array,
  { file, limits: given }: SourceOptions = {},
): Promise<SourceResult> {
  const limits = limitsWith(given);
  const detected = await detectFormat(bytes, { file, limits });
  if (!detected.ok) return detected;
  const read = await READERS[detected.format]();
  return read(bytes, limits);
}

function readText(bytes: Uint8Array, limits: IntakeLimits): SourceResult {
  const decoded = decodeText(bytes, { maxBytes: limits.file });
  if (!decoded.ok) return decoded;
  const blocks = blocksOf([decoded.text]);
  if (blocks.length > 0) return { ok: true, source: { format: 'txt', blocks } };
  return refusal('empty_document', '文件没有内容', 'The document is empty');
}
