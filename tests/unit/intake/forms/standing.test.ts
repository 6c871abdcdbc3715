import { describe, expect, test } from 'vitest';
import { intentIn, standingOf } from '../../../../src/intake/forms/standing.ts';

describe('standingOf', () => {
  test.each([
    ['外墙渗水,多次与物业协商,但一直未能有效解决。', 'not_completed', '一直未能有效解决'],
    ['用地手续复杂,不能马上整改。', 'not_completed', '不能马上整改'],
    ['编制不足,短期难以解决。', 'not_completed', '短期难以解决'],
    ['档案室未装空调,拟于2024年底前安装。', 'planned', '拟于2024年底前安装'],
    ['计划明年更换锅炉。', 'planned', '计划明年更换锅炉'],
  ])('of %s is %s', (text, status, statusPhrase) => {
    expect(standingOf([text])).toEqual({ status, statusLevel: 'finding', statusPhrase });
  });

  test('is identified, and no one’s word, where the texts state nothing', () => {
    const silent = { status: 'identified', statusLevel: 'none', statusPhrase: null };
    expect(standingOf(['门卫登记不规范。'])).toEqual(silent);
    expect(standingOf([])).toEqual(silent);
    expect(standingOf([''])).toEqual(silent);
  });

  test('that something could not be done weighs more than that it is planned', () => {
    expect(standingOf(['拟于明年完成改造。', '目前无法解决。']).status).toBe('not_completed');
  });

  test('is read alike in full width', () => {
    expect(standingOf(['多次协商\uff0c但一直未能有效解决。']).statusPhrase).toBe(
      '一直未能有效解决',
    );
  });
});

describe('intentIn', () => {
  test.each([
    ['为此,将采取以下措施:', 'planned'],
    ['为此,拟采取以下措施:', 'planned'],
    ['示范区已实施多措并举:', 'in_progress'],
    ['目前正在推进:', 'in_progress'],
    ['现已完成整改:', 'closed'],
  ])('of %s is %s', (text, status) => {
    expect(intentIn(text)).toMatchObject({ status, statusLevel: 'finding' });
  });

  test('is null where the words say nothing of it', () => {
    expect(intentIn('为此,采取以下措施:')).toBeNull();
    expect(intentIn('')).toBeNull();
  });
});
