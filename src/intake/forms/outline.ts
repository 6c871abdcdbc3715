/** Builds the skeleton of an outlined form from its tokens. */
import { readAttributes } from '../attributes.ts';
import { isSignature } from '../boilerplate.ts';
import { fold } from '../lines.ts';
import type { Line } from '../lines.ts';
import { MeasureList } from '../measures.ts';
import { readMark } from '../numbering.ts';
import { isFinished, withoutEnd } from '../sentences.ts';
import type { ReadContext } from './form.ts';
import { isMeasureHeading } from './measure-or-finding.ts';
import { findLabelsBelow } from './ownership.ts';
import type { LabelBelow } from './ownership.ts';
import { aspectOf, entryOf } from './skeleton.ts';
import type { Block, Entry, Heading, Outline, OutlinedAspect } from './skeleton.ts';
import type { Token } from './tokens.ts';

export function readOutline(tokens: readonly Token[], context: ReadContext): Outline {
  const reader = new OutlineReader(tokens, context);
  tokens.forEach((token, index) => reader.take(token, index));
  return reader;
}

type Labelled = Extract<Token, { kind: 'label' }>;

class OutlineReader implements Outline {
  readonly aspects: OutlinedAspect[] = [];
  readonly outside: Line[] = [];
  stray: { source: Line; name: string } | null = null;

  readonly #labelBelow: LabelBelow;
  readonly #context: ReadContext;
  #section: Heading | null = null;
  #hasFindings: boolean;
  #aspect: OutlinedAspect | null = null;
  #item: Entry | null = null;
  #leaf: Entry | null = null;
  #block: Block | null = null;
  #lastText = '';
  /** In a numbered list that is no list of findings, such as the plans at the end. */
  #isPassing = false;

  constructor(tokens: readonly Token[], context: ReadContext) {
    this.#labelBelow = findLabelsBelow(tokens);
    this.#context = context;
    const firstSection = tokens.findIndex((t) => t.kind === 'heading' && t.style === 'section');
    const before = firstSection === -1 ? tokens : tokens.slice(0, firstSection);
    this.#hasFindings = before.some((t) => t.kind === 'label' && t.label.kind === 'progress');
  }

  take(token: Token, index: number): void {
    if (token.kind === 'cut') return this.#noteCut(token.source);
    if (token.kind === 'heading' && token.style === 'section')
      return this.#openSection(token, index);
    if (!this.#hasFindings) return this.#leaveOutside(token);
    if (token.kind === 'heading') this.#takeHeading(token, index);
    else if (token.kind === 'label') this.#takeLabel(token);
    else if (token.kind === 'text') this.#takeText(token);
    else this.#closeFinding(token);
    this.#lastText = token.text;
  }

  get #entry(): Entry | null {
    return this.#leaf ?? this.#item;
  }

  #openSection(token: Heading, index: number): void {
    this.#section = token;
    this.#hasFindings = this.#labelBelow(index, 'section') !== null;
    this.#aspect = null;
    this.#closeFinding(token);
  }

  #takeHeading(token: Heading, index: number): void {
    const labelBelow = this.#labelBelow(index, token.style);
    if (this.#continuesBlock(token, labelBelow)) return this.#feed(token.source, token.printed);
    if (token.style === 'chapter') return this.#openAspect(token);
    if (token.style === 'leaf') return this.#openLeaf(token, labelBelow);
    const startsOver = token.mark.value === 1 && (this.#aspect?.items.length ?? 0) > 0;
    this.#isPassing = labelBelow === null && (this.#isPassing || startsOver);
    if (this.#isPassing) return this.#closeFinding(token);
    this.#openItem(token);
  }

  #continuesBlock(token: Heading, labelBelow: string | null): boolean {
    if (this.#block === null || this.#item === null) return false;
    return isMeasureHeading(token, labelBelow, {
      list: this.#block.list,
      usedNames: (this.#entry?.blocks ?? []).map(({ name }) => name),
      isListOpen: /[:;]$/.test(fold(this.#lastText)),
      last: {
        chapter: this.#aspect?.value ?? 0,
        item: this.#item.value,
        leaf: this.#leaf?.value ?? null,
      },
    });
  }

  #openAspect(token: Heading): void {
    this.#closeEntry();
    this.#isPassing = false;
    this.#aspect = aspectOf(token);
    this.aspects.push(this.#aspect);
  }

  #openItem(token: Heading): void {
    this.#closeEntry();
    this.#item = entryOf(token);
    this.#openedAspect(token.source).items.push(this.#item);
  }

  #openLeaf(token: Heading, labelBelow: string | null): void {
    if (this.#item === null) {
      // Items numbered (1) directly below the chapter.
      if (labelBelow === null) return this.#leaveOutside(token);
      return this.#openItem(token);
    }
    this.#block = null;
    this.#leaf = entryOf(token);
    this.#item.leaves.push(this.#leaf);
  }

  /** Items without a chapter stand under the section, or under nothing. */
  #openedAspect(source: Line): OutlinedAspect {
    if (this.#aspect !== null) return this.#aspect;
    const section = this.#section;
    this.#aspect =
      section === null ? { title: null, no: null, value: 0, source, items: [] } : aspectOf(section);
    this.aspects.push(this.#aspect);
    return this.#aspect;
  }

  #takeLabel({ label, text, source }: Labelled): void {
    const entry = this.#entry;
    if (entry === null) {
      const isStray = label.kind === 'progress' && this.#aspect?.items.length === 0;
      if (isStray) this.stray ??= { source, name: label.name };
      return;
    }
    if (label.kind === 'attributes') {
      const attributes = readAttributes(text);
      if (attributes !== null) entry.attributes.push(attributes);
      return;
    }
    this.#openBlock(entry, label.name, label.kind === 'target', label.status);
    this.#feed(source, text);
  }

  #openBlock(entry: Entry, name: string, isTarget: boolean, status: string | null): void {
    const list = new MeasureList((line, problem, expected, found) => {
      const [chinese, english] = problem === 'gap' ? ['缺号', 'gap'] : ['重号', 'duplicate'];
      this.#context.warn(
        line,
        `numbering_${problem}`,
        `措施编号${chinese}：应为${expected}，实为${found} / ${english} in the numbering of measures: ${expected} expected, ${found} found`,
      );
    });
    this.#block = { name, isTarget, status, list };
    entry.blocks.push(this.#block);
  }

  #takeText(token: Token): void {
    const { source, text } = token;
    const entry = this.#entry;
    if (entry === null) return this.#takeTextBetween(token);
    if (isSignature(fold(text)) && isFinished(this.#lastText)) return this.#closeFinding(token);
    const mark = readMark(fold(text));
    // A paragraph that begins with 一是 lists measures even where the label was left out.
    if (this.#block === null && mark?.style === 'ordinal' && mark.value === 1) {
      this.#openBlock(entry, '', false, null);
    }
    if (this.#block === null) entry.heading.push(text);
    else this.#feed(source, text);
  }

  #takeTextBetween(token: Token): void {
    const aspect = this.#aspect;
    const isWrapped =
      aspect?.items.length === 0 &&
      aspect.source.number === token.source.number - 1 &&
      !/(?:方面|问题|情况|[。:;])$/.test(fold(aspect.source.text));
    if (aspect !== null && isWrapped)
      aspect.title = withoutEnd(`${aspect.title ?? ''}${token.text}`);
    else this.#leaveOutside(token);
  }

  #feed(source: Line, text: string): void {
    this.#block?.list.feed(source.number, text);
  }

  #closeFinding(token: Token): void {
    this.#closeEntry();
    this.#leaveOutside(token);
  }

  #closeEntry(): void {
    this.#item = null;
    this.#leaf = null;
    this.#block = null;
  }

  #leaveOutside({ source, text }: Token): void {
    this.outside.push({ number: source.number, text, folded: fold(text) });
  }

  #noteCut(source: Line): void {
    if (this.aspects.length === 0) return;
    this.#context.warn(
      source.number,
      'text_truncated',
      '文本在此处中断，其后内容可能缺失 / The text breaks off here; what follows may be missing',
    );
  }
}
