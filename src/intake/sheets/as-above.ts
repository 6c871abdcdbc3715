/** Spells out what a row leaves to the rows above it. */
import type { ColumnMeaning } from './column-mapping.ts';
import type { Column } from './columns.ts';
import type { GridRow } from './grid.ts';

const DITTO = /^(?:同上|同前|〃|″|〞|''|"|”)$/;

/** Columns that group rows where they stand before the numbers; people merge their cells. */
const GROUPING: ReadonlySet<ColumnMeaning> = new Set(['unit', 'inspected']);

export interface AsAbove {
  /** The row with 同上 spelled out, and with the groups it belongs to. */
  readonly spell: (row: GridRow) => GridRow;
}

/** `isMerged`: the table has merged cells, so that an empty cell beside them says nothing. */
export function asAbove(columns: readonly Column[], isMerged: boolean): AsAbove {
  const no = columns.find(({ meaning }) => meaning === 'no')?.index ?? -1;
  const groups = new Set(
    columns.flatMap(({ index, meaning }) =>
      !isMerged && index < no && GROUPING.has(meaning) ? [index] : [],
    ),
  );
  let last: readonly string[] = [];
  const spellText = (text: string, at: number, isNumbered: boolean): string => {
    if (DITTO.test(text)) return last[at] ?? '';
    return text === '' && isNumbered && groups.has(at) ? (last[at] ?? '') : text;
  };
  return {
    spell: (row) => {
      const isNumbered = (row.own[no] ?? '') !== '';
      const spelled = (texts: readonly string[]): readonly string[] => {
        const written = texts.map((text, at) => spellText(text, at, isNumbered));
        return written.every((text, at) => text === texts[at]) ? texts : written;
      };
      const own = spelled(row.own);
      const shown = row.shown === row.own ? own : spelled(row.shown);
      last = own.map((text, at) => (text === '' ? (last[at] ?? '') : text));
      return own === row.own && shown === row.shown ? row : { ...row, own, shown };
    },
  };
}
