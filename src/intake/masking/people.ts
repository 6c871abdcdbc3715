/** Remembers whom a document names, so that one person is masked in the same way in all of its texts. */
import { fold } from '../text/lines.ts';
import { findNames, type FoundName } from './find-names.ts';
import { findIdentifiers } from './identifiers.ts';
import { stopWordAt } from './stop-words.ts';

export interface People {
  /** Takes in the names of a text: `isIn` where private persons are masked, `isOffice` where it names who answers. */
  meet(text: string, where: { readonly isIn: boolean; readonly isOffice: boolean }): void;
  mask(text: string, where: { readonly isIn: boolean }): string;
  /** What has been masked so far: persons once, numbers each time. */
  count(): { readonly names: number; readonly numbers: number };
}

export function createPeople(): People {
  const officials = new Set<string>();
  /** Private persons by name, with the length of the family name. */
  const known = new Map<string, number>();
  const masked = new Set<string>();
  let numbers = 0;
  let mentions: Mentions | null = null;

  const isPrivate = (name: string, { isOfficial, isSure }: FoundName): boolean =>
    !isOfficial && (isSure || !officials.has(name));

  return {
    meet(text, { isIn, isOffice }) {
      // What stands in such a field has its role from the field.
      const folded = (isOffice ? '责任人:' : '') + fold(text);
      for (const found of findNames(folded)) {
        const name = nameIn(folded, found);
        if (found.isOfficial) officials.add(name);
        else if (isIn) known.set(name, found.surname);
      }
      mentions = null;
    },
    mask(text, { isIn }) {
      const folded = fold(text);
      const names = isIn ? findNames(folded) : [];
      const chars = text.split('');
      const cover = (from: number, to: number, mark: string): void => {
        for (let at = from; at < to; at += 1) if (chars[at] !== ' ') chars[at] = mark;
      };
      for (const found of names) {
        const name = nameIn(folded, found);
        if (!isPrivate(name, found)) continue;
        cover(found.start + found.surname, found.end, '某');
        masked.add(name);
      }
      mentions ??= mentionsOf(known, officials);
      for (const { name, at } of mentions(folded)) {
        cover(at + (known.get(name) ?? 0), at + name.length, '某');
        masked.add(name);
      }
      for (const { start, end, kept } of isIn ? findIdentifiers(folded, names) : []) {
        cover(start + kept, end, '*');
        numbers += 1;
      }
      return chars.join('');
    },
    count: () => ({ names: masked.size, numbers }),
  };
}

const nameIn = (folded: string, { start, end }: FoundName): string => folded.slice(start, end);

/** Where known persons are named again, by the full name; the longest at each place. */
type Mentions = (folded: string) => Generator<{ name: string; at: number }>;

function mentionsOf(known: ReadonlyMap<string, number>, officials: ReadonlySet<string>): Mentions {
  const first = new Set(Array.from(known.keys(), (name) => name.charAt(0)));
  const all = [...known.keys(), ...officials];
  const lengths = [...new Set(all.map(({ length }) => length))].toSorted((a, b) => b - a);
  const nameAtPlace = (folded: string, at: number): string | undefined =>
    lengths
      .map((length) => folded.slice(at, at + length))
      .find((name) => known.has(name) || officials.has(name));
  return function* mentions(folded) {
    let at = 0;
    while (at < folded.length) {
      const name = first.has(folded.charAt(at)) ? nameAtPlace(folded, at) : undefined;
      if (name !== undefined && !officials.has(name) && isMention(folded, at, name)) {
        yield { name, at };
      }
      at += name?.length ?? 1;
    }
  };
}

/** 江山 may be a person and is a word; 高平县 is a place whoever is called 高平. */
const isMention = (folded: string, at: number, name: string): boolean =>
  name.length > 2 ||
  (stopWordAt(folded, at) === 0 &&
    !/[县市区镇乡村路街州省河湖]/.test(folded.charAt(at + name.length)));
