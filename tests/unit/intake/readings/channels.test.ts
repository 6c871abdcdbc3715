import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readChannels } from '../../../../src/intake/readings/channels.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { DID_NOT_RUN, seeds, seedsAreHere } from '../../../support/seeds.ts';

const channelsIn = (text: string) =>
  readChannels(splitLines(text)).map(({ kind, raw }) => [kind, raw]);

const channelsOfSeed = (file: string) => channelsIn(readFileSync(new URL(file, seeds), 'utf8'));

describe('readChannels', () => {
  test.each<[string, [string, string][]]>([
    [
      '联系电话:0914-0000000;邮政信箱:商南县城关镇东外路272号;邮编:726300;电子邮箱:mailbox@example.com。',
      [
        ['phone', '电话:0914-0000000'],
        ['post', '邮政信箱:商南县城关镇东外路272号'],
        ['post', '邮编:726300'],
        ['email', 'mailbox@example.com'],
      ],
    ],
    [
      '联系电话:0000-5550142;通信地址:云栖县书院路8号;邮政编码:000000。',
      [
        ['phone', '电话:0000-5550142'],
        ['post', '通信地址:云栖县书院路8号'],
        ['post', '邮政编码:000000'],
      ],
    ],
    ['监督电话:0914-2321234、2321235。', [['phone', '电话:0914-2321234、2321235']]],
    [
      '举报手机13912345678,或拨打12345。',
      [
        ['phone', '手机13912345678'],
        ['phone', '12345'],
      ],
    ],
    ['来访地址:县委大院1号楼203室。', [['visit', '来访地址:县委大院1号楼203室']]],
    ['意见建议请登录www.example.gov.cn/yjx反映。', [['web', 'www.example.gov.cn/yjx']]],
    ['纪检监察举报电话:12388。', [['phone', '电话:12388']]],
  ])('reads %s', (text, wanted) => {
    expect(channelsIn(text)).toEqual(wanted);
  });

  test.each([
    '链接地址:http://www.example.com/article/209091.html',
    '公示师德问题投诉电话和意见信箱。',
    '编号20240512,金额2345678元。',
    '文档来源:https://www.example.com/doc/1',
  ])('finds none in %s', (text) => {
    expect(channelsIn(text)).toEqual([]);
  });

  test.skipIf(!seedsAreHere)(
    `reads those of seed 001 and no site's own address (${DID_NOT_RUN})`,
    () => {
      expect(channelsOfSeed('001_04f771e4adcd2af8.txt').map(([kind]) => kind)).toEqual([
        'phone',
        'post',
        'post',
        'email',
      ]);
      expect(channelsOfSeed('002_f5b28b0730ccf514.txt')).toEqual([]);
    },
  );

  test.each(['1', '电话', '地址:', '@', 'a.', 'http://', '0914-', '电话0914-2321234、'])(
    'reads a hundred thousand characters of %j',
    (piece) => {
      const long = piece.repeat(Math.ceil(100_000 / piece.length));
      expect(Array.isArray(readChannels(splitLines(`意见${long}`)))).toBe(true);
    },
    5000,
  );
});
