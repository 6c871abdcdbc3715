/** Lines of a page: broken at one width, with the numbers of pages between them. */
import type { Dice } from '../dice.ts';
import type { Block } from '../paper.ts';

/** Marks that do not begin a line; they hang on to the one before. */
const CLINGING = /^[，。、；：！？）”》%]/;

export function wrapped(blocks: readonly Block[], dice: Dice): Block[] {
  const width = dice.int(30, 45);
  const indent = dice.chance(0.5) ? 2 : 0;
  return blocks.map((block) =>
    block.kind === 'site' || block.kind === 'title'
      ? block
      : { ...block, text: linesOf(block.text, width, indent).join('\n') },
  );
}

function linesOf(text: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  let rest = `${'　'.repeat(indent)}${text}`;
  while (rest.length > width) {
    let at = width;
    while (CLINGING.test(rest.slice(at)) && at < rest.length) at += 1;
    // A figure is not torn apart.
    while (/\d/.test(rest[at - 1] ?? '') && /[\d.%]/.test(rest[at] ?? '') && at > 1) at -= 1;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return rest === '' ? lines : [...lines, rest];
}

/** A line of its own with the number of the page, wherever the page ended. */
export function paged(text: string, dice: Dice): string {
  const form = dice.pick([
    (page: number) => `— ${page} —`,
    (page: number) => `- ${page} -`,
    (page: number) => String(page),
    (page: number) => `第${page}页`,
    (page: number) => `第 ${page} 页 共 9 页`,
    (page: number) => `${page} / 9`,
  ]);
  const perPage = dice.int(450, 900);
  const lines = text.split('\n');
  const printed: string[] = [];
  let [page, left] = [1, perPage];
  for (const line of lines) {
    if (line.length <= left || left < 12) {
      printed.push(line);
    } else {
      const at = cutAt(line, left);
      printed.push(line.slice(0, at), form(page), line.slice(at));
      [page, left] = [page + 1, perPage + line.length];
    }
    left -= line.length;
  }
  return printed.join('\n');
}

/** Inside a sentence, and not beside a figure or a mark. */
function cutAt(line: string, from: number): number {
  let at = from;
  while (at < line.length - 1 && !/^\p{Script=Han}{4}$/u.test(line.slice(at - 2, at + 2))) at += 1;
  return at;
}

/** As previews on document sites have it: each page begins with its number, in the middle of a sentence. */
export function numberedPages(blocks: readonly Block[], dice: Dice): Block[] {
  let page = 1;
  return blocks.map((block) => {
    const long =
      block.text.length > 70 && (block.kind === 'progress' || block.kind === 'organisation');
    if (!long || !dice.chance(0.25)) return block;
    page += 1;
    const at = cutAt(block.text, dice.int(40, block.text.length - 12));
    return { ...block, text: `${block.text.slice(0, at)}\n${page}、${block.text.slice(at)}` };
  });
}
