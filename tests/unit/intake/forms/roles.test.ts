import { describe, expect, test } from 'vitest';
import { listsNoFindings, roleOf } from '../../../../src/intake/forms/roles.ts';
import { toFullWidth } from '../printing.ts';

describe('roleOf', () => {
  test.each([
    ['findings', '存在的主要问题'],
    ['findings', '不足'],
    ['findings', '存在的困难和问题'],
    ['findings', '问题清单'],
    ['findings', '存在问题及原因分析'],
    ['rectified', '反馈问题整改情况'],
    ['rectified', '巡察反馈意见整改落实情况'],
    ['rectified', '逐项整改落实情况'],
    ['requirements', '整改要求'],
    ['requirements', '意见建议'],
    ['plans', '下一步打算'],
    ['plans', '今后努力方向'],
    ['plans', '巩固整改成果'],
    ['measures', '整改措施'],
    ['measures', '对策'],
    ['organisation', '整改工作基本情况'],
    ['organisation', '加强组织领导'],
    ['achievements', '主要做法和成效'],
    ['achievements', '工作亮点'],
    ['achievements', '教学工作完成情况'],
  ])('is %s of %s', (role, title) => {
    expect(roleOf(title)).toBe(role);
    expect(roleOf(`${title}。`)).toBe(role);
  });

  test('is none of a title that names a field', () => {
    expect(roleOf('消防安全方面')).toBeNull();
    expect(roleOf('')).toBeNull();
  });

  test('of a title that finds fault itself is none, whatever else it names', () => {
    expect(
      ['组织建设不够有力', '领导重视不够', '工作成效不明显', '整改工作安排部署滞后'].map(roleOf),
    ).toEqual([null, null, null, null]);
  });

  test('goes by the words before a full stop where text follows on the line', () => {
    expect(roleOf('存在的问题。一是门卫脱岗。')).toBe('findings');
    expect(roleOf('下一步打算:一是加强管理。')).toBe('plans');
  });

  test('is none of a whole paragraph', () => {
    expect(roleOf(`学校${'认真开展自查并逐条梳理'.repeat(8)}存在的问题`)).toBeNull();
  });

  test('is the same with spaces in it, in full width and in traditional characters', () => {
    expect(roleOf('存 在 的 问 题')).toBe('findings');
    expect(roleOf(toFullWidth('下一步打算:'))).toBe('plans');
    expect(roleOf('反饋問題整改情況')).toBe('rectified');
    expect(roleOf('組織領導')).toBe('organisation');
  });

  test('of two parts that a document has in common tells them apart', () => {
    expect(roleOf('问题整改情况')).not.toBe(roleOf('整改工作情况'));
  });
});

test('only plans, organisation, achievements and requirements list no findings', () => {
  const roles = [
    'findings',
    'measures',
    'rectified',
    'requirements',
    'plans',
    'organisation',
    'achievements',
  ] as const;
  expect(roles.filter(listsNoFindings)).toEqual([
    'requirements',
    'plans',
    'organisation',
    'achievements',
  ]);
  expect(listsNoFindings(null)).toBe(false);
});
