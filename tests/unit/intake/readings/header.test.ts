import { describe, expect, test } from 'vitest';
import { readHeader } from '../../../../src/intake/readings/header.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { toFullWidth } from '../printing.ts';

const read = (text: string) => readHeader(splitLines(text));

describe('readHeader', () => {
  test('reads a title printed over three lines below navigation', () => {
    const text = `首页 > 新闻中心 > 正文
中共东岭市教育局委员会关于市委第三轮巡察整改情况的通报
发布时间:2024-05-20  点击量:
中共东岭市教育局委员会
关于市委第三轮巡察整改情况的
通 报
根据市委统一部署,市委第五巡察组于2023年9月4日至10月20日对东岭市教育局党委进行了巡察,并于12月8日反馈了意见。`;
    for (const printed of [text, toFullWidth(text)]) {
      expect(read(printed)).toMatchObject({
        title: '中共东岭市教育局委员会关于市委第三轮巡察整改情况的通报',
        inspectedOrg: '中共东岭市教育局委员会',
        inspectingBody: '市委第五巡察组',
        // No year is taken over from the period of the inspection.
        feedback: { raw: '12月8日', precision: 'yearless', value: null },
      });
    }
  });

  test('takes the title nearest the text where a site prints its own variants', () => {
    const text = `2024年度区XX幼儿园巡察整改报告
2024年度区XX幼儿园巡察整改报告
区XX幼儿园关于巡察整改的报告
按照要求,区委第二巡察组对区XX幼儿园进行了巡察。X月12日,区委第二巡察组向区XX幼儿园反馈了意见。`;
    expect(read(text)).toMatchObject({
      title: '区XX幼儿园关于巡察整改的报告',
      inspectedOrg: '区XX幼儿园',
      inspectingBody: '区委第二巡察组',
      feedback: { raw: 'X月12日', precision: 'masked', value: null },
    });
  });

  test('passes over addressee, date and remark between title and text', () => {
    const text = `东岭市第一医院
巡察整改进展情况报告
(公开稿)
市委巡察办:
由市委第一巡察组对我院党委开展了常规巡察,2024年5月下旬反馈了意见。现将情况报告如下:`;
    expect(read(text)).toMatchObject({
      title: '东岭市第一医院巡察整改进展情况报告',
      inspectedOrg: '东岭市第一医院',
      inspectingBody: '市委第一巡察组',
      feedback: { precision: 'ten_days', value: '2024-05-31' },
    });
  });

  test('reads the organisation from a title that begins with 关于', () => {
    const text = `关于东岭市实验中学巡察整改进展情况的通报
2023年11月6日至2024年1月5日,市委第二巡察组对东岭市实验中学党总支进行了巡察。2024年1月17日反馈了意见。`;
    expect(read(text)).toMatchObject({
      inspectedOrg: '东岭市实验中学',
      inspectingBody: '市委第二巡察组',
      feedback: { value: '2024-01-17' },
    });
  });

  test('does not take the period of the inspection for the date of feedback', () => {
    const text = `东岭市实验中学关于巡察整改的报告
2024年3月5日至4月30日,市委第二巡察组对东岭市实验中学进行了巡察,并反馈了意见。`;
    expect(read(text).feedback).toBeNull();
  });

  test('does not take the heading of a section for the title', () => {
    const text = `青石县第三小学整改情况报告
一、整改工作基本情况
县委第一巡察组对我校进行了巡察,2024年4月20日反馈了意见。`;
    expect(read(text)).toMatchObject({
      title: '青石县第三小学整改情况报告',
      inspectedOrg: '青石县第三小学',
      inspectingBody: '县委第一巡察组',
      feedback: { value: '2024-04-20' },
    });
  });

  test('reads the organisation from the text where the title does not set it apart', () => {
    const text = `当前位置: 首页 > 政务公开 > 巡察整改 > 县委第一巡察组反馈意见整改
青石县第三小学县委巡察反馈意见整改报告
县委第一巡察组对青石县第三小学党支部进行了巡察,2024年4月20日反馈了意见。`;
    expect(read(text)).toMatchObject({
      title: '青石县第三小学县委巡察反馈意见整改报告',
      inspectedOrg: '青石县第三小学党支部',
    });
  });

  test('takes who writes of an inspection for the inspectors', () => {
    const text = `青石县教育局关于全县学校安全大检查情况的通报
各学校:
县教育局组织4个检查组对全县学校进行了检查,现将情况通报如下:`;
    expect(read(text)).toMatchObject({ inspectedOrg: null, inspectingBody: '县教育局' });
  });

  test('takes neither premises nor what an audit found for an organisation', () => {
    expect(
      read(
        '学校安全整改报告\n根据通知要求,立即成立以校长为组长的安全检查组,对学校校舍、食堂及周边进行了检查。',
      ),
    ).toMatchObject({ inspectedOrg: null, inspectingBody: null });
    expect(
      read(
        '关于2021年度预算执行和其他财政收支审计查出问题整改情况的报告\n根据安排,现将整改情况报告如下,请予审议:',
      ),
    ).toMatchObject({ inspectedOrg: null });
  });

  test.each([
    ['县委第三巡察组向县档案馆反馈巡察情况', '县档案馆'],
    ['青石县水利局党组主题教育检视问题整改清单', '青石县水利局党组'],
    ['关于中央督察反馈意见第十七项整改任务完成情况的公示', null],
    ['中共青石县委组织部关于县委巡察反馈意见整改进展情况的通报', '中共青石县委组织部'],
    ['关于对张家镇中心小学综合督导的反馈意见', '张家镇中心小学'],
    ['关于省政府教育督导委员会反馈问题整改进展情况的报告', null],
    ['關於學校安全檢查問題整改情況的報告', null],
    ['整改报告', null],
    ['关于群众身边腐败问题集中整治工作自查整改情况的报告', null],
    ['审计整改结果公告', null],
  ])('of %s names %s', (title, inspectedOrg) => {
    expect(read(`${title}\n根据统一安排,现将有关情况反馈如下,请结合实际抓好落实:`)).toMatchObject({
      title,
      inspectedOrg,
    });
  });

  test('takes no day for that of feedback where 反馈 only names a matter', () => {
    const text =
      '关于整改情况的汇报\n县安全第三巡查组于2024年4月对我局反馈问题整改情况进行了巡查,现将有关情况汇报如下:';
    expect(read(text)).toMatchObject({ feedback: null, inspectingBody: '县安全第三巡查组' });
  });

  test('leaves open what is not there', () => {
    expect(read('一些文字')).toEqual({
      title: null,
      inspectedOrg: null,
      inspectingBody: null,
      feedback: null,
    });
    expect(read('')).toMatchObject({ title: null });
  });
});
