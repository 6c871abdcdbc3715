/** Measures of the findings that were found, and of those that were not. */
import type { Finding } from '../../../src/intake/index.ts';
import { fold } from './fold.ts';
import { matchMeasures, type Match, type Settled } from './matching.ts';

export interface Counted {
  readonly right: number;
  /** What was read, right or wrong. */
  readonly read: number;
  readonly wanted: number;
}

interface Measured {
  readonly counted: Counted;
  readonly faults: readonly string[];
}

export function weighMeasures(
  wanted: readonly Settled[],
  reads: readonly Finding[],
  matches: readonly Match[],
): Measured {
  const readOf = new Map(matches.map(({ truth, read }) => [truth, read]));
  const used = new Set(matches.map(({ read }) => read));
  // Points that share their measures are weighed together, each measure once.
  const groups = new Map<number, Settled[]>();
  for (const each of wanted) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  const weighed = [...groups.values()].map((members) => weigh(members, readOf));
  const astray = reads
    .filter((read) => !used.has(read))
    .reduce((sum, { measures }) => sum + measures.length, 0);
  const sum = (what: keyof Counted): number =>
    weighed.reduce((total, { counted }) => total + counted[what], 0);
  return {
    counted: { right: sum('right'), read: sum('read') + astray, wanted: sum('wanted') },
    faults: weighed.flatMap(({ faults }) => faults),
  };
}

function weigh(
  members: readonly Settled[],
  readOf: ReadonlyMap<Settled['truth'], Finding>,
): Measured {
  const [first] = members;
  if (first === undefined) return { counted: { right: 0, read: 0, wanted: 0 }, faults: [] };
  const { measures, mayRead, core } = first.truth;
  const found = members.flatMap(({ truth }) => readOf.get(truth) ?? []);
  const texts = found.flatMap((read) => read.measures.map(({ text }) => text));
  const distinct = [...new Map(texts.map((text) => [fold(text), text])).values()];
  const right = matchMeasures(measures, distinct);
  const spare = Math.min(matchMeasures(mayRead, distinct), distinct.length - right);
  const read = distinct.length - spare;
  const missed = `measures of ${core.slice(0, 14)}: ${right} of ${measures.length}, read ${read}`;
  return {
    counted: { right, read, wanted: measures.length },
    faults: found.length > 0 && (right < measures.length || right < read) ? [missed] : [],
  };
}
