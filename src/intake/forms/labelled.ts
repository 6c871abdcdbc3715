/** Reads findings that stand as numbered items with labels below them: 整改情况:, 整改措施: and their kin. */
import type { Finding, IntakeError } from '../schema.ts';
import { readStatusField } from '../readings/status-fields.ts';
import { fold, type Line } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import { listReporting } from './entry.ts';
import { readFinding, withPointsAsDescription } from './findings.ts';
import type { FormReading, ReadContext } from './form.ts';
import { partResponse } from './items.ts';
import { checkNumbering, numberingRestarts } from './item-numbering.ts';
import { readOutline } from './outline.ts';
import { decimalOf } from './numbers.ts';
import type { Entry } from './skeleton.ts';
import { regionsByLabel } from './regions-by-label.ts';
import type { Tree } from './tree.ts';
import { wordingOf } from './wording.ts';

/** Null where no heading of the document has a label of that kind. */
export function readLabelled(tree: Tree, context: ReadContext): FormReading | null {
  if (regionsByLabel(tree).length > 0) return null;
  const outline = readOutline(tree, context);
  if (outline.stray !== null) return { ok: false, error: strayError(outline.stray) };
  const firstAspect = outline.aspects.find(({ items }) => items.length > 0);
  if (firstAspect === undefined) return null;
  const form = wordingOf(outline.aspects);
  const restarts = numberingRestarts(outline.aspects);
  checkNumbering(outline.aspects, context);
  const aspects = outline.aspects.map((aspect) => ({
    title: aspect.title,
    line: aspect.source.number,
    findings: aspect.items.flatMap((item) => {
      // Where items begin again at 1, only chapter and item together name a finding.
      const isBare = aspect.no === null || (form === 'public-bulletin' && !restarts);
      return findingsOf(item, isBare ? ownNumber(item) : joined(aspect.no, item), context);
    }),
  }));
  return {
    ok: true,
    form,
    aspects,
    items: outline.aspects.reduce((sum, { items }) => sum + items.length, 0),
    first: firstAspect.source,
  };
}

/** A number as it is printed, in half width: 2, (2), 二. */
function ownNumber({ style, value, caseNo, source }: Entry): string {
  if (caseNo !== null) return caseNo;
  const decimal = decimalOf(source.folded);
  if (decimal !== null) return decimal;
  if (style === 'leaf') return `(${value})`;
  if (style !== 'chapter' && style !== 'section') return String(value);
  const numeral = /[一二三四五六七八九十]{1,3}/.exec(source.folded)?.[0] ?? String(value);
  return style === 'chapter' ? `(${numeral})` : numeral;
}

function joined(aspectNo: string | null, item: Entry): string {
  const own = ownNumber(item);
  if (item.caseNo !== null || decimalOf(item.source.folded) !== null) return own;
  // A chapter that is a finding itself has one number, not two.
  if (aspectNo === null || aspectNo === own) return own;
  return own.startsWith('(') ? `${aspectNo}${own}` : `${aspectNo}-${own}`;
}

const strayError = ({ source, name }: { source: Line; name: string }): IntakeError => ({
  code: 'measures_before_finding',
  line: source.number,
  message:
    `第${source.number}行：“${name}”出现在本方面的第一个问题之前，无法确定属于哪个问题` +
    ` / Line ${source.number}: "${name}" stands before the first finding of its chapter, so it belongs to none`,
});

/** An item is one finding, or as many as are nested in it. */
function findingsOf(
  item: Entry,
  no: string,
  context: ReadContext,
  parent: Entry | null = null,
): Finding[] {
  if (item.leaves.length === 0) {
    return [readFinding(withListed(item, context), { no, parent, isLabelled: true }, context)];
  }
  if (shareMeasures(item)) {
    context.warn(
      item.source.number,
      'measures_shared',
      `问题${no}下的${item.leaves.length}个小点共用整改措施，按一个问题读入 / The ${item.leaves.length} points of finding ${no} share one list of measures and are read as one finding`,
    );
    return [readFinding(withPointsAsDescription(item), { no, parent, isLabelled: true }, context)];
  }
  const own =
    item.blocks.length === 0 ? [] : [readFinding(item, { no, parent, isLabelled: true }, context)];
  const nested = item.leaves.flatMap((leaf) => {
    const number = ownNumber(leaf);
    const nestedNo = number.startsWith('(') ? `${no}${number}` : `${no}-${number}`;
    const isWhole = decimalOf(leaf.source.folded) !== null;
    return findingsOf(leaf, isWhole ? number : nestedNo, context, item);
  });
  return [...own, ...nested];
}

/** ①…;②… behind the heading, where the labels below tell nothing but dates and states: these are the measures. */
function withListed(item: Entry, context: ReadContext): Entry {
  const isTold = item.blocks.some(
    ({ name, kind, list }) =>
      kind === 'progress' && (list.style !== null || readStatusField(name, list.lead) === null),
  );
  if (isTold) return item;
  const { fault, response } = partResponse(item.heading);
  const [first] = response;
  if (first === undefined || readMark(fold(first))?.value !== 1) return item;
  const list = listReporting(context);
  for (const line of response) list.feed(item.source.number, line);
  const block = { name: '', kind: 'progress', status: null, list } as const;
  return { ...item, heading: fault, blocks: [block, ...item.blocks] };
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
