/** Tells a progress report from a public bulletin: they number their findings in different ways. */
import { fold } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import { numberingRestarts } from './item-numbering.ts';
import type { Entry, OutlinedAspect } from './skeleton.ts';

type Wording = 'progress-report' | 'public-bulletin';

/**
 * (一)关于…方面问题, items from 1 in each chapter, 整改进展:(1)… against (一)聚焦…方面, items counted
 * through, 整改情况:一是…. The numbering weighs most.
 */
export function wordingOf(aspects: readonly OutlinedAspect[]): Wording {
  const entries = aspects.flatMap(({ items }) => items.flatMap((item) => [item, ...item.leaves]));
  const labels = entries.flatMap(({ blocks }) => blocks.map(({ name }) => name));
  const firstMark = entries.flatMap(({ blocks }) => blocks.flatMap(({ list }) => list.style ?? []));
  const says = (pattern: RegExp): boolean =>
    aspects.some(({ title }) => pattern.test(withoutNumber(title ?? '')));
  const report =
    3 * Number(numberingRestarts(aspects)) +
    Number(says(/^关于/)) +
    Number(firstMark[0] === 'leaf') +
    Number(labels.some((name) => name.includes('进展')));
  const bulletin =
    3 * Number(runsOn(aspects)) +
    Number(says(/^聚焦|在.{0,20}方面/)) +
    Number(firstMark[0] === 'ordinal') +
    Number(labels.some((name) => name.includes('情况'))) +
    Number(entries.some(({ leaves }) => leaves.some(hasBlocks)));
  return bulletin > report ? 'public-bulletin' : 'progress-report';
}

const hasBlocks = ({ blocks }: Entry): boolean => blocks.length > 0;

/** Some chapter begins with a number above 1. */
const runsOn = (aspects: readonly OutlinedAspect[]): boolean =>
  aspects.some(({ items }) => (items[0]?.value ?? 1) > 1);

function withoutNumber(title: string): string {
  const folded = fold(title);
  return folded.slice(readMark(folded)?.length ?? 0);
}
