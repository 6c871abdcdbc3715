/** From a heading of the tree to an entry: its heading, who answers for it, and the text below its labels. */
import { readAttributes } from '../readings/attributes.ts';
import { MeasureList } from '../readings/measures.ts';
import { fold } from '../text/lines.ts';
import { readCaseNumber } from '../text/case-number.ts';
import { readMark } from '../text/numbering.ts';
import type { ReadContext } from './form.ts';
import { hasProgress, ownsProgress } from './placing.ts';
import type { Block, Entry } from './skeleton.ts';
import type { LabelToken, Part, TreeNode } from './tree.ts';

export function entryOf(node: TreeNode, context: ReadContext): Entry {
  const { style, value, source, text } = node;
  const filed = readCaseNumber(fold(text));
  const rest = filed === null ? text : text.slice(filed.length).trim();
  const entry: Entry = {
    style,
    value,
    caseNo: filed?.no ?? null,
    source,
    heading: rest === '' ? [] : [rest],
    attributes: [],
    blocks: [],
    leaves: [],
  };
  for (const part of node.parts) {
    if (part.kind === 'text' && listsUnlabelled(node, entry, part.text)) {
      entry.blocks.push({ name: '', kind: 'progress', status: null, list: listReporting(context) });
    }
    takePart(entry, part, context);
  }
  return entry;
}

/** A paragraph that begins with 一是 lists measures where the finding's label was left out. */
function listsUnlabelled(node: TreeNode, { blocks }: Entry, text: string): boolean {
  if (blocks.length > 0) return false;
  const mark = readMark(fold(text));
  return mark?.style === 'ordinal' && mark.value === 1 && !ownsProgress(node);
}

function takePart(entry: Entry, part: Part, context: ReadContext): void {
  if (part.kind === 'label') return takeLabel(entry, part, context);
  const block = entry.blocks.at(-1);
  if (part.kind === 'text') {
    if (block === undefined) entry.heading.push(part.text);
    else block.list.feed(part.source.number, part.text);
    return;
  }
  // What is numbered below a label is its list, unless it has labels of its own.
  if (block === undefined || hasProgress(part.node)) {
    entry.leaves.push(entryOf(part.node, context));
  } else {
    feedNode(block, part.node);
  }
}

function takeLabel(entry: Entry, { label, source, text }: LabelToken, context: ReadContext): void {
  if (label.kind === 'attributes') {
    const attributes = readAttributes(text);
    if (attributes !== null) entry.attributes.push(attributes);
    return;
  }
  if (label.kind === 'problem') {
    if (text !== '') entry.heading.push(text);
    return;
  }
  const block: Block = {
    name: label.name,
    kind: label.kind,
    status: label.status,
    list: listReporting(context),
  };
  entry.blocks.push(block);
  block.list.feed(source.number, text);
}

/** A numbered line below a label, with all that stands below it in turn. */
function feedNode({ list }: Pick<Block, 'list'>, { printed, source, parts }: TreeNode): void {
  list.feed(source.number, printed);
  for (const part of parts) {
    if (part.kind === 'node') feedNode({ list }, part.node);
    else if (part.kind === 'text') list.feed(part.source.number, part.text);
    else if (part.label.kind === 'attributes') list.feed(part.source.number, `(${part.text})`);
    else list.feed(part.source.number, `${part.label.name}:${part.text}`);
  }
}

export function listReporting({ warn }: ReadContext): MeasureList {
  return new MeasureList((line, problem, expected, found) => {
    const [chinese, english] = problem === 'gap' ? ['缺号', 'gap'] : ['重号', 'duplicate'];
    warn(
      line,
      `numbering_${problem}`,
      `措施编号${chinese}：应为${expected}，实为${found} / ${english} in the numbering of measures: ${expected} expected, ${found} found`,
    );
  });
}
