import { describe, expect, test } from 'vitest';
import { announcedRole, partAnnounced } from '../../../../src/intake/forms/announcing.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { toFullWidth } from '../printing.ts';

describe('announcedRole', () => {
  test.each([
    ['findings', '检查组查看了厨房,发现存在以下问题:'],
    ['findings', '发现的主要问题有:'],
    ['findings', '存在的隐患主要是:'],
    ['findings', '具体问题如下:'],
    ['requirements', '提出如下整改要求:'],
    ['requirements', '现提出以下整改建议:'],
    ['measures', '针对存在的问题,采取以下措施:'],
    ['measures', '主要做法:'],
    ['measures', '我园高度重视,逐项整改:'],
    ['requirements', '请按以下要求进行整改:'],
    ['findings', '贵局检查时提出以下问题:'],
    ['findings', '发现部分学校存在以下问题。'],
  ])('is %s of %s', (role, text) => {
    expect(announcedRole(text)).toBe(role);
    expect(announcedRole(toFullWidth(text))).toBe(role);
  });

  test('is none where text follows behind the colon', () => {
    expect(announcedRole('存在以下问题:一是门卫脱岗。')).toBeNull();
    expect(announcedRole('发现的主要问题有:门卫脱岗。')).toBeNull();
  });

  test('is none of a sentence without a colon that only speaks of findings', () => {
    expect(announcedRole('检查组反馈了存在的问题。')).toBeNull();
    expect(announcedRole('学校重视,整改了存在的问题')).toBeNull();
  });

  test('is none of the words that open a report', () => {
    expect(announcedRole('现将检查发现问题整改情况通报如下:')).toBeNull();
    expect(announcedRole('现将有关情况报告如下:')).toBeNull();
    expect(announcedRole('现将有关整改情况如下:')).toBeNull();
  });

  test('goes by the last sentence only', () => {
    expect(announcedRole('检查发现以下问题。采取以下措施:')).toBe('measures');
    expect(announcedRole('采取以下措施。存在以下问题:')).toBe('findings');
  });
});

const parted = (text: string): [number, string][] =>
  partAnnounced(splitLines(text)).map(({ number, text: part }) => [number, part]);

describe('partAnnounced', () => {
  test('gives an announced list a line of its own, with the number of the line it stood on', () => {
    expect(parted('某局通报\n检查中发现存在以下问题:一是台账不全;二是门卫脱岗。')).toEqual([
      [1, '某局通报'],
      [2, '检查中发现存在以下问题:'],
      [2, '一是台账不全;二是门卫脱岗。'],
    ]);
  });

  test.each([
    '采取以下措施:一是培训;二是检查。',
    '存在以下问题:台账不全。',
    '存在以下问题:二是门卫脱岗。',
    '整改情况:(1)换锁;(2)培训。',
    '上午8:1.5万人到场',
  ])('leaves %s as it is', (text) => {
    expect(parted(text)).toEqual([[1, text]]);
  });

  test('keeps the folded twin as long as the text', () => {
    for (const line of partAnnounced(splitLines('存在以下问题\uff1a（1）台账不全。'))) {
      expect(line.folded).toHaveLength(line.text.length);
    }
  });
});
