/** The forms that can be read. To add one, write its file and name it here. */
import type { Line } from '../lines.ts';
import type { Form } from './form.ts';
import { progressReport } from './progress-report.ts';
import { publicBulletin } from './public-bulletin.ts';

/** In order of preference where two fit equally well. */
const forms: readonly Form[] = [progressReport, publicBulletin];

/** The form that fits best, or null where none fits at all. */
export function chooseForm(lines: readonly Line[]): Form | null {
  let best: Form | null = null;
  let bestScore = 0;
  for (const form of forms) {
    const score = form.recognise(lines);
    if (score > bestScore) [best, bestScore] = [form, score];
  }
  return best;
}
