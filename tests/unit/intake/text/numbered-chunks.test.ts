import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { joinChunks } from '../../../../src/intake/text/numbered-chunks.ts';

const joined = (text: string): string[] => joinChunks(splitLines(text)).map((line) => line.text);
const LONG = '本次自查范围涵盖全县农村义务教育学校一百九十所督导的重点内容是基本教学条件'.repeat(4);

describe('a text cut into numbered chunks', () => {
  test('is one again, without the numbers', () => {
    expect(joined(`某站\n1、${LONG}寄宿制学\n\n2、校是否达标。${LONG}\n\n3、要求。\n下载`)).toEqual(
      ['某站', `${LONG}寄宿制学校是否达标。${LONG}要求。`, '下载'],
    );
  });

  test.each([
    ['entries that end where sentences end', `1、${LONG}。\n2、${LONG}。\n3、${LONG}。`],
    ['short entries', '1、灭火器过期\n2、通道堵塞\n3、门锁损坏'],
    ['one entry', `1、${LONG}`],
  ])('is no list of %s', (_what, text) => {
    expect(joined(text)).toEqual(text.split('\n'));
  });
});
