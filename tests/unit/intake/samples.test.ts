import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/intake/read-document.ts';
import {
  contentOf,
  onOneLine,
  readWell,
  toFullWidth,
  withFullWidthDigits,
  withPageNumbers,
  wrappedAt,
} from './printing.ts';

const sample = (name: string): string =>
  readFileSync(new URL(`../../../samples/${name}`, import.meta.url), 'utf8');

const FEEDBACK = sample('round-2024-feedback.txt');
const REPORT = sample('round-2024-progress-report.txt');

test('the demo round lists eight findings where nine are declared', () => {
  const document = readWell(FEEDBACK);
  expect(document.document).toMatchObject({
    title: '中共云栖县第二初级中学总支部委员会关于十一届县委第五轮巡察整改进展情况的通报',
    inspectedOrg: '中共云栖县第二初级中学总支部委员会',
    inspectingBody: '十一届县委第五轮巡察第二巡察组',
    feedbackDate: '2024-03-15',
    declared: { aspects: 3, findings: 9, suggestions: 3, measures: 23 },
    form: 'public-bulletin',
  });
  expect(document.listed).toEqual({ aspects: 3, items: 6, findings: 8, measures: 21 });
  expect(document.differences.map(({ what }) => what)).toEqual([
    'findings',
    'suggestions',
    'measures',
  ]);
  expect(document.warnings).toEqual([]);
  const findings = document.aspects.flatMap((aspect) => aspect.findings);
  expect(findings.map(({ no, status, due }) => [no, status, due.value])).toEqual([
    ['1', 'closed', '2024-06-30'],
    ['2(1)', 'closed_ongoing', '2024-04-30'],
    ['2(2)', 'closed', null],
    ['3', 'in_progress', '2024-08-31'],
    ['4', 'not_completed', '2024-12-31'],
    ['5(1)', 'closed', '2024-05-31'],
    ['5(2)', 'partially_closed', '2024-09-30'],
    ['6', 'unstated', '2024-06-30'],
  ]);
  expect(findings.every(({ responsible }) => responsible?.startsWith('责任领导'))).toBe(true);
});

test('the progress report numbers its findings by chapter', () => {
  const document = readWell(REPORT);
  expect(document.document).toMatchObject({
    inspectedOrg: '青岚县妇幼保健院党支部',
    inspectingBody: '县委第四巡察组',
    feedbackDate: '2024-05-20',
    form: 'progress-report',
  });
  expect(document.listed).toEqual({ aspects: 6, items: 9, findings: 9, measures: 21 });
  expect(
    document.differences.map(({ what, declared, listed }) => [what, declared, listed]),
  ).toEqual([
    ['findings', 8, 9],
    ['suggestions', 3, 0],
  ]);
  expect(document.aspects.flatMap(({ findings }) => findings.map(({ no }) => no))).toEqual([
    '(一)-1',
    '(一)-2',
    '(二)-1',
    '(三)-1',
    '(三)-2',
    '(四)-1',
    '(五)-1',
    '(六)-1',
    '(六)-2',
  ]);
});

test('the malformed sample is refused at the line of its fault', () => {
  expect(readDocument(sample('malformed.txt'))).toMatchObject({
    ok: false,
    error: { code: 'measures_before_finding', line: 20 },
  });
});

describe.each([
  ['the bulletin', FEEDBACK],
  ['the report', REPORT],
])('%s says the same', (_name, text) => {
  test.each<[string, (text: string) => string]>([
    ['in full-width punctuation', toFullWidth],
    ['in full-width digits', withFullWidthDigits],
    ['with CR LF', (printed) => printed.replaceAll('\n', '\r\n')],
    ['without blank lines', (printed) => printed.replaceAll(/\n\s*\n/g, '\n')],
    ['with blank lines between all lines', (printed) => printed.replaceAll(/\n+/g, '\n\n')],
    ['with 1、 for 1.', (printed) => printed.replaceAll(/^(\d+)\./gm, '$1、')],
    ['in lines of 38 characters', (printed) => wrappedAt(38, printed)],
    ['with page numbers inside sentences', withPageNumbers],
    ['on one line', (printed) => onOneLine(printed)],
    ['on one line with spaces', (printed) => onOneLine(printed, ' ')],
    [
      'with the labels on lines of their own',
      (printed) => printed.replaceAll(/(整改(?:情况|进展)[:\uff1a])/g, '$1\n'),
    ],
    [
      'with the labels behind the description',
      (printed) => printed.replaceAll(/\n\s*(?=整改(?:情况|进展)[:\uff1a])/g, ''),
    ],
    [
      'with other labels',
      (printed) => printed.replaceAll(/整改(?:情况|进展)(?=[:\uff1a])/g, '整改落实情况'),
    ],
    [
      'with labels without colon',
      (printed) => printed.replaceAll(/^(整改(?:情况|进展))[:\uff1a]/gm, '$1'),
    ],
    [
      'with every measure on a line of its own',
      (printed) => printed.replaceAll(/(?<=[。;\uff1b])(?=[二三四]是|\(\d\))/g, '\n'),
    ],
  ])('printed %s', (_how, reprint) => {
    expect(contentOf(readWell(reprint(text)))).toEqual(contentOf(readWell(text)));
  });
});
