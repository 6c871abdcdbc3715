/** Vacant posts: what open findings name and behind which the directory finds nobody. */
import { slotSchema, type Slot } from '../../machines/words.ts';
import { nowOf } from '../engine/now.ts';
import type { EnginePorts } from '../engine/ports.ts';
import { namedPosts } from '../store/named-posts.ts';
import type { Queryable } from '../store/pool.ts';

export interface VacantPost {
  /** The finding's. */
  readonly id: string;
  readonly number: string;
  /** The post on the finding. */
  readonly slot: Slot;
  /** The code it is named by. */
  readonly party: string;
}

export interface VacantPosts {
  /** The round's code. */
  readonly round: string;
  /** The instant the directory was asked about, ISO 8601. */
  readonly at: string;
  /** Findings not closed, looked at. */
  readonly open: number;
  /** In the order of the findings' numbers. */
  readonly vacant: readonly VacantPost[];
}

/** A directory may be the host's: it is not asked about more than so many parties at a time. */
const batchSize = 500;

export async function vacantPostsIn(
  ports: EnginePorts,
  store: Queryable,
  round: string,
): Promise<VacantPosts> {
  const at = await nowOf(ports);
  const findings = await namedPosts(store, round);
  const parties = [...new Set(findings.flatMap(({ slots }) => Object.values(slots)))];
  const held = await heldAmong(ports, parties, at);
  const vacant = findings.flatMap(({ id, number, slots }) =>
    slotSchema.options.flatMap((slot) => {
      const party = slots[slot];
      return party === undefined || held.has(party) ? [] : [{ id, number, slot, party }];
    }),
  );
  return { round, at: ports.calendar.print(at), open: findings.length, vacant };
}

async function heldAmong(
  { directory }: EnginePorts,
  parties: readonly string[],
  at: number,
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (let from = 0; from < parties.length; from += batchSize) {
    const found = await directory.resolve(parties.slice(from, from + batchSize), at);
    for (const party of found.keys()) held.add(party);
  }
  return held;
}
