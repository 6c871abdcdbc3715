/** Writes workbooks of one sheet by hand; only what a hostile file needs. */
import type { Buffer } from 'node:buffer';
import { zipFile, type ZipPart } from './zip-file.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

/** `rows` is the content of `sheetData`. */
export const sheetParts = (rows: string): ZipPart[] => [
  {
    name: '[Content_Types].xml',
    content: `<Types xmlns="${PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="${TYPE}"/></Types>`,
  },
  {
    name: '_rels/.rels',
    content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  },
  {
    name: 'xl/workbook.xml',
    content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    content: `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  {
    name: 'xl/worksheets/sheet1.xml',
    content: `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
  },
];

export const sheetFile = (rows: string): Buffer => zipFile(sheetParts(rows));

/** Rows of text, cell by cell. */
export const sheetRows = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((cells, at) => {
      const written = cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
      return `<row r="${at + 1}">${written}</row>`;
    })
    .join('');
