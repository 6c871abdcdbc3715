/** What a file holds once its format is out of the way: running text, and tables where they stand in it. */

export const SOURCE_FORMATS = ['txt', 'html', 'docx', 'pdf', 'xlsx', 'csv'] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** In the order of the document. */
export interface Source {
  readonly format: SourceFormat;
  readonly blocks: readonly SourceBlock[];
}

export type SourceBlock = TextBlock | Table;

export interface TextBlock {
  readonly kind: 'text';
  /** Where its first line stands, counted from 1; formats without lines count paragraphs. */
  readonly line: number;
  /** One line or several, parted by \n. */
  readonly text: string;
}

export interface Table {
  readonly kind: 'table';
  /** Name of the sheet, or the caption; null where it has none. */
  readonly name: string | null;
  readonly rows: readonly TableRow[];
  /** Cells that stretch over several places; only the first of these places holds the text. */
  readonly merges: readonly Merge[];
}

export interface TableRow {
  /** The sheet's own row number, or the line of a file; counted from 1. */
  readonly line: number;
  /** From the first column on. Places nothing stands in, and those a merged cell covers, are ''. */
  readonly cells: readonly string[];
}

/** Indexes into `rows` and `cells`, counted from 0, ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}
