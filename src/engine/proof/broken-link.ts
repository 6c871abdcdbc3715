/** Walks the links of a chain, and names what was done to it where one does not hold. */
import { genesisHash, hashOf } from '../chain.ts';
import { bad, type Bad } from './bad.ts';
import type { AnyChainedEvent, Chain } from './chains.ts';

/** Walks the links. What is found at the first broken one tells what was done to the chain. */
export function brokenLink(chain: Chain): Bad | null {
  let head = genesisHash;
  for (const [index, event] of chain.events.entries()) {
    const holds =
      event.seq === index + 1 &&
      event.prevHash === head &&
      event.subjectId === chain.subjectId &&
      isWhole(event);
    if (!holds) return diagnose(chain, event, index, head);
    head = event.hash;
  }
  return wrongEnd(chain, head);
}

/** All links hold as far as they go: do they end where the ledger says? */
function wrongEnd(chain: Chain, head: string): Bad | null {
  const { events, stored } = chain;
  if (stored === null) return bad(chain, 'subject_deleted', events.length);
  if (stored.headHash === head) {
    return stored.version === events.length ? null : bad(chain, 'state_differs', events.length);
  }
  const written = events.findIndex(({ hash }) => hash === stored.headHash) + 1;
  if (written > 0) return bad(chain, 'event_inserted', written + 1);
  if (events.length < stored.version) return bad(chain, 'event_deleted', events.length + 1);
  if (events.length > stored.version) return bad(chain, 'event_inserted', stored.version + 1);
  return bad(chain, 'event_changed', events.length);
}

/**
 * Names what was done, from the first link that does not hold. An event names by hash the one it
 * followed when it was written, so the links still tell that order when the rows have another:
 * - It follows the one before it, so it is in its place and only its content is not its own: that
 *   of another spoilt event (they changed places), or nobody's (changed). But where a later event
 *   follows the same one, this is not the one that was written there (inserted).
 * - It follows another one. Where the event that belongs here stands further down, this one was put
 *   before it, or they changed places. Where it follows one further up, those between came later.
 * - What it follows is nowhere: that was deleted, or written anew with a hash of its own.
 */
function diagnose(chain: Chain, event: AnyChainedEvent, index: number, head: string): Bad {
  const { events, stored } = chain;
  const place = index + 1;
  const length = stored?.version ?? events.length;
  const copied = events.slice(0, index).some(({ hash }) => hash === event.hash);
  if (copied || event.subjectId !== chain.subjectId) return bad(chain, 'event_inserted', place);
  const later = events.slice(place);
  const followed =
    stored?.headHash === event.hash || events.some(({ prevHash }) => prevHash === event.hash);
  const displaced = later.some(({ prevHash }) => prevHash === head);
  if (event.prevHash === head || hashOf({ ...event, prevHash: head }) === event.hash) {
    if (displaced || place > length) return bad(chain, 'event_inserted', place);
    const moved = event.seq !== place || later.some((other) => changedPlaces(event, other));
    return bad(chain, moved ? 'event_reordered' : 'event_changed', place);
  }
  if (displaced) {
    const inserted = events.length > length || !followed;
    return bad(chain, inserted ? 'event_inserted' : 'event_reordered', place);
  }
  const precursor = events.slice(0, index).findIndex(({ hash }) => hash === event.prevHash) + 1;
  if (precursor > 0 || event.prevHash === genesisHash) {
    return bad(chain, 'event_inserted', precursor + 1);
  }
  if (place > length) return bad(chain, 'event_inserted', place);
  if (events.length < length || wasWrittenAfter(event, place, events.length)) {
    return bad(chain, 'event_deleted', place);
  }
  return bad(chain, 'event_changed', isWhole(event) && followed ? place - 1 : place);
}

function isWhole(event: AnyChainedEvent): boolean {
  return hashOf(event) === event.hash;
}

/** True when the event's content belongs into the other's row, which has lost its own as well. */
function changedPlaces(event: AnyChainedEvent, other: AnyChainedEvent): boolean {
  const { seq, prevHash } = other;
  const moved = hashOf({ ...event, seq, prevHash });
  return (moved === other.hash || moved === event.hash) && !isWhole(other);
}

/** True when the event was written some places further on: those before it are gone. */
function wasWrittenAfter(event: AnyChainedEvent, place: number, length: number): boolean {
  for (let seq = place + 1; seq <= place + length + 1; seq += 1) {
    if (hashOf({ ...event, seq }) === event.hash) return true;
  }
  return false;
}
