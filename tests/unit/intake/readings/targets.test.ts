import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../../src/intake/read-document.ts';
import { readTargets } from '../../../../src/intake/readings/targets.ts';
import { toFullWidth, withFullWidthDigits } from '../printing.ts';
import { DID_NOT_RUN, seeds, seedsAreHere } from '../../../support/seeds.ts';

type Short = readonly [comparison: string, value: number, unit: string | null];

const short = (texts: { problem?: string; progress?: string }): Short[] =>
  readTargets({ problem: '', progress: '', ...texts }).map(({ comparison, value, unit }) => [
    comparison,
    value,
    unit,
  ]);

describe('a target in a problem', () => {
  test.each<[string, Short]>([
    ['没有落实“印刷费较上年度压减20%以上”的要求。', ['reduce_by', 20, '%']],
    ['未达到县里“年度印刷费压减15%以上”的要求。', ['reduce_by', 15, '%']],
    ['按规定陪餐每周不少于2次,实际只有1次。', ['at_least', 2, '次']],
    ['应至少配备专业保健医2-3名。', ['at_least', 2, '名']],
    ['师生比1:14,与“教职工与幼儿比应达到1:5-1:7”的要求差距较大。', ['at_most', 7, '1:N']],
    ['生师比应不高于19:1。', ['at_most', 19, 'N:1']],
    ['平均一名教师带14名幼儿,而规定是不超过7名。', ['at_most', 7, '名']],
    ['没有按1:3设置男女蹲位。', ['exactly', 3, '1:N']],
    ['女职工占比要求不低于三分之一。', ['at_least', 33.33, '%']],
    ['规定生均面积不得少于4.5平方米。', ['at_least', 4.5, '平方米']],
    ['要求班额不超过四十五人。', ['at_most', 45, '人']],
    ['公用经费占比应控制在百分之五以内。', ['at_most', 5, '%']],
    ['目标是满意率达到95%以上,测评仅82%。', ['at_least', 95, '%']],
    ['规定单次补助不超过3,000元。', ['at_most', 3000, '元']],
  ])('is read from %s', (problem, wanted) => {
    expect(short({ problem })).toEqual([wanted]);
    expect(short({ problem: withFullWidthDigits(toFullWidth(problem)) })).toEqual([wanted]);
  });

  test.each([
    '作业完成时间超过15分钟,每天2个小时以上。',
    '小班都达到了50人以上。',
    '公办率仅14%,远低于国家要求。',
    '抽查的30份病历中有9份缺少签字。',
    '2023年投诉中有6件超过一个月才答复。',
    '单价20万元以上设备未经论证。',
    '第16条第3款没有落实,《办法》规定10日内答复。',
    '没有执行县教〔2022〕28号文件。',
    '答复应在15日内作出,最迟不晚于6月30日前。',
    '群众电话0914-2345678无人接听。',
    '早9:00未公示,8:30前未到岗。',
    '十分重视,一些同志不到位。',
  ])('is not what %s says', (problem) => {
    expect(short({ problem })).toEqual([]);
  });

  test('told in title and description is one', () => {
    const problem = '陪餐每周应不少于2次的问题\n陪餐每周应不少于2次,没有落实。';
    expect(short({ problem })).toHaveLength(1);
  });

  test('of several norms in a list is each of them', () => {
    const problem = '与《规程》中小班25人,中班30人,大班35人的要求相距甚远。';
    expect(
      readTargets({ problem, progress: '' }).map(({ metric, value }) => [metric, value]),
    ).toEqual([
      ['小班', 25],
      ['中班', 30],
      ['大班', 35],
    ]);
  });
});

describe('a target in measures', () => {
  test.each<[string, Short]>([
    ['每天布置作业不超过3科。', ['at_most', 3, '科']],
    ['每月抽查出院病历不少于20份。', ['at_least', 20, '份']],
    ['每周跟班不少于三天。', ['at_least', 3, '天']],
    ['公办园比例将达到57%以上。', ['at_least', 57, '%']],
    ['到2022年8月底占比将压减到不超过5%。', ['at_most', 5, '%']],
    ['力争三年内普惠率提高到85%。', ['at_least', 85, '%']],
    ['确保整改完成率100%,到年底完成率达到100%。', ['at_least', 100, '%']],
    ['计划将公务接待费下降30%。', ['reduce_by', 30, '%']],
    ['力争优质课数量翻一番。', ['raise_by', 100, '%']],
    ['年底前实现无线网络全覆盖。', ['at_least', 100, '%']],
    ['力争年底前存量隐患清零。', ['at_most', 0, null]],
    ['力争达标率提高5个百分点。', ['raise_by', 5, '个百分点']],
    ['争取参训率达到九成以上。', ['at_least', 90, '%']],
    ['拟安排资金不少于120万元。', ['at_least', 120, '万元']],
  ])('is read from %s', (progress, wanted) => {
    expect(short({ progress })).toEqual([wanted]);
  });

  test.each([
    '满意率由71%提高到93%。',
    '增加了23个摄像头,共开展了5次活动。',
    '目前已达到校园监控全覆盖、无死角的效果。',
    '一般投诉3个工作日内答复,48小时内组织讨论。',
    '争取到了5名新教师。',
    '每月5日前更新,每学期末汇总。',
    '确保问题清零、整改到位。',
    '校门口50米以内无流动摊点。',
    '7月使用率提高到六成。',
  ])('is not what %s says', (progress) => {
    expect(short({ progress })).toEqual([]);
  });
});

const claimIn = (problem: string, progress: string) => {
  const [target] = readTargets({ problem, progress });
  return [target?.claimed?.value ?? null, target?.met ?? null];
};

describe('a claim', () => {
  const CUT = '要求打印费较上年度压减20%以上。';

  test.each<[string, string, number | null, boolean | null]>([
    [CUT, '2023年打印费较之前大大减少16%。', 16, false],
    [CUT, '打印费已压减23.5%。', 23.5, true],
    [CUT, '打印费由120万元降至90万元。', 25, true],
    [CUT, '打印费从10万元减少到9万元。', 10, false],
    [CUT, '修订打印审批制度。', null, null],
    [CUT, '会议室改造,水费下降30%。', null, null],
    ['满意率应达到90%以上。', '满意率由71%提高到93%。', 93, true],
    ['满意率应达到90%以上。', '目前满意率为88.5%。', 88.5, false],
    ['陪餐每周不少于2次。', '目前陪餐每周达到3次。', 3, true],
    ['补助资金应不低于0.02亿元。', '已到位补助资金达到150万元。', 0.015, false],
    ['师幼比应达到1:7。', '目前师幼比达到1:6.5。', 6.5, true],
    ['师幼比应达到1:7。', '目前师幼比为1:9。', 9, false],
    ['要求建档率全覆盖,年底前建档率达到100%。', '目前建档率达到98%。', 98, false],
    ['要求达标率提高5个百分点。', '达标率由70%提高到76%。', 6, true],
    ['缺勤率应控制在三分之一以内。', '目前缺勤率降至30%。', 30, true],
  ])('beside %s: %s', (problem, progress, value, met) => {
    expect(claimIn(problem, progress)).toEqual([value, met]);
  });

  test('answers the target it speaks of', () => {
    const targets = readTargets({
      problem: '满意率应达到90%以上,完成率应达到95%以上。',
      progress: '目前完成率为96%,满意率为85%。',
    });
    expect(targets.map((target) => [target.metric, target.claimed?.value, target.met])).toEqual([
      ['满意率', 85, false],
      ['完成率', 96, true],
    ]);
  });

  test('that does not say of what answers no target of several', () => {
    const targets = readTargets({
      problem: '水费应压减10%以上,电费应压减20%以上。',
      progress: '已压减15%。',
    });
    expect(targets.map((target) => target.met)).toEqual([null, null]);
  });
});

const metricIn = (problem: string): string | null | undefined =>
  readTargets({ problem, progress: '' })[0]?.metric;

test('what is counted is named without the words around it', () => {
  expect(metricIn('落实市县“年度办公纸张、打印耗材等费用较上年度压减20%以上”要求有差距。')).toBe(
    '年度办公纸张、打印耗材等费用',
  );
  expect(metricIn('按规定,每周陪餐应不少于2次。')).toBe('每周陪餐');
  expect(metricIn('应至少配备保健医2名。')).toBe('保健医');
});

const targetsOf = (file: string) => {
  const result = readDocument(readFileSync(new URL(file, seeds), 'utf8'));
  if (!result.ok) throw new Error(result.error.message);
  return result.document.aspects.flatMap(({ findings }) =>
    findings.flatMap(({ no, targets }) => targets.map(({ raw, met }) => [no, raw, met])),
  );
};

test.skipIf(!seedsAreHere)(`the seeds state the targets their truth names (${DID_NOT_RUN})`, () => {
  expect(targetsOf('000_b8f31ccd60c4a22a.txt')).toEqual([
    ['(五)-1', '25人', null],
    ['(五)-1', '30人', null],
    ['(五)-1', '35人', null],
    ['(六)-1', '达到1:5-1:7', null],
    ['(六)-2', '至少设1名', null],
    ['(六)-2', '至少配备专业保健医2-3名', null],
  ]);
  expect(targetsOf('001_04f771e4adcd2af8.txt')).toEqual([
    ['3(2)', '不超过3科', null],
    ['3(2)', '不超过15分钟', null],
    ['6(2)', '压减20%以上', false],
  ]);
  expect(targetsOf('002_f5b28b0730ccf514.txt')).toEqual([
    ['1', '达到57%以上', null],
    ['2', '不超过5%', null],
  ]);
  expect(targetsOf('003_04733e67eb22e48c.txt')).toEqual([]);
  expect(targetsOf('004_435d46191727663e.txt')).toEqual([['20项底线要求-第16条', '1:3', null]]);
});

describe('any text', () => {
  const PIECES = [
    '压减',
    '20%',
    '以上',
    '不超过',
    '1:7',
    '三分之一',
    '应',
    '已',
    '由',
    '到',
    '12.5万元',
    ',',
    '。',
    '“',
    '《',
    '》',
    '2024年6月',
    '目标',
    '个百分点',
    '全覆盖',
    '十',
    '\n',
  ];

  test('is read without throwing, and targets are parts of it', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(texts, texts, (problem, progress) => {
        for (const { raw, value, claimed } of readTargets({ problem, progress })) {
          expect(problem.includes(raw) || progress.includes(raw)).toBe(true);
          expect(Number.isFinite(value)).toBe(true);
          expect(claimed === null || progress.includes(claimed.raw)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(['1', '20%', '应', '压减20%以上', '一', '1:7', '由', '至少', '100%,', '2024年', '的'])(
    'of a hundred thousand characters of %j ends in a result',
    (piece) => {
      const long = piece.repeat(Math.ceil(100_000 / piece.length));
      expect(Array.isArray(readTargets({ problem: long, progress: long }))).toBe(true);
    },
  );
});
