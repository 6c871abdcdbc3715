/** Gives findings the measures that another chapter lists in the same order. */
import { extractAttributes } from '../readings/attributes.ts';
import { measureStatus } from '../readings/status-clauses.ts';
import { statedDate } from '../stated-date.ts';
import type { Aspect, Finding } from '../schema.ts';
import { noteMissing } from './findings.ts';
import { finishFinding, reading } from './finish.ts';
import type { ReadContext } from './form.ts';
import { isGroupHeading, itemsOf, type Item } from './items.ts';
import type { Region } from './regions.ts';
import { statements, withoutEnd } from '../text/sentences.ts';
import { nodesOf, type Part } from './tree.ts';

const BY_ORDER = reading(
  0.6,
  '措施另行列出，按次序与问题对应，文件并未明言',
  'the measures are listed apart and paired by their order, which the document does not state',
);

/**
 * Pairs one to one where a chapter lists as many measures as there are findings without any; else the
 * findings stay without, and nothing is guessed.
 */
export function pairMeasures(
  aspects: readonly Aspect[],
  regions: readonly Region[],
  context: ReadContext,
): Aspect[] {
  const findings = aspects.flatMap((aspect) => aspect.findings);
  if (findings.some(({ measures }) => measures.length > 0)) {
    for (const finding of findings) noteMissing(finding, context);
    return [...aspects];
  }
  const fitting = regions.flatMap((region) => {
    const items = flatItems(region.parts, context);
    return items.length === findings.length && PAIRED.has(region.role) ? [{ region, items }] : [];
  });
  const best = fitting.find(({ region }) => region.role !== 'requirements') ?? fitting[0];
  if (best === undefined || findings.length === 0) return [...aspects];
  const isAsked = best.region.role === 'requirements';
  const byFinding = new Map(findings.map((finding, index) => [finding, best.items[index]]));
  const first = best.items[0]?.source.number ?? best.region.source.number;
  context.warn(
    first,
    'paired_by_order',
    `第${first}行起的${best.items.length}条与问题按次序对应，请核对 / The ${best.items.length} entries from line ${first} on are paired with the findings by their order; please check`,
  );
  return aspects.map((aspect) => ({
    ...aspect,
    findings: aspect.findings.map((finding) => {
      const item = byFinding.get(finding);
      return item === undefined ? finding : withMeasure(finding, item, isAsked);
    }),
  }));
}

const PAIRED: ReadonlySet<Region['role']> = new Set([
  'measures',
  'plans',
  'rectified',
  'requirements',
]);

/** The innermost numbered entries: chapters that only group them are passed over. */
function flatItems(parts: readonly Part[], context: ReadContext): Item[] {
  const nodes = nodesOf(parts);
  if (nodes.length > 0 && nodes.every(isGroupHeading)) {
    return nodes.flatMap((node) => flatItems(node.parts, context));
  }
  const items = itemsOf(parts, context);
  const [only] = parts;
  // 整改要求:甲;乙;丙 on one line.
  return items.length === 0 && parts.length === 1 && only?.kind === 'text'
    ? statements(only.text).map(({ start, end }, index) => ({
        style: null,
        value: index + 1,
        source: only.source,
        lines: [withoutEnd(only.text.slice(start, end))],
      }))
    : items;
}

function withMeasure(finding: Finding, { lines }: Item, isAsked: boolean): Finding {
  const { text, responsible, due } = extractAttributes(lines.join('\n'));
  if (isAsked) return finishFinding({ ...finding, requirements: [text], doubts: {} });
  const statusPhrase = measureStatus(text);
  const measure = { no: null, text, statusPhrase, responsible, due: statedDate(due) };
  return finishFinding({
    ...finding,
    measures: [measure],
    doubts: { ...finding.readings, measures: BY_ORDER },
  });
}
