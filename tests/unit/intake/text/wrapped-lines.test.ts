import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { rejoinWrapped } from '../../../../src/intake/text/wrapped-lines.ts';

const rejoin = (...lines: string[]): string[] =>
  rejoinWrapped(splitLines(lines.join('\n'))).map(({ text }) => text);

const FULL = '学校党支部认真研究反馈意见逐条制定措施明确时限落';

describe('rejoinWrapped', () => {
  test('closes up a sentence broken over full lines', () => {
    expect(rejoin(FULL, '实到人。', '下一段。')).toEqual([`${FULL}实到人。`, '下一段。']);
  });

  test('closes up over a page number', () => {
    expect(rejoin(FULL, '- 3 -', '实到人。')).toEqual([`${FULL}实到人。`]);
  });

  test('leaves headings, titles and short lines as they are', () => {
    expect(rejoin(FULL, '(1)换锁')).toHaveLength(2);
    expect(rejoin(FULL, '整改情况:换锁')).toHaveLength(2);
    expect(rejoin(`${FULL.slice(0, -2)}报告`, '根据要求')).toHaveLength(2);
    expect(rejoin(FULL, '青石县', '第三小学')).toHaveLength(2);
    expect(rejoin(FULL, '', '实到人。')).toHaveLength(2);
  });

  test('closes up brackets even over a finished line', () => {
    const opening = '门锁损坏长期无人维修存在安全隐患(责任领导:张三;';
    expect(rejoin(opening, '责任科室:总务处)')).toEqual([`${opening}责任科室:总务处)`]);
  });

  test('closes up a list that goes on in the sentence above, not one of its own', () => {
    const opening = '针对排队时间长的问题采取措施:1.增设窗口;2.分时预约;';
    expect(rejoin(opening, '3.公布电话。')).toEqual([`${opening}3.公布电话。`]);
    expect(rejoin(`1.${FULL}`, '2.公布电话')).toHaveLength(2);
  });

  test('does not touch a document whose lines are paragraphs', () => {
    const paragraph = FULL.repeat(4);
    expect(rejoin(paragraph, '实到人')).toEqual([paragraph, '实到人']);
  });

  describe('a sentence torn by a page', () => {
    const TORN = '学校多次协调,使入园难问题得到有效缓';

    test('goes on behind a page number on a line of its own, however short the lines', () => {
      for (const page of ['- 12 -', '第 3 页 共 9 页', '—3—', '7']) {
        expect(rejoin(TORN, page, '解。')).toEqual([`${TORN}解。`]);
      }
    });

    test('goes on behind a page number glued to its second half', () => {
      expect(rejoin(TORN, '3、解,群众满意。')).toEqual([`${TORN}解,群众满意。`]);
    });

    test('is not seen where the number counts', () => {
      expect(rejoin(TORN, '1、招聘教师。')).toHaveLength(2);
      expect(rejoin('1、学校多次协调,联系', '2、招聘教师。')).toHaveLength(2);
      expect(rejoin('学校多次协调,措施如下:', '3、招聘教师。')).toHaveLength(2);
      expect(rejoin('学校多次协调,落实整改措施', '3、招聘教师。')).toHaveLength(2);
    });

    test('is not seen behind a sentence that is finished, or in words without one', () => {
      expect(rejoin('学校多次协调,已缓解。', '3、招聘教师。')).toHaveLength(2);
      expect(rejoin('青石县第三小学', '3、招聘教师。')).toHaveLength(2);
    });
  });

  test('drops page numbers wherever they stand', () => {
    expect(rejoin('1', '锁坏了。', '- 2 -')).toEqual(['锁坏了。']);
  });

  // A number has no full stop behind it, and fills a short line.
  test('leaves a number that something is filed under on its own line', () => {
    expect(rejoin('受理编号:D202404150012', '城南小学夜间噪声扰民。')).toHaveLength(2);
  });
});
