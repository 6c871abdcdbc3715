/** Surveys as people read them: never a score without the number of answers, never one answer by itself. */
import type { Actor } from '../../machines/actor.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { SurveyRecord } from '../store/survey-rows.ts';
import { questionnaireNameOf, weightOf, type Question } from './questionnaire.ts';
import { scored, type QuestionScore, type Scored } from './score.ts';

export interface ShownQuestion extends QuestionScore {
  readonly text: string;
  readonly scale: Question['scale'];
  readonly weight: number;
}

export interface SurveyResult extends Omit<Scored, 'questions'> {
  readonly id: string;
  /** `id@version`. */
  readonly questionnaire: string;
  readonly title: string;
  /** The round's code. */
  readonly round: string;
  /** Null where it is about the round as a whole. */
  readonly finding: { readonly id: string; readonly number: string } | null;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly openedBy: Actor;
  /** The last day on which answers are taken. */
  readonly until: string;
  /** That day is over. */
  readonly closed: boolean;
  readonly minimumSample: number;
  readonly questions: readonly ShownQuestion[];
}

/** `now`: the instant to judge by, epoch ms. */
export function shownSurvey(
  record: SurveyRecord,
  calendar: Pick<Calendar, 'print' | 'endOf'>,
  now: number,
): SurveyResult {
  const { id, questionnaire, round, finding, last_day: until } = record;
  const { questions, ...figures } = scored(questionnaire, record.answers, record.tallies);
  const scores = new Map(questions.map((question) => [question.no, question]));
  return {
    id,
    questionnaire: questionnaireNameOf(questionnaire),
    title: questionnaire.title,
    round,
    finding,
    openedAt: calendar.print(record.opened_at.getTime()),
    openedBy: record.opened_by,
    until,
    closed: isClosed(until, calendar, now),
    minimumSample: questionnaire.minimumSample,
    ...figures,
    questions: questionnaire.questions.map((question) => {
      const { no, text, scale } = question;
      const { answers = 0, mean = null, score = null } = scores.get(no) ?? {};
      return { no, text, scale, weight: weightOf(question), answers, mean, score };
    }),
  };
}

/** Answers are taken until the last day is over. */
export function isClosed(until: string, calendar: Pick<Calendar, 'endOf'>, now: number): boolean {
  return now >= calendar.endOf(until);
}
