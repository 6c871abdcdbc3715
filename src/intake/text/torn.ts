/** Knows what no line can begin with: the rest of a date, or a mark that closes a sentence. */

const TORN_DATES: readonly (readonly [RegExp, RegExp])[] = [
  [/\d{4}$/, /^\s?年(?:\s?\d{1,2}\s?月|底|末|[上下]半年|第)/],
  [
    /\d{4}\s?年$/,
    /^\s?(?:\d{1,2}\s?月|第?[一二三四1-4]\s?季度|[上下]半年|底|末|[春秋]季|[暑寒]假)/,
  ],
  [/年\s?第$/, /^\s?[一二三四1-4]\s?季度/],
  [/(?:年|月\s?[至到—–~-]{1,2})\s?\d{1,2}$/, /^\s?\d?\s?月/],
  [/月\s?[至到—–~-]{1,2}$/, /^\s?\d{1,2}\s?[月日]/],
  [/\d\s?月$/, /^\s?(?:\d{1,2}\s?[日号]|[上中下]旬|底|末)/],
  [/月\s?\d{1,2}$/, /^\s?\d?\s?[日号](?:前|之前|$)/],
  [/月\s?[上中下]$/, /^旬/],
];

const CLOSES_ALONE = /^[。;,、:!?)\]”》]{1,3}$/;

/** Whether the second line is the end of the first, whatever stood between them on the page. */
export const isTorn = (before: string, after: string): boolean =>
  CLOSES_ALONE.test(after) ||
  TORN_DATES.some(([end, start]) => end.test(before.slice(-8)) && start.test(after));
