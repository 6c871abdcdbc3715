/** Finds the findings of chapters that each name them with a label, and say nothing of what was done. */
import { hasProgress } from './placing.ts';
import type { Region } from './regions.ts';
import { nodesOf, type LabelToken, type Part, type Tree, type TreeNode } from './tree.ts';

/** 一、教学管理 / 主要成绩:… / 存在的问题:1.…2.…: none unless several chapters do, and one of them lists. */
export function regionsByLabel({ parts }: Tree): Region[] {
  const chapters = nodesOf(parts).filter(({ style }) => style === 'section');
  const regions = chapters.flatMap((node) => regionOf(node) ?? []);
  const lists = regions.some((region) => nodesOf(region.parts).length > 1);
  return regions.length > 1 && lists && !chapters.some(hasProgress) ? regions : [];
}

function regionOf(node: TreeNode): Region | null {
  const at = node.parts.findIndex((part) => part.kind === 'label' && part.label.kind === 'problem');
  const label = node.parts[at];
  if (label?.kind !== 'label') return null;
  const parts = [...saidBehind(label), ...node.parts.slice(at + 1)];
  return { role: 'findings', node, source: node.source, parts };
}

/** 存在的问题:学生宿舍拥挤。 is a finding by its label, whatever its words. */
function saidBehind({ source, text }: LabelToken): Part[] {
  if (text === '') return [];
  const heading = { text, printed: text, startsOver: false };
  return [{ kind: 'node', node: { style: 'case', value: 1, source, ...heading, parts: [] } }];
}
