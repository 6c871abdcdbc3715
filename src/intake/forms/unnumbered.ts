/** Findings without a number: a label that comes again below one heading belongs to the words above it. */
import { fold } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import { statesTheWhole } from '../readings/status-clauses.ts';
import { withoutEnd } from '../text/sentences.ts';
import type { Placing } from './placing.ts';
import type { LabelToken, Part, TextPart, TreeNode } from './tree.ts';

/**
 * Where the label has been used below the same heading, and words stand between, opens a finding with
 * these words as its heading, and puts the label there. The finding before it gets a place of its own too.
 * `index` is the token's own.
 */
export function opensUnnumbered(
  token: LabelToken,
  index: number,
  placing: Placing,
  root: Part[],
): boolean {
  const { innermost, labelled } = placing;
  const owner = labelled ?? null;
  const parts = owner?.parts ?? root;
  if (token.label.start !== 0) return false;
  const isProblem = token.label.kind === 'problem';
  const isUsed = !isProblem && usesLabel(parts, token.label.name);
  if (!isUsed && !isAheadOfUsed(parts, token, placing.progressBehind(index))) return false;
  const holder = innermost?.parts ?? root;
  const from = headingFrom(holder);
  if (from === holder.length && !isProblem) return false;
  const taken = holder.splice(from);
  const heading = taken.filter((part) => part.kind === 'text' || isHeading(part));
  const own = [...taken.filter(isAttributes), ...attributesAfter(parts, heading[0])];

  if (owner?.style === 'case') {
    const value = placing.closeCases() + 1;
    const above = placing.innermost;
    openCase({ value, heading: [...heading, ...own], token }, above?.parts ?? root, placing);
    return true;
  }
  const before = parts.splice(firstOfFinding(parts, owner));
  const first = before.flatMap((part) => (part.kind === 'text' ? [part.source] : []))[0];
  const node = caseNode(1, first ?? owner?.source ?? token.source, before);
  parts.push({ kind: 'node', node });
  placing.closeBelow(owner);
  openCase({ value: 2, heading: [...heading, ...own], token }, parts, placing);
  return true;
}

/** Who answers for the new finding stands below its heading: it has gone to the finding before. */
function attributesAfter(parts: Part[], heading: TextPart | LabelToken | undefined): LabelToken[] {
  const from = parts.findIndex(
    (part) =>
      isAttributes(part) &&
      part.source.number > (heading?.source.number ?? Number.POSITIVE_INFINITY),
  );
  return from === -1 ? [] : parts.splice(from).filter((part) => part.kind === 'label');
}

const usesLabel = (parts: readonly Part[], name: string): boolean =>
  parts.slice(-LONGEST_FINDING).some((part) => part.kind === 'label' && part.label.name === name);

/** 整改目标: or 问题描述: that only this finding has, ahead of the label they all have. */
const isAheadOfUsed = (
  parts: readonly Part[],
  { label }: LabelToken,
  progress: string | null,
): boolean => label.kind !== 'progress' && progress !== null && usesLabel(parts, progress);

/** In parts: no finding has more. */
const LONGEST_FINDING = 400;

/** The trailing lines that neither belong to a list nor to the label right above them. */
function headingFrom(parts: readonly Part[]): number {
  const last = parts.findLastIndex((part) => !isAttributes(part));
  let from = last + 1;
  while (from > 0) {
    const part = parts[from - 1];
    if (part === undefined || !(isHeading(part) || isInHeading(part, parts[from - 2]))) break;
    // 此问题已整改到位 closes the finding before.
    if (part.kind === 'text' && statesTheWhole(withoutEnd(part.text), false)) break;
    from -= 1;
  }
  const above = parts[from - 1];
  // A label alone on its line is followed by what it opens.
  const isAnswer = above?.kind === 'label' && above.text === '' && from <= last;
  const begin = isAnswer ? from + 1 : from;
  return begin > last ? parts.length : begin;
}

/** Words, or the label within them: 灭火器缺失。具体表现:…. A numbered line belongs to a list. */
const isHeading = (part: Part): part is TextPart | LabelToken =>
  part.kind === 'text'
    ? readMark(fold(part.text)) === null
    : part.kind === 'label' && part.label.kind === 'problem' && part.label.start > 0;

/** The list behind that label on its line: 具体表现:一是…. */
const isInHeading = (part: Part, label: Part | undefined): boolean =>
  part.kind === 'text' &&
  label?.kind === 'label' &&
  label.source.number === part.source.number &&
  isHeading(label);

/** 责任人:甲某 on its own line, as it stands between a heading and what has been done. */
const isAttributes = (part: Part): part is LabelToken =>
  part.kind === 'label' && part.label.kind === 'attributes';

/** 该方面反馈问题2个,均已制定整改措施: said of the chapter. */
export const isIntroduction = (part: Part): boolean =>
  part.kind === 'text' && INTRODUCTION.test(fold(part.text));

const INTRODUCTION =
  /^(?:[该本此]方面|共?(?:反馈|发现|涉及|指出))[^。;]{0,20}(?:问题)?\d{1,3}[个项条](?:问题)?/;

/** Below a heading all is the first finding's; at the top only the line above its label is. */
function firstOfFinding(parts: readonly Part[], owner: TreeNode | null): number {
  if (owner !== null) return parts.findIndex((part) => !isIntroduction(part));
  const label = parts.findIndex((part) => part.kind === 'label' && part.label.kind === 'progress');
  const heading = parts.slice(0, label).findLastIndex((part) => !isAttributes(part));
  return Math.max(0, heading);
}

interface Opening {
  readonly value: number;
  readonly heading: readonly (TextPart | LabelToken)[];
  readonly token: LabelToken;
}

function openCase({ value, heading, token }: Opening, into: Part[], placing: Placing): void {
  const node = caseNode(value, heading[0]?.source ?? token.source, [...heading, token]);
  into.push({ kind: 'node', node });
  placing.open(node);
}

const caseNode = (value: number, source: TreeNode['source'], parts: Part[]): TreeNode => ({
  style: 'case',
  value,
  source,
  text: '',
  printed: '',
  startsOver: false,
  parts,
});
