import { describe, expect, test } from 'vitest';
import { readForm } from '../../../../src/intake/forms/registry.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';

function choose(text: string): string | null {
  const reading = readForm(splitLines(text), { warn: () => {}, ask: () => {} });
  return reading.ok ? reading.form : null;
}

describe('readForm', () => {
  test('reads numbers that begin again in each chapter as a progress report', () => {
    const text = `(一)关于安全方面问题\n1.锁坏了。\n整改进展:(1)换锁。\n(二)关于教学方面问题\n1.备课少。\n整改进展:(1)检查。`;
    expect(choose(text)).toBe('progress-report');
    // The numbering decides, not the label or the marks of the measures.
    expect(choose(text.replaceAll('整改进展:(1)', '整改情况:一是'))).toBe('progress-report');
  });

  test('reads numbers that run on from chapter to chapter as a public bulletin', () => {
    const text = `(一)聚焦安全方面\n1.锁坏了。\n整改情况:一是换锁。\n(二)聚焦教学方面\n2.备课少。\n整改情况:一是检查。`;
    expect(choose(text)).toBe('public-bulletin');
    expect(choose(text.replaceAll('整改情况:一是', '整改进展:(1)'))).toBe('public-bulletin');
  });

  test('decides on a single chapter by heading, label and marks', () => {
    expect(choose('(一)关于安全方面问题\n1.锁坏了。\n整改进展:(1)换锁。')).toBe('progress-report');
    expect(choose('(一)聚焦安全方面\n1.锁坏了。\n整改情况:一是换锁。')).toBe('public-bulletin');
  });

  test.each([
    [
      'praise with numbers but without labels',
      '一、安全\n1.各学校高度重视。\n一是成立小组;二是检查。',
    ],
    ['a label without numbers', '整改情况:一是换锁。'],
    [
      'numbers and a label in different sections',
      '一、安全\n1.各学校重视。\n二、附记\n整改情况:良好。',
    ],
    ['running text', '学校食堂很好。'],
  ])('recognises no form in %s', (_what, text) => {
    expect(choose(text)).toBeNull();
  });
});
