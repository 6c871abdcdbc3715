/** Columns that stand under each other where Chinese and Latin letters share a line. */

/** Characters that take up two places in a terminal and in a typewriter face. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks on the character before them, and joiners. */
const noPlace = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** How many places a text takes up. */
export function placesOf(text: string): number {
  let places = 0;
  for (const character of text) {
    if (wide.test(character)) places += 2;
    else if (!noPlace.test(character)) places += 1;
  }
  return places;
}

/** One line per pair, what is said beside its label, all beginning at the same place. */
export function besideLabels(
  pairs: readonly (readonly [label: string, said: string])[],
  indent = '',
): string[] {
  const width = Math.max(0, ...pairs.map(([label]) => placesOf(label)));
  return pairs.map(([label, said]) => {
    const gap = ' '.repeat(width - placesOf(label) + 2);
    return `${indent}${label}${gap}${said}`.trimEnd();
  });
}
