/**
 * Documents nobody has seen, written by a grammar that knows nothing of the reader: how much of them is read rightly.
 *
 * DOCUMENTS_REPORT=1 prints the figures per form and per noise, and the worst documents. DOCUMENTS says how many
 * are written, DOCUMENTS_FROM the first seed, DOCUMENTS_FORM one form only, DOCUMENTS_WORST how many are named.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Inspected } from '../../support/documents/inspecting.ts';
import type { Counted } from '../../support/documents/measuring.ts';
import { score, type FullScore } from '../../support/documents/score.ts';
import { tellScore } from '../../support/documents/telling.ts';
import { FORMS } from '../../support/documents/truth.ts';
import { writeDocument } from '../../support/documents/write-document.ts';
import { report } from '../../support/report.ts';
import { readUnderTest } from './reading.ts';

const atNight = process.env['NIGHTLY'] === '1';
const count = Number(process.env['DOCUMENTS'] ?? (atNight ? 2000 : 300));
const first = Number(process.env['DOCUMENTS_FROM'] ?? 1);
const worst = Number(process.env['DOCUMENTS_WORST'] ?? 20);
/** Of one form only; all of them where it is not given. */
const form = FORMS.find((each) => each === process.env['DOCUMENTS_FORM']);

const short = ({ right, read, wanted }: Counted): boolean => right < Math.max(read, wanted);

describe(`${count} documents written from seeds ${first} to ${first + count - 1}`, () => {
  let full: FullScore;
  /** Names the seeds that made it fail, for whoever looks for the cause. */
  const named = (holds: boolean, wrong: (each: Inspected) => boolean): boolean => {
    const seeds = full.inspected.filter(wrong).map(({ document }) => document.seed);
    if (!holds)
      report('wrong in seeds', { count: seeds.length, first: seeds.slice(0, 60).join(' ') });
    return holds;
  };

  beforeAll(() => {
    const documents = Array.from({ length: count }, (_, index) =>
      writeDocument(first + index, form === undefined ? {} : { form }),
    );
    full = score(documents, readUnderTest);
    report('intake documents', {
      documents: count,
      findings: full.findings.f1.toFixed(3),
      measures: full.measures.f1.toFixed(3),
      statuses: full.statuses.f1.toFixed(3),
      dues: full.dues.f1.toFixed(3),
      'invented dates': full.inventedDates,
      crashes: full.crashes,
    });
    // oxlint-disable-next-line no-console -- asked for by whoever improves the reader
    if (process.env['DOCUMENTS_REPORT'] === '1') console.info(tellScore(full, worst));
  }, 600_000);

  test('no document makes the reader throw', () => {
    expect(named(full.crashes === 0, ({ crash }) => crash !== null)).toBe(true);
  });

  test('no date is read that the document does not state', () => {
    expect(named(full.inventedDates === 0, ({ invented }) => invented.length > 0)).toBe(true);
  });

  test.each([
    ['findings', 0.98],
    ['measures', 0.95],
    ['statuses', 0.97],
  ] as const)('%s are read with an F1 of at least %d', (what, least) => {
    named(full[what].f1 >= least, (each) => short(each[what]));
    expect(full[what].f1).toBeGreaterThanOrEqual(least);
  });
});
