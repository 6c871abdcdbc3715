/** What somebody hands in to open a survey, and to answer one. */
import { z } from 'zod';
import { actorSchema } from '../../machines/actor.ts';
import { daySchema, storedText } from '../../machines/words.ts';
import type { Problem } from '../engine/answers.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import { questionnaireSchema, type Questionnaire } from './questionnaire.ts';

export const surveyShape = {
  questionnaire: questionnaireSchema,
  /** What it is about: a round, by its code, */
  round: roundCodeSchema.optional(),
  /** or one finding, by its number or id. */
  finding: storedText(200).optional(),
  /** Answers are taken until the end of this day. */
  until: daySchema,
};

export function checkSubject(
  {
    round,
    finding,
  }: { readonly round?: string | undefined; readonly finding?: string | undefined },
  context: z.core.$RefinementCtx,
): void {
  if ((round === undefined) !== (finding === undefined)) return;
  const message = 'give round or finding, one of them';
  context.addIssue({ code: 'custom', path: ['round'], message });
}

export const openSurveySchema = z
  .strictObject({
    ...surveyShape,
    by: actorSchema,
    /** The same key with the same request opens one survey, however often it is sent. */
    idempotencyKey: storedText(200).optional(),
  })
  .superRefine(checkSubject);
/** A survey, as somebody asks for it. */
export type SurveyToOpen = z.input<typeof openSurveySchema>;
export type CheckedSurvey = z.output<typeof openSurveySchema>;

const givenAnswerSchema = z.strictObject({
  no: z.int().min(1).max(9_999),
  value: z.int().min(-1_000).max(1_000),
});
export type GivenAnswer = z.infer<typeof givenAnswerSchema>;

export const answerShape = {
  /** Each question exactly once. */
  answers: z.array(givenAnswerSchema).max(100),
  /** Whatever stands for one respondent: with it nobody answers twice. Only a hash of it is kept. */
  respondent: storedText(200).optional(),
};

export const answerSchema = z.strictObject({ survey: z.uuid().toLowerCase(), ...answerShape });
/** What one respondent has answered. */
export type SurveyAnswer = z.input<typeof answerSchema>;

/** What is wrong with answers to these questions: one of each, on its scale. */
export function answerProblems(
  { questions }: Pick<Questionnaire, 'questions'>,
  answers: readonly GivenAnswer[],
): readonly Problem[] {
  const scales = new Map(questions.map(({ no, scale }) => [no, scale]));
  const given = new Set<number>();
  const problems: Problem[] = [];
  for (const [index, { no, value }] of answers.entries()) {
    const refuse = (member: string, message: string) =>
      problems.push({ path: `answers.${index}.${member}`, message });
    const scale = scales.get(no);
    if (scale === undefined) refuse('no', `there is no question ${no}`);
    else if (given.has(no)) refuse('no', `question ${no} is answered twice`);
    else if (value < scale.from || value > scale.to) {
      refuse('value', `question ${no} is answered from ${scale.from} to ${scale.to}`);
    }
    given.add(no);
  }
  const missing = questions.flatMap(({ no }) => (given.has(no) ? [] : [no]));
  if (missing.length > 0) {
    problems.push({ path: 'answers', message: `no answer to question ${missing.join(', ')}` });
  }
  return problems;
}
