/** Reads chapters that are findings themselves: 一、关于…的问题, and below it what has come of it. */
import { fold } from '../text/lines.ts';
import type { FormReading, ReadContext } from './form.ts';
import { findingOfItem } from './item-finding.ts';
import { itemOfNode } from './items.ts';
import { pairMeasures } from './pairing.ts';
import { regionsOf } from './regions.ts';
import { nodesOf, type Part, type Tree, type TreeNode } from './tree.ts';

/** Null where fewer than two chapters are called so. */
export function readTitled(tree: Tree, context: ReadContext): FormReading | null {
  const titled = titledFindings(tree.parts);
  const [first, second] = titled;
  if (first === undefined || second === undefined) return null;
  const findings = titled.map((node) => findingOfItem(itemOfNode(node), context, null));
  const aspects = [{ title: null, line: first.source.number, findings }];
  const items = findings.length;
  return {
    ok: true,
    form: 'finding-list',
    aspects: pairMeasures(aspects, regionsOf(tree), context),
    items,
    first: first.source,
  };
}

/** 一、关于…的问题。…: each chapter is a finding, with what has come of it behind. */
function titledFindings(parts: readonly Part[]): TreeNode[] {
  const titled = nodesOf(parts).filter(
    (node) => TITLED.test(fold(node.text)) || isTitleAlone(node),
  );
  const [first] = titled;
  return titled.filter(({ style }) => style === first?.style);
}

/** The same on a line of its own, and below it nothing but text. */
const isTitleAlone = ({ text, parts }: TreeNode): boolean =>
  TITLED_ALONE.test(fold(text)) && parts.length > 0 && parts.every(({ kind }) => kind === 'text');

const TITLED_ALONE = /^(?:关于|针对)[^。:]{4,80}问题$/;
const TITLED = /^(?:关于|针对)[^。:]{4,80}(?:的?问题|情况)[。:”"]/;
