/** Writes Word documents by hand: only what a test is about is in them. */
import type { Buffer } from 'node:buffer';
import { zipFile, type ZipPart } from './zip-file.ts';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const MC = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface DocxParts {
  /** Content of `w:body`. */
  readonly body: string;
  /** Contents of the root elements of the other parts. */
  readonly numbering?: string;
  readonly styles?: string;
  readonly footnotes?: string;
  readonly more?: readonly ZipPart[];
}

export function docxParts({ body, numbering, styles, footnotes, more = [] }: DocxParts): ZipPart[] {
  const parts = Object.entries({ numbering, styles, footnotes }).flatMap(([kind, content]) =>
    content === undefined ? [] : [{ kind, content }],
  );
  const relations = parts
    .map(({ kind }, at) => relation(`rId${at + 1}`, kind, `${kind}.xml`))
    .join('');
  return [
    {
      name: '[Content_Types].xml',
      content: `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${TYPES}.document.main+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: relationships(relation('rId1', 'officeDocument', 'word/document.xml')),
    },
    { name: 'word/document.xml', content: root('document', `<w:body>${body}</w:body>`) },
    { name: 'word/_rels/document.xml.rels', content: relationships(relations) },
    ...parts.map(({ kind, content }) => ({
      name: `word/${kind}.xml`,
      content: root(kind, content),
    })),
    ...more,
  ];
}

export const docxFile = (parts: DocxParts | string): Buffer =>
  zipFile(docxParts(typeof parts === 'string' ? { body: parts } : parts));

const root = (name: string, content: string): string =>
  `${HEAD}<w:${name} xmlns:w="${W}" xmlns:mc="${MC}" xmlns:r="${RELATIONS}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">${content}</w:${name}>`;
const relationships = (content: string): string =>
  `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${content}</Relationships>`;
const relation = (id: string, kind: string, target: string): string =>
  `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export const run = (text: string): string =>
  `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

/** A paragraph; `list` is the id of its list and its level. */
export function paragraph(
  text: string,
  { list, style }: { list?: readonly [numId: number, level: number]; style?: string } = {},
): string {
  const place =
    list === undefined
      ? ''
      : `<w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr>`;
  const named = style === undefined ? '' : `<w:pStyle w:val="${style}"/>`;
  return `<w:p><w:pPr>${named}${place}</w:pPr>${text === '' ? '' : run(text)}</w:p>`;
}

/** A definition of a list: the format and the text of each of its levels. */
export const listDefinition = (
  id: number,
  levels: readonly (readonly [format: string, text: string, more?: string])[],
): string =>
  `<w:abstractNum w:abstractNumId="${id}">${levels
    .map(
      ([format, text, more = ''], at) =>
        `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join('')}</w:abstractNum>`;

/** A list of a definition; `overrides` is the content of `w:num` after it. */
export const list = (numId: number, definition: number, overrides = ''): string =>
  `<w:num w:numId="${numId}"><w:abstractNumId w:val="${definition}"/>${overrides}</w:num>`;

export const startAgain = (level: number, start: number): string =>
  `<w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;

export const cell = (content: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : paragraph(content)}</w:tc>`;
export const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
export const table = (...rows: readonly string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;
