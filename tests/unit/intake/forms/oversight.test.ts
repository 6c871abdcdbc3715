import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../../src/intake/read-document.ts';
import { findingsOf, onlyFinding, readWell } from '../printing.ts';

const REPORT =
  '学区办公室督查报告\n一、食堂\n各校食堂整洁,但是个别学校留样不足,且未登记。\n检查中发现,城南小学消毒柜损坏。\n二、宿舍\n无一例事故发生,发现隐患711处,均已整改。\n三、下一步要求\n个别学校要立即整改,不得敷衍,未整改的通报。';

describe('a report that mostly praises', () => {
  test('holds what its sentences plainly say is wrong', () => {
    expect(readWell(REPORT).document.form).toBe('oversight-report');
    expect(findingsOf(REPORT).map(({ no, title, line }) => [no, title, line])).toEqual([
      ['1', '个别学校留样不足,且未登记', 3],
      ['2', '城南小学消毒柜损坏', 4],
    ]);
  });

  test('keeps its chapters as aspects, also those in which nothing is wrong', () => {
    const { aspects, listed } = readWell(REPORT);
    expect(aspects.map(({ title, findings }) => [title, findings.length])).toEqual([
      ['一、食堂', 2],
      ['二、宿舍', 0],
      ['三、下一步要求', 0],
    ]);
    expect(listed).toEqual({ aspects: 3, items: 2, findings: 2, measures: 0 });
  });

  test('asks of each whether it is one', () => {
    const asked = readWell(REPORT).questions.filter(({ about }) => about === 'finding');
    expect(asked.map(({ finding }) => finding)).toEqual(['1', '2']);
  });

  test('may have no chapters at all', () => {
    const text = '督查报告\n4月3日督查组走访了三所小学。\n城南小学消毒柜损坏。\n各校没有发生事故。';
    expect(onlyFinding(text)).toMatchObject({ title: '城南小学消毒柜损坏', line: 3 });
  });

  test('without a fault in it is refused', () => {
    expect(readDocument('督查报告\n一、食堂\n各校食堂整洁。\n未发现安全隐患。').ok).toBe(false);
  });

  test('says of what is excepted that it cannot be done now', () => {
    const text =
      '督查报告\n一、“20项底线要求”\n除个别学校第16条“厕位够用”,需要较大资金投入不能马上整改外,其余均能在本月完成。';
    expect(onlyFinding(text)).toMatchObject({
      no: '第16条',
      status: 'not_completed',
      statusLevel: 'finding',
    });
  });
});
