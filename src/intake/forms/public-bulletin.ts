/** The public bulletin: (一)聚焦…方面, items counted through, 整改情况:一是…二是…. */
import type { Form } from './form.ts';
import { readOutlinedForm } from './outlined-form.ts';
import { readTraits } from './traits.ts';

export const publicBulletin: Form = {
  id: 'public-bulletin',
  recognise(lines) {
    const traits = readTraits(lines);
    if (!traits.hasFindings) return 0;
    let score = 1;
    if (traits.numbersRunOn) score += 3;
    if (traits.chapters.some((title) => /^聚焦|在.{0,20}方面/.test(title))) score += 1;
    if (traits.firstMeasureMark === 'ordinal') score += 1;
    if (traits.labels.some((name) => name.includes('情况'))) score += 1;
    if (traits.nestsFindings) score += 1;
    return score;
  },
  read: (lines, context) =>
    // The count runs through the document. Where a bulletin departs from that, a bare number
    // would name several findings, so the chapter is put before it.
    readOutlinedForm(lines, context, (aspectNo, item, restarts) =>
      restarts && aspectNo !== null ? `${aspectNo}-${item}` : String(item),
    ),
};
