/** The text of a file as lines; tables that are no ledger are told row by row. */
import type { Source, Table } from './source.ts';
import { lineAt, splitLines, type Line } from './text/lines.ts';

export function sourceLines({ blocks }: Source): Line[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return tableLines(block);
    return splitLines(block.text).map(({ number, text, folded }) => ({
      number: block.line + number - 1,
      text,
      folded,
    }));
  });
}

/** 问题描述 | 灭火器过期 is a field and what it holds; other rows are one line each. */
function tableLines({ rows }: Table): Line[] {
  return rows.flatMap(({ line: number, cells }) => {
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    const [name = '', ...values] = filled;
    const isField = filled.length === 2 && name.length <= 12 && !/[。;:：；]/.test(name);
    const text = isField ? `${name}\uff1a${values.join('')}` : filled.join(' ');
    return text
      .split('\n')
      .filter((part) => part.trim() !== '')
      .map((part) => lineAt(number, part.trim()));
  });
}
