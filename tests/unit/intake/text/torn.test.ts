import { describe, expect, test } from 'vitest';
import { isTorn } from '../../../../src/intake/text/torn.ts';

describe('isTorn', () => {
  test.each([
    ['完成时间:2022年', '4月28日前)。'],
    ['整改时限:2024', '年11月底'],
    ['完成时间:2022年第', '一季度'],
    ['完成时间:2022年1', '1月底前'],
    ['整改时限:2022年8月—10', '月'],
    ['整改时限:2022年8月至', '10月底前'],
    ['整改时限:2024年11月', '15日前'],
    ['整改时限:2024年11月1', '5日'],
    ['整改时限:2024年11月中', '旬'],
    ['整改时限:2024年', '底前'],
    ['切实堵塞了管理漏洞', '。'],
  ])('puts %j and %j together', (before, after) => {
    expect(isTorn(before, after)).toBe(true);
  });

  test.each([
    ['自查时间:2022年', '一、存在问题'],
    ['2022年', '4.修订制度。'],
    ['共3', '月台账缺失'],
    ['整改时限:2024年11月', '3、更换门锁。'],
    ['第5项', '旬报未交'],
  ])('leaves %j and %j apart', (before, after) => {
    expect(isTorn(before, after)).toBe(false);
  });
});
