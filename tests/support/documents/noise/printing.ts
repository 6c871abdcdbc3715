/** Paragraphs into lines: with or without indents and empty lines. */
import type { Dice } from '../dice.ts';
import type { Block } from '../paper.ts';

export function printed(blocks: readonly Block[], tight: boolean, dice: Dice): string {
  const indent = tight
    ? ''
    : dice.pick(['', '', '　　', '　　', '    ', '  ', '\u00A0\u00A0', '\t']);
  const gap = tight ? '\n' : dice.pick(['\n', '\n', '\n\n', '\n\n', '\n \n']);
  const lines = blocks.map(({ kind, text }) =>
    kind === 'title' || kind === 'site' || kind === 'row' ? text : `${indent}${text}`,
  );
  return `${lines.join(gap)}\n`;
}

/** 2024 年 5 月 */
export const spacedFigures = (text: string): string =>
  text.replaceAll(/(?<=\p{Script=Han})(?=\d)|(?<=\d)(?=\p{Script=Han})/gu, ' ');

/** As files from elsewhere have them. */
export const oddLineEnds = (text: string, dice: Dice): string => {
  const end = dice.pick(['\r\n', '\r\n', '\r']);
  return `${dice.pick(['\uFEFF', ''])}${text.replaceAll('\n', end)}`;
};
