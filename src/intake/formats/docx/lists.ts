/** The lists a Word document defines: which number each level starts with, and how it is printed. */
import { readXml, type Attributes } from '../xml.ts';
import type { ZipEntry } from '../zip-directory.ts';
import { isOn, type Styles } from './styles.ts';

export interface Level {
  readonly start: number;
  /** A value of `w:numFmt`. */
  readonly format: string;
  /** `%1` stands for the number of the first level. */
  readonly text: string;
  /** The level (counted from 1) after which this one starts anew; 0: never; null: any above. */
  readonly restart: number | null;
  /** All numbers in digits. */
  readonly legal: boolean;
  /** What parts the number from the text. */
  readonly suffix: string;
  readonly style: string | null;
}

export interface List {
  /** Lists of one definition count on together. */
  readonly definition: string;
  readonly levels: readonly (Level | undefined)[];
  /** By level: where this list, and it alone, begins anew. */
  readonly startsAt: ReadonlyMap<number, number>;
}

export const LEVELS = 9;

type Draft = { -readonly [K in keyof Level]: Level[K] };
interface Definition {
  readonly levels: (Draft | undefined)[];
  link: string | null;
}
interface Instance {
  definition: string;
  readonly overrides: (Draft | undefined)[];
  readonly startsAt: Map<number, number>;
}

export async function readLists(
  entry: ZipEntry | undefined,
  styles: Styles,
): Promise<(numId: string) => List | null> {
  const definitions = new Map<string, Definition>();
  const instances = new Map<string, Instance>();
  if (entry !== undefined) await readXml(entry, listHandler(definitions, instances));
  const known = new Map<string, List | null>();
  return (numId) => {
    const before = known.get(numId);
    if (before !== undefined) return before;
    const list = resolve(numId, definitions, instances, styles);
    known.set(numId, list);
    return list;
  };
}

function listHandler(definitions: Map<string, Definition>, instances: Map<string, Instance>) {
  let definition: Definition | null = null;
  let instance: Instance | null = null;
  let overridden = 0;
  let level: Draft | null = null;
  return {
    open(name: string, attributes: Attributes): void {
      const { val = '', abstractNumId, numId } = attributes;
      if (name === 'w:abstractNum') {
        definition = { levels: [], link: null };
        definitions.set(abstractNumId ?? '', definition);
      } else if (name === 'w:num') {
        instance = { definition: '', overrides: [], startsAt: new Map() };
        instances.set(numId ?? '', instance);
      } else if (name === 'w:numStyleLink' && definition !== null) definition.link = val;
      else if (name === 'w:abstractNumId' && instance !== null) instance.definition = val;
      else if (name === 'w:lvlOverride') overridden = levelOf(attributes);
      else if (name === 'w:startOverride') instance?.startsAt.set(overridden, wholeOf(val, 1));
      else if (name === 'w:lvl') {
        level = newLevel();
        const at = levelOf(attributes);
        if (instance !== null) instance.overrides[at] = level;
        else if (definition !== null) definition.levels[at] = level;
      } else if (level !== null) setMember(level, name, val, attributes);
    },
    close(name: string): void {
      if (name === 'w:abstractNum') definition = null;
      else if (name === 'w:num') instance = null;
      else if (name === 'w:lvl') level = null;
    },
  };
}

const newLevel = (): Draft => ({
  start: 1,
  format: 'decimal',
  text: '',
  restart: null,
  legal: false,
  suffix: 'tab',
  style: null,
});

function setMember(level: Draft, name: string, val: string, attributes: Attributes): void {
  if (name === 'w:start') level.start = wholeOf(val, 1);
  // A format of the user's own comes with a known one, for programs that do not know it.
  else if (name === 'w:numFmt' && val !== 'custom') level.format = val;
  else if (name === 'w:lvlText') level.text = val;
  else if (name === 'w:lvlRestart') level.restart = wholeOf(val, 0);
  else if (name === 'w:isLgl') level.legal = isOn(attributes['val']);
  else if (name === 'w:suff') level.suffix = val;
  else if (name === 'w:pStyle') level.style = val;
}

const LARGEST = 1_000_000;
const wholeOf = (printed: string, otherwise: number): number => {
  const value = Number.parseInt(printed, 10);
  return value >= 0 && value <= LARGEST ? value : otherwise;
};
const levelOf = ({ ilvl = '0' }: Attributes): number => Math.min(wholeOf(ilvl, 0), LEVELS - 1);

/** A definition may only point to a numbering style, which points to the list that has the levels. */
function resolve(
  numId: string,
  definitions: ReadonlyMap<string, Definition>,
  instances: ReadonlyMap<string, Instance>,
  styles: Styles,
): List | null {
  const first = instances.get(numId);
  let instance = first;
  for (let hops = 0; instance !== undefined && hops < LEVELS; hops += 1) {
    const definition = definitions.get(instance.definition);
    if (definition === undefined) return null;
    if (definition.link === null) {
      const { overrides, startsAt } = first ?? instance;
      const levels = Array.from(
        { length: LEVELS },
        (_, at) => overrides[at] ?? definition.levels[at],
      );
      return { definition: instance.definition, levels, startsAt };
    }
    instance = instances.get(styles.numIdOf(definition.link) ?? '');
  }
  return null;
}
