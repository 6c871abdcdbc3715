/** A paragraph of a Word document while it is read. */
import type { Piece } from '../block-list.ts';
import type { ListPlace } from './styles.ts';

export interface OpenParagraph {
  readonly parts: string[];
  style: string | undefined;
  place: { -readonly [K in keyof ListPlace]: ListPlace[K] };
  /** Its end was struck out: what follows belongs to it. */
  endDeleted: boolean;
  /** What stands in frames anchored here, and the notes it refers to: printed after it. */
  readonly after: Piece[];
}

export const openParagraph = (): OpenParagraph => ({
  parts: [],
  style: undefined,
  place: {},
  endDeleted: false,
  after: [],
});

/** Line breaks at the end part nothing. */
export function textIn({ parts }: OpenParagraph): string {
  const text = parts.join('');
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}
