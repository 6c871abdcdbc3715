import { describe, expect, test } from 'vitest';
import { findingsOf, readWell, warningsOf } from '../printing.ts';

const FOUND = '一、存在的问题\n1.处方书写不规范。\n2.药品存放混乱。\n3.医疗废物登记不全。\n';
const measuresOf = (text: string): string[][] =>
  findingsOf(text).map(({ measures }) => measures.map((measure) => measure.text));

describe('measures that another chapter lists', () => {
  test('are paired by their number, and a warning and a question ask for a look', () => {
    const text = `${FOUND}二、整改措施\n1.开展处方点评。\n2.重新分区摆放。\n3.每日登记。`;
    expect(measuresOf(text)).toEqual([['开展处方点评。'], ['重新分区摆放。'], ['每日登记。']]);
    expect(warningsOf(text)).toContainEqual([6, 'paired_by_order']);
    expect(readWell(text).questions.filter(({ about }) => about === 'measures')).toHaveLength(3);
  });

  test('are paired where the two lists are numbered in different styles', () => {
    const text = `${FOUND}二、整改措施\n(一)开展处方点评。\n(二)重新分区摆放。\n(三)每日登记。`;
    expect(measuresOf(text)).toEqual([['开展处方点评。'], ['重新分区摆放。'], ['每日登记。']]);
  });

  test('are paired over chapters that only group them', () => {
    const text = `${FOUND}二、整改措施\n(一)医疗方面\n1.开展处方点评。\n2.重新分区摆放。\n(二)后勤方面\n1.每日登记。`;
    expect(measuresOf(text)).toEqual([['开展处方点评。'], ['重新分区摆放。'], ['每日登记。']]);
  });

  test('are not guessed at where there are more or fewer of them', () => {
    const text = `${FOUND}二、整改措施\n1.开展处方点评。\n2.重新分区摆放。`;
    expect(measuresOf(text)).toEqual([[], [], []]);
    expect(warningsOf(text).map(([, code]) => code)).not.toContain('paired_by_order');
  });

  test('are not paired where findings have measures of their own', () => {
    const text =
      '一、存在的问题\n1.处方书写不规范。医院已开展点评。\n2.药品存放混乱。\n二、整改措施\n1.点评。\n2.分区。';
    expect(measuresOf(text)).toEqual([['医院已开展点评。'], []]);
  });

  test('come before requirements where both are listed', () => {
    const text = `${FOUND}二、整改要求\n1.规范书写。\n2.规范存放。\n3.规范登记。\n三、整改措施\n1.点评。\n2.分区。\n3.登记。`;
    expect(measuresOf(text)).toEqual([['点评。'], ['分区。'], ['登记。']]);
  });

  test('keep their own persons and dates, and say how far they have come', () => {
    const [first] = findingsOf(
      `${FOUND}二、整改措施\n1.开展处方点评(责任人:甲某;整改时限:2024年5月31日)。\n2.已完成分区摆放。\n3.每日登记。`,
    );
    expect(first?.measures).toMatchObject([
      { responsible: '责任人:甲某', due: { value: '2024-05-31' } },
    ]);
  });

  // The warning is given before the lists are paired.
  test('are not said to be missing once they are paired', () => {
    const text = `${FOUND}二、整改措施\n1.开展处方点评。\n2.重新分区摆放。\n3.每日登记。`;
    expect(warningsOf(text).map(([, code]) => code)).toEqual(['paired_by_order']);
  });
});

describe('measures that say what they are for', () => {
  const WARDS =
    '一、存在的问题\n1.药房温湿度登记不全。\n2.三楼病区走廊堆放床垫。\n3.污物电梯门封条脱落。\n二、整改措施\n';

  test('go with the findings they name, in whatever order and number', () => {
    const text = `${WARDS}1.提高思想认识,压实责任。\n2.针对走廊堆放床垫现象,后勤科当日清走。\n3.针对电梯封条脱落问题,联系厂家更换。\n4.对于走廊堆放,每周巡查一次。`;
    expect(measuresOf(text)).toEqual([
      [],
      ['针对走廊堆放床垫现象,后勤科当日清走。', '对于走廊堆放,每周巡查一次。'],
      ['针对电梯封条脱落问题,联系厂家更换。'],
    ]);
    expect(warningsOf(text)).toContainEqual([2, 'finding_without_measures']);
  });

  test('are not paired by their order where that would say otherwise', () => {
    const text = `${WARDS}1.针对电梯封条脱落,联系厂家更换。\n2.针对走廊堆放床垫,当日清走。\n3.针对温湿度登记不全,改为电子登记。`;
    expect(measuresOf(text).flat()).toEqual([
      '针对温湿度登记不全,改为电子登记。',
      '针对走廊堆放床垫,当日清走。',
      '针对电梯封条脱落,联系厂家更换。',
    ]);
  });

  test('are left out where two findings are named alike', () => {
    const text =
      '一、存在的问题\n1.一号楼灭火器过期。\n2.二号楼灭火器过期。\n二、整改措施\n1.针对灭火器过期,统一更换。';
    expect(measuresOf(text)).toEqual([[], []]);
  });

  test('and those that say nothing are asked about, with their line', () => {
    const text = `${WARDS}1.提高思想认识。\n2.针对走廊堆放床垫,当日清走。`;
    const asked = readWell(text).questions.filter(({ code }) => code === 'measures_unpaired');
    expect(asked).toMatchObject([{ line: 6, finding: null, about: 'measures' }]);
  });
});

describe('measures that another chapter lists with fields of their own', () => {
  test('name who answers for them, and the finding is due when they say', () => {
    const [first] = findingsOf(
      `${FOUND}二、整改措施\n1.开展处方点评,2024年5月31日前完成。责任科室:药剂科、医务科。\n2.重新分区摆放。\n3.每日登记。`,
    );
    expect(first).toMatchObject({
      measures: [
        { text: '开展处方点评,2024年5月31日前完成。', responsible: '责任科室:药剂科、医务科' },
      ],
      due: { value: '2024-05-31' },
    });
  });

  test('are asked about where the chapter is one of plans', () => {
    const text = `${FOUND}二、下一步整改措施\n1.强化责任。\n2.主动担当。`;
    expect(readWell(text).questions.map(({ code }) => code)).toContain('measures_unpaired');
  });
});

describe('requirements that another chapter lists', () => {
  test('are paired, and are no measures: asked is not done', () => {
    const text = `${FOUND}二、整改要求\n1.规范书写。\n2.规范存放。\n3.规范登记。`;
    expect(findingsOf(text).map(({ requirements, measures }) => [requirements, measures])).toEqual([
      [['规范书写。'], []],
      [['规范存放。'], []],
      [['规范登记。'], []],
    ]);
  });

  test('on one line are parted at the semicolons', () => {
    const text = `检查发现以下问题:\n1.处方不规范。\n2.药品混乱。\n整改要求:规范书写;规范存放。`;
    expect(findingsOf(text).map(({ requirements }) => requirements)).toEqual([
      ['规范书写'],
      ['规范存放'],
    ]);
  });
});
