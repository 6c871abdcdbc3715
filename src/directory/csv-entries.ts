/** People or posts as a spreadsheet writes them out: CSV text → entries, each with its line. Which it is, its header says. */
import type { z } from 'zod';
import { csvRows, type CsvFault, type CsvProblem, type CsvRow } from '../csv-rows.ts';
import { personEntrySchema, postEntrySchema, type PersonEntry, type PostEntry } from './entries.ts';

/** An entry, and the line of the text (from 1) it begins on. */
export interface Located<Entry> {
  readonly entry: Entry;
  readonly line: number;
}

/** Entries without problems, or problems. */
export interface CsvEntries {
  readonly people: readonly Located<PersonEntry>[];
  readonly posts: readonly Located<PostEntry>[];
  readonly problems: readonly CsvProblem[];
}

export type CsvKind = 'people' | 'posts';

/** The columns by what they are called, the name in templates first. Whoever has the last ones empty or left out has none. */
const columns = {
  people: {
    id: ['工号', '编号', 'id'],
    name: ['姓名', 'name'],
    email: ['邮箱', '电子邮件', '电子邮箱', 'email', 'e-mail'],
    unit: ['单位', '部门', 'unit'],
    channels: ['渠道', '通知渠道', 'channels'],
    mobile: ['手机', '手机号', 'mobile'],
  },
  posts: {
    code: ['岗位编号', 'code'],
    title: ['岗位名称', 'title'],
    holder: ['任职人', 'holder'],
  },
} as const satisfies Record<CsvKind, Record<string, readonly string[]>>;

/** An empty table to fill in. It begins with a byte order mark, without which spreadsheets garble Chinese. */
export function csvTemplate(kind: CsvKind): string {
  return `\uFEFF${headerOf(kind)}`;
}

function headerOf(kind: CsvKind): string {
  return Object.values<readonly string[]>(columns[kind])
    .map(([name]) => name)
    .join(',');
}

/** Comma or semicolon, whichever the header has. Empty lines are passed over. */
export async function readCsvEntries(text: string): Promise<CsvEntries> {
  const table = await csvRows(text);
  if ('fault' in table) {
    const { line, quote } = table.fault;
    return refused([{ line, message: quoting[quote] }]);
  }
  const [first, ...rows] = table.rows;
  if (first === undefined) return refused([noHeader(1)]);
  const header = headerIn(first);
  if (Array.isArray(header)) return refused(header);
  const { kind, fields, names } = header;
  return kind === 'people'
    ? entriesOf(rows, personEntrySchema, fields, names, (people) => ({ people, posts: [] }))
    : entriesOf(rows, postEntrySchema, fields, names, (posts) => ({ people: [], posts }));
}

function refused(problems: readonly CsvProblem[]): CsvEntries {
  return { people: [], posts: [], problems };
}

const quoting: Readonly<Record<CsvFault['quote'], string>> = {
  notClosed: '由此起有引号未闭合 / from here on a quotation mark is never closed',
  misplaced:
    '引号位置不对:含引号的内容须整体加引号,其中的引号写两遍 / a quotation mark out of place: quote the whole cell, and double the marks within',
};

interface Header {
  readonly kind: CsvKind;
  /** The member each column is for, and what the file calls it. */
  readonly fields: readonly string[];
  readonly names: readonly string[];
}

function headerIn({ cells: all, line }: CsvRow): Header | CsvProblem[] {
  const names = all.slice(0, all.findLastIndex((cell) => cell !== '') + 1);
  const known = names.map(columnCalled);
  const kinds = new Set(known.flatMap((column) => column?.kind ?? []));
  const [kind] = kinds;
  if (kind === undefined) return [noHeader(line)];
  const wrong = (message: string): CsvProblem => ({ line, message });
  if (kinds.size > 1) {
    return [wrong('人员和岗位须分为两个文件 / people and posts go into a file each')];
  }
  const fields = known.map((column) => column?.field ?? '');
  const problems = names.flatMap((name, at) => {
    const field = fields[at] ?? '';
    if (field === '') {
      return [wrong(`没有“${name}”这一列 / no such column; there are ${headerOf(kind)}`)];
    }
    const twice = fields.indexOf(field) !== at;
    return twice ? [wrong(`“${name}”列重复 / this column is given twice`)] : [];
  });
  // The first two say who or what it is.
  const needed = Object.entries<readonly string[]>(columns[kind]).slice(0, 2);
  for (const [field, [name = field]] of needed) {
    if (!fields.includes(field)) problems.push(wrong(`缺少“${name}”列 / this column is missing`));
  }
  return problems.length > 0 ? problems : { kind, fields, names };
}

function noHeader(line: number): CsvProblem {
  const [people, posts] = [headerOf('people'), headerOf('posts')];
  return {
    line,
    message: `首行须为列名 / the first line names the columns: ${people} 或 / or ${posts}`,
  };
}

/** However it is written: full-width, in capitals, with spaces or an asterisk for "required". */
function columnCalled(name: string): { kind: CsvKind; field: string } | null {
  const plain = name.normalize('NFKC').toLowerCase().replaceAll(/[\s*]/gu, '');
  for (const kind of ['people', 'posts'] as const) {
    for (const [field, names] of Object.entries<readonly string[]>(columns[kind])) {
      if (names.includes(plain)) return { kind, field };
    }
  }
  return null;
}

function entriesOf<Entry>(
  rows: readonly CsvRow[],
  schema: z.ZodType<Entry>,
  fields: readonly string[],
  names: readonly string[],
  under: (entries: readonly Located<Entry>[]) => Omit<CsvEntries, 'problems'>,
): CsvEntries {
  const entries: Located<Entry>[] = [];
  const problems: CsvProblem[] = [];
  for (const { cells, line } of rows) {
    const surplus = cells.slice(fields.length).some((cell) => cell !== '');
    if (surplus) {
      const message = `比列名多出内容 / has more cells than the header has columns`;
      problems.push({ line, message });
      continue;
    }
    // An empty cell is nothing said.
    const said = fields.flatMap((field, at) => {
      const cell = cells[at] ?? '';
      return cell === '' ? [] : [[field, field === 'channels' ? listIn(cell) : cell] as const];
    });
    const parsed = schema.safeParse(Object.fromEntries(said));
    if (parsed.success) entries.push({ entry: parsed.data, line });
    else
      problems.push(...parsed.error.issues.map((issue) => problemOf(issue, line, fields, names)));
  }
  return problems.length > 0 ? refused(problems) : { ...under(entries), problems };
}

/** Several in one cell, in whatever way people part them. */
function listIn(cell: string): string[] {
  return cell.split(/[\s,;/\u3001\uff0c\uff1b]+/u).filter((part) => part !== '');
}

function problemOf(
  { code, path, message }: z.core.$ZodIssue,
  line: number,
  fields: readonly string[],
  names: readonly string[],
): CsvProblem {
  const field = String(path[0]);
  const name = names[fields.indexOf(field)] ?? field;
  // A cell is a text: of another type is only one that is not there.
  return { line, message: `${name}: ${code === 'invalid_type' ? '不能为空 / is empty' : message}` };
}
