/** The results of a run as a spreadsheet writes them out: one line per item. */
import { readFile } from 'node:fs/promises';
import { csvRows, type CsvProblem, type CsvRow } from '../csv-rows.ts';
import { unusable } from '../data-file.ts';
import { decodeText } from '../intake/formats/bytes.ts';
import { resultListSchema, resultSchema, type ItemResult } from './run-schema.ts';

/** The columns by what they are called; the last two may be left out. */
const columns = {
  no: ['序号', '编号', '条', 'no'],
  result: ['结果', '是否达标', 'result'],
  note: ['情况', '说明', '备注', 'note'],
  reason: ['不能马上整改的原因', '原因', 'reason'],
} as const;
type Column = keyof typeof columns;

const resultWords: Readonly<Record<ItemResult['result'], readonly string[]>> = {
  met: ['达标', '符合', '是', 'met'],
  failed: ['不达标', '未达标', '不符合', '否', 'failed'],
  notApplicable: ['不适用', '不涉及', 'notapplicable', 'n/a'],
};

/** In UTF-8 or GB18030, parted by commas or semicolons. Throws `document_unreadable`, one line per problem. */
export async function readResultsCsv(path: string): Promise<ItemResult[]> {
  const { results, problems } = await resultsIn(await textAt(path));
  if (problems.length === 0) return results;
  throw unusable(
    'document_unreadable',
    problems.map(({ line, message }) => `${path}:${line}: ${message}`),
  );
}

async function textAt(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw unusable('document_unreadable', [`${path}: 无法读取 / cannot be read: ${reason}`]);
  }
  // A file without a single byte lacks its header like any other.
  const decoded = bytes.length === 0 ? ({ ok: true, text: '' } as const) : decodeText(bytes);
  if (!decoded.ok) throw unusable('document_unreadable', [`${path}: ${decoded.error.message}`]);
  return decoded.text;
}

async function resultsIn(
  text: string,
): Promise<{ readonly results: ItemResult[]; readonly problems: CsvProblem[] }> {
  const table = await csvRows(text);
  if ('fault' in table) {
    const message = '引号未闭合或位置不对 / a quotation mark out of place';
    return { results: [], problems: [{ line: table.fault.line, message }] };
  }
  const [first, ...rest] = table.rows;
  const header = headerIn(first ?? { cells: [], line: 1 });
  if ('problem' in header) return { results: [], problems: [header.problem] };
  const results: ItemResult[] = [];
  const problems: CsvProblem[] = [];
  for (const row of rest) {
    const parsed = resultSchema.safeParse(saidIn(row, header.fields));
    if (parsed.success) results.push(parsed.data);
    else {
      const said = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      problems.push(...said.map((message) => ({ line: row.line, message })));
    }
  }
  const many = resultListSchema.safeParse(results).error?.issues[0];
  if (many !== undefined) problems.push({ line: first?.line ?? 1, message: many.message });
  return { results, problems };
}

type Header = { readonly fields: readonly (Column | null)[] } | { readonly problem: CsvProblem };

/** Columns of another name are the inspectors' own, and passed over. */
function headerIn({ cells, line }: CsvRow): Header {
  const fields = cells.map(columnCalled);
  const twice = fields.find((field, at) => field !== null && fields.indexOf(field) !== at);
  const missing = (['no', 'result'] as const).find((field) => !fields.includes(field));
  const wrong = twice ?? missing;
  if (wrong === undefined || wrong === null) return { fields };
  const [name] = columns[wrong];
  const message =
    missing === undefined
      ? `“${name}”列重复 / this column is given twice`
      : `首行须有“${name}”列 / the first line names the columns, "${missing}" among them`;
  return { problem: { line, message } };
}

/** However it is written: full-width, in capitals, with spaces. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '');
}

function columnCalled(name: string): Column | null {
  const called = plain(name);
  const is = (field: Column) => columns[field].some((known) => known === called);
  return (['no', 'result', 'note', 'reason'] as const).find(is) ?? null;
}

/** An empty cell says nothing. What is not known as a number or a result is left for the schema to refuse. */
function saidIn({ cells }: CsvRow, fields: readonly (Column | null)[]): Record<string, unknown> {
  const said: Record<string, unknown> = {};
  for (const [at, field] of fields.entries()) {
    const cell = cells[at] ?? '';
    if (field === null || cell === '') continue;
    if (field === 'no') said[field] = numberIn(cell);
    else said[field] = field === 'result' ? resultIn(cell) : cell;
  }
  return said;
}

function numberIn(cell: string): number | string {
  const digits = /^第?(\d{1,4})条?$/u.exec(plain(cell))?.[1];
  return digits === undefined ? cell : Number(digits);
}

function resultIn(cell: string): string {
  const word = plain(cell);
  const known = Object.entries(resultWords).find(([, words]) => words.includes(word));
  return known === undefined ? cell : known[0];
}
