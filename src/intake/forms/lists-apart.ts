/** Finds the chapters that list measures, or requirements, apart from the findings they are for. */
import { fold } from '../text/lines.ts';
import { fullSentences, statements, withoutEnd } from '../text/sentences.ts';
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

/** 今后我园将严格落实…: said of all, behind the last entry. */
function withoutClosing(item: Item): Item {
  const at = item.lines.findIndex((line, index) => index > 0 && CLOSING.test(fold(line)));
  const lines = at === -1 ? item.lines : item.lines.slice(0, at);
  return { ...item, lines: lines.map(withoutLastWords) };
}

const CLOSING =
  /^(?:(?:在)?今后|下一?步|接下来|总之|特此|以上)(?:的工作中)?[,:]?[^。]{0,40}(?:将|要|继续|报告|汇报)/;

/** The same on the line of the entry. */
function withoutLastWords(line: string): string {
  const [, ...later] = fullSentences(line);
  const last = later.find(({ start, end }) => LAST_WORDS.test(fold(line.slice(start, end)).trim()));
  return line.slice(0, last?.start).trim();
}

const LAST_WORDS = /^(?:在今后的工作中|总之,|特此(?:报告|汇报))/;

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
  const items = itemsOf(parts, context).map(withoutClosing);
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
