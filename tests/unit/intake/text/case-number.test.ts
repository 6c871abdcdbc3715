import { describe, expect, test } from 'vitest';
import { readCaseNumber } from '../../../../src/intake/text/case-number.ts';
import { fold } from '../../../../src/intake/text/lines.ts';

describe('readCaseNumber', () => {
  test.each([
    ['受理编号:X2024-001,反映油烟', 'X2024-001'],
    ['受理编号\uff1aX2024', 'X2024'],
    ['信访件编号:202400123 反映噪声', '202400123'],
    ['交办序号:3', '3'],
    ['序号:7。', '7'],
    ['案件编号 12号', '12号'],
  ])('of %s is %s', (text, no) => {
    expect(readCaseNumber(fold(text))?.no).toBe(no);
  });

  test.each([
    '编号管理混乱',
    '受理编号:',
    '受理编号:见附件',
    '合同未编号:3份',
    '问题1:门卫脱岗',
    '',
  ])('is null for %j', (text) => {
    expect(readCaseNumber(fold(text))).toBeNull();
  });

  // A digit has to stand behind the letters, and brackets are none.
  test('may begin with a year in brackets', () => {
    expect(readCaseNumber('举报编号:D〔2024〕12号')?.no).toBe('D〔2024〕12号');
  });

  test('takes up the words and the number, and nothing behind', () => {
    const text = '受理编号:X2024-001,反映油烟';
    expect(text.slice(readCaseNumber(text)?.length)).toBe(',反映油烟');
  });

  test('ends before a number that only begins like one', () => {
    expect(readCaseNumber('举报编号:12号楼漏水')).toBeNull();
  });

  test('may have letters among its digits', () => {
    expect(readCaseNumber('受理编号:D3XX202104150012')?.no).toBe('D3XX202104150012');
  });
});
