import { describe, expect, test } from 'vitest';
import { findingsOf, onlyFinding, readWell } from '../printing.ts';
import { readDocument } from '../../../../src/intake/read-document.ts';

const NOTICE =
  '责令整改通知书\n城东幼儿园:\n经检查,发现你园厨房燃气报警器失效。多次提醒未更换。\n现责令你单位于2024年3月20日前整改完毕,逾期将依法处理。\n县教育局\n2024年3月6日';

describe('an order to one organisation', () => {
  test('holds what was found in its paragraph, and the date it sets', () => {
    expect(readWell(NOTICE)).toMatchObject({
      document: { form: 'notice', reported: { value: '2024-03-06' } },
    });
    expect(onlyFinding(NOTICE)).toMatchObject({
      title: '你园厨房燃气报警器失效',
      description: '经检查,发现你园厨房燃气报警器失效。多次提醒未更换。',
      due: { value: '2024-03-20' },
      line: 3,
    });
  });

  test('is sure neither of the finding nor of its state, and asks', () => {
    expect(readWell(NOTICE).questions.map(({ code }) => code)).toEqual([
      'finding_uncertain',
      'status_uncertain',
    ]);
  });

  test.each(['督 办 单', '整改函', '消防监督意见书', '安全隐患交办单'])(
    'is known by its title %s',
    (title) => {
      expect(readWell(NOTICE.replace('责令整改通知书', title)).document.form).toBe('notice');
    },
  );

  test('that lists what was found is read as the list it is', () => {
    const text =
      '整改通知书\n平安公司:\n经查,你单位存在以下不足:一是灭火器过期;二是通道被占用。\n请于2024年5月1日前整改完毕。';
    expect(findingsOf(text).map(({ title, due }) => [title, due.value])).toEqual([
      ['灭火器过期', '2024-05-01'],
      ['通道被占用', '2024-05-01'],
    ]);
  });

  test('without anything wrong in it is refused', () => {
    expect(readDocument('整改通知书\n平安公司:\n请做好汛期工作。')).toMatchObject({
      ok: false,
      error: { code: 'no_findings' },
    });
  });

  test('numbers what several paragraphs found through', () => {
    const text = '督办单\n青石镇政府:\n检查发现农贸市场污水管破损。\n经核查,垃圾中转站围挡缺失。';
    expect(findingsOf(text).map(({ no, line }) => [no, line])).toEqual([
      ['1', 3],
      ['2', 4],
    ]);
  });
});
