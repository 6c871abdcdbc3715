import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Question } from '../../../src/surveys/questionnaire.ts';
import { scored, surveyGrades, type Tally } from '../../../src/surveys/score.ts';
import { answersOf, questionnaire } from './survey-case.ts';

/** What each respondent has answered, question by question, as it is counted. */
function talliesOf(
  questions: readonly Pick<Question, 'no'>[],
  respondents: readonly (readonly number[])[],
): Tally[] {
  return questions.flatMap(({ no }, at) => {
    const values = respondents.map((answers) => answers[at] ?? Number.NaN);
    return [...new Set(values)].map((value) => {
      return { no, value, answers: values.filter((other) => other === value).length };
    });
  });
}

const scaleArbitrary = fc
  .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 30 }))
  .map(([from, more]) => ({ from, to: from + more }));

const weightArbitrary = fc.oneof(
  fc.integer({ min: 0, max: 1_000 }),
  fc.double({ min: 0, max: 1_000, noNaN: true }),
);

/** Questions of which one at least counts, and what some people have answered to them. */
const surveyArbitrary = fc
  .array(fc.tuple(scaleArbitrary, weightArbitrary), { minLength: 1, maxLength: 6 })
  .filter((questions) => questions.some(([, weight]) => weight > 0))
  .chain((parts) => {
    const questions = parts.map(([scale, weight], at) => {
      return { no: at + 1, text: `第${at + 1}题`, scale, weight };
    });
    const answer = fc.tuple(
      ...questions.map(({ scale: { from, to } }) => fc.integer({ min: from, max: to })),
    );
    const respondents = fc.array(answer, { minLength: 1, maxLength: 12 });
    return respondents.map((answers): { questions: Question[]; answers: number[][] } => {
      return { questions, answers };
    });
  });

const scoreOf = (questions: readonly Question[], answers: readonly (readonly number[])[]) =>
  scored(
    { questions: [...questions], minimumSample: 1 },
    answers.length,
    talliesOf(questions, answers),
  );

describe('a score', () => {
  test('weighs the mean of each question by how far up its scale it is', () => {
    const respondents = [answersOf(5, 10), answersOf(4, 5), answersOf(3, 3)];
    const tallies = talliesOf(
      questionnaire.questions,
      respondents.map((answers) => answers.map(({ value }) => value)),
    );
    // Question 1: mean 4 of 1 to 5 is 75, three times. Question 2: mean 6 of 0 to 10 is 60, once.
    expect(scored(questionnaire, 3, tallies)).toEqual({
      answers: 3,
      belowMinimum: false,
      score: 71.25,
      grade: 'average',
      questions: [
        { no: 1, answers: 3, mean: 4, score: 75 },
        { no: 2, answers: 3, mean: 6, score: 60 },
      ],
    });
  });

  test('is not shown from too few, nor is any mean', () => {
    const tallies = talliesOf(questionnaire.questions, [
      [5, 10],
      [1, 0],
    ]);
    expect(scored(questionnaire, 2, tallies)).toEqual({
      answers: 2,
      belowMinimum: true,
      score: null,
      grade: null,
      questions: [
        { no: 1, answers: 2, mean: null, score: null },
        { no: 2, answers: 2, mean: null, score: null },
      ],
    });
    expect(scored(questionnaire, 0, [])).toMatchObject({ score: null, belowMinimum: true });
  });

  test.each([
    [100, 'good'],
    [90, 'good'],
    [89.99, 'fairlyGood'],
    [80, 'fairlyGood'],
    [79.99, 'average'],
    [60, 'average'],
    [59.99, 'poor'],
    [0, 'poor'],
  ])('of %d is %s', (score, grade) => {
    const [, second] = questionnaire.questions;
    const scale = { from: 0, to: 10_000 };
    const questions = second === undefined ? [] : [{ ...second, no: 1, scale }];
    const tallies = [{ no: 1, value: score * 100, answers: 1 }];
    const given = { ...questionnaire, questions, minimumSample: 1 };
    expect(scored(given, 1, tallies)).toMatchObject({ score, grade });
    expect(surveyGrades).toContain(grade);
  });

  test('without grades has none', () => {
    const ungraded = { questions: questionnaire.questions, minimumSample: 1 };
    expect(scored(ungraded, 1, [])).toMatchObject({ grade: null });
  });

  test('lies between 0 and 100, and each mean on its scale', () => {
    fc.assert(
      fc.property(surveyArbitrary, ({ questions, answers }) => {
        const { score, questions: each } = scoreOf(questions, answers);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        for (const [at, { mean, answers: many }] of each.entries()) {
          expect(many).toBe(answers.length);
          expect(mean).toBeGreaterThanOrEqual(questions[at]?.scale.from ?? Number.NaN);
          expect(mean).toBeLessThanOrEqual(questions[at]?.scale.to ?? Number.NaN);
        }
      }),
    );
  });

  test('is 0 where all answer the worst, and 100 where all answer the best', () => {
    fc.assert(
      fc.property(surveyArbitrary, ({ questions, answers }) => {
        const all = (end: 'from' | 'to') =>
          answers.map(() => questions.map(({ scale }) => scale[end]));
        expect(scoreOf(questions, all('from')).score).toBe(0);
        expect(scoreOf(questions, all('to')).score).toBe(100);
      }),
    );
  });

  test('never falls when somebody answers better', () => {
    fc.assert(
      fc.property(surveyArbitrary, fc.nat(), fc.nat(), ({ questions, answers }, who, which) => {
        const [row, column] = [who % answers.length, which % questions.length];
        const best = questions[column]?.scale.to ?? 0;
        const better = answers.map((values, at) =>
          at === row
            ? values.map((value, no) => (no === column ? Math.min(value + 1, best) : value))
            : values,
        );
        const before = scoreOf(questions, answers).score ?? Number.NaN;
        expect(scoreOf(questions, better).score).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('goes by the weights alone: doubled they say the same, and a weight of 0 says nothing', () => {
    fc.assert(
      fc.property(surveyArbitrary, ({ questions, answers }) => {
        const { score } = scoreOf(questions, answers);
        const doubled = questions.map((question) => {
          return { ...question, weight: 2 * (question.weight ?? 1) };
        });
        expect(scoreOf(doubled, answers).score).toBe(score);
        const silent = { no: 99, text: '不计分', scale: { from: 1, to: 5 }, weight: 0 };
        const withIt = answers.map((values) => [...values, 5]);
        expect(scoreOf([...questions, silent], withIt).score).toBe(score);
      }),
    );
  });

  test('lies between the worst and the best of its questions that count', () => {
    fc.assert(
      fc.property(surveyArbitrary, ({ questions, answers }) => {
        const { score, questions: each } = scoreOf(questions, answers);
        const counting = each
          .filter((_question, at) => (questions[at]?.weight ?? 0) > 0)
          .map((question) => question.score ?? Number.NaN);
        expect(score).toBeGreaterThanOrEqual(Math.min(...counting) - 0.01);
        expect(score).toBeLessThanOrEqual(Math.max(...counting) + 0.01);
      }),
    );
  });

  test('is the same in whatever order people have answered', () => {
    fc.assert(
      fc.property(surveyArbitrary, ({ questions, answers }) => {
        const turned = scoreOf(questions, answers.toReversed());
        expect(turned).toEqual(scoreOf(questions, answers));
      }),
    );
  });
});
