/** The progress report: (一)关于…方面问题, items from 1 in each chapter, 整改进展:(1)…;(2)…. */
import type { Form } from './form.ts';
import { readOutlinedForm } from './outlined-form.ts';
import { readTraits } from './traits.ts';

export const progressReport: Form = {
  id: 'progress-report',
  recognise(lines) {
    const traits = readTraits(lines);
    if (!traits.hasFindings) return 0;
    let score = 1;
    if (traits.numbersRestart) score += 3;
    if (traits.chapters.some((title) => title.startsWith('关于'))) score += 1;
    if (traits.firstMeasureMark === 'leaf') score += 1;
    if (traits.labels.some((name) => name.includes('进展'))) score += 1;
    return score;
  },
  read: (lines, context) =>
    // Items begin again at 1, so only chapter and item together name a finding.
    readOutlinedForm(lines, context, (aspectNo, item) =>
      aspectNo === null ? String(item) : `${aspectNo}-${item}`,
    ),
};
