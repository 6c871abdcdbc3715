/** Closes up a text that a site of shared files has cut into numbered chunks: 1、…寄宿制学 / 2、校是否…. */
import { lineAt, type Line } from './lines.ts';
import { isFinished } from './sentences.ts';

/** What is shorter is an entry of a list. */
const SHORTEST_CHUNK = 120;
const NUMBER = /^(\d{1,3})、\s{0,4}/;

/** The chunks count from 1, are long, and most of them stop inside a sentence. */
export function joinChunks(lines: readonly Line[]): Line[] {
  const from = lines.findIndex(({ folded }) => NUMBER.exec(folded)?.[1] === '1');
  const chunks: Line[] = [];
  for (const line of lines.slice(Math.max(from, 0))) {
    if (NUMBER.exec(line.folded)?.[1] !== String(chunks.length + 1)) break;
    chunks.push(line);
  }
  const whole = chunks.slice(0, -1);
  const cut = whole.filter(({ text }) => !isFinished(text));
  const areChunks =
    whole.length > 0 &&
    whole.every(({ text }) => text.length >= SHORTEST_CHUNK) &&
    cut.length * 2 > whole.length;
  const [first] = chunks;
  if (!areChunks || first === undefined) return [...lines];
  const text = chunks.map((chunk) => withoutNumber(chunk)).join('');
  return [
    ...lines.slice(0, from),
    lineAt(first.number, text),
    ...lines.slice(from + chunks.length),
  ];
}

const withoutNumber = ({ text, folded }: Line): string =>
  text.slice(NUMBER.exec(folded)?.[0].length ?? 0);
