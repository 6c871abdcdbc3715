/** Builds the tree a document's numbers describe. */
import { readStatusField } from '../readings/status-fields.ts';
import { isSignature } from '../text/boilerplate.ts';
import { fold, lineAt, type Line } from '../text/lines.ts';
import { NEXT, type MarkStyle } from '../text/numbering.ts';
import { isFinished } from '../text/sentences.ts';
import { announcedRole, reportsBelow } from './announcing.ts';
import { answersAhead } from './answers-ahead.ts';
import { closesDocument } from './closing.ts';
import { announces, Placing } from './placing.ts';
import type { Token } from './tokens.ts';
import { liftTrailing } from './trailing.ts';
import { opensUnnumbered } from './unnumbered.ts';

export type HeadingToken = Extract<Token, { kind: 'heading' }>;
export type LabelToken = Extract<Token, { kind: 'label' }>;

export interface TextPart {
  readonly kind: 'text';
  readonly source: Line;
  readonly text: string;
}

/** What stands below a heading, in the order of the document. */
export type Part = TextPart | LabelToken | { readonly kind: 'node'; readonly node: TreeNode };

/** A numbered heading with what belongs to it. */
export interface TreeNode {
  readonly style: MarkStyle;
  readonly value: number;
  readonly source: Line;
  /** Behind the number, up to the first label. */
  readonly text: string;
  /** The same with its number. */
  readonly printed: string;
  /** A list has begun anew without a heading of its own. */
  readonly startsOver: boolean;
  readonly parts: Part[];
}

export interface Tree {
  /** What stands above the first heading, and the headings of the first rank. */
  readonly parts: readonly Part[];
  /** What belongs to no heading: remarks on the whole, signatures, lines of the site. */
  readonly outside: readonly Line[];
  /** Where the text breaks off. */
  readonly cuts: readonly Line[];
}

export function buildTree(tokens: readonly Token[]): Tree {
  const builder = new TreeBuilder(tokens);
  tokens.forEach((token, index) => builder.take(token, index));
  liftTrailing(builder.parts);
  return builder;
}

export const nodesOf = (parts: readonly Part[]): TreeNode[] =>
  parts.flatMap((part) => (part.kind === 'node' ? [part.node] : []));

/** Labels that stand below what is wrong, or open it. */
const OF_FINDINGS: ReadonlySet<LabelToken['label']['kind']> = new Set([
  'problem',
  'progress',
  'target',
  'inquiry',
  'requirement',
]);

/** In tokens. */
const LONGEST_FINDING = 200;

class TreeBuilder implements Tree {
  readonly parts: Part[] = [];
  readonly outside: Line[] = [];
  readonly cuts: Line[] = [];

  readonly #placing: Placing;
  readonly #tokens: readonly Token[];
  /** Text goes outside until the next heading or label. */
  #isDetached = false;
  #lastText = '';

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
    this.#placing = new Placing(tokens);
  }

  take(token: Token, index: number): void {
    if (token.kind === 'cut') {
      this.cuts.push(token.source);
      // A notice of the site: what follows is the site's too, up to the next heading.
      this.#isDetached ||= token.text === '' && this.#placing.innermost !== null;
      return;
    }
    if (token.kind === 'heading') this.#takeHeading(token, index);
    else if (token.kind === 'label') this.#takeLabel(token, index);
    else this.#takeText(token, index);
    this.#lastText = token.text;
  }

  #takeHeading(token: HeadingToken, index: number): void {
    const before = this.#placing.openCase?.value ?? 0;
    const { parent, startsOver } = this.#placing.place(token, index, this.#isDetached);
    const { style, mark, source, text, printed } = token;
    const value = mark.value === NEXT ? before + 1 : mark.value;
    this.#open({ style, value, source, text, printed, startsOver, parts: [] }, parent);
  }

  #open(node: TreeNode, parent: TreeNode | null): void {
    this.#isDetached = false;
    (parent?.parts ?? this.parts).push({ kind: 'node', node });
    this.#placing.open(node);
  }

  #takeLabel(token: LabelToken, index: number): void {
    if (token.label.kind === 'problem' && token.text !== '' && this.#opensProblem(index))
      return this.#openProblem(token);
    this.#isDetached = false;
    const open = this.#placing;
    if (OF_FINDINGS.has(token.label.kind) && opensUnnumbered(token, index, open, this.parts))
      return;
    (this.#ownerOf(token)?.parts ?? this.parts).push(token);
  }

  /** A label below a list of measures belongs to whose measures they are. */
  #ownerOf({ label, source, text }: LabelToken): TreeNode | null {
    const { innermost, labelled } = this.#placing;
    if (innermost === null || labelled === null || labelled === innermost) return innermost;
    if (label.kind === 'attributes') return source === innermost.source ? innermost : labelled;
    const isUsed = labelled.parts
      .slice(-LONGEST_FINDING)
      .some((part) => part.kind === 'label' && part.label.name === label.name);
    // The same name for a list and then for its outcome: 整改结果:1)…; 整改结果:已整改.
    const isOutcome = readStatusField(`${label.name}状态`, text) !== null;
    return isUsed && label.kind === 'progress' && !isOutcome ? innermost : labelled;
  }

  /** 问题:… again and again below one heading: each opens a finding. */
  #opensProblem(index: number): boolean {
    const { innermost } = this.#placing;
    const before = this.#tokens[index - 1];
    // 灭火器缺失。具体表现:…: the words before the label are the heading.
    if (before?.kind === 'text' && before.source === this.#tokens[index]?.source) return false;
    if (innermost === null) return true;
    const { openCase } = this.#placing;
    if (openCase !== null) return openCase.parts.some((part) => part.kind === 'label');
    let seen = 0;
    for (const token of this.#tokens.slice(index, index + LONGEST_FINDING)) {
      if (token.kind === 'heading') break;
      if (token.kind === 'label' && token.label.kind === 'problem') seen += 1;
    }
    return seen > 1;
  }

  #openProblem(token: LabelToken): void {
    const { source } = token;
    const value = this.#placing.closeCases() + 1;
    const heading = { text: '', printed: token.text, startsOver: false };
    const node: TreeNode = { style: 'case', value, source, ...heading, parts: [] };
    this.#open(node, this.#placing.innermost);
    node.parts.push(token);
  }

  #takeText({ kind, source, text }: Token, index: number): void {
    const isSigned = isSignature(fold(text)) && isFinished(this.#lastText);
    const isOutside =
      kind === 'remark' ||
      (isSigned && !announces(this.#lastText)) ||
      closesDocument(this.#tokens, index);
    // Above the first heading a line of the site says nothing of what follows.
    this.#isDetached ||= isOutside && this.#placing.innermost !== null;
    if (isOutside || this.#isDetached) {
      this.outside.push(lineAt(source.number, text));
      return;
    }
    const role = announcedRole(text);
    const reports = role === 'measures' || reportsBelow(text);
    const isListApart = reports && answersAhead(this.#tokens, index, this.#placing.innermost);
    if (role === 'requirements' || isListApart) this.#placing.leaveList();
    (this.#placing.innermost?.parts ?? this.parts).push({ kind: 'text', source, text });
  }
}
