/** A change of words that happens to the document and so to what is true of it. */
import type { Block } from '../paper.ts';
import type { Truth, TruthFinding } from '../truth.ts';

type Change = (text: string) => string;

export const changeBlocks = (blocks: readonly Block[], change: Change): Block[] =>
  blocks.map((block) => ({ ...block, text: change(block.text) }));

export function changeTruth(truth: Truth, change: Change): Truth {
  const finding = (each: TruthFinding): TruthFinding => ({
    ...each,
    title: change(each.title),
    core: change(each.core),
    description: each.description === null ? null : change(each.description),
    measures: each.measures.map(change),
    mayRead: each.mayRead.map(change),
    leaves: each.leaves.map(finding),
  });
  return {
    ...truth,
    title: change(truth.title),
    aspects: truth.aspects.map(({ title, findings }) => ({
      title: title === null ? null : change(title),
      findings: findings.map(finding),
    })),
  };
}
