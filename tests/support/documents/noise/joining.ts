/** Lines that lost their ends, or got some too many. */
import type { Dice } from '../dice.ts';
import type { Block } from '../paper.ts';

const ENDED = /[。；：！？”）|]$/;

/** The whole document on one line. */
export function onOneLine(blocks: readonly Block[]): Block[] {
  const kept = blocks.filter(({ kind }) => kind === 'site' || kind === 'title');
  const rest = blocks.filter((block) => !kept.includes(block));
  const text = rest.reduce(
    (joined, block) => `${joined}${joined === '' || ENDED.test(joined) ? '' : ' '}${block.text}`,
    '',
  );
  const at = blocks.findIndex((block) => rest.includes(block));
  const before = blocks.slice(0, at);
  return [...before, { kind: 'lead', text }, ...kept.filter((block) => !before.includes(block))];
}

/** Here and there a numbered measure hangs on the line before it. */
export function glued(blocks: readonly Block[], dice: Dice): Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const before = joined.at(-1);
    const follows = block.kind === 'progress' && before?.kind === 'progress';
    if (follows && /^(?:（\d|\d）|[①-⑳]|[一二三四五六]是)/.test(block.text) && dice.chance(0.35)) {
      joined[joined.length - 1] = { kind: 'progress', text: `${before.text}${block.text}` };
    } else joined.push(block);
  }
  return joined;
}

/** A long title stands on several lines, its last word spaced out. */
export function withSplitTitle(blocks: readonly Block[], dice: Dice): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.kind !== 'title') return [block];
    const [, organ = '', rest = ''] = /^(.{4,}?)(关于.+)$/.exec(block.text) ?? [];
    if (organ === '') return [block];
    const last = /^(.+)(通报|报告)$/.exec(rest);
    const spaced = last !== null && dice.chance(0.5);
    const lines = spaced
      ? [organ, last[1] ?? '', (last[2] ?? '').split('').join(' ')]
      : [organ, rest];
    return lines.map((text) => ({ kind: 'title', text }));
  });
}
