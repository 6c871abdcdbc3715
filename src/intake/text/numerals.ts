/** Reads whole numbers as documents print them: 18, 十八, 两, 一百二十, 三千. */

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** The number, or null where the characters do not form one below ten thousand (or plain digits). */
export function parseNumeral(printed: string): number | null {
  if (/^\d{1,9}$/.test(printed)) return Number(printed);
  if (!/^[〇零一二两三四五六七八九十百千]{1,9}$/.test(printed)) return null;
  let total = 0;
  let digit: number | null = null;
  for (const char of printed) {
    const unit = UNITS[char];
    if (unit === undefined) {
      // 二三 names no number; 二十三 and 一百零三 do.
      if (digit !== null && digit !== 0) return null;
      digit = DIGITS[char] ?? 0;
    } else {
      total += (digit ?? 1) * unit;
      digit = null;
    }
  }
  return total + (digit ?? 0);
}

/** Digits read one by one, as years are printed: 二〇二四 is 2024. */
export function parseDigits(printed: string): number | null {
  const digits = Array.from(printed, (char) => DIGITS[char]);
  return digits.includes(undefined) || digits.length === 0 ? null : Number(digits.join(''));
}
