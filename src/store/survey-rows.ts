/** Questionnaires and surveys as rows: the text is added and never changed, answers are only counted. */
import type { Actor } from '../../machines/actor.ts';
import { RectiflowError } from '../errors.ts';
import type { Questionnaire } from '../surveys/questionnaire.ts';
import type { Tally } from '../surveys/score.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

type QuestionnaireName = Pick<Questionnaire, 'id' | 'version'>;

/** Of this version, as it was sent out before; null where it never was. */
export async function questionnaireDigest(
  db: Queryable,
  { id, version }: QuestionnaireName,
): Promise<string | null> {
  const { rows } = await db.query<{ digest: string }>(
    'select digest from questionnaire where id = $1 and version = $2::int',
    [id, version],
  );
  return rows[0]?.digest ?? null;
}

export function questionnaireChanged({ id, version }: QuestionnaireName): RectiflowError {
  return new RectiflowError('questionnaire_changed', { questionnaire: id, version });
}

export interface SurveyToStore {
  readonly id: string;
  readonly questionnaire: Questionnaire;
  readonly digest: string;
  /** Null where it is about a finding: then the finding's. */
  readonly roundId: string | null;
  readonly findingId: string | null;
  readonly until: string;
  /** Engine time, epoch ms. */
  readonly at: number;
  readonly by: Actor;
  readonly key: string | null;
  readonly requestHash: string;
}

/**
 * Throws `questionnaire_changed` where somebody has sent this version out with another text meanwhile, and
 * what the constraint `survey_key` says to whoever is second.
 */
export async function addSurvey(pool: Pool, survey: SurveyToStore): Promise<void> {
  const { questionnaire, digest, at } = survey;
  const { id, version } = questionnaire;
  await inTransaction(pool, async (db) => {
    await db.query(
      `insert into questionnaire (id, version, digest, data, first_opened_at)
       values ($1, $2::int, $3, $4::jsonb, $5::timestamptz) on conflict (id, version) do nothing`,
      [id, version, digest, JSON.stringify(questionnaire), instant(at)],
    );
    const { rowCount } = await db.query(
      `insert into survey (id, questionnaire_id, questionnaire_version, round_id, finding_id, last_day,
         opened_at, opened_by, idempotency_key, request_hash)
       select $1::uuid, q.id, q.version,
         coalesce($5::uuid, (select f.round_id from finding f where f.id = $6::uuid)), $6::uuid,
         $7::date, $8::timestamptz, $9::jsonb, $10, $11
       from questionnaire q where q.id = $2 and q.version = $3::int and q.digest = $4`,
      [
        survey.id,
        id,
        version,
        digest,
        survey.roundId,
        survey.findingId,
        survey.until,
        instant(at),
        JSON.stringify(survey.by),
        survey.key,
        survey.requestHash,
      ],
    );
    if (rowCount !== 1) throw questionnaireChanged(questionnaire);
  });
}

// Whoever counts comes after whoever holds the survey's row: everything else follows from it.
const answerSql = `
with counted as (
  update survey set answers = answers + 1 where id = $1::uuid returning id, answers
), respondent as (
  insert into survey_respondent (survey_id, hash)
  select id, $2::text from counted where $2::text is not null
), tallied as (
  insert into survey_tally as t (survey_id, question_no, value, answers)
  select counted.id, given.no, given.value, 1
  from counted, jsonb_to_recordset($3::jsonb) as given (no int, value int)
  on conflict (survey_id, question_no, value) do update set answers = t.answers + 1
)
select answers from counted`;

export interface AnswerToCount {
  readonly survey: string;
  /** One for each question. */
  readonly answers: readonly { readonly no: number; readonly value: number }[];
  /** Of who has answered; null where nobody wants to know. */
  readonly hash: string | null;
}

/**
 * In one statement; how many have answered then. Throws what the constraint `survey_respondent_once` says
 * to whoever has answered before.
 */
export async function addAnswer(
  db: Queryable,
  { survey, answers, hash }: AnswerToCount,
): Promise<number> {
  const { rows } = await db.query<{ answers: number }>(answerSql, [
    survey,
    hash,
    JSON.stringify(answers),
  ]);
  return rows[0]?.answers ?? 0;
}

export interface SurveyRecord {
  readonly id: string;
  readonly questionnaire: Questionnaire;
  readonly round: string;
  readonly finding: { readonly id: string; readonly number: string } | null;
  readonly last_day: string;
  /** How many have answered. */
  readonly answers: number;
  readonly tallies: readonly Tally[];
  readonly opened_at: Date;
  readonly opened_by: Actor;
}

export async function surveyOf(db: Queryable, id: string): Promise<SurveyRecord | null> {
  const { rows } = await db.query<SurveyRecord>(
    `select s.id, q.data as questionnaire, r.code as round, s.last_day, s.answers, s.opened_at, s.opened_by,
       (select jsonb_build_object('id', f.id, 'number', f.number) from finding f
        where f.id = s.finding_id) as finding,
       (select coalesce(jsonb_agg(jsonb_build_object('no', t.question_no, 'value', t.value,
          'answers', t.answers) order by t.question_no, t.value), '[]')
        from survey_tally t where t.survey_id = s.id) as tallies
     from survey s
     join questionnaire q on q.id = s.questionnaire_id and q.version = s.questionnaire_version
     join round r on r.id = s.round_id
     where s.id = $1::uuid`,
    [id],
  );
  return rows[0] ?? null;
}

/** The survey opened under that key; null where there is none. */
export async function surveyUnderKey(
  db: Queryable,
  key: string,
): Promise<{ readonly id: string; readonly request_hash: string } | null> {
  const { rows } = await db.query<{ id: string; request_hash: string }>(
    'select id, request_hash from survey where idempotency_key = $1',
    [key],
  );
  return rows[0] ?? null;
}
