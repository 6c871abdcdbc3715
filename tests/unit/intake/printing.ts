/** Prints made-up documents for the tests, and reprints them the way sites and printers do. */
import { readDocument } from '../../../src/intake/read-document.ts';
import type { Finding, IntakeDocument } from '../../../src/intake/index.ts';
import { fold } from '../../../src/intake/text/lines.ts';

const OPENING = `青石县第三小学党支部关于巡察整改进展情况的报告
按照县委统一部署,2024年3月1日至3月31日,县委第一巡察组对青石县第三小学党支部进行了巡察,2024年4月20日反馈了意见。
一、整改工作基本情况
反馈意见指出3个方面5个问题。
二、反馈问题整改情况
`;

/** A document whose findings are `body`, printed after five lines of opening. */
export const documentWith = (body: string): string => OPENING + body;

export function readWell(text: string): IntakeDocument {
  const result = readDocument(text);
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.document;
}

export const findingsOf = (text: string): Finding[] =>
  readWell(text).aspects.flatMap(({ findings }) => findings);

export function onlyFinding(text: string): Finding {
  const [finding, ...others] = findingsOf(text);
  if (finding === undefined || others.length > 0) throw new Error('Expected exactly one finding');
  return finding;
}

export const warningsOf = (text: string): [line: number, code: string][] =>
  readWell(text).warnings.map(({ line, code }) => [line, code]);

export const toFullWidth = (text: string): string =>
  text.replaceAll(/[,:;()]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

export const withFullWidthDigits = (text: string): string =>
  text.replaceAll(/\d/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));

export const onOneLine = (text: string, between = ''): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(between);

export const wrappedAt = (width: number, text: string): string =>
  text.replaceAll(new RegExp(`([^\\n]{${width}})`, 'g'), '$1\n');

export const withPageNumbers = (text: string): string =>
  text
    .split('\n')
    .flatMap((line, index) =>
      line.length > 80 ? [line.slice(0, 50), `- ${index} -`, line.slice(50)] : [line],
    )
    .join('\n');

/** What a document says, without the width of its characters and the line breaks in its text. */
export const contentOf = (document: IntakeDocument): unknown => ({
  listed: document.listed,
  differences: document.differences.map(({ what, declared, listed }) => [what, declared, listed]),
  findings: document.aspects.flatMap(({ title, findings }) =>
    findings.map((finding) => [
      plain(title),
      finding.no,
      plain(finding.title),
      plain(finding.parentTitle),
      plain(finding.description),
      finding.measures.map(({ no, text }) => [no, plain(text)]),
      finding.statusLevel,
      finding.status,
      plain(finding.statusPhrase),
      plain(finding.responsible),
      finding.due.value,
    ]),
  ),
});

const plain = (text: string | null): string | null =>
  text === null ? null : fold(text).replaceAll(/\s/g, '');
