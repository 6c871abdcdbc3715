/**
 * What the codes of Chinese fonts mean that are not in the file. Such files say `UniGB-UCS2-H` or
 * `GBK-EUC-H` and rely on tables every viewer brings along; megabytes of them, for glyphs. For text
 * none is needed: the codes are Unicode or GBK already. Two tables are made here that together
 * lead from the code to the character, by glyph numbers of our own beyond those of the real tables.
 * A file that uses real glyph numbers and does not say what they mean gets U+FFFD, never a wrong character.
 */

/** The real tables of all Chinese, Japanese and Korean sets have fewer glyphs. */
const FIRST_GLYPH = 31_000;
const LAST_GLYPH = 0xffff;

/** Unicode's blocks that such files hold; together they fit above {@link FIRST_GLYPH}. */
const BLOCKS: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x2c7, 0x2d9],
  [0x391, 0x451],
  [0x2010, 0x206f],
  [0x20a0, 0x20bf],
  [0x2100, 0x23ff],
  [0x2460, 0x2642],
  [0x3000, 0x33ff],
  [0x3400, 0x3fff],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff01, 0xffee],
];

/** The table of this name in the text form of such tables, or null for those that are not made here. */
export function cmapNamed(name: string): string | null {
  if (/^Adobe-(?:GB1|CNS1|Japan1|Korea1)-UCS2$/.test(name)) return glyphsToUnicode();
  if (/^Uni(?:GB|CNS|JIS|KS)-(?:UCS2|UTF16)-[HV]$/.test(name)) return unicodeToGlyphs();
  const encoding = ENCODINGS.find(([pattern]) => pattern.test(name))?.[1];
  return encoding === undefined ? null : codesToGlyphs(encoding);
}

const ENCODINGS: readonly (readonly [RegExp, string])[] = [
  [/^GB(?:K|Kp|pc)?-EUC-[HV]$|^GBK2K-[HV]$/, 'gbk'],
  [/^ETen(?:ms)?-B5-[HV]$/, 'big5'],
];

let numbers: ReadonlyMap<number, number> | undefined;

/** Glyph numbers by character. */
function glyphNumbers(): ReadonlyMap<number, number> {
  if (numbers !== undefined) return numbers;
  const glyphs = new Map<number, number>();
  for (const [first, last] of BLOCKS) {
    for (let code = first; code <= last && FIRST_GLYPH + glyphs.size <= LAST_GLYPH; code += 1) {
      glyphs.set(code, FIRST_GLYPH + glyphs.size);
    }
  }
  numbers = glyphs;
  return glyphs;
}

const hex = (value: number, digits = 4): string => value.toString(16).padStart(digits, '0');

function unicodeToGlyphs(): string {
  const glyphs = glyphNumbers();
  const ranges = BLOCKS.flatMap(([first, last]) => {
    const glyph = glyphs.get(first);
    return glyph === undefined ? [] : [`<${hex(first)}> <${hex(last)}> ${glyph}`];
  });
  return cmap(['<0000> <ffff>'], 'cidrange', ranges);
}

function glyphsToUnicode(): string {
  const unknown = Array.from({ length: FIRST_GLYPH }, (_, glyph) => `<${hex(glyph)}> <fffd>`);
  const known = Array.from(glyphNumbers(), ([code, glyph]) => `<${hex(glyph)}> <${hex(code)}>`);
  return cmap(['<0000> <ffff>'], 'bfchar', [...unknown, ...known]);
}

function codesToGlyphs(encoding: string): string {
  const glyphs = glyphNumbers();
  const decoder = new TextDecoder(encoding);
  const codes: string[] = [];
  const add = (bytes: readonly number[]): void => {
    const glyph = glyphs.get(decoder.decode(Uint8Array.from(bytes)).codePointAt(0) ?? 0);
    const code = bytes.map((byte) => hex(byte, 2)).join('');
    if (glyph !== undefined) codes.push(`<${code}> ${glyph}`);
  };
  for (let byte = 0x20; byte <= 0x7e; byte += 1) add([byte]);
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) add([lead, trail]);
  }
  return cmap(['<00> <80>', '<8140> <fefe>'], 'cidchar', codes);
}

const PER_SECTION = 100;

function cmap(spaces: readonly string[], kind: string, rows: readonly string[]): string {
  const sections = Array.from({ length: Math.ceil(rows.length / PER_SECTION) }, (_, at) => {
    const section = rows.slice(at * PER_SECTION, (at + 1) * PER_SECTION);
    return `${section.length} begin${kind}\n${section.join('\n')}\nend${kind}\n`;
  });
  return (
    'begincmap\n' +
    `${spaces.length} begincodespacerange\n${spaces.join('\n')}\nendcodespacerange\n` +
    `${sections.join('')}endcmap\n`
  );
}
