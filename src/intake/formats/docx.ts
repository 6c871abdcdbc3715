/** Reads Word documents: their text as it is printed, numbers of lists included, and their tables. */
import { blocksOf } from './block-list.ts';
import { createBodyReader } from './docx/body.ts';
import { readLists } from './docx/lists.ts';
import { readNotes } from './docx/notes.ts';
import { createNumbering } from './docx/numbering.ts';
import { findParts } from './docx/parts.ts';
import { readStyles } from './docx/styles.ts';
import { tableTooLarge, TableTooLarge } from './grid.ts';
import type { IntakeLimits } from './limits.ts';
import { damaged, refusal, type SourceResult } from './refusal.ts';
import { readXml } from './xml.ts';
import type { ZipEntry } from './zip-directory.ts';
import { openZip } from './zip-guard.ts';

/** Never throws on any bytes. */
export async function readDocx(bytes: Uint8Array, limits: IntakeLimits): Promise<SourceResult> {
  const opened = await openZip(bytes, limits);
  if (!opened.ok) return opened;
  try {
    return await readParts(opened.entries, limits);
  } catch (error) {
    return error instanceof TableTooLarge ? tableTooLarge(limits) : damaged();
  }
}

async function readParts(
  entries: readonly ZipEntry[],
  limits: IntakeLimits,
): Promise<SourceResult> {
  const parts = await findParts(entries);
  if (parts.body === undefined) return damaged();
  const styles = await readStyles(parts.styles);
  const numbering = createNumbering(await readLists(parts.numbering, styles), styles);
  const footnotes = await readNotes(parts.footnotes, { styles, limits });
  const endnotes = await readNotes(parts.endnotes, { styles, limits });
  const reader = createBodyReader({
    styles,
    numbering,
    limits,
    note: (kind, id) => (kind === 'footnote' ? footnotes : endnotes).get(id) ?? null,
  });
  await readXml(parts.body, reader.handler);
  const blocks = blocksOf(reader.pieces());
  if (blocks.length > 0) return { ok: true, source: { format: 'docx', blocks } };
  return entries.some(({ name }) => /^word\/media\//i.test(name)) ? picturesOnly() : blank();
}

const picturesOnly = (): SourceResult =>
  refusal(
    'no_text_layer',
    '文件只有图片，没有文字（可能是扫描件）',
    'The file holds pictures and no text (it may be a scan)',
  );

const blank = (): SourceResult =>
  refusal('empty_document', '文件没有内容', 'The document is empty');
