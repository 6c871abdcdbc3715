/** What the story of the kindergarten has to know of each document. */
import type { FindingCommandInput } from '../../../src/index.ts';
import { truthCounts } from './documents.ts';

export const round = 'XC-2025';
const ratioName = '幼儿与教师之比';
export const ratio: FindingCommandInput = {
  type: 'SET_TARGETS',
  targets: [
    { no: 1, name: ratioName, unit: '名幼儿/教师', baseline: 14, comparator: 'atMost', value: 7 },
  ],
};

/** Which findings of the document the story turns on, by their numbers there. */
export const sources = [
  {
    file: '000',
    facts: {
      counts: () => truthCounts('000'),
      gaps: [6, 10],
      staffing: '(六)-1',
      doctor: '(六)-2',
    },
  },
  {
    file: 'kindergarten-progress-report.txt',
    facts: {
      counts: () => ({ findings: 5, measures: 11 }),
      gaps: [4, 5],
      staffing: '(三)-1',
      doctor: '(三)-2',
    },
  },
];
export const [meals, guards, hazard] = ['(一)-1', '(二)-1', '(二)-2'] as const;
