/** Reads an inspection document into the intake contract, or says why it cannot. */
import { documentFacts } from './document-facts.ts';
import { MAX_DOCUMENT_BYTES } from './formats/bytes.ts';
import { partAnnounced, partHeadings } from './forms/announcing.ts';
import type { FormReading } from './forms/form.ts';
import { readForm } from './forms/registry.ts';
import { maskReading, type Masking } from './masking/mask-names.ts';
import { questionsOf } from './questions.ts';
import { readDeclared } from './readings/declared.ts';
import { compareCounts } from './readings/differences.ts';
import { figuresThatDisagree } from './readings/figures.ts';
import { warnOfUnmet } from './readings/targets/unmet.ts';
import type {
  Aspect,
  IntakeDocument,
  IntakeError,
  Question,
  ReadResult,
  Warning,
} from './schema.ts';
import { findLedger, readTables, type ReadTablesOptions } from './sheets/read-tables.ts';
import { flattenedTable } from './sheets/flat-tables.ts';
import { sourceLines } from './source-lines.ts';
import type { Source } from './source.ts';
import { findAppended } from './text/appended.ts';
import { markDecimals } from './text/decimal-outline.ts';
import { splitLines } from './text/lines.ts';
import type { Line } from './text/lines.ts';
import { joinLoneLabels } from './text/lone-labels.ts';
import { joinChunks } from './text/numbered-chunks.ts';
import { unnumberFields } from './text/numbered-fields.ts';
import { unflatten } from './text/unflatten.ts';
import { rejoinWrapped } from './text/wrapped-lines.ts';

/**
 * Refuses with `empty_document`, `too_large`, `no_findings` or `measures_before_finding`; anything
 * doubtful but readable is a warning with its line, and what a person has to settle a question. Never
 * throws on any text. `file` only names the result; `mask` says which private persons are masked, those
 * of petitions where it says nothing.
 */
export function readDocument(
  text: string,
  { file, mask = 'petitions' }: { file?: string; mask?: Masking } = {},
): ReadResult {
  if (text.length > MAX_DOCUMENT_BYTES) {
    return refuse({
      code: 'too_large',
      line: null,
      message: `文本过长，超过上限${MAX_DOCUMENT_BYTES}字 / The text is longer than ${MAX_DOCUMENT_BYTES} characters`,
    });
  }
  return maskReading(readLines(splitLines(text), file), mask);
}

/** As {@link readDocument}, for a file of any format: its ledgers where it holds tables with findings, else its text. */
export function readSource(
  source: Source,
  { mask = 'petitions', ...options }: ReadSourceOptions = {},
): ReadResult {
  return maskReading(readBlocks(source, options), mask);
}

export interface ReadSourceOptions extends ReadTablesOptions {
  readonly mask?: Masking | undefined;
}

function readBlocks(source: Source, options: ReadTablesOptions): ReadResult {
  const tables = source.blocks.filter((block) => block.kind === 'table');
  const isSheet = source.format === 'xlsx' || source.format === 'csv';
  if (isSheet) return readTables(tables, options);
  const ledgers = tables.filter((table) => findLedger(table) !== null);
  if (ledgers.length === 0) return readLines(sourceLines(source), options.file);
  return withHeader(readTables(ledgers, options), sourceLines(source));
}

/** What the text around the tables says of the document, where the tables do not say it. */
function withHeader(reading: ReadResult, lines: readonly Line[]): ReadResult {
  if (!reading.ok) return reading;
  const { document } = reading.document;
  const { declared } = readDeclared(lines);
  const around = { ...documentFacts(lines, lines), declared, form: document.form };
  const stated = Object.fromEntries(
    Object.entries(document).filter(([, value]) => !isEmpty(value)),
  );
  return { ok: true, document: { ...reading.document, document: { ...around, ...stated } } };
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.values(value).every((member) => member === null));

function readLines(printed: readonly Line[], file: string | undefined): ReadResult {
  if (printed.length === 0) {
    return refuse({
      code: 'empty_document',
      line: null,
      message: '文件没有内容 / The document is empty',
    });
  }
  const warnings: Warning[] = [];
  const questions: Question[] = [];
  const context = {
    warn: (line: number, code: Warning['code'], message: string): void => {
      warnings.push({ line, code, message });
    },
    ask: (question: Question): void => {
      questions.push(question);
    },
  };
  const table = flattenedTable(printed);
  if (table !== null && findLedger(table) !== null) {
    return readTables([table], file === undefined ? {} : { file });
  }
  const repaired = REPAIRS.reduce<readonly Line[]>((so, repair) => repair(so), printed);
  const lines = firstDocument(repaired, context.warn);
  const reading = readForm(lines, context);
  if (!reading.ok) return refuse(reading.error);
  return {
    ok: true,
    document: documentOf(reading, lines, { file, warnings, questions, ...context }),
  };
}

/** What sites, printers and programs did to the lines is undone in this order. */
const REPAIRS: readonly ((lines: readonly Line[]) => readonly Line[])[] = [
  joinChunks,
  unflatten,
  partHeadings,
  markDecimals,
  unnumberFields,
  joinLoneLabels,
  rejoinWrapped,
  partAnnounced,
];

interface Notes {
  readonly file: string | undefined;
  readonly warn: (line: number, code: Warning['code'], message: string) => void;
  readonly warnings: readonly Warning[];
  readonly questions: readonly Question[];
}

function documentOf(
  { form, aspects, items, first }: Extract<FormReading, { ok: true }>,
  lines: readonly Line[],
  { file, warn, warnings, questions }: Notes,
): IntakeDocument {
  const before = first === null ? lines : lines.slice(0, lines.indexOf(first));
  const { declared, conflicts } = readDeclared(before);
  for (const { what, line, first: said, later } of conflicts) {
    warn(
      line,
      'declared_conflict',
      `文件前后数目不一：${said}与${later}，以先出现者为准 / The document gives two numbers of ${what}: ${said} and ${later}; the first holds`,
    );
  }
  for (const { line, message } of figuresThatDisagree(lines)) {
    warn(line, 'figures_disagree', message);
  }
  const listed = countListed(aspects, items);
  return {
    ...(file === undefined ? {} : { file }),
    document: { ...documentFacts(before, lines), declared, form },
    aspects,
    listed,
    differences: compareCounts(declared, listed),
    warnings: [...warnings, ...warnOfUnmet(aspects)].toSorted((a, b) => a.line - b.line),
    questions: [...questions, ...questionsOf(aspects)].toSorted((a, b) => a.line - b.line),
  };
}

const refuse = (error: IntakeError): ReadResult => ({ ok: false, error });

function firstDocument(
  lines: readonly Line[],
  warn: (line: number, code: Warning['code'], message: string) => void,
): readonly Line[] {
  const at = findAppended(lines);
  const start = at === null ? undefined : lines[at];
  if (at === null || start === undefined) return lines;
  warn(
    start.number,
    'second_document',
    `第${start.number}行起似为另一份文件，未读入 / From line ${start.number} a second document seems to follow; it was not read`,
  );
  return lines.slice(0, at);
}

function countListed(aspects: readonly Aspect[], items: number): IntakeDocument['listed'] {
  const findings = aspects.flatMap((aspect) => aspect.findings);
  return {
    aspects: aspects.filter(({ title }) => title !== null).length,
    items,
    findings: findings.length,
    measures: findings.reduce((sum, { measures }) => sum + measures.length, 0),
  };
}
