/** The documents themselves: what is true of them stands in them, and a seed gives the same one again. */
import { describe, expect, test } from 'vitest';
import { fold } from '../../support/documents/fold.ts';
import { FORMS, type TruthFinding, type WrittenDocument } from '../../support/documents/truth.ts';
import { NOISES } from '../../support/documents/noise/worn.ts';
import { writeDocument } from '../../support/documents/write-document.ts';

const seeds = Array.from({ length: 400 }, (_, index) => index + 1);
const documents = seeds.map((seed) => writeDocument(seed));
/** Numbers of pages stand in the middle of words. */
const TORN: readonly string[] = ['pages', 'numbered pages'];

const findingsOf = ({ truth }: WrittenDocument): TruthFinding[] =>
  truth.aspects.flatMap(({ findings }) =>
    findings.flatMap((each) => (each.leaves.length > 0 ? [...each.leaves] : [each])),
  );

describe('documents written from seeds', () => {
  test('a seed gives the same document every time', () => {
    expect(seeds.slice(0, 50).map((seed) => writeDocument(seed))).toEqual(documents.slice(0, 50));
  });

  test('no two seeds give the same text', () => {
    expect(new Set(documents.map(({ text }) => text)).size).toBe(seeds.length);
  });

  test('every form and every noise occurs', () => {
    expect(new Set(documents.map(({ form }) => form))).toEqual(new Set(FORMS));
    const noises = new Set(documents.flatMap(({ noise }) => noise));
    expect(NOISES.filter((name) => !noises.has(name))).toEqual([]);
  });

  test('titles and measures that are true stand in the text, in whatever way it is printed', () => {
    const absent = documents
      .filter(({ noise }) => !TORN.some((name) => noise.includes(name)))
      .flatMap((document) => {
        const text = fold(document.text);
        const findings = findingsOf(document);
        return findings
          .map(({ core }) => core)
          .concat(findings.flatMap(({ measures }) => measures))
          .filter((words) => !text.includes(fold(words)))
          .map((words) => `${document.seed}: ${words}`);
      });
    expect(absent).toEqual([]);
  });

  test('no two findings of a document have the same title', () => {
    const twice = documents.filter((document) => {
      const titles = findingsOf(document).map(({ title }) => fold(title));
      return new Set(titles).size < titles.length;
    });
    expect(twice.map(({ seed }) => seed)).toEqual([]);
  });

  test('a document without noise is written where none is wanted', () => {
    const { noise, text } = writeDocument(7, { form: 'notice', noise: [] });
    expect(noise.filter((name) => NOISES.some((each) => each === name))).toEqual([]);
    expect(text).toContain('：');
  });
});
