/** What people see of an HTML text, as lines. Good for finding words and codes, not for showing. */

const lineMarks = /<(?:br|\/?(?:p|div|tr|td|th|li|ul|table|h\d|pre))\b[^<>]*>/giu;
const marks = /<[^<>]*>/gu;
const named: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

export function linesOfHtml(html: string): string {
  return withoutStyles(html)
    .replace(lineMarks, '\n')
    .replace(marks, '')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/giu, (whole, ...found: unknown[]) => {
      const [decimal, hex, name] = found.map((each) => (typeof each === 'string' ? each : ''));
      if (name) return named[name.toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    });
}

/** A style sheet is full of figures that look like reply codes. */
function withoutStyles(html: string): string {
  const [first = '', ...others] = html.split(/<style\b/iu);
  const after = others.map((piece) => {
    const end = piece.search(/<\/style/iu);
    return end < 0 ? '' : piece.slice(end);
  });
  return [first, ...after].join('');
}
