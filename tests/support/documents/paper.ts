/** The sheet a document is written on: paragraphs that still know what they are. */

export type BlockKind =
  | 'site'
  | 'title'
  | 'lead'
  | 'heading'
  | 'organisation'
  | 'aspect'
  | 'item'
  | 'label'
  | 'progress'
  | 'field'
  | 'row'
  | 'plan'
  | 'praise'
  | 'closing'
  | 'stranger';

export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
}

export interface Paper {
  readonly blocks: Block[];
  add(kind: BlockKind, ...texts: readonly string[]): void;
}

export function blankPaper(): Paper {
  const blocks: Block[] = [];
  return {
    blocks,
    add: (kind, ...texts) => {
      for (const text of texts) blocks.push({ kind, text });
    },
  };
}
