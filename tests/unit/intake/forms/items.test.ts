import { describe, expect, test } from 'vitest';
import { isGroupHeading } from '../../../../src/intake/forms/items.ts';
import { nodesOf } from '../../../../src/intake/forms/tree.ts';
import { onlyFinding } from '../printing.ts';
import { treeOf } from './trees.ts';

const item = (text: string) => onlyFinding(`一、存在的问题\n${text}`);

describe('an item of a list without labels', () => {
  test('says what is wrong, and then what has come of it', () => {
    expect(item('1.档案室漏水。雨天渗水严重。学校已联系物业维修。')).toMatchObject({
      title: '档案室漏水',
      description: '雨天渗水严重。',
      measures: [{ text: '学校已联系物业维修。' }],
    });
  });

  test('keeps its first sentence for what is wrong, even one that begins like an answer', () => {
    expect(item('1.已投入使用的校舍未验收。三栋均无手续。')).toMatchObject({
      title: '已投入使用的校舍未验收',
      measures: [],
    });
  });

  test('tells a list of shortcomings from a list of measures', () => {
    expect(item('1.图书登记不全。一是部分图书未编号。二是借阅无记录。')).toMatchObject({
      measures: [],
      description: '一是部分图书未编号。二是借阅无记录。',
    });
    expect(item('1.图书登记不全。一是补编书号。二是建立借阅簿。').measures).toHaveLength(2);
  });

  test('goes on over the lines below it', () => {
    expect(item('1.档案室漏水。\n雨天渗水严重。\n目前已联系物业维修。')).toMatchObject({
      title: '档案室漏水',
      measures: [{ text: '目前已联系物业维修。' }],
    });
  });

  test('keeps persons and dates in brackets apart', () => {
    expect(item('1.档案室漏水(责任人:甲某;整改时限:2024年5月31日)。')).toMatchObject({
      title: '档案室漏水',
      responsible: '责任人:甲某',
      due: { value: '2024-05-31' },
    });
  });
});

test('what we have done answers, and what we have not is the fault', () => {
  expect(item('1.病历书写不规范。3份缺签字。我院组织培训2次。').measures).toHaveLength(1);
  expect(item('1.制度不健全。我院制定的办法不完整,未执行。').measures).toHaveLength(0);
});

const isGroup = (text: string): boolean => nodesOf(treeOf(text).parts).every(isGroupHeading);

describe('isGroupHeading', () => {
  test.each([
    ['a short heading with items below', '(一)消防安全方面\n1.灭火器过期。\n2.通道堵塞。', true],
    [
      'a heading with a list in running text below',
      '(一)消防安全\n一是灭火器过期。二是通道堵塞。',
      true,
    ],
    ['a field with paragraphs below', '(一)消防安全方面的问题\n三楼灭火器过期。', true],
    [
      'a finding with what is done about it below',
      '1.针对理论学习不深不透问题\n一是完善学习制度。\n二是每学期检查笔记。',
      false,
    ],
    ['a fault with its kinds below', '1.消防管理不到位\n一是灭火器过期。\n二是通道堵塞。', true],
    ['a field of problems', '(一)针对食堂管理方面问题\n1.台账不全。\n2.留样不足。', true],
    ['a heading alone', '(一)消防安全方面', false],
    ['a sentence with more behind it', '(一)灭火器过期。三楼五具。\n1.一号。', false],
    [
      'a heading with a paragraph of its own',
      '(一)消防管理松懈\n三楼五具灭火器过期且多月无人检查。\n1.一号。',
      false,
    ],
    ['a long line', `(一)${'消防设施长期无人检查'.repeat(5)}\n1.一号。`, false],
  ])('of %s is %s', (_what, text, expected) => {
    expect(isGroup(text)).toBe(expected);
  });
});
