/** Reads forms that list findings as numbered items below chapters; what differs is passed in. */
import type { Aspect, Finding, IntakeError } from '../schema.ts';
import type { Line } from '../lines.ts';
import { readDocumentStatus } from '../status.ts';
import { readFinding, withPointsAsDescription } from './findings.ts';
import type { FormReading, ReadContext } from './form.ts';
import { checkNumbering, numberingRestarts } from './item-numbering.ts';
import { readOutline } from './outline.ts';
import type { Entry, OutlinedAspect } from './skeleton.ts';
import { tokenise } from './tokens.ts';

/** How a form numbers an item: by chapter and item, or by a count that runs through. */
export type NumberItem = (aspectNo: string | null, item: number, restarts: boolean) => string;

export function readOutlinedForm(
  lines: readonly Line[],
  context: ReadContext,
  numberItem: NumberItem,
): FormReading {
  const outline = readOutline(tokenise(lines), context);
  if (outline.stray !== null) return { ok: false, error: strayError(outline.stray) };
  const restarts = numberingRestarts(outline.aspects);
  checkNumbering(outline.aspects, context);
  const aspects = outline.aspects.map((aspect) => ({
    title: aspect.title,
    line: aspect.source.number,
    findings: aspect.items.flatMap((item) =>
      findingsOf(item, numberItem(aspect.no, item.value, restarts), context),
    ),
  }));
  const first = firstOf(outline.aspects);
  if (first === null) return { ok: false, error: noFindings(lines) };
  return {
    ok: true,
    aspects: applyDocumentStatus(aspects, outline.outside),
    items: outline.aspects.reduce((sum, { items }) => sum + items.length, 0),
    first,
  };
}

/** The refusal for a document in which nothing was found; `line` is where reading stopped. */
export function noFindings(lines: readonly Line[]): IntakeError {
  const line = lines.at(-1)?.number ?? 1;
  return {
    code: 'no_findings',
    line,
    message:
      `读到第${line}行为止没有找到问题条目：应为带编号的问题（如“1.”），其下有“整改情况”“整改进展”等栏目` +
      ` / No findings up to line ${line}: looked for numbered findings (such as "1.") with a label like 整改情况 or 整改进展 below them`,
  };
}

const strayError = ({ source, name }: { source: Line; name: string }): IntakeError => ({
  code: 'measures_before_finding',
  line: source.number,
  message:
    `第${source.number}行：“${name}”出现在本方面的第一个问题之前，无法确定属于哪个问题` +
    ` / Line ${source.number}: "${name}" stands before the first finding of its chapter, so it belongs to none`,
});

function firstOf(aspects: readonly OutlinedAspect[]): Line | null {
  const filled = aspects.find(({ items }) => items.length > 0);
  return filled === undefined ? null : (aspects[0]?.source ?? null);
}

/** An item is one finding, or as many as are nested in it. */
function findingsOf(item: Entry, no: string, context: ReadContext): Finding[] {
  if (item.leaves.length === 0) return [readFinding(item, { no, parent: null }, context)];
  if (shareMeasures(item)) {
    context.warn(
      item.source.number,
      'measures_shared',
      `问题${no}下的${item.leaves.length}个小点共用整改措施，按一个问题读入 / The ${item.leaves.length} points of finding ${no} share one list of measures and are read as one finding`,
    );
    return [readFinding(withPointsAsDescription(item), { no, parent: null }, context)];
  }
  const own = item.blocks.length === 0 ? [] : [readFinding(item, { no, parent: null }, context)];
  const nested = item.leaves.map((leaf) =>
    readFinding(leaf, { no: `${no}(${leaf.value})`, parent: item }, context),
  );
  return [...own, ...nested];
}

/** Several points, and measures only after the last of them. */
function shareMeasures({ leaves, blocks }: Entry): boolean {
  const withBlocks = leaves.filter((leaf) => leaf.blocks.length > 0);
  return (
    blocks.length === 0 &&
    leaves.length > 1 &&
    withBlocks.length === 1 &&
    withBlocks[0] === leaves.at(-1)
  );
}

function applyDocumentStatus(aspects: readonly Aspect[], outside: readonly Line[]): Aspect[] {
  const reading = readDocumentStatus(outside);
  return aspects.map((aspect) => ({
    ...aspect,
    findings: aspect.findings.map((finding) =>
      finding.status === 'unstated' && reading !== null ? { ...finding, ...reading } : finding,
    ),
  }));
}
