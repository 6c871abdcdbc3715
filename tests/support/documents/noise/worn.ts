/** What happens to a document on its way: to a web page, through a conversion, into a text file. */
import type { Dice } from '../dice.ts';
import type { Drafted } from '../draft.ts';
import type { Block } from '../paper.ts';
import type { Truth } from '../truth.ts';
import { changeBlocks, changeTruth } from './changing-truth.ts';
import { glued, onOneLine, withSplitTitle } from './joining.ts';
import { printed, oddLineEnds, spacedFigures } from './printing.ts';
import { addSite } from './site.ts';
import { behindWall, withSecondDocument } from './strangers.ts';
import { inTraditional } from './traditional.ts';
import { inHalfWidth, inMixedWidth, wideFigures } from './width.ts';
import { numberedPages, paged, wrapped } from './wrapping.ts';

/** How often each happens, by itself. */
const CHANCES = {
  site: 0.35,
  'split title': 0.1,
  typos: 0.06,
  'second document': 0.05,
  wall: 0.05,
  'lost figures': 0.05,
  'glued numbers': 0.12,
  'one line': 0.04,
  wrapped: 0.08,
  'numbered pages': 0.04,
  pages: 0.08,
  'half width': 0.35,
  'mixed width': 0.12,
  'wide figures': 0.03,
  'spaced figures': 0.05,
  traditional: 0.06,
  'odd line ends': 0.06,
} as const;
export type NoiseName = keyof typeof CHANCES;
export const NOISES = Object.keys(CHANCES) as NoiseName[];

/** Of these, the first that is drawn. */
const EITHER: readonly (readonly NoiseName[])[] = [
  ['one line', 'wrapped', 'numbered pages'],
  ['one line', 'pages'],
  ['half width', 'mixed width'],
];
/** Tables live by their lines. */
const NOT_FOR_TABLES: ReadonlySet<NoiseName> = new Set([
  'one line',
  'wrapped',
  'pages',
  'second document',
  'wall',
]);

export interface Worn {
  readonly text: string;
  readonly truth: Truth;
  readonly noise: readonly NoiseName[];
}

export function worn(draft: Drafted, wanted: readonly NoiseName[] | undefined, dice: Dice): Worn {
  const noise = wanted ?? drawn(draft, dice);
  const on = (name: NoiseName): boolean => noise.includes(name);
  let { truth } = draft;
  let blocks: readonly Block[] = draft.paper.blocks;
  if (on('second document')) blocks = withSecondDocument(blocks, dice.fork('stranger'));
  if (on('wall')) blocks = behindWall(blocks, dice.fork('behind'));
  if (on('split title')) blocks = withSplitTitle(blocks, dice.fork('split'));
  if (on('site')) blocks = addSite(blocks, draft, dice.fork('site text'));
  if (on('lost figures')) {
    blocks = changeBlocks(blocks, withoutShares);
    truth = changeTruth(truth, withoutShares);
  }
  if (on('typos')) {
    blocks = changeBlocks(blocks, mistyped);
    truth = changeTruth(truth, mistyped);
  }
  if (on('glued numbers')) blocks = glued(blocks, dice.fork('gluing'));
  if (on('numbered pages')) blocks = numberedPages(blocks, dice.fork('numbered'));
  if (on('wrapped')) blocks = wrapped(blocks, dice.fork('wrapping'));
  if (on('one line')) blocks = onOneLine(blocks);
  let text = printed(blocks, on('wrapped'), dice.fork('printing'));
  if (on('pages')) text = paged(text, dice.fork('paging'));
  if (on('spaced figures')) text = spacedFigures(text);
  if (on('half width')) text = inHalfWidth(text);
  if (on('mixed width')) text = inMixedWidth(text, dice.fork('width'));
  if (on('wide figures')) text = wideFigures(text);
  if (on('traditional')) text = inTraditional(text);
  if (on('odd line ends')) text = oddLineEnds(text, dice.fork('ends'));
  return { text, truth, noise };
}

function drawn({ paper }: Drafted, dice: Dice): NoiseName[] {
  const all = NOISES.filter((name) => dice.fork(name).chance(CHANCES[name]));
  const table = paper.blocks.some(({ kind }) => kind === 'row');
  // The numbers of pages must not look like those of a list.
  const listed = paper.blocks.some(({ text }) => /(?:^|[：；。])\d、/.test(text));
  return all.filter(
    (name) =>
      !(table && NOT_FOR_TABLES.has(name)) &&
      !(listed && name === 'numbered pages') &&
      EITHER.every(
        (names) => !names.includes(name) || all.find((each) => names.includes(each)) === name,
      ),
  );
}

/** What is typed for it as often as not. */
const mistyped = (text: string): string =>
  text
    .replaceAll('台账', '台帐')
    .replaceAll('账目', '帐目')
    .replaceAll('像素', '象素')
    .replaceAll('做到', '作到');

/** 占比% */
const withoutShares = (text: string): string => text.replaceAll(/\d+(?:\.\d+)?%/g, '%');
