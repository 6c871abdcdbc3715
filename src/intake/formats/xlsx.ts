/**
 * Reads the sheets of an Excel workbook.
 *
 * The XML of the sheets is read here, piece by piece: of the readers at hand the one that streams
 * knows neither merged cells nor number formats (16 % is 0.16 to it), and the one that knows them
 * holds every sheet whole, 376 MB for 100,000 rows of ten columns.
 */
import { readCellFormats } from '../sheets/workbook/cell-styles.ts';
import { readSharedStrings } from '../sheets/workbook/shared-strings.ts';
import { readSheetCells, type CellReading } from '../sheets/workbook/sheet-cells.ts';
import { BeyondLimits, tableGatherer, type Usage } from '../sheets/gather-table.ts';
import { readWorkbook, type SheetPart, type Workbook } from '../sheets/workbook/workbook-parts.ts';
import type { Question } from '../schema.ts';
import type { Source, Table } from '../source.ts';
import type { IntakeLimits } from './limits.ts';
import { damaged, refusal, unsafe, type Refusal } from './refusal.ts';
import { openZip } from './zip-guard.ts';

export type SheetsResult =
  | {
      readonly ok: true;
      readonly source: Source;
      /** What was left out: hidden sheets. */
      readonly questions: readonly Question[];
    }
  | Refusal;

/**
 * One table for each visible sheet that holds something, in the order of the tabs. Cells hold what a
 * person sees: dates as YYYY-MM-DD, figures in their number format, the results of formulas as they
 * were last worked out. Hidden rows and columns are read. Never throws on any bytes.
 */
export async function readXlsx(bytes: Uint8Array, limits: IntakeLimits): Promise<SheetsResult> {
  const opened = await openZip(bytes, limits);
  if (!opened.ok) return opened;
  try {
    const workbook = await readWorkbook(opened.entries);
    return workbook === null ? noWorkbook() : await readSheets(workbook, limits);
  } catch (error) {
    return error instanceof BeyondLimits ? unsafe(error.chinese, error.english) : damaged();
  }
}

async function readSheets(workbook: Workbook, limits: IntakeLimits): Promise<SheetsResult> {
  const { sharedStrings, styles, is1904 } = workbook;
  const reading: CellReading = {
    strings: sharedStrings === null ? [] : await readSharedStrings(sharedStrings),
    formats: styles === null ? [] : await readCellFormats(styles),
    is1904,
  };
  const usage: Usage = { filled: 0, places: 0 };
  const tables: Table[] = [];
  for (const { name, entry, isHidden } of workbook.sheets) {
    if (isHidden) continue;
    const { listener, table } = tableGatherer(limits, usage);
    await readSheetCells(entry, reading, listener);
    const read = table(name);
    if (read.rows.length > 0) tables.push(read);
  }
  if (tables.length === 0) {
    return refusal(
      'empty_document',
      '可见的工作表都没有内容',
      'No visible sheet of the workbook holds anything',
    );
  }
  const questions = workbook.sheets.filter(({ isHidden }) => isHidden).map(hiddenSheet);
  return { ok: true, source: { format: 'xlsx', blocks: tables }, questions };
}

const hiddenSheet = ({ name }: SheetPart): Question => ({
  line: 1,
  finding: null,
  about: 'document',
  code: 'sheet_hidden',
  message: `工作表“${name}”已隐藏，未读入；如需读入请先取消隐藏 / The sheet "${name}" is hidden and was not read; unhide it to have it read`,
});

const noWorkbook = (): Refusal =>
  refusal('format_unknown', '压缩包内没有工作簿', 'The archive holds no workbook');
