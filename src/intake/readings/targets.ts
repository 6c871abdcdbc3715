/** Reads targets in figures (压减20%以上, 不低于1:7) and sets what the text claims against them. */
import { fold } from '../text/lines.ts';
import type { StatedTarget } from '../schema.ts';
import { statements } from '../text/sentences.ts';

type Comparison = StatedTarget['comparison'];

/** One figure with what is said of it. */
interface Figure {
  readonly raw: string;
  readonly comparison: Comparison;
  readonly value: number;
  readonly unit: string | null;
  readonly metric: string | null;
  /** Aimed at, as opposed to reached. */
  readonly isAim: boolean;
}

/** `problem` is the title and description, `progress` the measures and remarks. */
export function readTargets(texts: { problem: string; progress: string }): StatedTarget[] {
  const aims = [...figuresIn(texts.problem), ...figuresIn(texts.progress)].filter(
    ({ isAim }) => isAim,
  );
  const reached = figuresIn(texts.progress).filter(({ isAim }) => !isAim);
  return aims.map((aim) => {
    const claim = reached.findLast((figure) => answers(figure, aim)) ?? null;
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

/** A change answers a target of change; a level answers one of level; both in the same unit. */
const answers = (figure: Figure, aim: Figure): boolean =>
  figure.unit === aim.unit &&
  isChange(figure) === isChange(aim) &&
  (!isChange(aim) || figure.comparison === aim.comparison);

const isChange = ({ comparison }: Figure): boolean =>
  comparison === 'reduce_by' || comparison === 'raise_by';

const NUMBER = '(\\d{1,9}(?:\\.\\d{1,4})?)';
const UNIT =
  '(%|个百分点|万元|亿元|元|名|人|个|项|次|所|家|处|件|平方米|学时|课时|小时|天|倍|辆|台|套)?';

const DOWN = '(?:压减|减少|降低|压缩|下降|削减|缩减)';
const UP = '(?:提高|提升|增加|增长|上升|新增)';
const FIGURES: readonly (readonly [Comparison, RegExp])[] = [
  [
    'reduce_by',
    new RegExp(`${DOWN}(?:了|幅度?(?:达|为)?)?(?:不少于|至少)?${NUMBER}${UNIT}(以上)?`, 'g'),
  ],
  [
    'raise_by',
    new RegExp(`${UP}(?:了|幅度?(?:达|为)?)?(?:不少于|至少)?${NUMBER}${UNIT}(以上)?`, 'g'),
  ],
  [
    'at_most',
    new RegExp(
      `(?:不(?:得)?(?:超过|高于|多于|大于)|(?:控制|压减|压降|降低|降)(?:在|到|至))${NUMBER}${UNIT}(以内|以下)?`,
      'g',
    ),
  ],
  [
    'at_least',
    new RegExp(
      `(?:不(?:得)?(?:低于|少于)|至少(?:设|配备|安排|为)?|(?:提高|提升|增加|增长)?(?:达|到|至|达到|为|占)(?:了)?)${NUMBER}${UNIT}(以上)?`,
      'g',
    ),
  ],
];

const AIM =
  /(?:应当?|须|要求|规定|标准|目标|确保|力争|争取|计划|将|拟|预计|较上年度?|不低于|不少于|不超过|不高于|不得|至少)[^,。;]{0,16}$/;

function figuresIn(text: string): Figure[] {
  const figures: (Figure & { at: number })[] = [];
  for (const { start, end } of statements(text)) {
    const printed = text.slice(start, end);
    const folded = fold(printed);
    const isReport = /已经?|目前|实际|完成|截至|现有|现为/.test(folded);
    for (const [comparison, pattern] of FIGURES) {
      for (const match of folded.matchAll(pattern)) {
        const [all, digits = '', unit, bound] = match;
        const before = folded.slice(Math.max(0, match.index - 24), match.index + 4);
        const isAim = bound !== undefined ? !isReport || AIM.test(before) : AIM.test(before);
        figures.push({
          at: start + match.index,
          raw: printed.slice(match.index, match.index + all.length),
          comparison,
          value: Number(digits),
          unit: unit ?? null,
          metric: metricBefore(printed, match.index),
          isAim,
        });
      }
    }
  }
  return withoutOverlaps(figures);
}

/** 压减到5% is a level and no cut of 5 %: of two readings of one place the longer holds. */
function withoutOverlaps(figures: readonly (Figure & { at: number })[]): Figure[] {
  const kept: (Figure & { at: number })[] = [];
  for (const figure of figures.toSorted((a, b) => a.at - b.at || b.raw.length - a.raw.length)) {
    const last = kept.at(-1);
    if (last === undefined || figure.at >= last.at + last.raw.length) kept.push(figure);
  }
  return kept;
}

/** The words right before, back to the last comma: what is counted. */
function metricBefore(printed: string, at: number): string | null {
  const before = fold(printed.slice(0, at));
  const from = Math.max(...[',', '。', ';', ':', '\n'].map((mark) => before.lastIndexOf(mark))) + 1;
  const metric = printed
    .slice(from, at)
    .replace(/(?:应当?|须|将|要|比例|较上年度?){1,4}$/, '')
    .trim();
  return metric === '' || metric.length > 40 ? null : metric;
}
