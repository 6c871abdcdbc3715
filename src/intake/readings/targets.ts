/** Reads targets in figures (压减20%以上, 不低于1:7) and sets what the text claims against them. */
import type { StatedTarget } from '../schema.ts';
import { changesIn } from './targets/changes.ts';
import { isChange, type Comparison, type Figure } from './targets/figure.ts';
import { figuresIn } from './targets/figures-in.ts';
import { likeMetric } from './targets/metric.ts';

/** `problem` is the title and description, `progress` the measures and remarks. */
export function readTargets(texts: { problem: string; progress: string }): StatedTarget[] {
  const progress = figuresIn(texts.progress, 'aim');
  const aims = withoutRepeats(
    [...figuresIn(texts.problem, 'report'), ...progress].filter(({ isAim }) => isAim),
  );
  const levels = progress.filter(({ isAim }) => !isAim);
  const reached = [...levels.slice(-MOST), ...changesIn(texts.progress).slice(-MOST)];
  return aims.slice(0, MOST).map((aim) => {
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

/** A text with more targets than this is none about targets; each is held against each claim. */
const MOST = 100;

/** From here on two names are of one thing: 打印费 and 纸张、打印耗材等费用. */
const ALIKE = 0.3;

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
    if (kept.length === MOST) break;
    const isRepeat = kept.some(
      (other) =>
        other.comparison === aim.comparison &&
        other.value * other.scale === aim.value * aim.scale &&
        other.base === aim.base &&
        (likeMetric(other.metric, aim.metric) ?? 1) >= ALIKE,
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

/** The claim that speaks of the same thing; of several the one most like it in words, and of these the last. */
function claimFor(aim: Figure, aims: readonly Figure[], reached: readonly Figure[]): Claim | null {
  const rivals = aims.filter((other) => answers(other, aim)).length;
  const scored = reached.flatMap((figure) => {
    if (!answers(figure, aim)) return [];
    const likeness = likeMetric(figure.metric, aim.metric);
    // A claim that does not say what it counts answers the only target there is.
    if (likeness === null ? rivals > 1 : likeness < ALIKE) return [];
    return [{ figure, likeness: likeness ?? 0 }];
  });
  const most = Math.max(...scored.map(({ likeness }) => likeness));
  const best = scored.findLast(({ likeness }) => likeness === most)?.figure;
  if (best === undefined) return null;
  // 0.015 × 100,000,000 ÷ 10,000 is not a whole number in binary.
  return { raw: best.raw, value: Number(((best.value * best.scale) / aim.scale).toPrecision(12)) };
}

/** A change answers a target of change in the same direction; a level answers one of level; both in the same unit. */
const answers = (figure: Figure, aim: Figure): boolean =>
  figure.base === aim.base &&
  isChange(figure) === isChange(aim) &&
  (!isChange(aim) || figure.comparison === aim.comparison);
