/** Reads the text of an inspection document into the intake contract, or says why it cannot. */
import { findAppended } from './appended.ts';
import { MAX_DOCUMENT_BYTES } from './bytes.ts';
import { readDeclared } from './declared.ts';
import { compareCounts } from './differences.ts';
import { chooseForm } from './forms/registry.ts';
import { noFindings } from './forms/outlined-form.ts';
import { statedDate } from './forms/findings.ts';
import { readHeader } from './header.ts';
import { splitLines } from './lines.ts';
import type { Line } from './lines.ts';
import type { Aspect, IntakeDocument, IntakeError, ReadResult, Warning } from './schema.ts';
import { unflatten } from './unflatten.ts';
import { rejoinWrapped } from './wrapped-lines.ts';

/**
 * Refuses with `empty_document`, `too_large`, `no_findings` or `measures_before_finding`; anything
 * doubtful but readable is a warning with its line. Never throws on any text. `file` only names the result.
 */
export function readDocument(text: string, { file }: { file?: string } = {}): ReadResult {
  if (text.length > MAX_DOCUMENT_BYTES) {
    return refuse({
      code: 'too_large',
      line: null,
      message: `文本过长，超过上限${MAX_DOCUMENT_BYTES}字 / The text is longer than ${MAX_DOCUMENT_BYTES} characters`,
    });
  }
  const printed = splitLines(text);
  if (printed.length === 0) {
    return refuse({
      code: 'empty_document',
      line: null,
      message: '文件没有内容 / The document is empty',
    });
  }
  const warnings: Warning[] = [];
  const warn = (line: number, code: Warning['code'], message: string): void => {
    warnings.push({ line, code, message });
  };
  const lines = firstDocument(rejoinWrapped(unflatten(printed)), warn);
  const form = chooseForm(lines);
  if (form === null) return refuse(noFindings(lines));
  const reading = form.read(lines, { warn });
  if (!reading.ok) return refuse(reading.error);

  const before = lines.slice(0, lines.indexOf(reading.first));
  const { declared, conflicts } = readDeclared(before);
  for (const { what, line, first, later } of conflicts) {
    warn(
      line,
      'declared_conflict',
      `文件前后数目不一：${first}与${later}，以先出现者为准 / The document gives two numbers of ${what}: ${first} and ${later}; the first holds`,
    );
  }
  const listed = countListed(reading.aspects, reading.items);
  return {
    ok: true,
    document: {
      ...(file === undefined ? {} : { file }),
      document: { ...describe(before), declared, form: form.id },
      aspects: reading.aspects,
      listed,
      differences: compareCounts(declared, listed),
      warnings: warnings.toSorted((a, b) => a.line - b.line),
    },
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

function describe(before: readonly Line[]): Omit<IntakeDocument['document'], 'declared' | 'form'> {
  const { title, inspectedOrg, inspectingBody, feedback } = readHeader(before);
  return {
    title,
    inspectedOrg,
    inspectingBody,
    // Only a date stated in full becomes ISO; a partial one stays as printed.
    feedbackDate: feedback?.precision === 'day' ? feedback.value : (feedback?.raw ?? null),
    feedback: statedDate(feedback),
  };
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
