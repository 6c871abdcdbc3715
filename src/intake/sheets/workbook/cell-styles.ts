/** Which number format each of a workbook's cell styles has. */
import type { ZipEntry } from '../../formats/zip-directory.ts';
import { builtInFormat, readFormat, type NumberFormat } from './number-format.ts';
import { readPart } from './part-xml.ts';

/** By the number a cell refers to its style with. */
export async function readCellFormats(entry: ZipEntry): Promise<readonly NumberFormat[]> {
  const codes = new Map<string, string>();
  const used: string[] = [];
  let isInCellStyles = false;
  await readPart(entry, {
    open: (name, { numFmtId: id = '0', formatCode: code }) => {
      if (name === 'cellXfs') isInCellStyles = true;
      else if (name === 'numFmt' && code !== undefined) codes.set(id, code);
      else if (name === 'xf' && isInCellStyles) used.push(id);
    },
    close: (name) => {
      if (name === 'cellXfs') isInCellStyles = false;
    },
  });
  const formats = new Map<string, NumberFormat>();
  for (const id of new Set(used)) {
    const code = codes.get(id);
    formats.set(id, code === undefined ? builtInFormat(Number(id)) : readFormat(code));
  }
  return used.map((id) => formats.get(id) ?? builtInFormat(0));
}
