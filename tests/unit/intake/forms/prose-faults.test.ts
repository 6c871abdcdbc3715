import { describe, expect, test } from 'vitest';
import {
  faultIn,
  numberIn,
  readException,
  readIntroduced,
} from '../../../../src/intake/forms/prose-faults.ts';
import { toFullWidth } from '../printing.ts';

const introduced = (sentence: string): string[] =>
  readIntroduced(sentence).map(({ title }) => title);

describe('readException', () => {
  test('takes what is excepted for what is wrong, up to its first comma', () => {
    expect(readException('除个别学校消防水池未建成,需要资金外,其余全部完成。')).toEqual({
      title: '个别学校消防水池未建成',
      description: '除个别学校消防水池未建成,需要资金外',
    });
  });

  test.each([
    ['除了', '除了个别学校消防水池未建成外,其余完成。'],
    ['nothing wrong', '除城南小学和城北小学外,其余均为寄宿制。'],
    ['除 without 外', '消除隐患后,个别学校恢复上课。'],
  ])('reads none out of %s', (_what, sentence) => {
    expect(readException(sentence)).toBeNull();
  });

  test('reads full width as half width', () => {
    const sentence = '除个别学校消防水池未建成,需要资金外,其余全部完成。';
    expect(readException(toFullWidth(sentence))?.title).toBe('个别学校消防水池未建成');
  });
});

describe('readIntroduced', () => {
  test.each([
    ['检查中发现,城南小学消毒柜损坏。', ['城南小学消毒柜损坏']],
    ['不足之处是部分学校陪餐记录不全;少数教师不在岗。', ['部分学校陪餐记录不全', '少数教师不在岗']],
    ['总体较好,但个别窗口无人值守。', ['个别窗口无人值守']],
    ['存在的主要问题是一是台账记录不规范;二是人员配备不足。', ['台账记录不规范', '人员配备不足']],
    ['经核查,该厂排污口未设标识。', ['该厂排污口未设标识']],
  ])('reads what stands behind the words in %s', (sentence, titles) => {
    expect(introduced(sentence)).toEqual(titles);
  });

  test.each([
    '检查中发现,各校食堂整洁。',
    '检查中发现了以下问题需要重视。',
    '城南小学消毒柜损坏。',
    '',
  ])('reads nothing out of %j', (sentence) => {
    expect(introduced(sentence)).toEqual([]);
  });

  // The colon behind 问题是 hides the mark behind it.
  test('reads what stands behind a colon, without its number', () => {
    expect(introduced('存在的主要问题是:一是台账记录不规范;二是人员配备不足。')).toEqual([
      '台账记录不规范',
      '人员配备不足',
    ]);
  });

  test('ends a title with the last clause that finds fault', () => {
    expect(introduced('检查发现,病区呼叫铃损坏,通道堆放杂物,护士长当场作了说明。')).toEqual([
      '病区呼叫铃损坏,通道堆放杂物',
    ]);
  });
});

describe('faultIn', () => {
  test('begins with the clause that names who, where the fault has no subject of its own', () => {
    expect(faultIn('城南小学消毒柜使用多年,未定期检修。')?.title).toBe(
      '城南小学消毒柜使用多年,未定期检修',
    );
    expect(faultIn('各校重视,城南小学台账不完整。')?.title).toBe('城南小学台账不完整');
  });

  test('leaves out the words that lead over to it', () => {
    expect(faultIn('此外,城南小学台账不完整。')?.title).toBe('城南小学台账不完整');
  });

  test.each(['各校高度重视。', '发现隐患711处。', '未发现消防设施损坏。', '做到不留死角。'])(
    'is null for %s',
    (statement) => {
      expect(faultIn(statement)).toBeNull();
    },
  );
});

describe('numberIn', () => {
  test.each([
    ['第16条“厕位够用”不能马上整改', '第16条'],
    ['“办学底线要求”第三项未达标', '办学底线要求-第三项'],
    ['《食品安全标准》第12款未落实', '食品安全标准-第12款'],
    ['第16中学台账不全', null],
  ])('of %s is %s', (sentence, number) => {
    expect(numberIn(sentence)).toBe(number);
  });
});
