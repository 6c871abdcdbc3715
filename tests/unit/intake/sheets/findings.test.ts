import { describe, expect, test } from 'vitest';
import { findingsOf, onlyFinding, questionsOf, readWell, tableOf, warningsOf } from './tables.ts';

const cells = (columns: Readonly<Record<string, string>>) =>
  onlyFinding(
    ['序号', '存在问题', ...Object.keys(columns)],
    ['1', '门锁坏了', ...Object.values(columns)],
  );

const statusOf = (columns: Readonly<Record<string, string>>) => {
  const { status, statusLevel, statusPhrase } = cells(columns);
  return [status, statusLevel, statusPhrase];
};

const titleIn = (text: string) => {
  const { title, description } = onlyFinding(['序号', '存在问题', '责任人'], ['1', text, '张']);
  return [title, description];
};

const titleBeside = (finding: string, description: string) => {
  const read = onlyFinding(['序号', '问题', '具体表现'], ['1', finding, description]);
  return [read.title, read.description];
};

const measuresIn = (text: string) =>
  cells({ 整改措施: text }).measures.map(({ no, text: each }) => [no, each]);

describe('titles', () => {
  test.each([
    ['食堂管理不规范。台账登记不全。', '食堂管理不规范', '台账登记不全。'],
    ['食堂管理不规范', '食堂管理不规范', '食堂管理不规范'],
    ['1.食堂管理不规范。台账登记不全。', '食堂管理不规范', '台账登记不全。'],
    [
      '食堂管理不规范：\n（1）台账不全；\n（2）留样不足。',
      '食堂管理不规范',
      '（1）台账不全；\n（2）留样不足。',
    ],
    [
      '食堂管理不规范，存在以下问\n题。',
      '食堂管理不规范，存在以下问题',
      '食堂管理不规范，存在以下问题。',
    ],
  ])('of %j', (text, title, description) => {
    expect(titleIn(text)).toEqual([title, description]);
  });

  test('have a column of descriptions beside them', () => {
    expect(titleBeside('食堂管理不规范。', '台账不全。')).toEqual(['食堂管理不规范', '台账不全。']);
    expect(titleBeside('食堂管理不规范。多次发现。', '台账不全。')).toEqual([
      '食堂管理不规范',
      '多次发现。\n台账不全。',
    ]);
    expect(titleBeside('', '台账不全。')).toEqual(['台账不全', '台账不全。']);
  });

  test('stand under the broader problem of the column before', () => {
    const read = readWell(
      tableOf(
        [
          ['序号', '反馈问题', '具体问题', '整改措施'],
          ['1', '师德师风建设有短板', '有偿补课', '谈话'],
          ['2', '', '考核流于形式', '修订办法'],
        ],
        { merges: ['B2:B3'] },
      ),
    );
    expect(findingsOf(read).map(({ title, parentTitle }) => [title, parentTitle])).toEqual([
      ['有偿补课', '师德师风建设有短板'],
      ['考核流于形式', '师德师风建设有短板'],
    ]);
  });
});

describe('measures in one cell', () => {
  test.each([
    [
      '1.换锁；\n2.登记。',
      [
        ['1', '换锁'],
        ['2', '登记。'],
      ],
    ],
    [
      '1、换锁；2、登记；3、检查。',
      [
        ['1', '换锁'],
        ['2', '登记'],
        ['3', '检查。'],
      ],
    ],
    [
      '（1）换锁；\n（2）登记',
      [
        ['1', '换锁'],
        ['2', '登记'],
      ],
    ],
    [
      '①换锁②登记③检查',
      [
        ['1', '换锁'],
        ['2', '登记'],
        ['3', '检查'],
      ],
    ],
    [
      '一是换锁。二是登记。',
      [
        ['1', '换锁。'],
        ['2', '登记。'],
      ],
    ],
    [
      '一、换锁\n二、登记',
      [
        ['1', '换锁'],
        ['2', '登记'],
      ],
    ],
    [
      '措施1：换锁；措施2：登记',
      [
        ['1', '换锁'],
        ['2', '登记'],
      ],
    ],
    [
      '1 换锁\n2 登记',
      [
        ['1', '换锁'],
        ['2', '登记'],
      ],
    ],
    [
      '• 换锁\n• 登记',
      [
        [null, '换锁'],
        [null, '登记'],
      ],
    ],
    ['换锁并登\n记。', [[null, '换锁并登记。']]],
    [
      '换锁。\n登记。',
      [
        [null, '换锁。'],
        [null, '登记。'],
      ],
    ],
    [
      '采取以下措施：1.换锁；2.登记。',
      [
        ['1', '换锁'],
        ['2', '登记。'],
      ],
    ],
    [
      '校长负总责。1.换锁；2.登记。',
      [
        [null, '校长负总责。'],
        ['1', '换锁'],
        ['2', '登记。'],
      ],
    ],
  ])('%j are told apart', (text, expected) => {
    expect(measuresIn(text)).toEqual(expected);
  });

  test('keep who and when they name in brackets', () => {
    const [first, second] = cells({
      整改措施: '1.换锁（责任人：张三；完成时限：2024年6月底前）；2.登记。',
    }).measures;
    expect(first).toMatchObject({
      text: '换锁',
      responsible: '责任人：张三',
      due: { value: '2024-06-30' },
    });
    expect(second).toMatchObject({ responsible: null, due: { raw: null } });
  });

  test('take dates and progress from lists of as many entries', () => {
    const finding = cells({
      整改措施: '1.换锁；2.登记。',
      整改时限: '1.2024年6月底前；2.2024年9月底前',
      整改进展: '1.已完成更换。2.正在办理。',
    });
    expect(finding).toMatchObject({
      measures: [
        { due: { value: '2024-06-30' }, statusPhrase: '已完成更换' },
        { due: { value: '2024-09-30' }, statusPhrase: '正在办理' },
      ],
      due: { value: '2024-09-30' },
      status: 'in_progress',
      statusLevel: 'measure',
    });
  });

  test('are what has been done where the ledger has no column of measures', () => {
    const finding = cells({ 整改情况: '一是换锁。二是登记3次。此问题已整改到位。' });
    expect(finding.measures.map(({ text }) => text)).toEqual(['换锁。', '登记3次。']);
    expect(finding).toMatchObject({
      status: 'closed',
      statusPhrase: '此问题已整改到位',
      remarks: null,
    });
  });

  test('are left alone by what is told of progress beside them', () => {
    expect(cells({ 整改措施: '1.换锁', 整改情况: '已换锁5把，整改完成。' })).toMatchObject({
      measures: [{ no: '1', text: '换锁' }],
      remarks: '已换锁5把，整改完成。',
      status: 'closed',
    });
  });

  test('that are missing are noted where there is a column for them', () => {
    const header = ['序号', '问题', '整改措施'];
    expect(warningsOf(readWell(tableOf([header, ['1', '甲', '']])))).toEqual([
      [2, 'finding_without_measures'],
    ]);
    expect(
      warningsOf(
        readWell(
          tableOf([
            ['序号', '问题', '责任人'],
            ['1', '甲', '乙'],
          ]),
        ),
      ),
    ).toEqual([]);
  });
});

describe('several findings in one cell', () => {
  const HEADER = ['序号', '存在问题', '整改措施'];
  const read = (problem: string, measures: string) =>
    readWell(tableOf([HEADER, ['3', problem, measures]]));
  const outline = (problem: string, measures: string) =>
    findingsOf(read(problem, measures)).map(({ no, title, measures: each }) =>
      [no, title].concat(each.map(({ text }) => text)),
    );

  test('with as many numbered measures are paired, and a person is told', () => {
    const [problem, measures] = ['1.台账不全。\n2.留样不足。', '1.补齐台账；\n2.按规定留样。'];
    expect(outline(problem, measures)).toEqual([
      ['3(1)', '台账不全', '补齐台账'],
      ['3(2)', '留样不足', '按规定留样。'],
    ]);
    expect(warningsOf(read(problem, measures))).toEqual([[2, 'paired_by_order']]);
    expect(read(problem, measures).document.listed).toMatchObject({ items: 1, findings: 2 });
  });

  test('without measures are findings of their own', () => {
    expect(outline('（1）甲；（2）乙', '')).toEqual([
      ['3(1)', '甲'],
      ['3(2)', '乙'],
    ]);
  });

  test('that share measures stay one finding, and a person is told', () => {
    const shared = read('1.台账不全。\n2.留样不足。', '加强管理');
    expect(findingsOf(shared)).toHaveLength(1);
    expect(warningsOf(shared)).toContainEqual([2, 'measures_shared']);
  });

  test('are none where a sentence leads to them, or they run on as 一是…二是…', () => {
    expect(outline('管理不严。主要表现：（1）甲；（2）乙。', '1.一；2.二')).toHaveLength(1);
    expect(outline('一是台账不全。二是留样不足。', '1.一；2.二')).toHaveLength(1);
  });
});

describe('statuses', () => {
  test.each([
    [{ 整改状态: '已完成' }, ['closed', 'finding', '已完成']],
    [{ 整改状态: '已销号' }, ['closed', 'finding', '已销号']],
    [{ 整改状态: '闭环' }, ['closed', 'finding', '闭环']],
    [{ 整改状态: '整改中' }, ['in_progress', 'finding', '整改中']],
    [{ 整改状态: '待整改' }, ['identified', 'finding', '待整改']],
    [{ 整改状态: '待验收' }, ['pending_closure', 'finding', '待验收']],
    [{ 整改状态: '未闭环' }, ['not_completed', 'finding', '未闭环']],
    [{ 完成情况: '完成' }, ['closed', 'finding', '完成']],
    [{ 完成情况: '100%' }, ['closed', 'finding', '100%']],
    [{ 整改进度: '60%' }, ['in_progress', 'finding', '60%']],
    [{ 整改情况: '基本完成' }, ['partially_closed', 'finding', '基本完成']],
    [{ 办结情况: '已办结，长期坚持' }, ['closed_ongoing', 'finding', '已办结，长期坚持']],
    [{ 是否完成: '是' }, ['closed', 'finding', '是否完成：是']],
    [{ 是否整改到位: '否' }, ['not_completed', 'finding', '是否整改到位：否']],
    [{ 是否整改到位: '√' }, ['closed', 'finding', '是否整改到位：√']],
    [{ 是否整改到位: '×' }, ['not_completed', 'finding', '是否整改到位：×']],
    [{ 是否整改到位: 'TRUE' }, ['closed', 'finding', '是否整改到位：TRUE']],
    [{ 是否整改到位: '☑是 □否' }, ['closed', 'finding', '是否整改到位：☑是 □否']],
    [{ 是否整改到位: '否，正在推进' }, ['in_progress', 'finding', '否，正在推进']],
    [{ 是否整改到位: '' }, ['unstated', 'none', null]],
    [{ 整改状态: '见附件' }, ['unstated', 'none', null]],
    [{ 已完成: '', 整改中: '√', 未完成: '' }, ['in_progress', 'finding', '整改中：√']],
    [{ 已完成: '×', 未完成: '√' }, ['not_completed', 'finding', '未完成：√']],
    [
      { 是否完成: '是', 是否销号: '否' },
      ['pending_closure', 'finding', '是否完成：是；是否销号：否'],
    ],
    [{ 完成情况: '已完成', 是否长期坚持: '是' }, ['closed_ongoing', 'finding', '已完成']],
    [{ 完成情况: '推进中', 是否长期坚持: '是' }, ['in_progress', 'finding', '推进中']],
    [
      { 整改情况: '经多次协商，一直未能有效解决。' },
      ['not_completed', 'measure', '一直未能有效解决'],
    ],
  ])('%j', (columns, expected) => {
    expect(statusOf(columns)).toEqual(expected);
  });

  test('are claimed by a date of striking off alone, which a person is asked about', () => {
    const read = readWell(
      tableOf([
        ['序号', '问题', '整改时限', '销号时间'],
        ['1', '甲', '2024-06-30', '2024-06-20'],
        ['2', '乙', '2024-06-30', ''],
      ]),
    );
    expect(findingsOf(read).map(({ status }) => status)).toEqual(['closed', 'unstated']);
    expect(questionsOf(read)).toEqual([[2, 'status_uncertain']]);
  });

  test('of the rows of one finding: the least of them holds, for a measure', () => {
    const read = readWell(
      tableOf(
        [
          ['序号', '问题', '措施', '完成情况'],
          ['1', '甲', '一', '已完成'],
          ['', '', '二', '推进中'],
          ['2', '乙', '三', '已完成'],
          ['', '', '四', '已完成'],
        ],
        { merges: ['B2:B3', 'B4:B5'] },
      ),
    );
    expect(findingsOf(read)).toMatchObject([
      { status: 'in_progress', statusLevel: 'measure' },
      { status: 'closed', statusLevel: 'finding' },
    ]);
  });

  test('that the progress contradicts are noted', () => {
    const read = readWell(
      tableOf([
        ['序号', '问题', '整改措施', '整改进展', '整改状态'],
        ['1', '甲', '1.招聘', '招聘计划被取消。', '已完成'],
      ]),
    );
    expect(warningsOf(read)).toEqual([[2, 'status_contradicted']]);
    expect(findingsOf(read)).toMatchObject([{ status: 'closed', remarks: '招聘计划被取消。' }]);
  });

  test('stand in measures where one column tells both', () => {
    expect(statusOf({ 整改措施及完成情况: '1.换锁；2.登记。此问题已整改到位。' })).toEqual([
      'closed',
      'finding',
      '此问题已整改到位',
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['2024-06-30', 'day', '2024-06-30'],
    ['2024/6/30', 'day', '2024-06-30'],
    ['２０２４．６．３０', 'day', '2024-06-30'],
    ['20240630', 'day', '2024-06-30'],
    ['2024年6月底前', 'month', '2024-06-30'],
    ['2024-02', 'month', '2024-02-29'],
    ['2024年底前并长期坚持', 'year', '2024-12-31'],
    ['2024年3月至6月', 'range', '2024-06-30'],
    ['2024-03-01至2024-06-30', 'range', '2024-06-30'],
    ['2024-06-30 14:30', 'day', '2024-06-30'],
    ['立行立改', 'none', null],
    ['长期坚持', 'none', null],
    ['6月30日', 'yearless', null],
    ['年底前', 'relative', null],
    ['15个工作日', 'relative', null],
    ['3个月', 'relative', null],
    ['2024年X月', 'masked', null],
    ['45473', 'unreadable', null],
    ['2024-13-01', 'unreadable', null],
    ['2023-02-29', 'unreadable', null],
    ['20240230', 'unreadable', null],
    ['24.6.30', 'unreadable', null],
  ])('%j is of precision %s', (raw, precision, value) => {
    expect(cells({ 整改时限: raw }).due).toEqual({ raw, precision, value });
  });

  test('that cannot be read are noted with their row', () => {
    const header = ['序号', '问题', '整改时限'];
    const read = readWell(tableOf([header, ['1', '甲', '45473'], ['2', '乙', '立行立改']]));
    expect(warningsOf(read)).toEqual([[2, 'date_unreadable']]);
  });

  test('are found beside names, in requirements and behind findings where no column has them', () => {
    expect(cells({ 责任人及时限: '张三\n2024年6月底前' }).due.value).toBe('2024-06-30');
    expect(cells({ 整改要求: '限于2024年5月1日前整改完毕' }).due.value).toBe('2024-05-01');
    const [finding] = findingsOf(
      readWell(
        tableOf([
          ['序号', '问题', '措施'],
          ['1', '门锁坏了（整改时限：2024年6月底前）', '换'],
        ]),
      ),
    );
    expect(finding).toMatchObject({ title: '门锁坏了', due: { value: '2024-06-30' } });
  });
});

describe('other columns', () => {
  test('keep what is asked apart from what is done', () => {
    expect(cells({ 整改要求: '1.换锁；2.登记', 需上级协调解决事项: '增加编制' })).toMatchObject({
      requirements: ['换锁', '登记'],
      requests: ['增加编制'],
      measures: [],
    });
  });

  test('of amounts give the unit of their header', () => {
    expect(cells({ '涉及金额（万元）': '12.5' })).toMatchObject({
      remarks: '涉及金额：12.5万元',
      amounts: [{ raw: '12.5万元', yuan: 125_000 }],
    });
    expect(cells({ 涉及金额: '3,260.5元' }).amounts).toEqual([{ raw: '3,260.5元', yuan: 3260.5 }]);
  });

  test('of targets are read with what is claimed', () => {
    expect(
      cells({ 整改目标: '较上年度压减20%以上', 整改措施: '1.控制支出', 整改情况: '已减少16%。' }),
    ).toMatchObject({ targets: [{ value: 20, unit: '%', met: false }] });
  });

  test('of people are printed with their names, on one line', () => {
    expect(
      cells({ '责 任\n领 导': '张伟', '责任人（签字）': '李娜\n王芳', 配合单位: '总务处' })
        .responsible,
    ).toBe('配合单位：总务处；责任领导：张伟；责任人：李娜、王芳');
  });

  test('are called by what stands over them where they say little themselves', () => {
    const read = readWell(
      tableOf(
        [
          ['序号', '问题', '整改责任人', '', '责任', ''],
          ['', '', '姓名', '职务', '领导', '单位'],
          ['1', '甲', '张三', '主任', '李明', '教务处'],
        ],
        { merges: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1'] },
      ),
    );
    expect(findingsOf(read)[0]?.responsible).toBe(
      '责任单位：教务处；责任领导：李明；整改责任人：张三',
    );
  });

  test('that the contract has no place for are given beside it', () => {
    const { beside } = readWell(
      tableOf([
        ['编号', '隐患内容', '隐患位置', '隐患等级', '验收人', '实际完成时间', '怪列', '整改期限'],
        ['A1', '线路老化', '实验楼', '重大', '陈丽', '2024-05-01', '晴', '2024-06-30'],
      ]),
    );
    expect(beside).toEqual([
      {
        finding: 'A1',
        line: 2,
        fields: [
          { meaning: 'grade', header: '隐患等级', text: '重大' },
          { meaning: 'completed', header: '实际完成时间', text: '2024-05-01' },
          { meaning: 'location', header: '隐患位置', text: '实验楼' },
          { meaning: 'ignored', header: '怪列', text: '晴' },
        ],
      },
    ]);
  });
});
