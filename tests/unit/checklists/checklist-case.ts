/** A short checklist, and runs of it. */
import type { Checklist } from '../../../src/checklists/checklist.ts';
import type { RunToRecord } from '../../../src/checklists/run-schema.ts';
import { inspector } from '../engine/engine-case.ts';

export const toilets = '厕位够用,按1:3设置男女蹲位';

export const checklist: Checklist = {
  id: 'school-minimum',
  version: 1,
  title: '办学底线要求',
  source: { text: '本单位自拟', basis: 'configuration' },
  items: [
    { no: 1, text: '教室采光达标' },
    { no: 3, text: '消防器材在有效期内', class: 'immediate', grade: 'serious' },
    { no: 16, text: toilets, aspect: { no: 4, title: '食宿与卫生' } },
    { no: 20, text: '收费项目公示' },
  ],
};

export const met = (no: number) => ({ no, result: 'met' as const });
export const failed = (no: number, note = `第${no}项不达标`, reason?: string) => ({
  no,
  result: 'failed' as const,
  note,
  ...(reason !== undefined && { reason }),
});

/** Results with what is given in the place of "met". */
export function resultsWith(...given: RunToRecord['results']): RunToRecord['results'] {
  return checklist.items.map(({ no }) => given.find((each) => each.no === no) ?? met(no));
}

export function aRun(given: Partial<RunToRecord> = {}): RunToRecord {
  return {
    checklist,
    round: 'DD-2024',
    unit: 'school-3',
    on: '2024-03-01',
    results: resultsWith(failed(3), failed(16, '缺4个蹲位', '需要较大资金投入和用房条件')),
    by: inspector,
    ...given,
  };
}
