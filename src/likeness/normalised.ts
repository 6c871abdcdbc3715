/** Texts without what does not change their meaning: width, case, punctuation, spaces. */

/** Half-width, lower case, only letters, their marks, and digits. Traditional characters stay as they are. */
export function normalised(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      // Lower case may leave marks apart from their letter.
      .normalize('NFKC')
      .replaceAll(/[^\p{L}\p{M}\p{N}]|\p{Variation_Selector}/gu, '')
  );
}
