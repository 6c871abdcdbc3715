/** Cuts texts to what a receiver takes, between characters, with an ellipsis in place of the rest. */

const ellipsis = '…';

/** What one character costs. */
type Weigh = (character: string) => number;

/** UTF-8 bytes. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

/** UTF-8 bytes within a JSON text: quotes, line breaks and the like are written as two or more. */
export function jsonBytesOf(text: string): number {
  return bytesOf(JSON.stringify(text)) - 2;
}

/**
 * The longest beginning that costs at most `max`, the ellipsis included where something was cut.
 * Characters are what readers take for one: a flag or a letter with its accents stays whole.
 */
export function cutTo(text: string, max: number, weigh: Weigh = bytesOf): string {
  const room = max - weigh(ellipsis);
  let cost = 0;
  let kept = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    cost += weigh(segment);
    if (cost <= room) kept = index + segment.length;
    if (cost > max) return room < 0 ? '' : `${text.slice(0, kept).trimEnd()}${ellipsis}`;
  }
  return text;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
