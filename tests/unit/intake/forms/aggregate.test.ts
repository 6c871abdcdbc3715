import { describe, expect, test } from 'vitest';
import { readAggregate } from '../../../../src/intake/forms/aggregate.ts';
import { readDocument } from '../../../../src/intake/read-document.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { readWell } from '../printing.ts';

const COUNTS =
  '全县安全生产大检查情况通报\n共检查企业871家,反馈问题711个,已整改650个,正在整改61个。\n各镇街要压实责任。';

describe('a bulletin that only counts', () => {
  test('is read with its counts, and lists no finding', () => {
    const { document, listed, differences } = readWell(COUNTS);
    expect(document.form).toBe('aggregate-bulletin');
    expect(document.declared.findings).toBe(711);
    expect(document.tallies.map(({ status, count }) => [status, count])).toEqual([
      ['closed', 650],
      ['in_progress', 61],
    ]);
    expect(listed.findings).toBe(0);
    expect(differences).toMatchObject([{ what: 'findings', declared: 711, listed: 0 }]);
  });

  test('may have its counts in the last line', () => {
    expect(readWell('全县检查情况通报\n检查共发现问题12个。').document.declared.findings).toBe(12);
  });

  test('is told from one that counts no findings', () => {
    expect(readAggregate(splitLines('全县召开会议12次,参加300人。'))).toBeNull();
    expect(readAggregate([])).toBeNull();
    expect(readDocument('全县召开会议12次,参加300人。')).toMatchObject({
      ok: false,
      error: { code: 'no_findings' },
    });
  });

  test('is told from one that lists what it counts', () => {
    expect(readWell(`${COUNTS}\n一、存在的问题\n1.门卫脱岗。`).document.form).toBe('finding-list');
  });
});
