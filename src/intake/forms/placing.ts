/** Decides below which heading the next numbered one stands, in whatever order the styles are nested. */
import { RESULT_NAME } from '../readings/labels.ts';
import { MeasureList } from '../readings/measures.ts';
import { fold } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import type { HeadingToken, LabelToken, TreeNode } from './tree.ts';
import type { Token } from './tokens.ts';

export interface Placed {
  /** Null for a heading of the first rank. */
  readonly parent: TreeNode | null;
  /** Its number is 1 where the list before it had begun already. */
  readonly startsOver: boolean;
}

/** In headings inside one another: no document has more. */
const DEEPEST = 12;

/** How far to look ahead for a label: findings are not longer than that. */
const LOOK_AHEAD = 200;

/**
 * The open headings, from the outermost inwards. The next number of a level goes on with that level;
 * a 1 opens a level of its own, unless the list it would stand in is another one that begins anew.
 */
export class Placing {
  readonly #tokens: readonly Token[];
  readonly #open: TreeNode[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get innermost(): TreeNode | null {
    return this.#open.at(-1) ?? null;
  }

  /** The nearest open heading that has a progress label, from the innermost outwards. */
  get labelled(): TreeNode | null {
    return this.#open.findLast(ownsProgress) ?? null;
  }

  /** The finding now open that has a label 问题: or a file's number for its heading. */
  get openCase(): TreeNode | null {
    return this.#open.find(({ style }) => style === 'case') ?? null;
  }

  /** The name of the progress label that follows the token below the same heading. */
  progressBehind(index: number): string | null {
    return progressAhead(this.#tokens, index);
  }

  /** What follows is said of the whole list the innermost heading stands in. */
  leaveList(): void {
    if (this.labelled === null && this.#open.length > 0) this.#open.length -= 1;
  }

  open(node: TreeNode): void {
    this.#open.push(node);
  }

  /** Closes the findings that carry a label 问题: instead of a number; returns the last one's. */
  closeCases(): number {
    const depth = this.#open.findIndex(({ style }) => style === 'case');
    if (depth === -1) return 0;
    const last = this.#open[depth]?.value ?? 0;
    this.#open.length = depth;
    return last;
  }

  /** Closes all that stands below the heading; null closes everything. */
  closeBelow(node: TreeNode | null): void {
    this.#open.length = node === null ? 0 : this.#open.indexOf(node) + 1;
  }

  /** Closes what the heading does not stand in. `isDetached`: a remark on the whole stands before it. */
  place(token: HeadingToken, index: number, isDetached: boolean): Placed {
    const { style, mark } = token;
    const depths = this.#depthsOf(style);
    const [outermost] = depths;
    // Cases are filed one after the other; their numbers do not count.
    if (style === 'case' && outermost !== undefined) return this.#closeTo(outermost, false);
    const fitting = depths.filter((depth) => this.#open[depth]?.value === mark.value - 1);
    const isFull = this.#open.length >= DEEPEST;
    if (!isFull && this.#goesOnInline(token) && !this.#isFinding(fitting, index))
      return this.#below();
    const depth = fitting.length > 1 ? this.#levelOf(fitting, index) : fitting[0];
    if (depth !== undefined) return this.#closeTo(depth, false);
    const same = depths.at(-1);
    if (same === undefined) return this.#placeNewStyle(token, isDetached);
    if (mark.value > 1) return this.#closeTo(same, false);
    return !isFull && !this.#numbersProblem(index) && this.#isNested(same, isDetached)
      ? this.#below()
      : this.#closeTo(same, true);
  }

  #depthsOf(style: TreeNode['style']): number[] {
    return this.#open.flatMap((node, depth) => (node.style === style ? [depth] : []));
  }

  #closeTo(depth: number, startsOver: boolean): Placed {
    this.#open.length = depth;
    return { parent: this.innermost, startsOver };
  }

  #below(): Placed {
    return { parent: this.innermost, startsOver: false };
  }

  /** The list began on its label's own line: 整改情况:(1)…; and goes on in the next. */
  #goesOnInline({ style, mark }: HeadingToken): boolean {
    const last = this.innermost?.parts.at(-1);
    if (last?.kind !== 'label' || last.label.kind === 'attributes') return false;
    const list = new MeasureList(() => undefined);
    list.feed(0, last.text);
    return list.style === style && list.measures.length === mark.value - 1;
  }

  #isFinding(fitting: readonly number[], index: number): boolean {
    const depth = fitting.at(-1);
    const node = depth === undefined ? undefined : this.#open[depth];
    const name = progressAhead(this.#tokens, index);
    return node !== undefined && name !== null && !isResultOf(node, name);
  }

  /** Two levels could go on: where the heading has a label of its own, it is one of those that have. */
  #levelOf(fitting: readonly number[], index: number): number | undefined {
    const labelled = fitting.find((depth) => {
      const node = this.#open[depth];
      return node !== undefined && ownsProgress(node);
    });
    const name = progressAhead(this.#tokens, index);
    const node = labelled === undefined ? undefined : this.#open[labelled];
    return name !== null && node !== undefined && !isResultOf(node, name)
      ? labelled
      : fitting.at(-1);
  }

  #placeNewStyle({ style, mark }: HeadingToken, isDetached: boolean): Placed {
    // 一、 is the outermost wherever it does not open an announced list.
    if (style === 'section' && mark.value === 1 && !this.#awaitsList()) {
      return this.#closeTo(0, false);
    }
    if (isDetached) {
      const depth = this.#open.findIndex(ownsProgress);
      if (depth !== -1) return this.#closeTo(depth, true);
    }
    return this.#below();
  }

  /** 1.存在问题:…: numbers a finding, never a measure. */
  #numbersProblem(index: number): boolean {
    const own = this.#tokens[index];
    const next = this.#tokens[index + 1];
    const isAlone = own?.kind === 'heading' && own.text === '';
    return isAlone && next?.kind === 'label' && next.label.kind === 'problem';
  }

  /** Whether a 1 begins a list inside the innermost heading, and not its own list anew. */
  #isNested(same: number, isDetached: boolean): boolean {
    if (isDetached) return false;
    if (this.#awaitsList()) return true;
    const isInLabelled = this.#open.slice(same).some(ownsProgress);
    return !isInLabelled && same < this.#open.length - 1;
  }

  #awaitsList(): boolean {
    const node = this.innermost;
    if (node === null) return false;
    const last = node.parts.at(-1);
    if (last === undefined) return announces(node.text);
    if (last.kind === 'node') return false;
    if (announces(last.text)) return true;
    // 存在问题:门卫脱岗 is the finding itself.
    if (last.kind === 'label' && last.label.kind === 'problem' && last.text !== '') return false;
    // A label with a list on its own line has the list it opens.
    return (
      last.kind === 'label' &&
      last.label.kind !== 'attributes' &&
      readMark(fold(last.text)) === null
    );
  }
}

/** A heading with a label that only findings have: what is wrong, or what has come of it. */
export const ownsFindingLabel = (node: TreeNode): boolean =>
  ownsProgress(node) ||
  node.parts.some(
    (part) => part.kind === 'label' && part.label.kind === 'problem' && isField(part),
  );

/** A field has its line to itself; 取得成效。存在的问题:… in running text is prose. */
const isField = ({ label, source, text }: LabelToken): boolean =>
  text !== '' && label.start === (readMark(source.folded)?.length ?? 0);

export const ownsProgress = ({ parts }: TreeNode): boolean =>
  parts.some((part) => part.kind === 'label' && part.label.kind === 'progress');

/** Whether it, or a heading below it, has one. */
export const hasProgress = (node: TreeNode): boolean =>
  ownsProgress(node) || node.parts.some((part) => part.kind === 'node' && hasProgress(part.node));

/** The progress label below a heading, before the next of its style or a section; behind a label, before any. */
function progressAhead(tokens: readonly Token[], index: number): string | null {
  const own = tokens[index];
  for (const token of tokens.slice(index + 1, index + LOOK_AHEAD)) {
    if (token.kind === 'label' && token.label.kind === 'progress') return token.label.name;
    if (token.kind !== 'heading') continue;
    if (own?.kind !== 'heading' || token.style === own.style || token.style === 'section')
      return null;
  }
  return null;
}

/** 整改结果 behind the last measure of 整改措施 is still the same finding's. */
const isResultOf = ({ parts }: TreeNode, name: string): boolean =>
  RESULT_NAME.test(name) &&
  !parts.some((part) => part.kind === 'label' && part.label.name === name);

/** Whether a text stops at a colon, so that what it announces follows. */
export const announces = (text: string): boolean => fold(text).trimEnd().endsWith(':');
