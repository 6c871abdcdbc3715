/** Whether a percentage can have come from two numbers, by how exactly it is printed. */
import type { Mention } from './mentions.ts';

/** `printed` is the percentage as it stands in the text: 14%, 74.6%. */
export function canBe(
  worked: number,
  { low, high, isRough }: Mention,
  printed: string,
  before: string,
): boolean {
  const decimals = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
  // Rounded or cut off.
  const step = 10 ** -decimals;
  if (/(?:超过?|逾|高于|大于|不低于|不少于|至少|达到?)$/.test(before) && worked >= low) return true;
  if (/(?:不到|不足|低于|未达)$/.test(before)) return worked < high + step;
  const slack = isRough ? 3 : step;
  return worked > low - slack && worked < high + slack;
}
