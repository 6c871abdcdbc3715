import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SurveyResult } from '../../../src/surveys/shown-survey.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/virtual-clock.ts';
import { answersOf, aSurvey, questionnaire } from '../surveys/survey-case.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, post, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';
import { storedRows } from './stored-rows.ts';

const opening = Date.UTC(2024, 2, 1, 2);
const nowhere = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

let open: OpenApp;
let clock: VirtualClock;
let findingId: string;
beforeAll(async () => {
  clock = createVirtualClock(opening);
  open = await openApp({}, { clock });
  findingId = await open.open();
});
afterAll(() => open[Symbol.asyncDispose]());

const body = (given: object = {}) => ({ ...aSurvey(), by: inspector, ...given });
const opened = async (given: object = {}) =>
  (await sent(open, '/surveys', body(given))).json<SurveyResult>();

async function answered(id: string, payload: object) {
  const answer = await post(open.app, `/surveys/${id}/answers`, payload);
  expectDocumented(open.app, 'POST /surveys/{id}/answers', answer);
  return answer;
}

async function read(id: string) {
  const answer = await open.app.inject(`/surveys/${id}`);
  expectDocumented(open.app, 'GET /surveys/{id}', answer);
  return answer;
}

test('a survey is opened, answered, and read with the number of answers beside its score', async () => {
  const answer = await sent(open, '/surveys', body());
  expect(answer.statusCode).toBe(201);
  const { id, ...survey } = answer.json<SurveyResult>();
  expect(survey).toMatchObject({ round: 'XC-2024', finding: null, openedBy: inspector });
  for (const [at, value] of [5, 4, 3].entries()) {
    expect((await read(id)).json()).toMatchObject({ answers: at, belowMinimum: true, score: null });
    const counted = await answered(id, { answers: answersOf(value, 6), respondent: `r-${at}` });
    expect([counted.statusCode, counted.json()]).toEqual([201, { survey: id, answers: at + 1 }]);
  }
  expect((await read(id)).json()).toMatchObject({
    answers: 3,
    belowMinimum: false,
    score: 71.25,
    grade: 'average',
  });
});

test('a survey is opened over a finding, once under its key', async () => {
  const given = body({ round: undefined, finding: findingId });
  const headers = { 'idempotency-key': 'survey-1' };
  const first = await post(open.app, '/surveys', given, headers);
  const before = await storedRows(open.rectiflow);
  const again = await post(open.app, '/surveys', given, headers);
  expect([first.statusCode, again.json()]).toEqual([201, first.json()]);
  expect(first.json()).toMatchObject({ finding: { id: findingId }, round: 'XC-2024' });
  expect(await storedRows(open.rectiflow)).toEqual(before);
  const other = await post(open.app, '/surveys', body(), headers);
  expectDocumented(open.app, 'POST /surveys', other);
  expect(other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
});

describe('POST /surveys', () => {
  test.each([
    [{ round: 'XC-1999' }, 404, 'round_not_found'],
    [{ round: undefined, finding: nowhere }, 404, 'finding_not_found'],
    [{ questionnaire: { ...questionnaire, minimumSample: 4 } }, 409, 'questionnaire_changed'],
  ])('answers %j with its code', async (given, status, code) => {
    await opened();
    const answer = await sent(open, '/surveys', body(given));
    expect(answer.json()).toMatchObject({ status, code });
  });

  test.each([
    [{ finding: nowhere }, 'round'],
    [{ round: undefined }, 'round'],
    [{ until: '2024-02-29' }, 'until'],
    [{ until: '2024-02-30' }, 'until'],
    [{ questionnaire: { ...questionnaire, questions: [] } }, 'questionnaire.questions'],
    [{ questionnaire: { ...questionnaire, id: 'a@1' } }, 'questionnaire.id'],
    [{ by: { kind: 'system', rule: 'x' } }, 'by.kind'],
    [{ x: 1 }, ''],
  ])('answers 400 to %j and says where', async (given, path) => {
    const before = await storedRows(open.rectiflow);
    const answer = await sent(open, '/surveys', body(given));
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: [{ in: 'body', path }],
    });
    expect(await storedRows(open.rectiflow)).toEqual(before);
  });
});

describe('POST /surveys/:id/answers', () => {
  test('answers 409 to who has answered, and to everybody once its last day is over', async () => {
    const { id } = await opened({ until: '2024-03-01' });
    const answers = answersOf(5, 10);
    await answered(id, { answers, respondent: 'one' });
    const twice = await answered(id, { answers, respondent: 'one' });
    expect(twice.json()).toMatchObject({ status: 409, code: 'survey_answered' });
    clock.moveTo(opening + 86_400_000);
    const late = await answered(id, { answers });
    expect(late.json()).toMatchObject({ status: 409, code: 'survey_closed' });
    expect((await read(id)).json()).toMatchObject({ closed: true, answers: 1 });
  });

  test.each([
    [{ answers: answersOf(6, 5) }, 'answers.0.value'],
    [{ answers: [{ no: 1, value: 5 }] }, 'answers'],
    [{ answers: [{ no: 1, value: '5' }] }, 'answers.0.value'],
    [{ answers: answersOf(5, 5), respondent: '' }, 'respondent'],
    [{ answers: answersOf(5, 5), respondent: 'a\0b' }, 'respondent'],
    [{}, 'answers'],
  ])('answers 400 to %j and says where', async (given, path) => {
    const { id } = await opened({ until: '2999-12-31' });
    const answer = await answered(id, given);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: [{ in: 'body', path }],
    });
    expect((await read(id)).json()).toMatchObject({ answers: 0 });
  });
});

test('a survey that is not there is answered with 404, and no id with 400', async () => {
  const answers = answersOf(5, 10);
  for (const answer of [await answered(nowhere, { answers }), await read(nowhere)]) {
    expect(answer.json()).toMatchObject({ status: 404, code: 'survey_not_found' });
  }
  for (const answer of [await answered('x', { answers }), await read('x')]) {
    expect(answer.json()).toMatchObject({ status: 400, problems: [{ in: 'path', path: 'id' }] });
  }
});
