/** One suite on both kinds of database: satisfaction surveys, their answers, and what those come to. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Pool } from '../../src/store/pool.ts';
import type { SurveyToOpen } from '../../src/surveys/survey-schema.ts';
import { createSurveys, type Surveys } from '../../src/surveys/surveys.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import { inspector, openCase, opened, shanghai } from '../unit/engine/engine-case.ts';
import { answersOf, aSurvey, questionnaire } from '../unit/surveys/survey-case.ts';

describeOnBoth('Surveys', surveyContract);

const nowhere = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

function surveyContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  let surveys: Surveys;

  beforeEach(async () => {
    store = engineCase.database.store;
    surveys = createSurveys(engineCase.ports, store);
    await engineCase.engine.openRound({ code: 'XC-2024', title: '第三轮', by: inspector });
  });

  const open = async (given: Partial<SurveyToOpen> = {}) => (await surveys.open(aSurvey(given))).id;
  const answer = (survey: string, first: number, second: number, respondent?: string) =>
    surveys.answer({ survey, answers: answersOf(first, second), respondent });
  const stored = async () => {
    const { rows } = await store.query<Record<string, number>>(
      `select (select count(*)::int from questionnaire) as questionnaires,
         (select count(*)::int from survey) as surveys,
         (select count(*)::int from survey_tally) as tallies,
         (select count(*)::int from survey_respondent) as respondents`,
    );
    return rows[0];
  };

  describe('are opened', () => {
    test('over a round, with nothing to show yet', async () => {
      expect(await surveys.open(aSurvey())).toMatchObject({
        questionnaire: 'satisfaction@1',
        title: questionnaire.title,
        round: 'XC-2024',
        finding: null,
        openedAt: '2024-03-01T10:00:00.000+08:00',
        openedBy: inspector,
        until: '2024-03-08',
        closed: false,
        answers: 0,
        minimumSample: 3,
        belowMinimum: true,
        score: null,
        grade: null,
        questions: [
          { no: 1, weight: 3, scale: questionnaire.questions[0]?.scale, answers: 0, mean: null },
          { no: 2, weight: 1, answers: 0, mean: null, score: null },
        ],
      });
    });

    test('over a finding, by its number or its id, closed or not', async () => {
      const { id, number } = await opened(engineCase.engine, { round: 'XC-2025' });
      const about = { round: 'XC-2025', finding: { id, number } };
      expect(await surveys.open(aSurvey({ finding: number }))).toMatchObject(about);
      await engineCase.engine.send({
        findingId: id,
        event: { type: 'WITHDRAW', reason: '重复' },
        by: inspector,
      });
      expect(await surveys.open(aSurvey({ finding: id }))).toMatchObject(about);
    });

    test('once under one key, also by several at once, and on a later day', async () => {
      const asked = aSurvey({ idempotencyKey: 'k-1', until: '2024-03-01' });
      const all = await Promise.all([1, 2, 3].map(() => surveys.open(asked)));
      expect(new Set(all.map(({ id }) => id)).size).toBe(1);
      engineCase.clock.moveTo(shanghai('2024-03-02T10:00'));
      expect(await surveys.open(asked)).toMatchObject({ id: all[0]?.id, closed: true });
      await expect(surveys.open({ ...asked, until: '2024-03-09' })).rejects.toMatchObject({
        code: 'idempotency_key_reused',
      });
      expect(await stored()).toMatchObject({ questionnaires: 1, surveys: 1 });
    });

    test('with a version that reads the same for ever', async () => {
      await open();
      await open();
      const [first] = questionnaire.questions;
      const changed = { ...questionnaire, questions: first === undefined ? [] : [first] };
      await expect(open({ questionnaire: changed })).rejects.toMatchObject({
        code: 'questionnaire_changed',
        detail: { questionnaire: 'satisfaction', version: 1 },
      });
      await open({ questionnaire: { ...changed, version: 2 } });
      expect(await stored()).toMatchObject({ questionnaires: 2, surveys: 3 });
    });

    test('by one of two who send out one version with two texts at once', async () => {
      const other = { ...questionnaire, title: '另一份问卷' };
      const both = await Promise.allSettled([open(), open({ questionnaire: other })]);
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'questionnaire_changed' },
      });
      expect(await stored()).toMatchObject({ questionnaires: 1, surveys: 1 });
    });

    test.each<[string, Partial<SurveyToOpen>, object]>([
      ['over no round there is', { round: 'XC-1999' }, { code: 'round_not_found' }],
      ['over no finding there is', { finding: 'XC-1999-01-001' }, { code: 'finding_not_found' }],
      [
        'over both',
        { round: 'XC-2024', finding: 'x' },
        { code: 'request_invalid', detail: { problems: [{ path: 'round' }] } },
      ],
      [
        'over neither',
        { round: undefined },
        { code: 'request_invalid', detail: { problems: [{ path: 'round' }] } },
      ],
      [
        'until yesterday',
        { until: '2024-02-29' },
        { code: 'request_invalid', detail: { problems: [{ path: 'until' }] } },
      ],
      [
        'until a day there is not',
        { until: '2023-02-29' },
        { code: 'request_invalid', detail: { problems: [{ path: 'until' }] } },
      ],
    ])('not %s', async (_name, given, refusal) => {
      await expect(open(given)).rejects.toMatchObject(refusal);
      expect(await stored()).toMatchObject({ questionnaires: 0, surveys: 0 });
    });
  });

  describe('are answered', () => {
    test('and show no figure before as many as the questionnaire wants', async () => {
      const id = await open();
      expect(await answer(id, 5, 10)).toEqual({ survey: id, answers: 1 });
      await answer(id, 4, 5);
      const few = await surveys.result(id);
      expect(few).toMatchObject({ answers: 2, belowMinimum: true, score: null, grade: null });
      expect(few.questions.map(({ mean, score }) => [mean, score])).toEqual([
        [null, null],
        [null, null],
      ]);
      await answer(id, 3, 3);
      expect(await surveys.result(id)).toMatchObject({
        answers: 3,
        belowMinimum: false,
        score: 71.25,
        grade: 'average',
        questions: [
          { answers: 3, mean: 4, score: 75 },
          { answers: 3, mean: 6, score: 60 },
        ],
      });
    });

    test('once by one respondent, of whom no more than a hash is kept', async () => {
      const [first, second] = [await open(), await open()];
      await answer(first, 5, 10, '13800000000');
      await expect(answer(first, 1, 1, ' 13800000000 ')).rejects.toMatchObject({
        code: 'survey_answered',
      });
      await answer(first, 4, 9, '13800000001');
      await answer(second, 5, 10, '13800000000');
      expect((await surveys.result(first)).answers).toBe(2);
      const { rows } = await store.query<{ hash: string }>('select hash from survey_respondent');
      expect(new Set(rows.map(({ hash }) => hash)).size).toBe(3);
      for (const { hash } of rows) expect(hash).toMatch(/^[0-9a-f]{64}$/u);
    });

    test('as often as somebody likes, where nobody wants to know who', async () => {
      const id = await open();
      for (const second of [10, 10, 10]) await answer(id, 5, second);
      expect(await surveys.result(id)).toMatchObject({ answers: 3, score: 100, grade: 'good' });
      expect(await stored()).toMatchObject({ respondents: 0, tallies: 2 });
    });

    test('by many at once, and all are counted', async () => {
      const id = await open();
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, at) => answer(id, 1 + (at % 5), at % 11, `r-${at}`)),
      );
      expect(all.map(({ answers }) => answers).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
      const { answers, questions } = await surveys.result(id);
      expect([answers, ...questions.map((question) => question.answers)]).toEqual([20, 20, 20]);
      expect(questions[0]?.mean).toBe(3);
    });

    test('by one of several requests at once with the same respondent', async () => {
      const id = await open();
      const all = await Promise.allSettled(
        [1, 2, 3, 4].map((value) => answer(id, value, 5, 'one')),
      );
      const refusals: unknown[] = all.flatMap((each) =>
        each.status === 'rejected' ? [each.reason] : [],
      );
      expect(refusals).toMatchObject([1, 2, 3].map(() => ({ code: 'survey_answered' })));
      expect((await surveys.result(id)).answers).toBe(1);
    });

    test('until the end of the last day in the zone, and no later', async () => {
      const id = await open();
      engineCase.clock.moveTo(shanghai('2024-03-08T23:59:59.999'));
      await answer(id, 5, 10);
      expect((await surveys.result(id)).closed).toBe(false);
      engineCase.clock.moveTo(shanghai('2024-03-09T00:00'));
      await expect(answer(id, 5, 10)).rejects.toMatchObject({ code: 'survey_closed' });
      expect(await surveys.result(id)).toMatchObject({ closed: true, answers: 1 });
      expect((await surveys.result(id, shanghai('2024-03-08T12:00'))).closed).toBe(false);
    });

    test.each([
      ['without an answer to a question', [{ no: 1, value: 5 }], 'answers'],
      ['without any', [], 'answers'],
      ['with two answers to one', [...answersOf(5, 5), { no: 2, value: 6 }], 'answers.2.no'],
      ['with an answer to no question', [...answersOf(5, 5), { no: 3, value: 1 }], 'answers.2.no'],
      ['below the scale', answersOf(0, 5), 'answers.0.value'],
      ['above the scale', answersOf(5, 11), 'answers.1.value'],
      ['between two points', answersOf(4.5, 5), 'answers.0.value'],
      ['with what is no number', answersOf(Number.NaN, 5), 'answers.0.value'],
    ])('not %s', async (_name, answers, path) => {
      const id = await open();
      await expect(surveys.answer({ survey: id, answers, respondent: 'r' })).rejects.toMatchObject({
        code: 'request_invalid',
        detail: { problems: [{ path }] },
      });
      expect(await stored()).toMatchObject({ tallies: 0, respondents: 0 });
      await answer(id, 5, 10, 'r');
    });
  });

  test('that are not there are neither answered nor read', async () => {
    for (const id of [nowhere, 'x', '']) {
      await expect(surveys.result(id)).rejects.toMatchObject({ code: 'survey_not_found' });
    }
    await expect(answer(nowhere, 5, 10)).rejects.toMatchObject({ code: 'survey_not_found' });
    await expect(answer('x', 5, 10)).rejects.toMatchObject({ code: 'request_invalid' });
  });
}
