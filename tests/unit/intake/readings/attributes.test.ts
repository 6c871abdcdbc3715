import { describe, expect, test } from 'vitest';
import { extractAttributes, readAttributes } from '../../../../src/intake/readings/attributes.ts';
import { toFullWidth } from '../printing.ts';

describe('extractAttributes', () => {
  test('takes persons and deadline out of trailing brackets, as printed', () => {
    const text = '锁坏了。(责任领导:张三(副校长);责任科室:总务处;整改时限:2024年6月底前)';
    expect(extractAttributes(text)).toEqual({
      text: '锁坏了。',
      responsible: '责任领导:张三(副校长);责任科室:总务处',
      due: { raw: '2024年6月底前', precision: 'month', value: '2024-06-30' },
    });
    expect(extractAttributes(toFullWidth(text)).responsible).toBe(
      toFullWidth('责任领导:张三(副校长);责任科室:总务处'),
    );
  });

  test.each([
    ['整改时限:1月底前 被检查单位负责人(签字):2023年12月9日', '1月底前', null],
    ['整改时限:２０２１年 ８ 月 ３１ 日前 县督查组', '２０２１年 ８ 月 ３１ 日前', '2021-08-31'],
    ['整改时限:2024 年 10 月至 12 月底 县督查组', '2024 年 10 月至 12 月底', '2024-12-31'],
  ])('reads of %s the date alone', (text, raw, value) => {
    expect(readAttributes(text)?.due).toMatchObject({ raw, value });
  });

  test('reads a bracket that holds nothing but a deadline', () => {
    expect(extractAttributes('换锁。(2024年9月底前完成)')).toMatchObject({
      text: '换锁。',
      due: { value: '2024-09-30' },
    });
    expect(extractAttributes('换锁。(立行立改,长期坚持)').due).toMatchObject({ precision: 'none' });
  });

  test.each(['按照《条例(试行)》执行', '学校(含幼儿园)', '第(3)项', '(', ')(', ''])(
    'leaves other brackets alone: %j',
    (text) => {
      expect(extractAttributes(text)).toEqual({ text, responsible: null, due: null });
    },
  );
});

describe('readAttributes', () => {
  test('reads a line of fields', () => {
    expect(readAttributes('责任领导:张三 责任科室:总务处 完成时限:X月底前。')).toEqual({
      responsible: '责任领导:张三 责任科室:总务处',
      due: { raw: 'X月底前', precision: 'masked', value: null },
    });
  });

  test('reads nothing into a line that opens with text', () => {
    expect(readAttributes('明确责任人:张三')).toBeNull();
  });

  test('leaves a field without a value open', () => {
    expect(readAttributes('责任领导:;整改时限:')).toEqual({ responsible: null, due: null });
  });
});
