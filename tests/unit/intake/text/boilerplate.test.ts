import { describe, expect, test } from 'vitest';
import {
  breaksOff,
  endsFinding,
  isPageFurniture,
  isPaywall,
  isSignature,
} from '../../../../src/intake/text/boilerplate.ts';

describe('boilerplate', () => {
  test.each(['3', '- 3 -', '—12—', '第3页', '第3页 共12页'])('%s is a page number', (line) => {
    expect(isPageFurniture(line)).toBe(true);
  });

  test.each(['剩余内容请登录后查看', '开通会员阅读全文', '还剩12页未读', '展开全文'])(
    '%s is a paywall',
    (line) => {
      expect(isPaywall(line)).toBe(true);
    },
  );

  test.each([
    '上一篇:通知',
    '欢迎师生监督。',
    '联系电话:0000',
    '巡察期间未收到移交的信访件。',
    '下一步工作打算',
  ])('%s ends a finding', (line) => {
    expect(endsFinding(line)).toBe(true);
  });

  test('a measure on petitions handed over does not end its finding', () => {
    expect(endsFinding('对巡察组移交的3件信访件逐件办结。')).toBe(false);
    expect(endsFinding('县委巡察组没有向学校移交信访件。')).toBe(true);
    expect(endsFinding('学校对移交的3件信访件逐件办结。')).toBe(false);
  });

  test('names and dates alone on a line are a signature', () => {
    expect(isSignature('青石县第三小学')).toBe(true);
    expect(isSignature('2024年9月1日')).toBe(true);
    expect(isSignature('二〇二四年九月一日')).toBe(true);
    expect(isSignature('加强学校、医院')).toBe(false);
  });

  test('dots at the end break the text off', () => {
    expect(breaksOff('建立制度……')).toBe(true);
    expect(breaksOff('建立制度...')).toBe(true);
    expect(breaksOff('建立制度。')).toBe(false);
  });
});
