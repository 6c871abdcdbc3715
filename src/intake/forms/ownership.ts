/** Answers which progress label belongs to which heading, in one pass over the tokens. */
import { HEADING_STYLES } from './tokens.ts';
import type { HeadingStyle, Token } from './tokens.ts';

/**
 * For a heading at `index`: the name of the progress label that stands below it before the next
 * heading of its own rank or above, or null. A heading with such a label is a finding; one
 * without may be an entry of a list.
 */
export type LabelBelow = (index: number, style: HeadingStyle) => string | null;

const rankOf = (style: HeadingStyle): number => HEADING_STYLES.indexOf(style);

export function findLabelsBelow(tokens: readonly Token[]): LabelBelow {
  const names: (readonly (string | null)[])[] = Array.from({ length: tokens.length });
  // Walking upwards, each rank remembers the nearest label not yet cut off by a heading.
  let nearest: readonly (string | null)[] = HEADING_STYLES.map(() => null);
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    names[index] = nearest;
    if (token?.kind === 'label' && token.label.kind === 'progress') {
      nearest = HEADING_STYLES.map(() => token.label.name);
    } else if (token?.kind === 'heading') {
      const rank = rankOf(token.style);
      nearest = nearest.map((name, of) => (of >= rank ? null : name));
    }
  }
  return (index, style) => names[index]?.[rankOf(style)] ?? null;
}
