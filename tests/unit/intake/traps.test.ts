/** The traps real documents have set, each in a small document of its own. */
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/intake/read-document.ts';
import { findingsOf, onlyFinding, readWell, warningsOf } from './printing.ts';

const BULLETIN = '青石县第二医院党委关于巡察整改进展情况的通报\n(一)聚焦服务方面\n';
const titlesOf = (text: string): string[] => findingsOf(text).map(({ title }) => title);
const dueOf = (printed: string): unknown => {
  const { due } = onlyFinding(
    `${BULLETIN}1.候诊时间长。\n整改情况:增设窗口。\n整改时限:${printed}`,
  );
  return [due.raw, due.precision, due.value];
};

describe('numbers', () => {
  test('declared ≠ listed: both are kept, and the difference is shown', () => {
    const text = `通报\n巡察反馈意见指出2个方面4个问题。\n(一)聚焦服务方面\n1.候诊时间长。\n整改情况:增设窗口。\n2.热水不足。\n整改情况:换炉。`;
    expect(
      readWell(text).differences.map(({ what, declared, listed }) => [what, declared, listed]),
    ).toEqual([
      ['aspects', 2, 1],
      ['findings', 4, 2],
    ]);
  });

  test('fused digits: 216个方面 is not silently taken over', () => {
    const { differences } = readWell(
      `巡察组反馈了216个方面9个问题。\n(一)聚焦服务方面\n1.候诊时间长。\n整改情况:增设窗口。`,
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ what: 'aspects', declared: 216, listed: 1 }),
    );
  });

  // 立行立改 names a kind of finding here, and is counted as a state.
  test('two partitions of one total: only the one by state is tallied', () => {
    const { tallies } = readWell(
      '督查通报\n共反馈问题30个,其中立行立改10个、限期整改20个;已整改25个,正在整改5个。\n各单位要压实责任。',
    ).document;
    expect(tallies.map(({ status, count }) => [status, count])).toEqual([
      ['closed', 25],
      ['in_progress', 5],
    ]);
  });

  test('unit mismatch 宗/个: states are tallied whatever the unit', () => {
    const { tallies } = readWell(
      '督查通报\n检查发现问题12宗,已整改9宗,正在整改3个。\n各单位要压实责任。',
    ).document;
    expect(tallies.map(({ status, count }) => [status, count])).toEqual([
      ['closed', 9],
      ['in_progress', 3],
    ]);
  });

  test('unit mismatch 宗/个: 问题12宗 are declared', () => {
    expect(
      readWell('督查通报\n检查发现问题12宗,已整改9宗。\n各单位要压实责任。').document.declared
        .findings,
    ).toBe(12);
  });

  test('remaining counted in aspects, not findings: no second number of either', () => {
    const text = `反馈了5个方面的20个问题,已完成整改18个,剩余2个方面正在整改。\n1.候诊时间长。\n整改情况:增设窗口。`;
    expect(readWell(text).document.declared).toMatchObject({ aspects: 5, findings: 20 });
    expect(warningsOf(text)).toEqual([]);
  });

  // 问题5个 is read as five findings before 方面 is seen.
  test('问题5个方面20个问题: the first number counts aspects', () => {
    const text = `反馈问题5个方面20个问题。\n1.候诊时间长。\n整改情况:增设窗口。`;
    expect(readWell(text).document.declared).toMatchObject({ aspects: 5, findings: 20 });
    expect(warningsOf(text)).toEqual([]);
  });
});

describe('dates', () => {
  test.each([
    ['masked', '202X年X月12日', 'masked', null],
    ['masked', '20##年##月##日', 'masked', null],
    ['year-less', '5月16日', 'yearless', null],
    ['旬', '2024年6月中旬', 'ten_days', '2024-06-20'],
    ['月底', '2024年2月底', 'month', '2024-02-29'],
    ['年底', '2024年底', 'year', '2024-12-31'],
    ['本月', '本月底', 'relative', null],
    ['fused digits', '2024717日', 'unreadable', null],
    ['月低, a typo', '2024年6月低', 'month', '2024-06-30'],
  ])('%s: %s is read as far as it goes', (_trap, printed, precision, value) => {
    expect(dueOf(printed)).toEqual([printed, precision, value]);
  });
});

describe('numbering', () => {
  test('3.2022-2025年 is the third of a list', () => {
    const { measures } = onlyFinding(
      `${BULLETIN}1.学位不足。\n整改情况:\n1.回收小区园。\n2.改建校舍。\n3.2022-2025年,新建学校6所。`,
    );
    expect(measures.map(({ no, text }) => [no, text]).at(-1)).toEqual([
      '3',
      '2022-2025年,新建学校6所。',
    ]);
  });

  test('page numbers 1、2、3、 inside sentences open no finding', () => {
    const text = `${BULLETIN}1.候诊时间长。\n整改情况:医院多次研究,使排队现象得\n6、到缓解。\n2.热水不足。\n整改情况:换炉。`;
    expect(titlesOf(text)).toEqual(['候诊时间长', '热水不足']);
    expect(findingsOf(text)[0]?.measures[0]?.text).toBe('医院多次研究,使排队现象得到缓解。');
  });

  test('numbering styles of the two lists differ: 1. is paired with (一)', () => {
    const [, second] = findingsOf(
      '自查\n一、存在问题\n1.病历不规范。\n2.候诊时间长。\n二、整改措施\n(一)培训。\n(二)增设窗口。',
    );
    expect(second?.measures.map(({ text }) => text)).toEqual(['增设窗口。']);
  });

  // Each 1. opens a list of its own inside the one before, and two findings are lost.
  test('a list whose numbers are all 1. keeps its findings apart', () => {
    const text =
      '1.存在问题:门卫脱岗。\n整改措施:排班。\n1.存在问题:灯坏了。\n整改措施:换灯。\n1.存在问题:墙裂了。\n整改措施:修补。';
    expect(findingsOf(text).map(({ title, measures }) => [title, measures[0]?.text])).toEqual([
      ['门卫脱岗', '排班。'],
      ['灯坏了', '换灯。'],
      ['墙裂了', '修补。'],
    ]);
  });

  test('several sub-problems per item are findings each', () => {
    const text = `${BULLETIN}1.管理松散。\n(1)病历不规范。\n整改情况:培训。\n(2)处方不规范。\n整改情况:点评。`;
    expect(findingsOf(text).map(({ no, parentTitle }) => [no, parentTitle])).toEqual([
      ['1(1)', '管理松散'],
      ['1(2)', '管理松散'],
    ]);
  });
});

describe('layout', () => {
  test('paywall ……: what stands before it is read, and a warning says that it breaks off', () => {
    const text = `${BULLETIN}1.候诊时间长。\n整改情况:医院多次研究……\n剩余60%未读,登录后继续阅读`;
    expect(onlyFinding(text).measures).toMatchObject([{ text: '医院多次研究……' }]);
    expect(warningsOf(text)).toEqual([
      [4, 'text_truncated'],
      [5, 'text_truncated'],
    ]);
  });

  test('whole document on one line', () => {
    const text =
      '青石县第二医院党委关于巡察整改进展情况的通报根据要求现将情况通报如下。二、整改情况(一)关于医疗方面问题1.病历书写不规范。缺签名。整改进展:(1)培训。(2)抽查。2.候诊时间长。排队超一小时。整改进展:(1)增设窗口。(二)关于财务方面问题1.报销不及时。拖欠。整改进展:(1)按月报销。';
    expect(findingsOf(text).map(({ no, title, measures }) => [no, title, measures.length])).toEqual(
      [
        ['(一)-1', '病历书写不规范', 2],
        ['(一)-2', '候诊时间长', 1],
        ['(二)-1', '报销不及时', 1],
      ],
    );
  });

  test('flattened table with trailing |', () => {
    const text =
      '整改清单\n序号|问题|整改措施|责任人|\n1|病历不规范|培训|甲某|\n2|候诊时间长|增设窗口|乙某|';
    expect(readWell(text).document.form).toBe('ledger');
    expect(titlesOf(text)).toEqual(['病历不规范', '候诊时间长']);
  });

  test('problems and measures in two lists paired by number, and said to be so', () => {
    const text =
      '自查\n一、存在问题\n1.病历不规范。\n2.候诊时间长。\n二、整改措施\n1.培训。\n2.增设窗口。';
    expect(findingsOf(text).map(({ measures }) => measures[0]?.text)).toEqual([
      '培训。',
      '增设窗口。',
    ]);
    expect(warningsOf(text)).toContainEqual([6, 'paired_by_order']);
  });

  test('second document appended is left out', () => {
    const text =
      '医院自查报告\n一、存在的不足\n一是病历不规范。\n二、下一步打算\n加强管理。\n督导组于4月3日对全县12家卫生院的诊疗秩序进行了督导。\n存在的问题:\n1.制度不健全。';
    expect(titlesOf(text)).toEqual(['病历不规范']);
    expect(warningsOf(text)).toContainEqual([6, 'second_document']);
  });
});

describe('statuses', () => {
  test('explicit 整改状态: line, and status before measures', () => {
    expect(
      onlyFinding(
        `${BULLETIN}1.候诊时间长。\n整改状态:已完成\n整改措施:(1)增设窗口。(2)分时预约。`,
      ),
    ).toMatchObject({
      status: 'closed',
      statusPhrase: '已完成',
      statusLevel: 'finding',
      measures: { length: 2 },
    });
  });

  test('one status for the whole document reaches each finding that has none', () => {
    const text = `${BULLETIN}1.候诊时间长。\n整改措施:增设窗口。\n2.热水不足。\n整改措施:换炉。\n截至目前,反馈的2个问题已全部整改到位。`;
    expect(findingsOf(text).map(({ status, statusLevel }) => [status, statusLevel])).toEqual([
      ['closed', 'document'],
      ['closed', 'document'],
    ]);
  });

  test('recurring finding from an earlier round is marked', () => {
    const [old, fresh] = findingsOf(
      `${BULLETIN}1.候诊时间长。上轮巡察已指出,至今未解决。\n整改情况:增设窗口。\n2.热水不足。\n整改情况:换炉。`,
    );
    expect([old?.recurring, fresh?.recurring]).toEqual([true, false]);
  });
});

describe('wording', () => {
  test.each(['整改进展', '整改情况', '整改落实情况', '整改完成情况'])(
    'label %s opens the measures',
    (label) => {
      expect(
        onlyFinding(`${BULLETIN}1.候诊时间长。\n${label}:(1)增设窗口。(2)分时预约。`).measures,
      ).toHaveLength(2);
    },
  );

  test.each(['整改目标', '整改任务'])('label %s opens an aim, not a measure', (label) => {
    expect(
      onlyFinding(`${BULLETIN}1.候诊时间长。\n${label}:候诊不超过20分钟。\n整改措施:增设窗口。`),
    ).toMatchObject({
      measures: [{ text: '增设窗口。' }],
      remarks: `${label}\uff1a候诊不超过20分钟。`,
    });
  });

  test('finding text inside “…” is not torn apart', () => {
    expect(
      onlyFinding(`${BULLETIN}1.关于“候诊时间长。导诊不到位”问题。\n整改情况:增设窗口。`).title,
    ).toBe('关于“候诊时间长。导诊不到位”问题');
  });

  test('positive headings without the problem are findings all the same', () => {
    const text =
      '督查整改\n(一)关于规范学校食堂管理\n整改情况:一是健全制度。\n(二)关于加强校车管理\n整改情况:一是更换校车。';
    expect(titlesOf(text)).toEqual(['关于规范学校食堂管理', '关于加强校车管理']);
  });

  test('responsible person in trailing brackets is the finding’s', () => {
    expect(
      onlyFinding(
        `${BULLETIN}1.候诊时间长。\n整改措施:(1)增设窗口;(2)分时预约。(责任人:甲某;整改时限:2024年8月底)`,
      ),
    ).toMatchObject({
      responsible: '责任人:甲某',
      due: { value: '2024-08-31' },
      measures: { length: 2 },
    });
  });

  test('requirement by the inspector instead of a measure', () => {
    expect(
      onlyFinding(`${BULLETIN}1.候诊时间长。\n整改要求:年内增设窗口。\n整改情况:`),
    ).toMatchObject({
      requirements: ['年内增设窗口。'],
      measures: [],
    });
  });

  test('request to the superior instead of a measure', () => {
    expect(onlyFinding(`${BULLETIN}1.院区用地不足。\n整改情况:恳请县政府统筹用地。`)).toMatchObject(
      {
        requests: ['恳请县政府统筹用地。'],
        measures: [],
      },
    );
  });

  test('traditional characters', () => {
    expect(
      onlyFinding(
        '(一)關於醫療方面問題\n1.病歷書寫不規範。\n整改情況:一是培訓。二是抽查。此問題已整改到位。',
      ),
    ).toMatchObject({
      title: '病歷書寫不規範',
      status: 'closed',
      measures: { length: 2 },
    });
  });

  test('台帐 is 台账: a column of either is the same', () => {
    const ledger = '序号|问题|整改措施|台账编号|\n1|病历不规范|培训|A1|';
    expect(titlesOf(ledger.replace('台账', '台帐'))).toEqual(titlesOf(ledger));
  });

  test('praise sections list no findings', () => {
    const text =
      '督导评估报告\n一、主要成效\n1.领导重视。成立专班。\n2.制度健全。建立台账。\n二、存在的问题\n1.实验室通风不足。\n三、工作亮点\n1.特色课程丰富。';
    expect(titlesOf(text)).toEqual(['实验室通风不足']);
    expect(
      readDocument('督导评估报告\n一、主要成效\n1.领导重视。成立专班。\n2.制度健全。建立台账。').ok,
    ).toBe(false);
  });
});
