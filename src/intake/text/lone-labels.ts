/** Joins a label that has a line to itself with what stands below it: 责任人: / 李勇. */
import { findLabels } from '../readings/labels.ts';
import { lineAt, type Line } from './lines.ts';
import { readMark } from './numbering.ts';

/** Without a colon a word is a label only where the document uses it so again and again. */
const LEAST_USES = 2;

/** A list below a label keeps its lines; so does a label below a label. */
export function joinLoneLabels(lines: readonly Line[]): Line[] {
  const bare = repeatedNames(lines);
  const joined: Line[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const isBare = bare.has(line.folded);
    const next = lines[at + 1];
    if (next === undefined || !(isBare || isLoneLabel(line)) || opensSomething(next, bare)) {
      joined.push(isBare ? lineAt(line.number, `${line.text}:`) : line);
      continue;
    }
    joined.push(lineAt(line.number, `${line.text}${isBare ? ':' : ''}${next.text}`));
    at += 1;
  }
  return joined;
}

/** Nothing but a label, or a number and a label. */
function isLoneLabel({ folded }: Line): boolean {
  if (!folded.endsWith(':')) return false;
  const from = readMark(folded)?.length ?? 0;
  const labels = findLabels(folded, from);
  return labels.length === 1 && labels[0]?.start === from && labels[0].end === folded.length;
}

const opensSomething = ({ folded }: Line, bare: ReadonlySet<string>): boolean =>
  readMark(folded) !== null || bare.has(folded) || findLabels(folded)[0]?.start === 0;

const LONGEST_NAME = 10;

function repeatedNames(lines: readonly Line[]): ReadonlySet<string> {
  const uses = new Map<string, number>();
  for (const { folded } of lines) {
    if (folded.length > LONGEST_NAME || /[:。,;]/.test(folded)) continue;
    const [label] = findLabels(`${folded}:`);
    if (label?.start !== 0 || label.end !== folded.length + 1) continue;
    uses.set(folded, (uses.get(folded) ?? 0) + 1);
  }
  const repeated = [...uses].filter(([, count]) => count >= LEAST_USES).map(([name]) => name);
  // One word that comes again may be a heading; a record has several.
  return new Set(repeated.length >= LEAST_USES ? repeated : []);
}
