/** From the tree of numbers to aspects and items: which headings are findings, and under what they stand. */
import { fold } from '../text/lines.ts';
import { withoutEnd } from '../text/sentences.ts';
import { readMark } from '../text/numbering.ts';
import { entryOf } from './entry.ts';
import type { ReadContext } from './form.ts';
import { ownsFindingLabel, ownsProgress } from './placing.ts';
import { listsNoFindings, roleOf } from './roles.ts';
import { aspectOf, aspectWithout, type Outline, type OutlinedAspect } from './skeleton.ts';
import { isIntroduction } from './unnumbered.ts';
import { nodesOf, type LabelToken, type Part, type Tree, type TreeNode } from './tree.ts';

/** Headings below which a progress label stands, however deep. */
type HasProgress = (node: TreeNode) => boolean;

/** Reads the findings that have progress labels of their own, and those counted on between them. */
export function readOutline(tree: Tree, context: ReadContext): Outline {
  const aspects: OutlinedAspect[] = [];
  const has = progressBelow(tree.parts);
  const roots = nodesOf(tree.parts);
  const isOnly = roots.filter(has).length === 1;
  const loose: TreeNode[] = [];
  for (const root of countedOn(roots, has)) {
    if (headsParagraph(root) && ownsProgress(root)) {
      aspects.push(aspectAround(root, has, context));
      continue;
    }
    if (!hasLabelledKids(root, has)) {
      if (root.style !== 'section' || namesFault(root)) loose.push(root);
      continue;
    }
    const kids = countedOn(nodesOf(root.parts), has);
    if (
      isContainer(root, isOnly) &&
      kids.some((kid) => isGroup(kid, kids, has) || headsParagraph(kid))
    ) {
      aspects.push(...kids.map((kid) => aspectAround(kid, has, context)));
    } else {
      aspects.push(aspectAround(root, has, context));
    }
  }
  const [firstLoose] = loose;
  if (firstLoose !== undefined) {
    const items = loose.map((node) => entryOf(node, context));
    aspects.push(aspectWithout(items, firstLoose.source));
  }
  return { aspects, outside: tree.outside, stray: strayIn(tree.parts) };
}

/** The aspect a heading opens; a heading that is a finding itself stands for its aspect too. */
function aspectAround(node: TreeNode, has: HasProgress, context: ReadContext): OutlinedAspect {
  const isFinding = !hasLabelledKids(node, has) || sharesMeasures(node, has);
  if (isFinding && headsParagraph(node)) {
    const own = node.parts.filter((part) => !isIntroduction(part));
    const only: TreeNode = { ...node, style: 'case', value: 1, text: '', printed: '', parts: own };
    return { ...aspectOf(node), items: [entryOf(only, context)] };
  }
  const items = isFinding ? [node] : countedOn(nodesOf(node.parts), has);
  return { ...aspectOf(node), items: items.map((item) => entryOf(item, context)) };
}

function progressBelow(parts: readonly Part[]): HasProgress {
  const known = new Map<TreeNode, boolean>();
  const visit = (node: TreeNode): boolean => {
    const below = nodesOf(node.parts).map(visit);
    const has = ownsFindingLabel(node) || below.some(Boolean);
    known.set(node, has);
    return has;
  };
  nodesOf(parts).forEach(visit);
  return (node) => known.get(node) ?? false;
}

const hasLabelledKids = (node: TreeNode, has: HasProgress): boolean =>
  nodesOf(node.parts).some(has);

/**
 * The headings of one level that are findings or hold some: those with labels, and those without that
 * are counted on between them. A list that starts over without a label is another list (the plans).
 */
function countedOn(nodes: readonly TreeNode[], has: HasProgress): TreeNode[] {
  const styles = new Set(nodes.filter(has).map(({ style }) => style));
  let isPassing = false;
  return nodes.filter((node) => {
    if (has(node)) {
      isPassing = false;
      return true;
    }
    isPassing ||= node.startsOver;
    const couldBeFinding = node.style !== 'section' && !listsNoFindings(roleOf(node.text));
    return !isPassing && styles.has(node.style) && couldBeFinding;
  });
}

/** A section that only says what kind of list follows (二、整改落实情况): its chapters are the aspects. */
function isContainer({ style, text }: TreeNode, isOnly: boolean): boolean {
  if (style !== 'section') return false;
  return isOnly || (roleOf(text) !== null && !/方面|聚焦|围绕/.test(fold(text)));
}

/** Whether a heading groups findings, and is not a finding with others nested in it. */
function isGroup(node: TreeNode, siblings: readonly TreeNode[], has: HasProgress): boolean {
  if (!hasLabelledKids(node, has) || sharesMeasures(node, has)) return false;
  if (node.style === 'chapter' || node.style === 'section') return true;
  return !siblings.some((sibling) => ownsProgress(sibling) && !hasLabelledKids(sibling, has));
}

/** 二、附记 with a label is no finding; 二、制度落实不到位 is one. */
const namesFault = ({ text, parts }: TreeNode): boolean =>
  parts.some((part) => part.kind === 'label' && part.label.kind === 'problem') ||
  /[不未缺差弱乱违超低欠]|问题|隐患|滞后|没有/.test(fold(text));

/** (一)关于作风建设方面, and below it a paragraph on what is wrong: that is the finding, not the heading. */
function headsParagraph({ style, text, parts }: TreeNode): boolean {
  const first = parts.find((part) => !isIntroduction(part));
  return (
    (style === 'chapter' || style === 'section' || style === 'part') &&
    /方面(?:的|存在的?)?(?:问题|不足)?$/.test(withoutEnd(fold(text))) &&
    first?.kind === 'text'
  );
}

/** Several points, and measures only after the last of them. */
function sharesMeasures(node: TreeNode, has: HasProgress): boolean {
  const kids = nodesOf(node.parts);
  const last = kids.at(-1);
  if (last === undefined || kids.length < 2 || ownsProgress(node)) return false;
  const isPoint = POINTS.has(last.style);
  return isPoint && ownsProgress(last) && kids.filter(has).length === 1;
}

const POINTS: ReadonlySet<TreeNode['style']> = new Set(['leaf', 'half', 'circled', 'case']);

/**
 * A progress label right below a chapter, before the items it goes on to number: it belongs to none of
 * them. Items are told from the label's own list by their wider style.
 */
function strayIn(parts: readonly Part[]): Outline['stray'] {
  for (const node of nodesOf(parts)) {
    const label = node.parts.find(
      (part) => part.kind === 'label' && part.label.kind === 'progress',
    );
    const isChapter = node.style === 'chapter' || node.style === 'section';
    if (isChapter && label?.kind === 'label' && listsItemsAfter(label, node)) {
      return { source: label.source, name: label.label.name };
    }
    const below = strayIn(node.parts);
    if (below !== null) return below;
  }
  return null;
}

function listsItemsAfter({ text }: LabelToken, { parts }: TreeNode): boolean {
  const kids = nodesOf(parts);
  if (
    kids.some(({ style, parts: below }) => style === 'leaf' && nodesOf(below).some(isFirstItem))
  ) {
    return true;
  }
  return readMark(fold(text))?.style === 'leaf' && kids.some(isFirstItem);
}

const isFirstItem = ({ style, value }: TreeNode): boolean => style === 'item' && value === 1;
