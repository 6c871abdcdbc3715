/** Figures in words: 全覆盖, 清零, 翻一番. */
import type { Figure } from './figure.ts';
import type { Statement } from './figures-in.ts';
import { isAimed, LOOK_AHEAD, LOOK_BACK } from './aims.ts';
import { metricOf } from './metric.ts';

const WORDS: readonly (readonly [RegExp, Pick<Figure, 'comparison' | 'value' | 'unit'>])[] = [
  [/全覆盖/g, { comparison: 'at_least', value: 100, unit: '%' }],
  [
    /清零|归零|零(?:事故|发生|上访|投诉|欠账|增长|容忍度)/g,
    { comparison: 'at_most', value: 0, unit: null },
  ],
  [/翻一番/g, { comparison: 'raise_by', value: 100, unit: '%' }],
  [/翻两番/g, { comparison: 'raise_by', value: 300, unit: '%' }],
];

/** A character of each. */
const MAY_BE_WORD = /[覆零翻]/;

/** Words like these are often no more than a manner of speaking: they count where a time or a goal is named. */
const IS_GOAL =
  /(?:力争|争取|目标|要求|░{3}(?:底|末|前)|[年月]底前?|[年月]内|学期[内末]|前)[^,;。]{0,24}$/;

export function figuresInWords({ printed, plain, start }: Statement): Figure[] {
  if (!MAY_BE_WORD.test(plain)) return [];
  return WORDS.flatMap(([pattern, figure]) =>
    Array.from(plain.matchAll(pattern)).flatMap(({ index, 0: raw }) => {
      const before = plain.slice(Math.max(0, index - LOOK_BACK), index);
      const aimed = isAimed({
        before,
        behind: plain.slice(index + raw.length, index + raw.length + LOOK_AHEAD),
      });
      const isAim = aimed !== false && IS_GOAL.test(before.slice(-32));
      if (!isAim && aimed !== false) return [];
      const metric = metricOf(printed.slice(Math.max(0, index - 100), index));
      const { unit } = figure;
      return [{ ...figure, at: start + index, raw, base: unit, scale: 1, metric, isAim }];
    }),
  );
}
