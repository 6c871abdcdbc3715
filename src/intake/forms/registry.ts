/** Finds out which form a document has, and reads its findings. To add a form, write its reader and name it here. */
import type { IntakeError } from '../schema.ts';
import type { Line } from '../text/lines.ts';
import type { FormReading, ReadContext } from './form.ts';
import { readAggregate } from './aggregate.ts';
import { readLabelled } from './labelled.ts';
import { readListed } from './listed.ts';
import { readNotice } from './notice.ts';
import { readOversight } from './oversight.ts';
import { readTitled } from './titled.ts';
import { tokenise } from './tokens.ts';
import { buildTree, type Tree } from './tree.ts';
import { applyToAll } from './whole.ts';

/** Null where the document has not that form. */
type Reader = (tree: Tree, context: ReadContext) => FormReading | null;

/** In order of preference: the more a form states, the earlier it is tried. */
const readers: readonly Reader[] = [
  readLabelled,
  readTitled,
  readListed,
  readNotice,
  readOversight,
];

export function readForm(lines: readonly Line[], context: ReadContext): FormReading {
  const tree = buildTree(tokenise(lines));
  for (const read of readers) {
    const reading = read(tree, context);
    if (reading === null) continue;
    if (!reading.ok) return reading;
    noteCuts(tree, context);
    return { ...reading, aspects: applyToAll(reading.aspects, tree) };
  }
  const counted = readAggregate(lines);
  if (counted !== null) return counted;
  return { ok: false, error: noFindings(lines) };
}

function noteCuts({ cuts }: Tree, { warn }: ReadContext): void {
  for (const { number } of cuts) {
    warn(
      number,
      'text_truncated',
      '文本在此处中断，其后内容可能缺失 / The text breaks off here; what follows may be missing',
    );
  }
}

/** The refusal for a document in which nothing was found; `line` is where reading stopped. */
function noFindings(lines: readonly Line[]): IntakeError {
  const line = lines.at(-1)?.number ?? 1;
  return {
    code: 'no_findings',
    line,
    message:
      `读到第${line}行为止没有找到问题条目：应为带编号的问题（如“1.”），其下有“整改情况”“整改进展”等栏目，或“存在的问题”等章节` +
      ` / No findings up to line ${line}: looked for numbered findings (such as "1.") with a label like 整改情况 or 整改进展 below them, or a chapter like 存在的问题`,
  };
}
