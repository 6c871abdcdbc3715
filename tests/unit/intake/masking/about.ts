/** Makes documents that say what a test is about, without reading them. */
import type { IntakeDocument } from '../../../../src/intake/index.ts';
import { maskNames, type Masking } from '../../../../src/intake/masking/mask-names.ts';
import { documentWith, readWell } from '../printing.ts';

const PLAIN = readWell(
  documentWith('(一)关于后勤方面问题\n1.门锁坏了。无人修。\n整改进展:(1)换锁。'),
);

type Finding = IntakeDocument['aspects'][number]['findings'][number];

/** One finding of the given parts, in a document that speaks of a door lock. */
export function documentAbout(
  parts: Partial<Finding>,
  aspect = '(一)关于后勤方面问题',
): IntakeDocument {
  const [first] = PLAIN.aspects;
  const [finding] = first?.findings ?? [];
  if (first === undefined || finding === undefined) throw new Error('The plain document is empty');
  return { ...PLAIN, aspects: [{ ...first, title: aspect, findings: [{ ...finding, ...parts }] }] };
}

/** The description as it is after masking. */
export function maskedText(description: string, mask: Masking = 'petitions'): string {
  const masked = maskNames(documentAbout({ description }, '(一)关于信访方面问题'), { mask });
  return masked.aspects[0]?.findings[0]?.description ?? '';
}
