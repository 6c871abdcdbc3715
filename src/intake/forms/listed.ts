/** Reads findings that a chapter lists without labels: 存在的问题, 不足, 反馈意见, with or without measures listed apart. */
import { statesFault, statesPlainFault } from '../readings/faults.ts';
import { fold } from '../text/lines.ts';
import { fullSentences, withoutEnd } from '../text/sentences.ts';
import type { Aspect, Finding } from '../schema.ts';
import type { FormReading, ReadContext } from './form.ts';
import { findingOfItem } from './item-finding.ts';
import { isGroupHeading, itemOfNode, itemsOf, type Item } from './items.ts';
import { pairMeasures } from './pairing.ts';
import { findingsInParagraphs } from './paragraphs.ts';
import { regionsByLabel } from './regions-by-label.ts';
import { regionsCounted, regionsHeaded, regionsOf, type Region } from './regions.ts';
import { aspectOf } from './skeleton.ts';
import { decimalOf, numbered } from './numbers.ts';
import { nodesOf, type Part, type Tree, type TreeNode } from './tree.ts';

/** Null where no part of the document lists findings. */
export function readListed(tree: Tree, context: ReadContext): FormReading | null {
  const regions = regionsIn(tree);
  // 整改落实情况 holds the findings only where no chapter lists them apart.
  return (
    readRole('findings', regions, context) ??
    readRole('rectified', regions, context) ??
    readRole('findings', regionsHeaded(tree), context) ??
    readRole('findings', [...regions, ...regionsCounted(tree)], context)
  );
}

/** Where chapters name their findings by a label, nothing else in them lists any. */
function regionsIn(tree: Tree): Region[] {
  const labelled = regionsByLabel(tree);
  const others = regionsOf(tree);
  return labelled.length === 0
    ? others
    : [...labelled, ...others.filter(({ role }) => role !== 'findings')];
}

function readRole(
  role: Region['role'],
  regions: readonly Region[],
  context: ReadContext,
): FormReading | null {
  const sources = regions.filter((region) => region.role === role);
  const aspects = sources
    .flatMap((region) => aspectsOf(region, context))
    .filter(({ title, findings }) => title !== null || findings.length > 0);
  const findings = aspects.flatMap((aspect) => aspect.findings);
  const [first] = sources;
  if (first === undefined || findings.length === 0) return null;
  const others = regions.filter((region) => !sources.includes(region));
  return {
    ok: true,
    form: formOf(sources, findings),
    aspects: pairMeasures(aspects, others, context),
    items: findings.length,
    first: first.source,
  };
}

function formOf(sources: readonly Region[], findings: readonly Finding[]): string {
  if (sources.every(({ parts }) => nodesOf(parts).length === 0)) {
    return findings.some(({ measures }) => measures.length > 0) ? 'self-assessment' : 'self-check';
  }
  return 'finding-list';
}

function aspectsOf(region: Region, context: ReadContext): Aspect[] {
  const { node, parts, source } = region;
  const title = node === null ? null : aspectOf(node).title;
  const groups = groupsAmong(nodesOf(parts));
  if (groups.length === 0) {
    const findings = findingsIn(parts, context, null);
    return [{ title, line: source.number, findings }];
  }
  // 存在的问题 with chapters of its own: these are the aspects.
  const loose = parts.filter((part) => part.kind !== 'node' || !groups.includes(part.node));
  const own = findingsIn(loose, context, null);
  return [
    ...(own.length > 0 ? [{ title, line: source.number, findings: own }] : []),
    ...groups.map((group) => ({
      title: aspectOf(group).title,
      line: group.source.number,
      findings: findingsIn(group.parts, context, group),
    })),
  ];
}

/** The headings that only group findings; where one heads several paragraphs of its own, so do all. */
function groupsAmong(nodes: readonly TreeNode[]): TreeNode[] {
  const headsMany = nodes.some(({ parts }) => parts.filter(isFindingAlone).length > 1);
  return nodes.filter(
    (node) => isGroupHeading(node) || (headsMany && node.parts.some(isFindingAlone)),
  );
}

/** A paragraph that begins with a short sentence on what is wrong, and tells more of it. */
function isFindingAlone(part: Part): boolean {
  if (part.kind !== 'text') return false;
  const [first, ...rest] = fullSentences(part.text);
  const title = part.text.slice(first?.start, first?.end);
  return rest.length > 0 && title.length <= LONGEST_TITLE && statesFault(title);
}

const LONGEST_TITLE = 45;

function findingsIn(
  parts: readonly Part[],
  context: ReadContext,
  group: TreeNode | null,
): Finding[] {
  const nodes = nodesOf(parts);
  if (nodes.some(isGroupHeading)) {
    return nodes.flatMap((node) =>
      isGroupHeading(node)
        ? nestedIn(node, context, group)
        : [findingOfItem(itemOfNode(node), context, group)],
    );
  }
  const items = itemsOf(parts, context);
  if (items.length > 0) return items.map((item) => findingOfItem(item, context, group));
  const told = countedInside(parts);
  return told === null
    ? findingsInParagraphs(parts, context)
    : itemsOf(told, context).map((item) => findingOfItem(item, context, group));
}

/** 大致可分为三类,一是…;二是…: the list begins inside the sentence that leads up to it; null for none. */
function countedInside(parts: readonly Part[]): Part[] | null {
  const [only, ...others] = parts;
  if (only?.kind !== 'text' || others.length > 0) return null;
  const at = /[,:;。]\s?(?=一是)/.exec(fold(only.text));
  if (at === null || !/[;。]\s?二是/.test(fold(only.text))) return null;
  const from = at.index + at[0].length;
  // 学习不够深入,一是…: what stands before is the finding, and these are its points.
  if (statesPlainFault(only.text.slice(0, from))) return null;
  return [{ ...only, text: only.text.slice(from) }];
}

/** Points below an item: each is a finding, named together with the item. */
function nestedIn(node: TreeNode, context: ReadContext, group: TreeNode | null): Finding[] {
  const no = numbered(group, itemOfNode(node));
  const parentTitle = withoutEnd(node.text);
  return itemsOf(node.parts, context).map((item) => {
    const number = decimalOf(item.source.folded) ?? `${no}${pointNumber(item)}`;
    const finding = findingOfItem(item, context, null, number);
    return Object.assign(finding, { parentTitle });
  });
}

const pointNumber = ({ style, value }: Item): string =>
  style === 'leaf' ? `(${value})` : `-${value}`;
