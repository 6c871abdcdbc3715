import { describe, expect, test } from 'vitest';
import { nearSameText } from '../../../src/signals/near-same-text.ts';
import { elsewhere, facts, finding, measure, nextDoor, recorded } from './facts.ts';

const studied =
  '通过党总支委员会、支部党员大会等形式,学习《关于新形势下党内政治生活的若干准则》等文件精神。';
const posts = '细化党员先锋岗管理职责,设立思政课程岗、民主监督岗等10个岗位,党员教师责任到岗。';
const studiedAgain = studied.replace('等形式', '等多种形式').replaceAll(',', ',');

describe('The signal of texts used several times', () => {
  test('compares measures with those of other findings, and says how alike they are', () => {
    const texts = [
      { ...elsewhere, deeds: [measure(4, posts)] },
      { ...nextDoor, deeds: [measure(1, studiedAgain)] },
    ];
    const found = nearSameText(facts({ deeds: [measure(2, studied)] }, { texts }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      kind: 'nearSameText',
      about: { measureNo: 2, evidenceId: null, seq: null },
      others: [{ ...nextDoor, measureNo: 1 }],
    });
    expect(found[0]?.likeness).toBeGreaterThan(0.8);
    expect(found[0]?.likeness).toBeLessThan(1);
    expect(found[0]?.question.zh).toMatch(
      /^措施 2与XC-2024-02-003 措施 1\(其他单位\)的文字基本一致\(相似度 \d\d%\)。/u,
    );
  });

  test('tells of each pair of measures of the finding once, at the later one', () => {
    const deeds = [measure(1, studied), measure(2, posts), measure(3, studied)];
    const found = nearSameText(facts({ deeds }));
    const { id: findingId, number, unit } = finding;
    expect(found.map(({ about, others, likeness }) => [about.measureNo, others, likeness])).toEqual(
      [[3, [{ findingId, number, unit, measureNo: 1 }], 1]],
    );
  });

  test('hears reports and notes that only repeat a measure, or one of elsewhere', () => {
    const events = recorded(
      ['05-16', { type: 'REPORT_PROGRESS', text: posts }],
      ['05-20', { type: 'SUBMIT', note: studied }],
    );
    const said = [
      { measureNo: null, seq: 2, text: posts },
      { measureNo: null, seq: 3, text: studied },
    ];
    const texts = [{ ...elsewhere, deeds: [{ measureNo: null, seq: 9, text: studied }] }];
    const found = nearSameText(facts({ deeds: [measure(1, posts), ...said], events }, { texts }));
    expect(found.map(({ about, others }) => [about.seq, others[0]?.measureNo])).toEqual([
      [2, 1],
      [3, null],
    ]);
    expect(found[0]?.question.zh).toContain('2024-05-16 的进展报告与本问题措施 1');
    expect(found[1]?.question.zh).toContain('2024-05-20 的提请核查说明与XC-2023-04-007');
  });

  test('takes no offence at a report that says the same as the one before', () => {
    const said = [2, 3].map((seq) => ({ measureNo: null, seq, text: studied }));
    expect(nearSameText(facts({ deeds: said }))).toEqual([]);
  });

  test('names a finding once that has the text in several places, the closest first', () => {
    const texts = [
      { ...elsewhere, deeds: [measure(1, studiedAgain), measure(2, studiedAgain)] },
      { ...nextDoor, deeds: [measure(1, studied)] },
    ];
    const [signal] = nearSameText(facts({ deeds: [measure(1, studied)] }, { texts }));
    expect(signal?.others.map(({ findingId }) => findingId)).toEqual(['f-3', 'f-2']);
    expect(signal?.likeness).toBe(1);
  });

  test('is none for what everybody says, nor for texts written for themselves', () => {
    const texts = [{ ...elsewhere, deeds: [measure(1, '加强监督检查'), measure(2, studied)] }];
    const deeds = [measure(1, '加强监督检查'), measure(2, posts)];
    expect(nearSameText(facts({ deeds }, { texts }))).toEqual([]);
  });

  test('takes 200 long measures in stride', () => {
    const deeds = Array.from({ length: 200 }, (_, at) =>
      measure(at + 1, `${at}`.padStart(8, '甲乙') + studied + posts),
    );
    const startedAt = performance.now();
    expect(nearSameText(facts({ deeds }))).toHaveLength(199);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
