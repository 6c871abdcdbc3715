import { describe, expect, test } from 'vitest';
import {
  clauses,
  fullSentences,
  joinLines,
  statements,
  withoutEnd,
} from '../../../../src/intake/text/sentences.ts';

const cut = (text: string, spans: readonly { start: number; end: number }[]): string[] =>
  spans.map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  test('end at full stops, statements at semicolons too, clauses at commas', () => {
    const text = '换锁,加装监控;培训。检查';
    expect(cut(text, fullSentences(text))).toEqual(['换锁,加装监控;培训。', '检查']);
    expect(cut(text, statements(text))).toEqual(['换锁,加装监控;', '培训。', '检查']);
    expect(cut(text, clauses(text))).toEqual(['换锁,', '加装监控;', '培训。', '检查']);
  });

  test('do not end inside a quotation', () => {
    const text = '关于“学习少。讨论少”的问题。没有计划。';
    expect(cut(text, fullSentences(text))).toEqual(['关于“学习少。讨论少”的问题。', '没有计划。']);
  });

  test('end as usual after a quotation mark that is never closed', () => {
    const text = '关于“学习少的问题。没有计划。';
    expect(cut(text, fullSentences(text))).toHaveLength(2);
  });
});

test('joinLines closes up broken lines and keeps the breaks between sentences', () => {
  expect(joinLines(['换锁并加', '装监控;', '培训。'])).toBe('换锁并加装监控;\n培训。');
});

test('withoutEnd takes punctuation of either width off the end', () => {
  expect(withoutEnd('换锁\uff1b 。')).toBe('换锁');
  expect(withoutEnd('。')).toBe('');
});
