import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { statedStatus } from '../../../../src/intake/readings/status-fields.ts';
import { readDocumentStatus, readProgress } from '../../../../src/intake/readings/status.ts';

const progress = (measures: string[], fields: string[] = [], remarks: string[] = []) =>
  readProgress({ labelled: fields.flatMap(statedStatus), measures, remarks });

describe('readProgress', () => {
  test('does not close a finding on the completion of one measure', () => {
    expect(progress(['更换玻璃,已完成更换', '加强排查。'])).toMatchObject({
      status: 'unstated',
      statusLevel: 'measure',
      statusPhrase: '已完成更换',
      measures: [{ statusPhrase: '已完成更换' }, { statusPhrase: null }],
    });
  });

  test('leaves a finding open on the failure of one measure', () => {
    expect(progress(['招聘保健医,岗位取消', '加强培训。'])).toMatchObject({
      status: 'not_completed',
      statusLevel: 'measure',
    });
  });

  test('takes an opening sentence on the whole off the only measure', () => {
    expect(progress(['正在整改。已核实补助5人,预计11月底完成。'])).toMatchObject({
      status: 'in_progress',
      statusLevel: 'finding',
      statusPhrase: '正在整改',
      measures: [{ text: '已核实补助5人,预计11月底完成。' }],
    });
    expect(progress(['已完成设备更换。下一步加强培训。']).measures[0]?.text).toBe(
      '已完成设备更换。下一步加强培训。',
    );
  });

  test('prefers a field of its own to the closing sentence', () => {
    expect(progress(['换锁。此问题已整改到位。'], ['持续推进'])).toMatchObject({
      status: 'in_progress',
      statusPhrase: '持续推进',
      measures: [{ text: '换锁。' }],
    });
  });

  test('keeps the text of a measure that says nothing but the status', () => {
    expect(progress(['换锁。', '此问题已整改到位。'])).toMatchObject({
      status: 'closed',
      measures: [{ text: '换锁。' }, { text: '此问题已整改到位。' }],
    });
  });

  test('notices a closed finding with a failed measure', () => {
    expect(progress(['招聘保健医,岗位取消', '培训。此问题已整改到位。'])).toMatchObject({
      status: 'closed',
      isContradicted: true,
    });
  });

  test('states nothing where nothing is stated', () => {
    expect(progress(['组织培训2次。'])).toMatchObject({
      status: 'unstated',
      statusLevel: 'none',
      statusPhrase: null,
    });
    expect(progress([])).toMatchObject({ measures: [], status: 'unstated' });
  });
});

const read = (text: string) => readDocumentStatus(splitLines(text));

describe('readDocumentStatus', () => {
  test('reads a statement on all findings', () => {
    expect(read('截至目前,反馈的6个问题已全部整改到位。')).toEqual({
      status: 'closed',
      statusLevel: 'document',
      statusPhrase: '截至目前,反馈的6个问题已全部整改到位',
    });
  });

  test.each([
    '25个问题已完成整改19个、正在整改6个。',
    '确保反馈问题全部整改到位。',
    '问题整改取得成效。',
  ])('draws nothing from %s', (text) => {
    expect(read(text)).toBeNull();
  });
});
