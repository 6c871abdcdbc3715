/** Reads how the words around a figure bound it: 不超过, 压减…以上, 达到. */
import type { Quantity } from '../figures/quantities.ts';
import type { Comparison } from './figure.ts';

export interface Bound {
  readonly comparison: Comparison;
  /** Characters before and behind the figure that belong to the bound. */
  readonly before: number;
  readonly behind: number;
  /** Whether the words alone say that something is asked for, or that it is so; null where they do not. */
  readonly isAim: boolean | null;
}

const DOWN = '压减|减少|降低|压缩|下降|削减|缩减|缩短|回落|节约|下调|精简';
const UP = '提高|提升|增加|增长|上升|新增|扩大|上调|增收|增';
const REACHING = '(?:了)?(?:幅度?)?(?:不少于|不低于|不超过|至少|达到?|超过?|近|约|为)?';

interface Pattern {
  readonly comparison: Comparison;
  readonly words: RegExp;
  readonly isAim: boolean | null;
}

/** In this order: 压减到 is a level, 压减不少于 a change, 不少于 a level. */
const BEFORE: readonly Pattern[] = [
  {
    comparison: 'at_most',
    words: new RegExp(`(?:${DOWN}|控制|限制|压降|压|降|减)(?:到|至|在|为)了?$`),
    isAim: null,
  },
  {
    comparison: 'at_least',
    words: new RegExp(`(?:${UP}|恢复|升|提|保持|稳定)(?:到|至|在|为)了?$`),
    isAim: null,
  },
  { comparison: 'reduce_by', words: new RegExp(`(?:${DOWN})${REACHING}$`), isAim: null },
  { comparison: 'raise_by', words: new RegExp(`(?:${UP})${REACHING}$`), isAim: null },
  {
    comparison: 'at_most',
    words:
      /(?:不(?:得|应|能|宜|允许)?(?:超过|高于|多于|大于|超出|超|突破|长于)|(?:最多|最高|上限)(?:为|不超过|不得超过)?)$/,
    isAim: true,
  },
  {
    comparison: 'at_least',
    words:
      /(?:不(?:得|应|能|宜)?(?:低于|少于|小于|短于|少)|最低(?:为|不低于)?|至少[^,;。:░]{0,10}|起码[^,;。:░]{0,4})$/,
    isAim: true,
  },
  {
    comparison: 'at_most',
    words: /(?:低于|少于|小于|不足|不到|仅|只有|仅有|仅为|仅占|只占)$/,
    isAim: false,
  },
  {
    comparison: 'at_least',
    words: /(?:达到|达|突破)了$|(?:超过|高于|多于|大于|超出|超)$/,
    isAim: false,
  },
  { comparison: 'at_least', words: /(?:达到|达|突破|实现)$/, isAim: null },
  // 满意率为88%: what is so, unless other words ask for it.
  {
    comparison: 'at_least',
    words: /(?<=率|比|比例|比重|满意度|知晓度)(?:约?为|是|约)?$/,
    isAim: null,
  },
];

const BEHIND: readonly (readonly [Comparison, RegExp])[] = [
  ['at_least', /^(?:及以上|以上|或以上)/],
  ['at_most', /^(?:及以下|以下|以内|之内|或以下)/],
];

/** How far from a figure such words stand, in characters. */
const REACH = 20;

/** `text` is folded and its references blotted out; null where nothing bounds the figure. */
export function boundOf(text: string, { start, end }: Quantity): Bound | null {
  const left = text.slice(Math.max(0, start - REACH), start);
  const behind = BEHIND.map(([comparison, words]) => ({
    comparison,
    length: words.exec(text.slice(end, end + 4))?.[0].length ?? 0,
  })).find(({ length }) => length > 0);
  for (const { comparison, words, isAim } of BEFORE) {
    const before = words.exec(left)?.[0].length;
    if (before !== undefined) return { comparison, before, behind: behind?.length ?? 0, isAim };
  }
  if (behind === undefined) return null;
  return { comparison: behind.comparison, before: 0, behind: behind.length, isAim: null };
}
