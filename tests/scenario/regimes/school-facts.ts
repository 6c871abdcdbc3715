/** What the story of the school has to know of each document. */
import { truthCounts } from './documents.ts';

/** Which findings of the document the story turns on, by their numbers there. */
export const sources = [
  {
    file: '001',
    facts: {
      counts: () => truthCounts('001'),
      gaps: { aspects: [12, 3], findings: [18, 17] },
      thrift: { no: '6(2)', wanted: 20, claimed: 16 },
      stalls: '4(2)',
      assessment: '7',
      conduct: '9',
      alike: ['10', '11'],
    },
  },
  {
    file: 'school-public-bulletin.txt',
    facts: {
      counts: () => ({ findings: 9, measures: 19 }),
      gaps: { aspects: [5, 3], findings: [10, 9] },
      thrift: { no: '3(2)', wanted: 15, claimed: 11 },
      stalls: '2(1)',
      assessment: '4',
      conduct: '5',
      alike: ['6', '7'],
    },
  },
];
