import { describe, expect, test } from 'vitest';
import { findingsOf } from '../printing.ts';
import { drawn, treeOf } from './trees.ts';

const outsideOf = (text: string): string[] => treeOf(text).outside.map((line) => line.text);

describe('text', () => {
  test('above the first heading belongs to the document, below it to the heading', () => {
    expect(drawn('某局通报\n1.门卫脱岗。\n夜间无人。')).toEqual([
      '某局通报',
      '1.门卫脱岗。',
      '  夜间无人。',
    ]);
  });

  test('behind a signature or a line of the site is outside, up to the next heading', () => {
    const text = '1.门卫脱岗。\n青石县教育局\n2024年5月6日\n版权所有\n页脚文字\n2.灯坏了。\n太暗。';
    expect(drawn(text)).toEqual(['1.门卫脱岗。', '2.灯坏了。', '  太暗。']);
    expect(outsideOf(text)).toEqual(['青石县教育局', '2024年5月6日', '版权所有', '页脚文字']);
  });

  test('that names an organisation in mid-sentence is no signature', () => {
    expect(drawn('1.已将线索移送\n青石县教育局\n处理。')).toEqual([
      '1.已将线索移送',
      '  青石县教育局',
      '  处理。',
    ]);
  });

  test('of the site above the first heading hides nothing that follows', () => {
    expect(drawn('来源:县局网站\n检查发现如下情况。\n1.门卫脱岗。')).toContain(
      '检查发现如下情况。',
    );
  });

  test('behind a paywall’s notice is not read into the last finding', () => {
    const tree = treeOf('1.门卫脱岗。\n登录后查看全文\n猜你喜欢的文章');
    expect(tree.cuts.map(({ number }) => number)).toEqual([2]);
    expect(tree.outside.map((line) => line.text)).toEqual(['猜你喜欢的文章']);
  });
});

describe('labels', () => {
  test('below a list of measures belong to the finding whose measures they are', () => {
    expect(drawn('1.门卫脱岗。\n整改措施:\n(1)增配。\n(2)公示。\n责任人:王某')).toEqual([
      '1.门卫脱岗。',
      '  <整改措施> ',
      '  (1)增配。',
      '  (2)公示。',
      '  <责任人> 责任人:王某',
    ]);
  });

  test('on a measure’s own line belong to that measure', () => {
    expect(drawn('1.门卫脱岗。\n整改措施:\n(1)增配。责任人:王某')).toEqual([
      '1.门卫脱岗。',
      '  <整改措施> ',
      '  (1)增配。',
      '    <责任人> 责任人:王某',
    ]);
  });

  test('used again behind nested points belong to the point above', () => {
    const text =
      '1.管理松。\n整改情况:召开会议。\n(1)门卫脱岗。\n整改情况:增配。\n(2)灯坏了。\n整改情况:换灯。';
    expect(drawn(text)).toEqual([
      '1.管理松。',
      '  <整改情况> 召开会议。',
      '  (1)门卫脱岗。',
      '    <整改情况> 增配。',
      '  (2)灯坏了。',
      '    <整改情况> 换灯。',
    ]);
  });

  test('used again for the outcome of a list belong to the whole list', () => {
    const [finding] = findingsOf(
      '1.门卫脱岗。\n整改结果:\n(1)增配门卫。\n(2)公示排班。\n整改结果:已整改。',
    );
    expect(finding).toMatchObject({ status: 'closed', measures: { length: 2 } });
  });
});

describe('问题:', () => {
  test('again and again opens a finding each time', () => {
    const text =
      '存在问题:未公示菜价。\n整改措施:张贴。\n存在问题:插座老化。\n整改措施:更换。\n存在问题:缺少台账。\n整改措施:建账。';
    expect(findingsOf(text).map(({ no, title }) => [no, title])).toEqual([
      ['1', '未公示菜价'],
      ['2', '插座老化'],
      ['3', '缺少台账'],
    ]);
  });

  test('once below a numbered heading is what that heading is about', () => {
    const [finding, ...others] = findingsOf(
      '1.食堂管理\n存在问题:未公示菜价。\n整改措施:张贴。\n2.宿舍管理\n存在问题:插座老化。\n整改措施:更换。',
    );
    expect(finding?.no).toBe('1');
    expect(finding?.description).toContain('未公示菜价');
    expect(others).toHaveLength(1);
  });

  test('below a case number is that case’s, and opens no other', () => {
    const text =
      '受理编号:A1\n反映问题:夜间噪声。\n处理情况:已停工。\n受理编号:A2\n反映问题:油烟扰民。\n处理情况:已安装净化器。';
    expect(findingsOf(text).map(({ no, title }) => [no, title])).toEqual([
      ['A1', '夜间噪声'],
      ['A2', '油烟扰民'],
    ]);
  });
});
