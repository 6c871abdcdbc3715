import { describe, expect, test } from 'vitest';
import { IntakeDocument } from '../../../../src/intake/schema.ts';
import { findLedger, readTables } from '../../../../src/intake/sheets/read-tables.ts';
import {
  findingsOf,
  meaningsOf,
  outlineOf,
  questionsOf,
  readWell,
  tableOf,
  warningsOf,
} from './tables.ts';

/** Title, fields, a header of two levels, aspects and findings over several rows. */
const MERGED = tableOf(
  [
    ['附件2'],
    ['中共云栖县教育局党组落实县委第三巡察组反馈意见整改台账'],
    ['填报单位（盖章）：中共云栖县教育局党组', '', '', '', '填报日期：2024年7月15日'],
    ['序号', '方面', '反馈问题', '整改措施', '责任落实', '', '整改时限', '整改情况', ''],
    ['', '', '', '', '责 任\n领 导', '责任科室', '', '进展情况', '是否完成'],
    [
      '1',
      '（一）聚焦贯彻落实党中央决策部署方面',
      '落实“双减”政策有差距。部分学校作业总量偏大。',
      '1.开展作业专项检查。',
      '张伟',
      '基教科',
      '2024年6月底',
      '已检查学校23所。',
      '是',
    ],
    ['', '', '', '2.公布举报电话。', '', '', '', '已公布。', ''],
    [
      '2',
      '',
      '校园安全管理有漏洞',
      '建立巡查制度',
      '李娜',
      '安全科',
      '立行立改，长期坚持',
      '正在推进',
      '否',
    ],
    [
      '3',
      '（二）聚焦基层党组织建设方面',
      '党建带团建不够',
      '制定方案',
      '王芳',
      '党建办',
      '2024-12-31',
      '',
      '',
    ],
    ['合计', '', '3个问题', '', '', '', '', '', ''],
  ],
  {
    merges: [
      'A2:I2',
      'A3:D3',
      'E3:I3',
      'A4:A5',
      'B4:B5',
      'C4:C5',
      'D4:D5',
      'E4:F4',
      'G4:G5',
      'H4:I4',
      'A6:A7',
      'B6:B8',
      'C6:C7',
      'E6:E7',
      'F6:F7',
      'G6:G7',
      'I6:I7',
    ],
  },
);

describe('a ledger with merged cells', () => {
  const read = readWell(MERGED, { file: '台账.xlsx' });

  test('gives aspects, findings and measures as they are printed', () => {
    expect(outlineOf(read)).toEqual([
      [
        '（一）聚焦贯彻落实党中央决策部署方面',
        ['1', '落实“双减”政策有差距', '1|开展作业专项检查。', '2|公布举报电话。'],
        ['2', '校园安全管理有漏洞', '建立巡查制度'],
      ],
      ['（二）聚焦基层党组织建设方面', ['3', '党建带团建不够', '制定方案']],
    ]);
    expect(read.document.listed).toEqual({ aspects: 2, items: 3, findings: 3, measures: 4 });
  });

  test('reads status, people and dates of each finding', () => {
    expect(findingsOf(read)).toMatchObject([
      {
        line: 6,
        description: '部分学校作业总量偏大。',
        status: 'closed',
        statusLevel: 'finding',
        statusPhrase: '是否完成：是',
        responsible: '责任科室：基教科；责任领导：张伟',
        due: { raw: '2024年6月底', precision: 'month', value: '2024-06-30' },
        remarks: '已检查学校23所。\n已公布。',
      },
      {
        line: 8,
        status: 'not_completed',
        due: { raw: '立行立改，长期坚持', precision: 'none', value: null },
        remarks: null,
      },
      {
        line: 9,
        status: 'unstated',
        statusPhrase: null,
        responsible: '责任科室：党建办；责任领导：王芳',
        due: { precision: 'day', value: '2024-12-31' },
      },
    ]);
  });

  test('takes title, organisations and date from the rows above', () => {
    expect(read.document).toMatchObject({
      file: '台账.xlsx',
      document: {
        title: '中共云栖县教育局党组落实县委第三巡察组反馈意见整改台账',
        inspectedOrg: '中共云栖县教育局党组',
        inspectingBody: '县委第三巡察组',
        reported: { value: '2024-07-15' },
        form: 'ledger',
      },
    });
  });

  test('keeps to the contract, and is sure of what it read', () => {
    expect(IntakeDocument.safeParse(read.document).success).toBe(true);
    expect(read.document.warnings).toEqual([]);
    expect(read.document.questions).toEqual([]);
  });
});

/** What findings are called whose cells of numbers hold these. */
const numbers = (...given: string[]): string[] =>
  findingsOf(
    readWell(tableOf([['序号', '问题', '措施'], ...given.map((no) => [no, '甲', '乙'])])),
  ).map(({ no }) => no);

describe('rows', () => {
  const HEADER = ['序号', '问题', '措施', '责任单位', '完成时限'];

  test('of one finding whose cells are merged each keep their measure and its date', () => {
    const [finding] = findingsOf(
      readWell(
        tableOf(
          [HEADER, ['1', '甲', '一', '教务处', '2024年6月'], ['', '', '二', '总务处', '2024年9月']],
          { merges: ['A2:A3', 'B2:B3'] },
        ),
      ),
    );
    expect(finding).toMatchObject({
      measures: [
        { text: '一', responsible: '责任单位：教务处', due: { value: '2024-06-30' } },
        { text: '二', responsible: '责任单位：总务处', due: { value: '2024-09-30' } },
      ],
      responsible: '责任单位：教务处、总务处',
      due: { raw: '2024年6月；2024年9月', value: '2024-09-30' },
    });
  });

  test('the date of a finding stays open where one of its measures has none', () => {
    const [finding] = findingsOf(
      readWell(
        tableOf([HEADER, ['1', '甲', '一', '', '2024年6月'], ['', '', '二', '', '长期坚持']]),
      ),
    );
    expect(finding?.due).toEqual({ raw: '2024年6月；长期坚持', precision: 'none', value: null });
  });

  test('below a merged number are findings of that number', () => {
    const read = readWell(
      tableOf(
        [
          HEADER,
          ['1', '甲', '一', '教务处', '2024-05-01'],
          ['', '乙', '二', '', '2024-05-02'],
          ['2', '丙', '三', '', '2024-05-03'],
        ],
        { merges: ['A2:A3', 'D2:D4'] },
      ),
    );
    expect(outlineOf(read)).toEqual([
      [null, ['1(1)', '甲', '一'], ['1(2)', '乙', '二'], ['2', '丙', '三']],
    ]);
    expect(findingsOf(read).map(({ responsible }) => responsible)).toEqual(
      Array.from({ length: 3 }, () => '责任单位：教务处'),
    );
    expect(read.document.listed).toMatchObject({ items: 2, findings: 3 });
  });

  test('without a number take the one that is missing, or share the one above', () => {
    expect(numbers('1', '', '3')).toEqual(['1', '2', '3']);
    expect(numbers('1', '', '2')).toEqual(['1(1)', '1(2)', '2']);
    expect(numbers('', '', '')).toEqual(['1', '2', '3']);
    expect(numbers('（一）', '（二）')).toEqual(['(一)', '(二)']);
    expect(numbers('１．', '２．')).toEqual(['1', '2']);
    expect(numbers('AQ-01', 'AQ-02')).toEqual(['AQ-01', 'AQ-02']);
  });

  test('that say "as above" say what stands above', () => {
    const read = readWell(
      tableOf([
        ['序号', '方面', '问题', '责任人', '时限'],
        ['1', '党建', '甲', '张三', '2024-05-01'],
        ['2', '同上', '乙', '〃', '同上'],
      ]),
    );
    expect(read.document.aspects.map(({ title }) => title)).toEqual(['党建']);
    expect(findingsOf(read)[1]).toMatchObject({
      responsible: '责任人：张三',
      due: { value: '2024-05-01' },
    });
  });

  test('belong to the unit above where a file without merged cells groups them by it', () => {
    const grouped = [
      ['责任单位', '序号', '问题', '责任人'],
      ['教务处', '1', '甲', '张'],
      ['', '2', '乙', ''],
      ['总务处', '3', '丙', '王'],
    ];
    const people = (merges: readonly string[]) =>
      findingsOf(readWell(tableOf(grouped, { merges }))).map(({ responsible }) => responsible);
    expect(people([])).toEqual([
      '责任单位：教务处；责任人：张',
      '责任单位：教务处',
      '责任单位：总务处；责任人：王',
    ]);
    expect(people(['A2:A3'])[1]).toBe('责任单位：教务处');
    expect(people(['C4:D4'])[1]).toBeNull();
  });

  test('on which nothing was found are none', () => {
    const read = readWell(
      tableOf([
        ['序号', '学校', '发现问题', '整改期限'],
        ['1', '一中', '无', ''],
        ['2', '二中', '门锁坏了', '2024-06-30'],
        ['3', '三中', '/', ''],
      ]),
    );
    expect(outlineOf(read)).toEqual([[null, ['2', '门锁坏了']]]);
  });

  test('that head others give the aspect, and sums and notes are passed over', () => {
    const read = readWell(
      tableOf(
        [
          ['序号', '问题', '措施', '责任人', '整改时限'],
          ['一、党的建设方面', '', '', '', ''],
          ['（一）组织建设', '', '', '', ''],
          ['1', '甲', '一', '张', '2024-06-30'],
          ['小 计', '1', '', '', ''],
          ['二', '作风建设方面', '', '', ''],
          ['2', '乙', '二', '李', '2024-06-30'],
          ['（三）财务管理方面', '', '', '', ''],
          ['3', '丙', '三', '王', '2024-06-30'],
          ['总计：3个', '', '', '', ''],
          ['填表人：张三', '', '审核人：李四', '', '填表日期：2024年9月1日'],
          ['备注：本表一式两份。', '', '', '', ''],
          ['2.每月5日前报送。', '', '', '', ''],
        ],
        { merges: ['A2:E2', 'A3:E3', 'A12:E12'] },
      ),
    );
    expect(outlineOf(read)).toEqual([
      ['（一）组织建设', ['1', '甲', '一']],
      ['二、作风建设方面', ['2', '乙', '二']],
      ['（三）财务管理方面', ['3', '丙', '三']],
    ]);
    expect(warningsOf(read)).toEqual([]);
    expect(read.document.document.reported.value).toBe('2024-09-01');
  });

  test('numbered anew below each heading are told apart by the heading', () => {
    const read = readWell(
      tableOf([
        ['序号', '问题', '措施'],
        ['一', '党建方面', ''],
        ['（一）', '甲', '一'],
        ['（二）', '乙', '二'],
        ['二', '财务方面', ''],
        ['（一）', '丙', '三'],
      ]),
    );
    expect(outlineOf(read)).toEqual([
      ['一、党建方面', ['一-(一)', '甲', '一'], ['一-(二)', '乙', '二']],
      ['二、财务方面', ['二-(一)', '丙', '三']],
    ]);
  });

  test('with a number and no finding are noted with their row', () => {
    const read = readWell(
      tableOf([HEADER, ['1', '甲', '一', '', ''], ['2', '', '二', '', ''], ['', '', '三', '', '']]),
    );
    expect(warningsOf(read)).toEqual([
      [3, 'row_without_finding'],
      [4, 'row_without_finding'],
    ]);
    expect(read.document.listed).toMatchObject({ findings: 1, measures: 1 });
  });

  test('numbers left out or given twice are noted', () => {
    const rows = ['1', '2', '4', '4'].map((no, at) => [no, `甲${at}`, '乙', '', '']);
    expect(warningsOf(readWell(tableOf([HEADER, ...rows])))).toEqual([
      [4, 'numbering_gap'],
      [5, 'numbering_duplicate'],
    ]);
  });

  test('of one finding that repeat its number and text keep to it', () => {
    const read = readWell(
      tableOf([
        HEADER,
        ['1', '甲', '一', '教务处', '2024-06-30'],
        ['1', '甲', '二', '总务处', '2024-06-30'],
        ['2', '甲', '三', '教务处', '2024-06-30'],
      ]),
    );
    expect(outlineOf(read)).toEqual([[null, ['1', '甲', '一', '二'], ['2', '甲', '三']]]);
    expect(warningsOf(read)).toEqual([]);
  });

  test('that number the columns, and numbered rows nothing stands in, are passed over', () => {
    const read = readWell(
      tableOf([
        HEADER,
        ['1', '2', '3', '4', '5'],
        ['1', '甲', '一', '教务处', '2024-06-30'],
        ['2', '', '', '', ''],
        ['3', '', '', '', ''],
      ]),
    );
    expect(outlineOf(read)).toEqual([[null, ['1', '甲', '一']]]);
    expect(warningsOf(read)).toEqual([]);
  });

  test('of an example are not read', () => {
    const read = readWell(
      tableOf([
        HEADER,
        ['示例', '甲', '一', '', ''],
        ['', '', '二', '', ''],
        ['1', '乙', '三', '', ''],
      ]),
    );
    expect(outlineOf(read)).toEqual([[null, ['1', '乙', '三']]]);
  });
});

describe('headers', () => {
  test('may be repeated on every page, or begin another table', () => {
    const read = readWell(
      tableOf([
        ['立行立改问题台账'],
        ['序号', '问题', '措施', '责任人'],
        ['1', '甲', '一', '张三'],
        ['序 号', '问题', '措施', '责任人'],
        ['2', '乙', '二', '李四'],
        ['长期整改问题台账'],
        ['序号', '问题表现', '整改措施', '完成时限'],
        ['1', '丙', '三', '2024年底前'],
      ]),
    );
    expect(meaningsOf(read)).toEqual(['no finding measures person', 'no finding measures due']);
    expect(outlineOf(read)).toEqual([
      [null, ['1', '甲', '一'], ['2', '乙', '二'], ['1', '丙', '三']],
    ]);
    expect(findingsOf(read)[2]?.due.value).toBe('2024-12-31');
    expect(read.document.document.title).toBe('立行立改问题台账');
  });

  test('may say in brackets how to fill the columns in', () => {
    const header = [
      '序号',
      '存在问题（注：一行一个）',
      '整改措施（要求：具体、可行，可附页）',
      '时限:',
    ];
    const read = readWell(tableOf([header, ['1', '甲', '一', '2024-06-30']]));
    expect(meaningsOf(read)).toEqual(['no finding measures due']);
    expect(questionsOf(read)).toEqual([]);
  });

  test('of two levels are read from files without merged cells', () => {
    const read = readWell(
      tableOf([
        ['序号', '问题', '整改情况', '', '责任人'],
        ['', '', '完成情况', '完成时限'],
        ['1', '灭火器过期', '已完成', '2024.5.1', '张三'],
      ]),
    );
    expect(meaningsOf(read)).toEqual(['no finding progress due person']);
    expect(findingsOf(read)).toMatchObject([{ status: 'closed', due: { value: '2024-05-01' } }]);
  });

  test('under three lists are read by their lower level', () => {
    const read = readWell(
      tableOf([
        ['巡察反馈意见整改“三个清单”'],
        ['问题清单', '', '', '任务清单', '', '', '责任清单', ''],
        [
          '序号',
          '反馈问题',
          '具体表现',
          '整改目标',
          '整改措施',
          '完成时间',
          '责任领导',
          '牵头科室',
        ],
        [
          '1',
          '理论学习不深入',
          '学习记录不全。',
          '提升质量',
          '制定计划',
          '2024年8月底前',
          '张',
          '党办',
        ],
      ]),
    );
    expect(meaningsOf(read)).toEqual(['no finding description target measures due leader unit']);
    expect(findingsOf(read)).toMatchObject([
      { title: '理论学习不深入', description: '学习记录不全。', remarks: '整改目标：提升质量' },
    ]);
    expect(read.document.document.title).toBe('巡察反馈意见整改“三个清单”');
  });

  test('that are not sure are asked about, and columns nothing is known of are named', () => {
    const read = readWell(
      tableOf([
        ['序号', '问题', '整改措施', '单位', '天气'],
        ['1', '甲', '一', '县一中', '晴'],
      ]),
    );
    expect(questionsOf(read)).toEqual([
      [1, 'column_uncertain'],
      [1, 'columns_unknown'],
    ]);
    expect(read.document.questions[1]?.message).toContain('“天气”');
  });

  test('that are not there are refused, as is a header with nothing below', () => {
    expect(
      readTables([
        tableOf([
          ['1', '食堂脏', '打扫'],
          ['2', '门坏', '修'],
        ]),
      ]),
    ).toMatchObject({
      ok: false,
      error: { code: 'header_not_found', line: 1 },
    });
    expect(readTables([])).toMatchObject({ error: { code: 'header_not_found', line: null } });
    expect(readTables([tableOf([['台账'], ['序号', '问题', '措施']])])).toMatchObject({
      error: { code: 'no_findings', line: 2 },
    });
  });

  test('of rosters and timetables are none of ledgers', () => {
    for (const header of [
      ['序号', '姓名', '职务', '电话'],
      ['时间', '地点', '内容', '责任人'],
      ['学校', '学生数', '教师数'],
      ['序号', '问题', '答案'],
    ]) {
      expect(findLedger(tableOf([header, header.map(() => 'x')]))).toBeNull();
    }
    expect(findLedger(MERGED)).toMatchObject({ line: 4, top: 3, bottom: 4 });
  });
});

describe('several sheets', () => {
  const header = ['序号', '问题', '措施'];

  test('are one document, and one that is no ledger is named', () => {
    const read = readWell([
      tableOf([header, ['1', '甲', '一']], { name: '一中' }),
      tableOf(
        [
          ['学校', '学生', '教师'],
          ['一中', '1', '2'],
          ['二中', '3', '4'],
        ],
        { name: '统计' },
      ),
      tableOf([header, ['1', '乙', '二']], { name: '二中' }),
    ]);
    expect(findingsOf(read).map(({ title }) => title)).toEqual(['甲', '乙']);
    expect(read.document.questions.map(({ code, message }) => [code, message.slice(0, 6)])).toEqual(
      [['table_unread', '表格“统计”']],
    );
  });

  test('give the title where no row does', () => {
    const read = readWell(tableOf([header, ['1', '甲', '一']], { name: '2024年整改台账' }));
    expect(read.document.document.title).toBe('2024年整改台账');
  });
});

describe('what a title row declares', () => {
  test('is set against what is listed', () => {
    const read = readWell(
      tableOf([
        ['巡察整改台账'],
        ['本轮巡察共反馈2个方面5个具体问题，制定整改措施9条。'],
        ['序号', '问题', '措施'],
        ['1', '甲', '一'],
      ]),
    );
    expect(read.document.document.declared).toMatchObject({ aspects: 2, findings: 5, measures: 9 });
    expect(read.document.differences.map(({ what, listed }) => [what, listed])).toEqual([
      ['aspects', 0],
      ['findings', 1],
      ['measures', 1],
    ]);
  });
});
