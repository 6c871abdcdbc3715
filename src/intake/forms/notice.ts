/** Reads orders to one organisation: 整改通知书, 督办单. What an inspection has found stands in one paragraph. */
import type { Finding } from '../schema.ts';
import { fold } from '../text/lines.ts';
import { fullSentences } from '../text/sentences.ts';
import type { FormReading, ReadContext } from './form.ts';
import { findingOf } from './oversight.ts';
import { readIntroduced } from './prose-faults.ts';
import type { Tree } from './tree.ts';

const TITLE =
  /(?:通知书|通知单|督办单|督办函|督办通知|整改函|整改单|告知书|交办单|交办函|监督意见书|提示函|意见书)$/;
/** A title stands near the top. */
const FIRST_LINES = 8;

/** Null for anything but such an order, or where it says of nothing that it is wrong. */
export function readNotice(tree: Tree, _context: ReadContext): FormReading | null {
  const texts = tree.parts.filter((part) => part.kind === 'text');
  const isNotice = texts
    .slice(0, FIRST_LINES)
    .some(({ text }) => TITLE.test(fold(text).replaceAll(/\s/g, '')));
  if (!isNotice) return null;
  const findings: Finding[] = [];
  for (const { text, source } of texts) {
    const sentences = fullSentences(text);
    const at = sentences.findIndex(
      ({ start, end }) => readIntroduced(text.slice(start, end)).length > 0,
    );
    const found = sentences[at];
    if (found === undefined) continue;
    // What follows in the paragraph tells more of what was found first.
    const description = text.slice(found.start).trim();
    for (const { title } of readIntroduced(text.slice(found.start, found.end))) {
      findings.push(findingOf({ title, description }, source, String(findings.length + 1)));
    }
  }
  const [first] = findings;
  const source = texts.find((part) => part.source.number === first?.line)?.source;
  if (first === undefined || source === undefined) return null;
  const aspects = [{ title: null, line: first.line, findings }];
  return { ok: true, form: 'notice', aspects, items: findings.length, first: source };
}
