import { describe, expect, test } from 'vitest';
import { questionsOf } from '../../../src/intake/questions.ts';
import type { Finding } from '../../../src/intake/schema.ts';
import { documentWith, onlyFinding, readWell } from './printing.ts';

const SURE = onlyFinding(
  documentWith('(一)关于安全方面问题\n1.锁坏了。无人修。\n整改进展:(1)换锁。'),
);
const doubting = (about: keyof Finding['readings'], confidence: number): Finding => ({
  ...SURE,
  readings: {
    ...SURE.readings,
    [about]: { confidence, reason: '行文不明 / the wording is unclear' },
  },
});
const asked = (finding: Finding): string[] =>
  questionsOf([{ title: null, line: 1, findings: [finding] }]).map(({ code }) => code);

describe('questionsOf', () => {
  test('asks nothing of what is stated', () => {
    expect(asked(SURE)).toEqual([]);
    expect(questionsOf([])).toEqual([]);
  });

  test.each(['finding', 'title', 'measures', 'status'] as const)(
    'asks of a doubtful %s',
    (about) => {
      expect(asked(doubting(about, 0.5))).toEqual([`${about}_uncertain`]);
      expect(asked(doubting(about, 0.7))).toEqual([]);
    },
  );

  test('names the finding, its line and the reason, Chinese first', () => {
    const [question] = questionsOf([{ title: null, line: 1, findings: [doubting('title', 0.1)] }]);
    expect(question).toMatchObject({ line: 7, finding: '(一)-1', about: 'title' });
    expect(question?.message).toMatch(
      /^问题\(一\)-1：.*行文不明 \/ Finding \(一\)-1: .*the wording is unclear$/,
    );
  });

  test('of a document come in the order of its lines', () => {
    const { questions } = readWell(
      '督查报告\n一、安全\n各校健全,但个别学校登记不规范。\n二、卫生\n城南小学消毒柜损坏。',
    );
    expect(questions.map(({ line }) => line)).toEqual([3, 3, 5, 5]);
  });
});
