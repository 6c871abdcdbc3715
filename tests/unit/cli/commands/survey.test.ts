import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSurvey, surveyLines, surveyResult } from '../../../../src/cli/commands/survey.ts';
import { openRectiflow } from '../../../../src/index.ts';
import type { SurveyResult } from '../../../../src/index.ts';
import { preparedFolder } from '../../../support/cli.ts';
import { printed } from './printed.ts';

const questionnaire = fileURLToPath(
  new URL('../../../../samples/surveys/rectification-satisfaction.yaml', import.meta.url),
);
const asked = { questionnaire, round: 'XC-2024', until: '2999-12-31', by: 'lu' };
const person = { kind: 'person', id: 'lu', unit: null } as const;

let dataDir: string;
beforeAll(async () => {
  dataDir = await preparedFolder();
  await using rectiflow = await openRectiflow({ dataDir });
  await rectiflow.engine.openRound({ code: 'XC-2024', by: person });
});

const open = (options: object = {}) => printed(() => openSurvey({ ...asked, ...options }), dataDir);
const result = (id: string, options: object = {}) =>
  printed(() => surveyResult(id, options), dataDir);

async function answer(id: string, many: number): Promise<void> {
  await using rectiflow = await openRectiflow({ dataDir });
  const answers = [5, 4, 4, 8].map((value, at) => ({ no: at + 1, value }));
  for (let no = 0; no < many; no += 1) await rectiflow.surveys.answer({ survey: id, answers });
}

describe('rectiflow survey', () => {
  test('opens one, and prints its score only when enough have answered, with their number', async () => {
    const opened = JSON.parse((await open({ json: true, key: 'k' })).stdout) as SurveyResult;
    expect(opened).toMatchObject({ round: 'XC-2024', answers: 0, openedBy: person });
    const again = JSON.parse((await open({ json: true, key: 'k' })).stdout) as SurveyResult;
    expect(again.id).toBe(opened.id);
    await answer(opened.id, 9);
    const { exit, stdout } = await result(opened.id);
    expect(exit).toBe(0);
    const [head, first, , , , score] = stdout.split('\n');
    expect(head).toContain(`${opened.id}  rectification-satisfaction@1`);
    expect(first).toBe('  1. 您对问题整改的结果是否满意?  [1–5]  ×3  —');
    expect(score).toMatch(/^得分 — .+作答 9 人 \/ 9 answers/u);
    await answer(opened.id, 1);
    const { stdout: enough } = await result(opened.id);
    expect(enough).toContain('  1. 您对问题整改的结果是否满意?  [1–5]  ×3  5.00 → 100.00');
    // 3 × 100, 75, 75 and 2 × 80, over 7.
    expect(enough).toContain(
      '得分 87.14(较好) / score 87.14 (fairly good)  作答 10 人 / 10 answers',
    );
    const read = JSON.parse((await result(opened.id, { json: true })).stdout) as SurveyResult;
    expect(read).toMatchObject({ answers: 10, score: 87.14, grade: 'fairlyGood' });
    expect(surveyLines(read)).toEqual(enough.trimEnd().split('\n'));
  });

  test('is over a round or a finding, one of them', async () => {
    expect(await open({ finding: 'XC-2024-01-001' })).toMatchObject({ exit: 2, stdout: '' });
    expect(await open({ round: undefined })).toMatchObject({ exit: 2, stdout: '' });
  });

  test('that is not there, or over a round that is not there, is an error', async () => {
    await expect(result('x')).rejects.toMatchObject({ code: 'survey_not_found' });
    await expect(open({ round: 'XC-1999' })).rejects.toMatchObject({ code: 'round_not_found' });
  });
});
