/** The rows of a CSV file people wrote: comma or semicolon, each with the line it begins on. */

export interface CsvRow {
  /** Trimmed. A row with nothing in any of them is left out. */
  readonly cells: readonly string[];
  readonly line: number;
}

/** What is wrong with a row, for whoever wrote it. */
export interface CsvProblem {
  readonly line: number;
  readonly message: string;
}

/** A quotation mark that is never closed, or stands where none can: no row can be told from there on. */
export interface CsvFault {
  readonly line: number;
  readonly quote: 'notClosed' | 'misplaced';
}

/** The rows, or the first fault. A byte order mark is passed over, and any kind of line end is one. */
export async function csvRows(
  given: string,
): Promise<{ readonly rows: readonly CsvRow[] } | { readonly fault: CsvFault }> {
  // One kind of line end, or the lines would be counted otherwise within quotation marks.
  const text = given.replace(/^\uFEFF/u, '').replaceAll(/\r\n?/gu, '\n');
  const { parse } = await import('csv-parse/sync');
  const rows: CsvRow[] = [];
  let lastLine = 0;
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        const line = lines - cells.join('').split('\n').length + 1;
        lastLine = lines;
        const trimmed = cells.map((cell) => cell.trim());
        if (trimmed.some((cell) => cell !== '')) rows.push({ cells: trimmed, line });
        return null;
      },
    });
    return { rows };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const quote = code === 'CSV_QUOTE_NOT_CLOSED' ? 'notClosed' : 'misplaced';
    return { fault: { line: lastLine + 1, quote } };
  }
}

function delimiterOf(text: string): ',' | ';' {
  const header = /\S[^\n]*/u.exec(text)?.[0] ?? '';
  return header.split(';').length > header.split(',').length ? ';' : ',';
}
