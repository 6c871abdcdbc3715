/** A made-up notice for 2027, as somebody would load it in the November before. */
import type { z } from 'zod';
import { noticeSchema } from '../../../src/calendar/calendar-data.ts';

export interface YearNotice {
  readonly kind: 'notice';
  readonly of: string;
  readonly version: number;
  readonly coversTo: string;
  readonly notices: readonly z.infer<typeof noticeSchema>[];
}

const notice = noticeSchema.parse({
  source: '示例〔2026〕1号',
  issued: '2026-11-10',
  holidays: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03' },
    { name: '春节', from: '2027-02-05', to: '2027-02-11' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07' },
  ],
  workdays: [
    { day: '2027-01-30', name: '春节' },
    { day: '2027-02-14', name: '春节' },
  ],
});

export function notice2027(changes: Partial<YearNotice> = {}): YearNotice {
  return {
    kind: 'notice',
    of: 'cn',
    version: 2027,
    coversTo: '2027-12-31',
    notices: [notice],
    ...changes,
  };
}
