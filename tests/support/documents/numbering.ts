/** The ways lists are numbered. */

const CHINESE = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99. */
export function chineseNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return CHINESE[ones] ?? '';
  return `${tens === 1 ? '' : CHINESE[tens]}十${CHINESE[ones]}`;
}

export const STYLES = [
  '一、',
  '（一）',
  '1.',
  '1、',
  '1．',
  '（1）',
  '1）',
  '①',
  '一是',
  '第一，',
  '首先，',
  '问题1：',
  '问题一：',
  '——',
  '●',
  '',
] as const;
export type Numbering = (typeof STYLES)[number];

const ORDER = ['首先，', '其次，', '再次，', '最后，'];

/** `index` from 0. */
export function marker(style: Numbering, index: number): string {
  const at = index + 1;
  switch (style) {
    case '一、':
      return `${chineseNumber(at)}、`;
    case '（一）':
      return `（${chineseNumber(at)}）`;
    case '1.':
    case '1、':
    case '1．':
    case '1）':
      return `${at}${style.slice(1)}`;
    case '（1）':
      return `（${at}）`;
    case '①':
      // There are twenty of them.
      return at <= 20 ? String.fromCodePoint(0x2460 + index) : `（${at}）`;
    case '一是':
      return `${chineseNumber(at)}是`;
    case '第一，':
      return `第${chineseNumber(at)}，`;
    case '首先，':
      return ORDER[index] ?? '此外，';
    case '问题1：':
      return `问题${at}：`;
    case '问题一：':
      return `问题${chineseNumber(at)}：`;
    case '——':
    case '●':
    case '':
      return style;
  }
}
