/** Fills the slots of a sentence: {n}, {who}, {thing} … */
import type { Dice } from './dice.ts';
import type { Sector } from './words/sectors.ts';

export interface Filling {
  readonly sector: Sector;
  /** The year the document is written in. */
  readonly year: number;
  readonly thing?: string;
}

export function fill(sentence: string, { sector, year, thing }: Filling, dice: Dice): string {
  const slots: Record<string, () => string> = {
    n: () => String(dice.int(4, 9)),
    m: () => String(dice.int(2, 4)),
    k: () => String(dice.int(1, 3)),
    N: () => String(dice.int(11, 68)),
    N2: () => String(dice.int(103, 980)),
    w: () => `${dice.int(1, 96)}.${dice.int(10, 99)}`,
    y: () => `${dice.int(1, 98)}${dice.int(100, 999)}${dice.chance(0.2) ? '.5' : ''}`,
    pct: () => String(dice.int(12, 63)),
    hi: () => String(dice.int(95, 99)),
    year: () => String(year),
    oldyear: () => String(year - dice.int(1, 2)),
    oldyear2: () => String(year - dice.int(7, 14)),
    mon: () => String(dice.int(1, 6)),
    mon2: () => String(dice.int(7, 12)),
    period: () => dice.pick(['月', '季度', '周', '半年']),
    who: () => dice.pick(sector.who),
    dept: () => dice.pick(sector.dept),
    depts: () => sector.depts,
    leader: () => dice.pick(sector.leader),
    place: () => dice.pick(sector.place),
    short: () => sector.short,
    thing: () => thing ?? '',
  };
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const slot = slots[name];
    if (slot === undefined) throw new Error(`no such slot: ${whole}`);
    return slot();
  });
}
