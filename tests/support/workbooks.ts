/** Writes Excel workbooks by hand: only what a test is about is in them. */
import type { Buffer } from 'node:buffer';
import { zipFile, type ZipPart } from './zip-file.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface SheetXml {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** What stands between the tags of `sheetData`. */
  readonly rows: string;
  /** Ranges such as A1:C1. */
  readonly merges?: readonly string[];
}

export interface WorkbookXml {
  readonly sheets: readonly SheetXml[];
  /** `si` elements. */
  readonly strings?: string;
  /** Number formats of the cell styles, in order: an id of a built-in one, or a code. */
  readonly formats?: readonly (number | string)[];
  readonly is1904?: boolean;
  readonly more?: readonly ZipPart[];
}

export const workbookFile = (workbook: WorkbookXml): Buffer => zipFile(workbookParts(workbook));

export function workbookParts({
  sheets,
  strings,
  formats = [],
  is1904 = false,
  more = [],
}: WorkbookXml): ZipPart[] {
  const listed = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${at + 1}"/>`,
  );
  const relations = [
    ...sheets.map((_, at) =>
      relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`),
    ),
    relation('rIdS', 'sharedStrings', 'sharedStrings.xml'),
    relation('rIdT', 'styles', 'styles.xml'),
  ];
  return [
    {
      name: '[Content_Types].xml',
      content: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: relationships([relation('rId1', 'officeDocument', 'xl/workbook.xml')]),
    },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: relationships(relations) },
    {
      name: 'xl/sharedStrings.xml',
      content: `${HEAD}<sst xmlns="${MAIN}">${strings ?? ''}</sst>`,
    },
    { name: 'xl/styles.xml', content: styles(formats) },
    ...sheets.map((sheet, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      content: worksheet(sheet),
    })),
    ...more,
  ];
}

/** The parts with the content of one of them changed. */
export const withChanged = (
  parts: readonly ZipPart[],
  name: ZipPart['name'],
  change: (content: string) => string,
): ZipPart[] =>
  parts.map((part) =>
    part.name === name ? { name, content: change(String(part.content)) } : part,
  );

function worksheet({ rows, merges = [] }: SheetXml): string {
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${merged === '' ? '' : `<mergeCells>${merged}</mergeCells>`}</worksheet>`;
}

function styles(formats: readonly (number | string)[]): string {
  const codes = formats.flatMap((format, at) =>
    typeof format === 'string'
      ? [`<numFmt numFmtId="${200 + at}" formatCode="${escaped(format)}"/>`]
      : [],
  );
  const used = formats.map(
    (format, at) => `<xf numFmtId="${typeof format === 'string' ? 200 + at : format}"/>`,
  );
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${used.join('')}</cellXfs></styleSheet>`;
}

/** Rows of texts from A1 on; blank ones are left out. Numbers are numbers. */
export function textRows(rows: readonly (readonly (string | number)[])[]): string {
  return rows
    .map((cells, row) => {
      const filled = cells.map((value, column) => {
        const place = `${letters(column)}${row + 1}`;
        if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
        return value === ''
          ? ''
          : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
      });
      return `<row r="${row + 1}">${filled.join('')}</row>`;
    })
    .join('');
}

function letters(column: number): string {
  const last = String.fromCodePoint(0x41 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;

const relationships = (relations: readonly string[]): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`;
