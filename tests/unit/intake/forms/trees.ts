/** Draws the tree of a text, so that a test can show what stands below what. */
import { tokenise } from '../../../../src/intake/forms/tokens.ts';
import { buildTree, type Part, type Tree } from '../../../../src/intake/forms/tree.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';

export const treeOf = (text: string): Tree => buildTree(tokenise(splitLines(text)));

/** One string for each heading, label and text, two spaces further in for each heading above it. */
export const drawn = (text: string): string[] => draw(treeOf(text).parts, '');

function draw(parts: readonly Part[], margin: string): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [margin + part.text];
    if (part.kind === 'label') return [`${margin}<${part.label.name}> ${part.text}`];
    return [margin + part.node.printed, ...draw(part.node.parts, `${margin}  `)];
  });
}
