/** Proves the ledger: every chain is whole, and every stored state is the fold of its events. */
import { canonical } from '../chain.ts';
import { bad, type Bad } from './bad.ts';
import { brokenLink } from './broken-link.ts';
import type { Chain } from './chains.ts';
import { replay } from './replay.ts';

export interface Verified {
  readonly findings: number;
  readonly rounds: number;
  readonly duties: number;
  readonly events: number;
  readonly ok: boolean;
  readonly firstBad: Bad | null;
  /** How many chains do not hold. */
  readonly badChains: number;
}

const countedAs = { finding: 'findings', round: 'rounds', duty: 'duties' } as const;

export async function verifyChains(chains: AsyncIterable<Chain>): Promise<Verified> {
  const count = { findings: 0, rounds: 0, duties: 0, events: 0, badChains: 0 };
  let firstBad: Bad | null = null;
  for await (const chain of chains) {
    count[countedAs[chain.subject]] += 1;
    count.events += chain.events.length;
    const found = firstBadIn(chain);
    if (found === null) continue;
    count.badChains += 1;
    firstBad ??= found;
  }
  return { ...count, ok: firstBad === null, firstBad };
}

/** The first thing in the chain that does not hold, or null. */
export function firstBadIn(chain: Chain): Bad | null {
  return brokenLink(chain) ?? wrongState(chain);
}

function wrongState(chain: Chain): Bad | null {
  const { stored, events } = chain;
  if (stored === null) return null;
  const replayed = replay(chain);
  if ('refusedAt' in replayed) return bad(chain, 'replay_refused', replayed.refusedAt);
  const { details, snapshot, listed } = replayed;
  if (
    canonical({ snapshot, listed }) !==
    canonical({ snapshot: stored.snapshot, listed: stored.listed })
  ) {
    return bad(chain, 'state_differs', events.length);
  }
  const name = 'number' in stored.details ? stored.details.number : stored.details.code;
  const same = canonical(details) === canonical(stored.details) && name === chain.name;
  return same ? null : bad(chain, 'details_differ', 1);
}
