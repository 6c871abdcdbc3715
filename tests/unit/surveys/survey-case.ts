/** A short questionnaire, and answers to it. */
import type { Questionnaire } from '../../../src/surveys/questionnaire.ts';
import type { GivenAnswer, SurveyToOpen } from '../../../src/surveys/survey-schema.ts';
import { inspector } from '../engine/engine-case.ts';

export const questionnaire: Questionnaire = {
  id: 'satisfaction',
  version: 1,
  title: '整改成效满意度测评',
  minimumSample: 3,
  questions: [
    {
      no: 1,
      text: '对整改结果是否满意',
      scale: { from: 1, to: 5, labels: { '1': '很不满意' } },
      weight: 3,
    },
    { no: 2, text: '总体打多少分', scale: { from: 0, to: 10 } },
  ],
  grades: { good: 90, fairlyGood: 80, average: 60 },
};

/** One respondent's answers to the two questions. */
export function answersOf(first: number, second: number): GivenAnswer[] {
  return [
    { no: 1, value: first },
    { no: 2, value: second },
  ];
}

export function aSurvey(given: Partial<SurveyToOpen> = {}): SurveyToOpen {
  const subject = given.finding === undefined ? { round: 'XC-2024' } : {};
  return { questionnaire, ...subject, until: '2024-03-08', by: inspector, ...given };
}
