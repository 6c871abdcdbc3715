/** Reads targets in figures (压减20%以上, 不低于1:7) and sets what the text claims against them. */
import type { StatedTarget } from '../schema.ts';
import { changesIn } from './targets/changes.ts';
import { isChange, type Comparison, type Figure } from './targets/figure.ts';
import { figuresIn } from './targets/figures-in.ts';
import { sharedWords } from './targets/metric.ts';

/** `problem` is the title and description, `progress` the measures and remarks. */
export function readTargets(texts: { problem: string; progress: string }): StatedTarget[] {
  const progress = figuresIn(texts.progress, 'aim');
  const aims = withoutRepeats(
    [...figuresIn(texts.problem, 'report'), ...progress].filter(({ isAim }) => isAim),
  );
  const reached = [...progress.filter(({ isAim }) => !isAim), ...changesIn(texts.progress)];
  return aims.map((aim) => {
    const claim = claimFor(aim, aims, reached);
    const { raw, metric, comparison, value, unit } = aim;
    return {
      raw,
      metric,
      comparison,
      value,
      unit,
      claimed: claim === null ? null : { raw: claim.raw, value: claim.value },
      met: claim === null ? null : MEETS[comparison](claim.value, value),
    };
  });
}

const MEETS: Readonly<Record<Comparison, (claimed: number, target: number) => boolean>> = {
  at_least: (claimed, target) => claimed >= target,
  reduce_by: (claimed, target) => claimed >= target,
  raise_by: (claimed, target) => claimed >= target,
  at_most: (claimed, target) => claimed <= target,
  exactly: (claimed, target) => claimed === target,
};

/** A title and its description tell the same target twice. */
function withoutRepeats(aims: readonly Figure[]): Figure[] {
  const kept: Figure[] = [];
  for (const aim of aims) {
    const isRepeat = kept.some(
      (other) =>
        other.comparison === aim.comparison &&
        other.value * other.scale === aim.value * aim.scale &&
        other.base === aim.base &&
        (sharedWords(other.metric, aim.metric) ?? 1) > 0,
    );
    if (!isRepeat) kept.push(aim);
  }
  return kept;
}

interface Claim {
  readonly raw: string;
  /** In the unit of the target. */
  readonly value: number;
}

/** The claim that speaks of the same thing; of several the one that shares most words with it, and of these the last. */
function claimFor(aim: Figure, aims: readonly Figure[], reached: readonly Figure[]): Claim | null {
  const rivals = aims.filter((other) => answers(other, aim)).length;
  const scored = reached.flatMap((figure) => {
    if (!answers(figure, aim)) return [];
    const shared = sharedWords(figure.metric, aim.metric);
    // A claim that does not say what it counts answers the only target there is.
    if (shared === null ? rivals > 1 : shared === 0) return [];
    return [{ figure, shared: shared ?? 0 }];
  });
  const most = Math.max(...scored.map(({ shared }) => shared));
  const best = scored.findLast(({ shared }) => shared === most)?.figure;
  if (best === undefined) return null;
  // 0.015 × 100,000,000 ÷ 10,000 is not a whole number in binary.
  return { raw: best.raw, value: Number(((best.value * best.scale) / aim.scale).toPrecision(12)) };
}

/** A change answers a target of change in the same direction; a level answers one of level; both in the same unit. */
const answers = (figure: Figure, aim: Figure): boolean =>
  figure.base === aim.base &&
  isChange(figure) === isChange(aim) &&
  (!isChange(aim) || figure.comparison === aim.comparison);
