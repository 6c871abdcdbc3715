import { describe, expect, test } from 'vitest';
import { readDeclared } from '../../../../src/intake/readings/declared.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { toFullWidth, withFullWidthDigits } from '../printing.ts';

const declaredIn = (text: string) => readDeclared(splitLines(text)).declared;
const none = { aspects: null, findings: null, suggestions: null, measures: null };

describe('readDeclared', () => {
  test.each([
    ['意见中指出存在6个问题,并提出4项意见建议。', { findings: 6, suggestions: 4 }],
    ['共向学校反馈了12个方面18个具体问题。', { aspects: 12, findings: 18 }],
    ['共反馈三大类十八个具体问题。', { aspects: 3, findings: 18 }],
    ['反馈问题18个,其中立行立改问题3个。', { findings: 18 }],
    ['梳理出5方面14个突出问题,制定整改措施42条。', { aspects: 5, findings: 14, measures: 42 }],
    ['逐条制定46项整改措施。', { measures: 46 }],
    ['反馈25个问题,已完成整改19个、正在整改6个。', { findings: 25 }],
    ['指出6个方面的问题和4条整改建议。', { aspects: 6, suggestions: 4 }],
  ])('reads the counts of %s', (text, counts) => {
    expect(declaredIn(text)).toEqual({ ...none, ...counts });
    expect(declaredIn(withFullWidthDigits(toFullWidth(text)))).toEqual({ ...none, ...counts });
  });

  test.each([
    '主要表现在以下八个方面。',
    '反馈会后逐个问题研究,解决一个问题、完善一项制度。',
    '自查问题36条,全部整改。',
  ])('takes %s for no declaration of findings', (text) => {
    expect(declaredIn(text).findings).toBeNull();
    expect(declaredIn(text).aspects).toBeNull();
  });

  test('keeps the first of two statements and reports the other with its line', () => {
    const { declared, conflicts } = readDeclared(
      splitLines('反馈了12个问题。\n\n细化为15个具体问题。'),
    );
    expect(declared.findings).toBe(12);
    expect(conflicts).toEqual([{ what: 'findings', line: 3, first: 12, later: 15 }]);
  });
});
