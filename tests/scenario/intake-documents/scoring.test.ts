/** The score itself: a perfect reading gets all of it, and each fault costs where it should. */
import { describe, expect, test } from 'vitest';
import type { Finding, IntakeDocument, ReadResult } from '../../../src/intake/index.ts';
import { score, type Read } from '../../support/documents/score.ts';
import { bareFinding } from '../../support/documents/truth.ts';
import { tellScore } from '../../support/documents/telling.ts';
import { writeDocument } from '../../support/documents/write-document.ts';
import { perfectReading, readFinding } from './perfect-reading.ts';

const documents = Array.from({ length: 200 }, (_, index) => writeDocument(index + 1));
const byText = new Map(documents.map((document) => [document.text, document]));

const perfect: Read = (text) => {
  const document = byText.get(text);
  if (document === undefined) throw new Error('a document of this test');
  return perfectReading(document);
};

/** Reads perfectly, but for what `change` does to the findings of each aspect. */
const changed =
  (change: (findings: readonly Finding[]) => Finding[]): Read =>
  (text) => {
    const result = perfect(text);
    if (!result.ok) return result;
    const aspects = result.document.aspects.map((aspect) => ({
      title: aspect.title,
      line: aspect.line,
      findings: change(aspect.findings),
    }));
    return {
      ok: true,
      document: Object.assign<IntakeDocument, object>(result.document, { aspects }),
    };
  };

const each = (change: (finding: Finding) => Partial<Finding>): Read =>
  changed((findings) => findings.map((finding) => Object.assign(finding, change(finding))));

describe('the score of readings', () => {
  test('a perfect reading gets everything', () => {
    const { findings, measures, statuses, dues, levels, titles, responsible, declared } = score(
      documents,
      perfect,
    );
    expect([findings.f1, measures.f1, statuses.f1, dues.f1]).toEqual([1, 1, 1, 1]);
    expect([levels, titles, responsible, declared]).toEqual([1, 1, 1, 1]);
  });

  test('a perfect reading invents no date and never crashes', () => {
    expect(score(documents, perfect)).toMatchObject({ inventedDates: 0, crashes: 0 });
  });

  test('a reader that throws is counted, and has found nothing', () => {
    const thrown = score(documents, () => {
      throw new Error('no');
    });
    expect(thrown.crashes).toBe(documents.length);
    expect(thrown.findings.recall).toBe(0);
  });

  test('refusing a document without findings costs nothing', () => {
    const refused: ReadResult = {
      ok: false,
      error: { code: 'no_findings', message: '', line: null },
    };
    const bare = documents.filter(({ form }) => form === 'aggregate_bulletin');
    expect(bare.length).toBeGreaterThan(0);
    expect(score(bare, () => refused)).toMatchObject({
      findings: { precision: 1, recall: 1 },
      declared: expect.any(Number) as number,
    });
  });

  test('a finding too many costs precision, one too few recall', () => {
    const more = score(
      documents,
      changed((findings) => [
        ...findings,
        readFinding(bareFinding('与此无关的一段话', '与此无关'), 99),
      ]),
    );
    expect(more.findings.recall).toBe(1);
    expect(more.findings.precision).toBeLessThan(1);
    const fewer = score(
      documents,
      changed((findings) => findings.slice(1)),
    );
    expect(fewer.findings.precision).toBe(1);
    expect(fewer.findings.recall).toBeLessThan(1);
  });

  test('two measures read as one are no longer found', () => {
    const joined = score(
      documents,
      each(({ measures }) => {
        const [first, ...rest] = measures;
        return first === undefined || rest.length === 0
          ? {}
          : { measures: [{ ...first, text: measures.map(({ text }) => text).join('；') }] };
      }),
    );
    expect(joined.findings.f1).toBe(1);
    expect(joined.measures.f1).toBeLessThan(0.5);
  });

  test('punctuation, width and a number before it make no difference to a title', () => {
    const dressed = score(
      documents,
      each(({ title }) => ({ title: `1.${title.replaceAll('，', ',')}的问题` })),
    );
    expect(dressed.findings.f1).toBe(1);
  });

  test('a wrong status costs its pair, and not the finding', () => {
    const wrong = score(
      documents,
      each(() => ({ status: 'partially_closed' })),
    );
    expect(wrong.findings.f1).toBe(1);
    expect(wrong.statuses.f1).toBeLessThan(0.2);
  });

  test('a date the document does not state is counted once for each place', () => {
    const document = documents.find(({ truth }) => truth.aspects.length > 0);
    if (document === undefined) throw new Error('there are some');
    const count = document.truth.aspects.flatMap(({ findings }) => findings).length;
    const due = { raw: '2031年1月1日', precision: 'day' as const, value: '2031-01-01' };
    expect(
      score(
        [document],
        each(() => ({ due })),
      ).inventedDates,
    ).toBe(count);
  });

  test('the report names forms, noises and the worst documents', () => {
    const told = tellScore(
      score(
        documents,
        changed((findings) => findings.slice(1)),
      ),
      3,
    );
    expect(told).toContain('progress_report');
    expect(told).toContain('half width');
    expect(told.match(/^seed \d+/gm)).toHaveLength(3);
  });
});
