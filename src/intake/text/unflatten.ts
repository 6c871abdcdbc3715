/** Gives back the line breaks of a document that was printed on one line. */
import { findLabels } from '../readings/labels.ts';
import { fold } from './lines.ts';
import type { Line } from './lines.ts';

/**
 * A line that holds the progress of two findings or more was flattened; it is broken before
 * every heading. All pieces keep the line's number. Other lines pass unchanged.
 */
export function unflatten(lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => (isFlattened(line.folded) ? breakUp(line) : [line]));
}

const MARK =
  '(?:[一二三四五六七八九十]{1,3}、|\\([一二三四五六七八九十]{1,3}\\)|\\d{1,2}[.、](?=[^\\d\\s]|20\\d\\d)|\\(\\d{1,2}\\))';
const BREAK = new RegExp(
  `(?<=[。!?\\s]|方面|问题|情况)(?=${MARK})|(?<=报告|通\\s{0,4}报)(?=\\s{0,4}(?:根据|按照))` +
    '|(?<=。\\s{0,4})(?=(?:[^。,]{0,16}巡[察视]组|巡[察视]期间)[^。,]{0,20}移交)',
  'g',
);
const FINDING = /(?:^|[。!?\s面题况])(?:\d{1,2}[.、]|\(\d{1,2}\))[^\d]/g;

function isFlattened(folded: string): boolean {
  const headings = folded.match(FINDING)?.length ?? 0;
  if (headings < 2) return false;
  return findLabels(folded).filter(({ kind }) => kind === 'progress').length >= 2;
}

function breakUp({ number, text, folded }: Line): Line[] {
  const cuts = Array.from(folded.matchAll(BREAK), ({ index }) => index);
  return [0, ...cuts].flatMap((start, position) => {
    const piece = text.slice(start, cuts[position] ?? text.length).trim();
    return piece === '' ? [] : [{ number, text: piece, folded: fold(piece) }];
  });
}
