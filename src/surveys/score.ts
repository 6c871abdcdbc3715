/** What answers come to: means, and a weighted score out of a hundred. Too few answers come to nothing. */
import { weightOf, type Question, type Questionnaire } from './questionnaire.ts';

/** How often a value was given to a question. */
export interface Tally {
  readonly no: number;
  readonly value: number;
  readonly answers: number;
}

/** 好、较好、一般、差. */
export const surveyGrades = ['good', 'fairlyGood', 'average', 'poor'] as const;
export type SurveyGrade = (typeof surveyGrades)[number];

export interface QuestionScore {
  readonly no: number;
  readonly answers: number;
  /** On the question's scale, to two places; null while there are too few answers. */
  readonly mean: number | null;
  /** The mean as a share of the scale, 0 to 100, to two places. */
  readonly score: number | null;
}

export interface Scored {
  /** How many have answered. */
  readonly answers: number;
  /** Fewer than the questionnaire wants before anything is shown. */
  readonly belowMinimum: boolean;
  /** 0 to 100, to two places; null while there are too few answers. */
  readonly score: number | null;
  /** Judged by the score as it is shown; null without one, or without grades. */
  readonly grade: SurveyGrade | null;
  /** In the order of the questionnaire. */
  readonly questions: readonly QuestionScore[];
}

/** `answers`: how many have answered, each of them every question once. */
export function scored(
  questionnaire: Pick<Questionnaire, 'questions' | 'minimumSample' | 'grades'>,
  answers: number,
  tallies: readonly Tally[],
): Scored {
  const { questions, minimumSample, grades } = questionnaire;
  const belowMinimum = answers < minimumSample;
  const counted = questions.map((question) => ({ question, ...countOf(question, tallies) }));
  const shares = counted.map(({ question, mean }) => shareOf(question, mean));
  const score = belowMinimum ? null : rounded(100 * weightedMean(questions, shares));
  return {
    answers,
    belowMinimum,
    score,
    grade: score === null || grades === undefined ? null : gradeOf(score, grades),
    questions: counted.map(({ question: { no }, answers: given, mean }, at) => ({
      no,
      answers: given,
      mean: belowMinimum ? null : rounded(mean),
      score: belowMinimum ? null : rounded(100 * (shares[at] ?? 0)),
    })),
  };
}

/** Without answers the mean is the worst there is; it is not shown then. */
function countOf(
  { no, scale }: Question,
  tallies: readonly Tally[],
): { readonly answers: number; readonly mean: number } {
  const given = tallies.filter((tally) => tally.no === no);
  const answers = given.reduce((sum, tally) => sum + tally.answers, 0);
  const total = given.reduce((sum, tally) => sum + tally.value * tally.answers, 0);
  return { answers, mean: answers === 0 ? scale.from : total / answers };
}

/** How far up the scale, 0 to 1. */
function shareOf({ scale: { from, to } }: Question, mean: number): number {
  return (mean - from) / (to - from);
}

/** Each weight is divided first: sums of very small or very large ones lose nothing that shows. */
function weightedMean(questions: readonly Question[], shares: readonly number[]): number {
  const whole = questions.reduce((sum, question) => sum + weightOf(question), 0);
  return questions.reduce(
    (sum, question, at) => sum + (weightOf(question) / whole) * (shares[at] ?? 0),
    0,
  );
}

function gradeOf(score: number, grades: NonNullable<Questionnaire['grades']>): SurveyGrade {
  if (score >= grades.good) return 'good';
  if (score >= grades.fairlyGood) return 'fairlyGood';
  return score >= grades.average ? 'average' : 'poor';
}

/** To two places. Adding nothing turns -0 into the 0 that JSON makes of it. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
