/** Finds the chapters that list measures, or requirements, apart from the findings they are for. */
import { statements, withoutEnd } from '../text/sentences.ts';
import type { ReadContext } from './form.ts';
import { isGroupHeading, itemsOf, type Item } from './items.ts';
import type { Region } from './regions.ts';
import { nodesOf, type Part } from './tree.ts';

export interface ListApart {
  readonly region: Region;
  readonly items: readonly Item[];
}

/** In the order of the document. */
export const listsApart = (regions: readonly Region[], context: ReadContext): ListApart[] =>
  regions.flatMap((region) =>
    PAIRED.has(region.role) ? [{ region, items: flatItems(region.parts, context) }] : [],
  );

/** The list that holds the measures; undefined where none does. */
export const listOfMeasures = (lists: readonly ListApart[]): ListApart | undefined =>
  lists.find(({ region }) => region.role === 'measures') ??
  lists.find(({ region }) => listsMeasures(region));

/** 下一步整改措施 is a plan that measures are listed in. */
const listsMeasures = ({ role, node }: Region): boolean =>
  role === 'rectified' || /措施|举措/.test(node?.text ?? '');

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
