/** 满意度测评: surveys opened over a round or a finding, answered, and read as figures. */
import { createHash } from 'node:crypto';
import { checked } from '../checked.ts';
import { digest } from '../engine/chain.ts';
import { nowOf } from '../engine/now.ts';
import type { EnginePorts } from '../engine/ports.ts';
import { RectiflowError } from '../errors.ts';
import { isUuid } from '../ids.ts';
import type { Pool } from '../store/pool.ts';
import {
  addAnswer,
  addSurvey,
  questionnaireChanged,
  questionnaireDigest,
  surveyOf,
  surveyUnderKey,
  type SurveyRecord,
} from '../store/survey-rows.ts';
import { isTaken } from '../store/taken.ts';
import { isClosed, shownSurvey, type SurveyResult } from './shown-survey.ts';
import {
  answerProblems,
  answerSchema,
  openSurveySchema,
  type CheckedSurvey,
  type SurveyAnswer,
  type SurveyToOpen,
} from './survey-schema.ts';

/** Each throws `request_invalid` for what does not fit its schema. */
export interface Surveys {
  /**
   * Throws `round_not_found`, `finding_not_found`, `idempotency_key_reused`, and
   * `questionnaire_changed` for a version that was sent out with another text before.
   */
  open(survey: SurveyToOpen): Promise<SurveyResult>;
  /**
   * Counts one respondent's answers. Throws `survey_not_found`, `survey_closed` after its last day, and
   * `survey_answered` for a respondent who has answered.
   */
  answer(answer: SurveyAnswer): Promise<SurveyAnswered>;
  /** `now`: the instant to judge by, epoch ms; by default that of asking. Throws `survey_not_found`. */
  result(id: string, now?: number): Promise<SurveyResult>;
}

export interface SurveyAnswered {
  /** The survey's id. */
  readonly survey: string;
  /** How many have answered, this one included. */
  readonly answers: number;
}

export function createSurveys(ports: EnginePorts, store: Pool): Surveys {
  const result = async (id: string, now?: number) => {
    const record = await foundSurvey(store, id);
    return shownSurvey(record, ports.calendar, now ?? (await nowOf(ports)));
  };
  return {
    result,
    async open(given) {
      const survey = checked(openSurveySchema, given);
      const requestHash = digest(survey);
      for (;;) {
        const remembered = await recalled(store, survey, requestHash);
        const id = remembered?.id ?? (await openedOnce(ports, store, survey, requestHash));
        if (id !== null) return result(id);
      }
    },
    async answer(given) {
      const { survey: id, answers, respondent } = checked(answerSchema, given);
      const { questionnaire, last_day: until } = await foundSurvey(store, id);
      if (isClosed(until, ports.calendar, await nowOf(ports))) {
        throw new RectiflowError('survey_closed', { survey: id });
      }
      const problems = answerProblems(questionnaire, answers);
      if (problems.length > 0) throw unfit(problems);
      const hash = respondent === undefined ? null : hashOf(id, respondent);
      return { survey: id, answers: await counted(store, { survey: id, answers, hash }) };
    },
  };
}

async function foundSurvey(store: Pool, id: string): Promise<SurveyRecord> {
  const record = isUuid(id) ? await surveyOf(store, id) : null;
  if (record === null) throw new RectiflowError('survey_not_found', { survey: id });
  return record;
}

function unfit(problems: readonly { readonly path: string; readonly message: string }[]) {
  const message = problems.map(({ path, message: text }) => `${path}: ${text}`).join('\n');
  return new RectiflowError('request_invalid', { message, problems });
}

/** What was opened under the key; null where nothing was, or there is none. */
async function recalled(
  store: Pool,
  { idempotencyKey: key }: CheckedSurvey,
  requestHash: string,
): Promise<{ readonly id: string } | null> {
  const known = key === undefined ? null : await surveyUnderKey(store, key);
  if (known === null || known.request_hash === requestHash) return known;
  throw new RectiflowError('idempotency_key_reused');
}

/** Its id; null when somebody else has used the key meanwhile. */
async function openedOnce(
  ports: EnginePorts,
  store: Pool,
  survey: CheckedSurvey,
  requestHash: string,
): Promise<string | null> {
  const { questionnaire, until, by, idempotencyKey: key = null } = survey;
  const at = await nowOf(ports);
  if (until < ports.calendar.dayOf(at)) {
    throw unfit([{ path: 'until', message: 'nobody could answer: the day is over' }]);
  }
  const subject = await subjectOf(ports, survey);
  const questionnaireHash = digest(questionnaire);
  const known = await questionnaireDigest(store, questionnaire);
  if (known !== null && known !== questionnaireHash) throw questionnaireChanged(questionnaire);
  const id = ports.newId();
  try {
    const row = { id, questionnaire, digest: questionnaireHash, until, at, by, key, requestHash };
    await addSurvey(store, { ...row, ...subject });
    return id;
  } catch (error) {
    if (isTaken(error, 'survey_key')) return null;
    throw error;
  }
}

async function subjectOf(
  { ledger }: EnginePorts,
  { round, finding }: CheckedSurvey,
): Promise<{ readonly roundId: string | null; readonly findingId: string | null }> {
  if (finding !== undefined) {
    const found = await ledger.identify(finding);
    if (found === null) throw new RectiflowError('finding_not_found', { finding });
    return { roundId: null, findingId: found.id };
  }
  const found = await ledger.findRound(round ?? '');
  if (found === null) throw new RectiflowError('round_not_found', { round });
  return { roundId: found.id, findingId: null };
}

/** With the survey's id in it, the same key is another hash in another survey. */
function hashOf(survey: string, respondent: string): string {
  return createHash('sha256').update(`survey-respondent\n${survey}\n${respondent}`).digest('hex');
}

async function counted(store: Pool, answer: Parameters<typeof addAnswer>[1]): Promise<number> {
  try {
    return await addAnswer(store, answer);
  } catch (error) {
    if (!isTaken(error, 'survey_respondent_once')) throw error;
    throw new RectiflowError('survey_answered', { survey: answer.survey });
  }
}
