/** Turns cards (问题 | … / 整改措施 | … / 责任人 | …) into a ledger with a row for each. */
import type { Table, TableRow } from '../source.ts';
import { gridRows, type GridRow } from './grid.ts';
import { meaningOfHeader } from './header-meaning.ts';
import { headerKey } from './header-text.ts';

interface Field {
  readonly name: string;
  readonly key: string;
  readonly isFinding: boolean;
  readonly value: string;
  readonly line: number;
}

type Card = Map<string, Field>;

/** Labels of a card are the names themselves, not longer texts that hold one. */
const LABEL = 0.95;
const LONGEST_LABEL = 16;
const FEWEST_FIELDS = 3;
/** Sheets that explain a form column by column look like a card of it. */
const EXPLAINS = /说明|须知|字典|数据项|样例|notes|instructions/i;
const FINDINGS: ReadonlySet<string> = new Set(['finding', 'description']);

/** Null where the table is no card of a finding. A label that comes again begins the next card. */
export function cardsAsLedger(table: Table): Table | null {
  const [first] = table.rows;
  if (EXPLAINS.test(`${table.name ?? ''} ${first?.cells.join(' ') ?? ''}`)) return null;
  const cards: Card[] = [new Map()];
  for (const field of gridRows(table).flatMap(fieldsIn)) {
    const open = cards.at(-1);
    if (open === undefined || open.has(field.key)) cards.push(new Map([[field.key, field]]));
    else open.set(field.key, field);
  }
  const found = cards.filter(isCardOfFinding);
  if (found.length === 0) return null;
  const names = new Map(
    found.flatMap((card) => [...card.values()].map(({ key, name }) => [key, name])),
  );
  const header: TableRow = { line: lineOf(found[0]), cells: [...names.values()] };
  const rows = found.map((card) => ({
    line: lineOf(card),
    cells: Array.from(names.keys(), (key) => card.get(key)?.value ?? ''),
  }));
  return { kind: 'table', name: table.name, rows: [header, ...rows], merges: [] };
}

/** A label, and the text in the next cell to its right; merged cells are one. */
function fieldsIn({ line, own, merged }: GridRow): Field[] {
  const places = own.flatMap((text, at) => {
    const isCovered = merged?.[at] !== undefined && merged[at]?.left !== at;
    return isCovered ? [] : [{ text, at }];
  });
  const fields: Field[] = [];
  for (let at = 0; at < places.length; at += 1) {
    const name = places[at]?.text ?? '';
    const label = labelled(name);
    const value = places[at + 1]?.text ?? '';
    if (label === null || labelled(value) !== null) continue;
    fields.push({ name, key: headerKey(name), isFinding: FINDINGS.has(label), value, line });
    at += 1;
  }
  return fields;
}

/** How many cells of the row are labels and nothing else. */
export const labelsIn = ({ own }: GridRow): number =>
  own.filter((text) => labelled(text) !== null).length;

function labelled(text: string): string | null {
  const plain = text.replaceAll(/\s|[:：]$/g, '');
  if (plain === '' || plain.length > LONGEST_LABEL) return null;
  const guess = meaningOfHeader([plain]);
  return guess !== null && guess.score >= LABEL ? guess.meaning : null;
}

const isCardOfFinding = (card: Card): boolean =>
  card.size >= FEWEST_FIELDS &&
  [...card.values()].some(({ isFinding, value }) => isFinding && value !== '');

const lineOf = (card: Card | undefined): number => card?.values().next().value?.line ?? 1;
