/** Whether a text without a telling name looks like a table. */

const LOOKED_AT = 20;
const SEPARATORS = [',', '\t', ';'];

/** Its first lines are parted into the same number of cells, three or more, by one separator. */
export function isDelimited(text: string): boolean {
  const lines = text.slice(0, 64 * 1024).split(/\r\n|\n|\r/);
  // The last may be cut off.
  if (lines.length > 1) lines.pop();
  const first = lines.filter((line) => line.trim() !== '').slice(0, LOOKED_AT);
  if (first.length < 2) return false;
  return SEPARATORS.some((separator) => {
    const counts = first.map((line) => partsOf(line, separator));
    return (counts[0] ?? 0) >= 3 && counts.every((count) => count === counts[0]);
  });
}

/** What stands between double quotes is one part, whatever is in it. */
function partsOf(line: string, separator: string): number {
  let parts = 1;
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === separator && !quoted) parts += 1;
  }
  return parts;
}
