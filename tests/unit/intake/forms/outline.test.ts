import { describe, expect, test } from 'vitest';
import { findingsOf, readWell } from '../printing.ts';

const outline = (text: string): unknown[] =>
  readWell(text).aspects.map(({ title, findings }) => [
    title,
    findings.map((finding) => finding.title),
  ]);

describe('headings above the findings', () => {
  test('in the common order: 二、 over (一) over 1.', () => {
    expect(
      outline(
        '一、基本情况\n1.概况。\n二、整改落实情况\n(一)关于医疗方面问题\n1.病历不规范。\n整改情况:培训。\n(二)关于后勤方面问题\n1.热水不足。\n整改情况:换炉。\n三、下一步打算\n1.巩固。',
      ),
    ).toEqual([
      ['(一)关于医疗方面问题', ['病历不规范']],
      ['(二)关于后勤方面问题', ['热水不足']],
    ]);
  });

  test('in the inverted order: 1. over (一)', () => {
    expect(
      outline(
        '1.医疗服务方面\n(一)候诊时间偏长。\n整改情况:增设窗口。\n(二)导诊台无人值守。\n整改情况:排班。\n2.后勤管理方面\n(一)热水不足。\n整改情况:换炉。',
      ),
    ).toEqual([
      ['1.医疗服务方面', ['候诊时间偏长', '导诊台无人值守']],
      ['2.后勤管理方面', ['热水不足']],
    ]);
  });

  test('一、 are the aspects where no chapters stand between', () => {
    expect(
      outline(
        '一、教学管理方面\n1.备课不认真。\n整改情况:检查。\n2.听课少。\n整改情况:规定节数。\n二、后勤管理方面\n3.台账不规范。\n整改情况:补签。\n三、下一步打算\n1.巩固。\n2.坚持。',
      ),
    ).toEqual([
      ['一、教学管理方面', ['备课不认真', '听课少']],
      ['二、后勤管理方面', ['台账不规范']],
    ]);
  });

  test('(一) are findings where they have the labels', () => {
    expect(
      outline('二、整改情况\n(一)保洁不到位。\n整改情况:清理。\n(二)监测点缺失。\n整改情况:新设。'),
    ).toEqual([['二、整改情况', ['保洁不到位', '监测点缺失']]]);
  });

  test('一、 are findings where they have the labels and name a fault', () => {
    expect(
      outline('一、制度落实不到位。\n整改情况:修订。\n二、考勤管理松懈,未打卡。\n整改情况:打卡。'),
    ).toEqual([[null, ['制度落实不到位', '考勤管理松懈,未打卡']]]);
  });

  test('第一,…方面 are aspects', () => {
    expect(
      outline(
        '第一,食堂管理方面\n1.台账不规范。\n整改情况:补签。\n第二,宿舍管理方面\n2.插座老化。\n整改情况:更换。',
      ),
    ).toEqual([
      ['第一,食堂管理方面', ['台账不规范']],
      ['第二,宿舍管理方面', ['插座老化']],
    ]);
  });

  test('broken over two lines are one heading', () => {
    const [aspect] = readWell(
      '(一)关于落实党的教育方针和立德树人\n根本任务方面\n1.备课不认真。\n整改情况:检查。\n(二)关于后勤方面\n1.台账不规范。\n整改情况:补签。',
    ).aspects;
    expect(aspect?.title).toBe('(一)关于落实党的教育方针和立德树人根本任务方面');
  });
});

describe('a heading of an aspect with a paragraph below', () => {
  test('is not the finding; the paragraph is', () => {
    const text =
      '二、整改情况\n(一)关于作风建设方面\n窗口人员态度生硬。多次被投诉。\n整改情况:培训。\n(二)关于经费使用方面\n差旅报销不规范。\n整改情况:补办。';
    expect(outline(text)).toEqual([
      ['(一)关于作风建设方面', ['窗口人员态度生硬']],
      ['(二)关于经费使用方面', ['差旅报销不规范']],
    ]);
  });
});

describe('items without labels', () => {
  test('between findings are counted on, with a warning', () => {
    const text =
      '(一)聚焦医疗方面\n1.病历不规范。\n整改情况:培训。\n2.处方不规范。\n3.归档晚。\n整改情况:催办。';
    expect(findingsOf(text).map(({ no, measures }) => [no, measures.length])).toEqual([
      ['1', 1],
      ['2', 0],
      ['3', 1],
    ]);
  });

  test('that begin anew are another list', () => {
    const text =
      '(一)聚焦医疗方面\n1.病历不规范。\n整改情况:培训。\n2.处方不规范。\n整改情况:点评。\n特此报告。\n1.附一。\n2.附二。';
    expect(findingsOf(text)).toHaveLength(2);
  });

  test('under plans are none', () => {
    const text =
      '(一)聚焦医疗方面\n1.病历不规范。\n整改情况:培训。\n(二)下一步打算\n1.巩固成果。\n2.长期坚持。';
    expect(findingsOf(text).map(({ title }) => title)).toEqual(['病历不规范']);
  });
});

test('整改情况 in a chapter of remarks makes no finding of it', () => {
  expect(
    outline('一、制度落实不到位。考勤松。\n整改情况:修订制度。\n二、附记\n整改情况:良好。'),
  ).toEqual([[null, ['制度落实不到位']]]);
});
