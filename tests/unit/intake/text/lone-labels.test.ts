import { describe, expect, test } from 'vitest';
import { joinLoneLabels } from '../../../../src/intake/text/lone-labels.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { findingsOf } from '../printing.ts';

const joined = (text: string): [number, string][] =>
  joinLoneLabels(splitLines(text)).map(({ number, text: line }) => [number, line]);

describe('a label alone on its line', () => {
  test('is joined with the line below, and keeps its own number', () => {
    expect(joined('1.锁坏了\n责任人:\n甲某\n整改时限\uff1a\n6月底')).toEqual([
      [1, '1.锁坏了'],
      [2, '责任人:甲某'],
      [4, '整改时限\uff1a6月底'],
    ]);
  });

  test('with a number before it is joined too', () => {
    expect(joined('1.责任人:\n甲某')).toEqual([[1, '1.责任人:甲某']]);
  });

  test('is not joined with a list or with another label', () => {
    expect(joined('整改措施:\n(1)换锁。\n责任人:\n整改时限:6月底')).toEqual([
      [1, '整改措施:'],
      [2, '(1)换锁。'],
      [3, '责任人:'],
      [4, '整改时限:6月底'],
    ]);
  });

  test('at the end of the document stays alone', () => {
    expect(joined('整改措施:')).toEqual([[1, '整改措施:']]);
  });
});

describe('a name without a colon', () => {
  test('is a label where several come again and again', () => {
    const text = '问题描述\n锁坏了\n责任人\n甲某\n问题描述\n灯坏了\n责任人\n乙某';
    expect(joined(text)).toEqual([
      [1, '问题描述:锁坏了'],
      [3, '责任人:甲某'],
      [5, '问题描述:灯坏了'],
      [7, '责任人:乙某'],
    ]);
  });

  test('is none where it stands once, or is the only one that comes again', () => {
    const once = '问题描述\n锁坏了\n责任人\n甲某';
    expect(joined(once).map(([, line]) => line)).toEqual(once.split('\n'));
    const heading = '整改情况\n锁已更换\n整改情况\n灯已更换';
    expect(joined(heading).map(([, line]) => line)).toEqual(heading.split('\n'));
  });

  test('with nothing below it still is one', () => {
    const text = '问题描述\n锁坏了\n责任人\n问题描述\n灯坏了\n责任人\n乙某';
    expect(joined(text)[1]).toEqual([3, '责任人:']);
  });
});

const RECORDS =
  '问题描述\n食堂未公示菜价。\n整改措施\n张贴菜价表。\n责任人\n甲某\n问题描述\n宿舍插座老化。\n整改措施\n更换插座。\n责任人\n乙某';

const recordsIn = (text: string): unknown[] =>
  findingsOf(text).map(({ title, measures, responsible }) => [title, measures.length, responsible]);

test('records printed one field to a line are read', () => {
  expect(recordsIn(RECORDS)).toEqual([
    ['食堂未公示菜价', 1, '责任人:甲某'],
    ['宿舍插座老化', 1, '责任人:乙某'],
  ]);
});

test('records whose fields end without a full stop are read alike', () => {
  expect(recordsIn(RECORDS.replaceAll('。', ''))).toEqual(recordsIn(RECORDS));
});
