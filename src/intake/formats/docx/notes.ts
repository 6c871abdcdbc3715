/** The footnotes and endnotes of a Word document, by their ids. */
import type { ZipEntry } from '../zip-directory.ts';
import { readXml } from '../xml.ts';
import { textOf } from '../grid.ts';
import { createBodyReader, type BodyContext, type BodyReader } from './body.ts';

/** Lines that only part notes from the text are left out. */
export async function readNotes(
  entry: ZipEntry | undefined,
  context: Omit<BodyContext, 'numbering' | 'note'>,
): Promise<ReadonlyMap<string, string>> {
  const notes = new Map<string, string>();
  if (entry === undefined) return notes;
  let reader: BodyReader | null = null;
  let id = '';
  await readXml(entry, {
    open(name, attributes) {
      if (name === 'w:footnote' || name === 'w:endnote') {
        id = attributes['id'] ?? '';
        const separates = attributes['type'] !== undefined && attributes['type'] !== 'normal';
        reader = separates ? null : createBodyReader({ ...context, ...NOTHING_IN_NOTES });
      } else reader?.handler.open(name, attributes);
    },
    close(name) {
      if (name !== 'w:footnote' && name !== 'w:endnote') return reader?.handler.close?.(name);
      const text = reader === null ? '' : textOf(reader.pieces());
      if (text !== '') notes.set(id, `注：${text}`);
      reader = null;
    },
    text: (text) => reader?.handler.text?.(text),
  });
  return notes;
}

const NOTHING_IN_NOTES: Pick<BodyContext, 'numbering' | 'note'> = {
  numbering: { next: () => '' },
  note: () => null,
};
