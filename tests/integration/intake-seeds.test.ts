import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DID_NOT_RUN, sayNotRun, seeds, seedsAreHere } from '../support/seeds.ts';
import { readDocument } from '../../src/intake/read-document.ts';
import type { IntakeDocument } from '../../src/intake/index.ts';

// Where the documents are missing these tests say so and do not run.
if (!seedsAreHere) sayNotRun(`intake-seeds.test.ts ${DID_NOT_RUN}`);

const Truth = z.object({
  file: z.string(),
  title: z.string(),
  inspected_org: z.string(),
  inspecting_body: z.string(),
  feedback_date: z.string().nullable(),
  declared_counts: z.object({
    aspects: z.number().nullable(),
    findings: z.number().nullable(),
    suggestions: z.number().nullable(),
  }),
  actual_counts: z.object({
    aspects: z.number(),
    items: z.number().optional(),
    findings: z.number(),
    measures: z.number(),
  }),
  aspects: z.array(
    z.object({
      title: z.string(),
      findings: z.array(
        z.object({
          no: z.string(),
          title: z.string(),
          parent_title: z.string().optional(),
          description_first_20_chars: z.string(),
          measures: z.array(z.string()),
          measure_count: z.number(),
          status_phrase: z.string().nullable(),
          status_level: z.string(),
          acceptable_statuses: z.array(z.string()),
        }),
      ),
    }),
  ),
});
type Truth = z.infer<typeof Truth>;

function truthOf(number: string): Truth {
  const all: unknown = JSON.parse(readFileSync(new URL('truth.json', seeds), 'utf8'));
  const found = z
    .array(z.looseObject({ file: z.string() }))
    .parse(all)
    .find(({ file }) => file.startsWith(number));
  return Truth.parse(found);
}

function readSeed({ file }: Truth): IntakeDocument {
  const result = readDocument(readFileSync(new URL(file, seeds), 'utf8'));
  if (!result.ok) throw new Error(result.error.message);
  return result.document;
}

const gapsOf = (number: string): unknown[] =>
  readSeed(truthOf(number)).differences.map(({ what, declared, listed }) => [
    what,
    declared,
    listed,
  ]);

test.skipIf(!seedsAreHere).each(['000', '001', '002', '003', '004'])(
  `seed %s has its title (${DID_NOT_RUN})`,
  (number) => {
    const truth = truthOf(number);
    expect(readSeed(truth).document.title).toBe(truth.title);
  },
);

describe.each(['000', '001'])('seed %s', (number) => {
  test.skipIf(!seedsAreHere)(`has the header its truth states (${DID_NOT_RUN})`, () => {
    const truth = truthOf(number);
    const { document } = readSeed(truth);
    expect(document).toMatchObject({
      title: truth.title,
      inspectedOrg: truth.inspected_org,
      inspectingBody: truth.inspecting_body,
      declared: truth.declared_counts,
    });
    expect(truth.feedback_date?.startsWith(document.feedback.raw ?? '?')).toBe(true);
  });
});

describe.each(['000', '001', '002', '003', '004'])('seed %s', (number) => {
  test.skipIf(!seedsAreHere)(`lists what its truth lists (${DID_NOT_RUN})`, () => {
    const truth = truthOf(number);
    const { aspects, listed } = readSeed(truth);
    expect(listed).toMatchObject(truth.actual_counts);
    const read = aspects.map(({ title, findings }) => ({
      title,
      findings: findings.map((finding, index) => {
        const expected = truth.aspects.find((aspect) => aspect.title === title)?.findings[index];
        return {
          no: finding.no,
          title: finding.title,
          parent_title: finding.parentTitle ?? undefined,
          description: finding.description?.slice(0, expected?.description_first_20_chars.length),
          measures: finding.measures.map(({ text }, at) =>
            text.slice(0, expected?.measures[at]?.length),
          ),
          measure_count: finding.measures.length,
          status_phrase: finding.statusPhrase,
        };
      }),
    }));
    const stated = truth.aspects.map(({ title, findings }) => ({
      title,
      findings: findings.map((finding) => ({
        no: finding.no,
        title: finding.title,
        parent_title: finding.parent_title,
        description: finding.description_first_20_chars,
        measures: finding.measures,
        measure_count: finding.measure_count,
        status_phrase: finding.status_phrase,
      })),
    }));
    expect(read).toEqual(stated);
  });

  test.skipIf(!seedsAreHere)(
    `gives every finding an acceptable status at the right level (${DID_NOT_RUN})`,
    () => {
      const truth = truthOf(number);
      const findings = readSeed(truth).aspects.flatMap((aspect) => aspect.findings);
      truth.aspects
        .flatMap((aspect) => aspect.findings)
        .forEach((stated, index) => {
          const finding = findings[index];
          expect(stated.acceptable_statuses).toContain(finding?.status);
          // "measure 2": the phrase is that of the second measure.
          const [level, measure] = stated.status_level.split(' ');
          const phrase =
            measure === undefined
              ? finding?.statusPhrase
              : finding?.measures[Number(measure) - 1]?.statusPhrase;
          expect([stated.no, finding?.statusLevel, phrase]).toEqual([
            stated.no,
            level,
            stated.status_phrase,
          ]);
        });
    },
  );
});

test.skipIf(!seedsAreHere)(
  `the gaps between declared and listed are shown (${DID_NOT_RUN})`,
  () => {
    expect(gapsOf('000')).toEqual([
      ['findings', 6, 10],
      ['suggestions', 4, 0],
    ]);
    expect(gapsOf('001')).toEqual([
      ['aspects', 12, 3],
      ['findings', 18, 17],
    ]);
  },
);

test.skipIf(!seedsAreHere)(
  `a masked date stays masked, a full one becomes ISO (${DID_NOT_RUN})`,
  () => {
    expect(readSeed(truthOf('000')).document.feedbackDate).toBe('X月12日');
    expect(readSeed(truthOf('001')).document.feedbackDate).toBe('2023-02-03');
  },
);
