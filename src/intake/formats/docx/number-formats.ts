/** What the number formats of Word print. */
import { chineseDigits, chineseNumber, circled, glyph, letters, roman } from '../list-numbers.ts';

/** `format` is a value of `w:numFmt`; what is not known is printed in digits, as Word does. */
export function printNumber(value: number, format: string): string {
  return (FORMATS.get(format) ?? String)(value);
}

const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const FORMAL = new Map(
  Array.from('〇一二三四五六七八九零十百千', (plain, at): [string, string] => [
    plain,
    '零壹贰叁肆伍陆柒捌玖零拾佰仟'.charAt(at),
  ]),
);

const upper =
  (print: (value: number) => string) =>
  (value: number): string =>
    print(value).toUpperCase();
const wordLetters = (value: number): string => letters(value, { repeated: true });
const counting = (value: number): string => chineseNumber(value);
const oneOf =
  (row: string) =>
  (value: number): string =>
    row.charAt(value - 1) || String(value);
const fullWidth = (value: number): string =>
  String(value).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const formal = (value: number): string =>
  Array.from(chineseNumber(value), (char) => FORMAL.get(char) ?? char)
    .join('')
    .replace(/^拾/, '壹拾');

const FORMATS: ReadonlyMap<string, (value: number) => string> = new Map(
  Object.entries<(value: number) => string>({
    decimal: String,
    decimalHalfWidth: String,
    decimalZero: (value) => String(value).padStart(2, '0'),
    decimalFullWidth: fullWidth,
    decimalFullWidth2: fullWidth,
    decimalEnclosedCircle: circled,
    decimalEnclosedCircleChinese: circled,
    decimalEnclosedFullstop: (value) => glyph(value, 0x2488, 20) ?? `${value}.`,
    decimalEnclosedParen: (value) => glyph(value, 0x2474, 20) ?? `(${value})`,
    numberInDash: (value) => `- ${value} -`,
    upperLetter: upper(wordLetters),
    lowerLetter: wordLetters,
    upperRoman: upper(roman),
    lowerRoman: roman,
    chineseCounting: counting,
    chineseCountingThousand: counting,
    japaneseCounting: counting,
    taiwaneseCounting: counting,
    taiwaneseCountingThousand: counting,
    koreanDigital2: counting,
    ideographDigital: chineseDigits,
    japaneseDigitalTenThousand: chineseDigits,
    taiwaneseDigital: chineseDigits,
    chineseLegalSimplified: formal,
    ideographLegalTraditional: formal,
    japaneseLegal: formal,
    ideographTraditional: oneOf(STEMS),
    ideographZodiac: oneOf(BRANCHES),
    ideographEnclosedCircle: (value) => glyph(value, 0x3280, 10) ?? String(value),
    none: () => '',
  }),
);
