/** One place where figures do not agree. */
export interface Disagreement {
  readonly line: number;
  /** Chinese first, then English. */
  readonly message: string;
}

/** So much of a document is quoted, in characters. */
const LONGEST_QUOTE = 40;

/** The words of the document, shortened from the left: what counts stands at the end. */
export const quoted = (printed: string): string =>
  printed.length > LONGEST_QUOTE ? `…${printed.slice(-LONGEST_QUOTE)}` : printed;
