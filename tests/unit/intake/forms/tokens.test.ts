import { describe, expect, test } from 'vitest';
import { tokenise } from '../../../../src/intake/forms/tokens.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';

const tokens = (text: string): [string, string][] =>
  tokenise(splitLines(text)).map(({ kind, text: of }) => [kind, of]);

describe('tokenise', () => {
  test('parts a line into heading, labels and their texts', () => {
    expect(tokens('1.锁坏了。无人修。整改情况:一是换锁。整改结果:已完成。')).toEqual([
      ['heading', '锁坏了。无人修。'],
      ['label', '一是换锁。'],
      ['label', '已完成。'],
    ]);
  });

  test('keeps neighbouring persons and dates together, and ends them with their sentence', () => {
    expect(tokens('责任领导:张三;整改时限:6月底。学校已换锁。整改结果:已完成。')).toEqual([
      ['label', '责任领导:张三;整改时限:6月底。'],
      ['text', '学校已换锁。'],
      ['label', '已完成。'],
    ]);
  });

  test('takes a number before a label for the number of a part', () => {
    expect(tokens('(2)整改情况:换锁。')).toEqual([['label', '换锁。']]);
    expect(tokens('二、整改情况:')).toEqual([['heading', '整改情况:']]);
  });

  test('marks remarks on the whole and places where the text breaks off', () => {
    expect(tokens('欢迎监督。\n请登录后查看全文\n建立制度……')).toEqual([
      ['remark', '欢迎监督。'],
      ['cut', ''],
      ['text', '建立制度……'],
      ['cut', '建立制度……'],
    ]);
  });

  test('opens a case at a number it is filed under, wherever the line goes on', () => {
    expect(tokens('受理编号:X2024-001,夜间噪声扰民。处理情况:已停工。')).toEqual([
      ['heading', '受理编号:X2024-001'],
      ['text', '夜间噪声扰民。'],
      ['label', '已停工。'],
    ]);
  });

  test('takes numbers that count the fields of a finding for no findings', () => {
    expect(tokens('1.存在问题:锁坏了。\n2.整改措施:换锁。\n3.责任人:甲某')).toEqual([
      ['label', '锁坏了。'],
      ['label', '换锁。'],
      ['label', '责任人:甲某'],
    ]);
  });

  test('takes the number before 存在问题: for the finding’s where no other field is numbered', () => {
    expect(tokens('1.存在问题:锁坏了。\n整改措施:换锁。\n2.存在问题:灯坏了。')).toEqual([
      ['heading', ''],
      ['label', '锁坏了。'],
      ['label', '换锁。'],
      ['heading', ''],
      ['label', '灯坏了。'],
    ]);
  });

  test('heads a section that has lost the 、 behind its number', () => {
    expect(tokens('一基本情况\n概况。\n二存在的不足')).toEqual([
      ['heading', '基本情况'],
      ['text', '概况。'],
      ['heading', '存在的不足'],
    ]);
  });

  test('tells 第一,…方面 from 第一 in running text', () => {
    expect(tokens('第一,食堂管理方面\n第一,修订制度;')).toEqual([
      ['heading', '食堂管理方面'],
      ['text', '第一,修订制度;'],
    ]);
  });

  test('begins the list that a label 存在的问题: announces on its own line', () => {
    expect(tokens('存在的问题:1.锁坏了。')).toEqual([
      ['label', ''],
      ['heading', '锁坏了。'],
    ]);
  });

  test('cuts at a line of dots', () => {
    expect(tokens('……')).toEqual([['cut', '']]);
  });
});
