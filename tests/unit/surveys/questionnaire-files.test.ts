import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RectiflowError } from '../../../src/errors.ts';
import { questionnaireSchema } from '../../../src/surveys/questionnaire.ts';
import { readQuestionnaire } from '../../../src/surveys/questionnaire-files.ts';
import { questionnaire } from './survey-case.ts';

const sample = fileURLToPath(
  new URL('../../../samples/surveys/rectification-satisfaction.yaml', import.meta.url),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-questionnaire-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The code and the lines it is refused with, without their folder. */
async function refusal(name: string, lines: readonly string[]): Promise<readonly string[]> {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  const error: unknown = await readQuestionnaire(path).catch((fault: unknown) => fault);
  if (!(error instanceof RectiflowError)) throw new Error('was not refused');
  const { problems } = error.detail as { problems: string[] };
  return [error.code, ...problems.map((line) => line.replaceAll(`${folder}/`, ''))];
}

const placesOf = (lines: readonly string[]) =>
  lines.map((line) => line.split(': ').slice(0, 2).join(': '));

describe('a questionnaire file', () => {
  test('of the samples has scales that are named, weights and grades', async () => {
    const read = await readQuestionnaire(sample);
    expect(read.questions.map(({ weight }) => weight)).toEqual([3, undefined, undefined, 2]);
    expect(read.questions[1]?.scale).toEqual(read.questions[0]?.scale);
    expect(Object.keys(read.questions[0]?.scale.labels ?? {})).toEqual(['1', '2', '3', '4', '5']);
    expect(read.minimumSample).toBeGreaterThan(1);
  });

  test('may be JSON', async () => {
    const path = join(folder, 'questionnaire.json');
    writeFileSync(path, JSON.stringify(questionnaire));
    expect(await readQuestionnaire(path)).toEqual(questionnaire);
  });

  test('is refused whole, with every line that is wrong', async () => {
    const [code, ...lines] = await refusal('wrong.yaml', [
      'id: a b',
      'version: 1.5',
      'title: ""',
      'minimumSample: 0',
      'questions:',
      '  - { no: 1, text: 一, scale: { from: 1, to: 5.5 } }',
      '  - { no: 2, text: 二, scale: { from: 1, to: 5 }, weight: -1 }',
      '  - { no: 3, words: 三, scale: { from: 1, to: 5 } }',
      'grades: { good: 101, fairlyGood: 80, average: 60 }',
    ]);
    expect(code).toBe('questionnaire_invalid');
    expect(placesOf(lines)).toEqual([
      'wrong.yaml:1: id',
      'wrong.yaml:2: version',
      'wrong.yaml:3: title',
      'wrong.yaml:6: questions.0.scale.to',
      'wrong.yaml:7: questions.1.weight',
      'wrong.yaml:8: questions.2.text',
      'wrong.yaml:8: questions.2.words',
      'wrong.yaml:4: minimumSample',
      'wrong.yaml:9: grades.good',
    ]);
  });

  test('that is missing is refused', async () => {
    await expect(readQuestionnaire(join(folder, 'missing.yaml'))).rejects.toMatchObject({
      code: 'questionnaire_invalid',
    });
  });
});

const scale = (given: object) => ({ questions: [{ no: 1, text: '一', scale: given }] });
const refusalOf = (given: object) =>
  questionnaireSchema
    .safeParse({ ...questionnaire, ...given })
    .error?.issues.map(({ path }) => path.join('.'));

describe('a questionnaire', () => {
  const [first, second] = questionnaire.questions;

  test.each([
    ['without questions', { questions: [] }, 'questions'],
    ['with one number twice', { questions: [first, { ...second, no: 1 }] }, 'questions.1.no'],
    ['of which nothing counts', { questions: [{ ...first, weight: 0 }] }, 'questions'],
    ['with a scale of one point', scale({ from: 3, to: 3 }), 'questions.0.scale.to'],
    ['with a scale turned round', scale({ from: 5, to: 1 }), 'questions.0.scale.to'],
    [
      'with a name for a point off the scale',
      scale({ from: 1, to: 5, labels: { '6': '六' } }),
      'questions.0.scale.labels.6',
    ],
    [
      'with a name for no point',
      scale({ from: 1, to: 5, labels: { best: '好' } }),
      'questions.0.scale.labels.best',
    ],
    ['with grades that overlap', { grades: { good: 80, fairlyGood: 80, average: 60 } }, 'grades'],
    ['with some grades only', { grades: { good: 90, average: 60 } }, 'grades.fairlyGood'],
    ['without a minimum', { minimumSample: undefined }, 'minimumSample'],
    [
      'with a weight that is no number',
      { questions: [{ ...first, weight: Number.NaN }] },
      'questions.0.weight',
    ],
  ])('%s is refused', (_name, given, path) => {
    expect(refusalOf(given)).toEqual([path]);
  });

  test('may ask what does not count, on a scale below nought', () => {
    const questions = [
      { ...first, weight: 0 },
      { no: 7, text: '七', scale: { from: -2, to: 2, labels: { '-2': '差', '0': '平' } } },
    ];
    expect(refusalOf({ questions, minimumSample: 1 })).toBeUndefined();
  });
});
