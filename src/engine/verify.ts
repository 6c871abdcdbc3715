/** Proves the ledger: every chain is whole, and every stored state is the fold of its events. */
import { advance, openFinding, type FindingSnapshot } from '../../machines/step.ts';
import { advanceRound, openRound, type RoundSnapshot } from '../../machines/round.ts';
import { canonical, genesisHash, hashOf } from './chain.ts';
import type { ChainedEvent, FindingDetails, LedgerEvent, RoundLedgerEvent } from './ports.ts';

/** One subject's events beside what the ledger stores of it. One line of an export. */
export interface Chain {
  readonly subject: 'finding' | 'round';
  readonly subjectId: string;
  /** The finding's number or the round's code; null when events are left of a subject that is gone. */
  readonly name: string | null;
  readonly stored: {
    readonly version: number;
    readonly headHash: string;
    readonly snapshot: FindingSnapshot | RoundSnapshot;
    readonly details: FindingDetails | null;
  } | null;
  readonly events: readonly ChainedEvent[];
}

export type BadCode =
  | 'event_changed'
  | 'event_deleted'
  | 'event_reordered'
  | 'event_inserted'
  | 'subject_deleted'
  | 'state_differs'
  | 'details_differ'
  | 'replay_refused';

/** The first thing in a chain that does not hold. */
export interface Bad {
  readonly code: BadCode;
  readonly subject: Chain['subject'];
  readonly subjectId: string;
  readonly name: string | null;
  /** The event's place in the chain. */
  readonly seq: number;
  readonly message: string;
}

export interface Verified {
  readonly findings: number;
  readonly rounds: number;
  readonly events: number;
  readonly ok: boolean;
  readonly firstBad: Bad | null;
  /** How many chains do not hold. */
  readonly badChains: number;
}

export async function verifyChains(chains: AsyncIterable<Chain>): Promise<Verified> {
  const count = { findings: 0, rounds: 0, events: 0, badChains: 0 };
  let firstBad: Bad | null = null;
  for await (const chain of chains) {
    if (chain.subject === 'finding') count.findings += 1;
    else count.rounds += 1;
    count.events += chain.events.length;
    const bad = firstBadIn(chain);
    if (bad === null) continue;
    count.badChains += 1;
    firstBad ??= bad;
  }
  return { ...count, ok: firstBad === null, firstBad };
}

/** The first thing in the chain that does not hold, or null. */
export function firstBadIn(chain: Chain): Bad | null {
  return brokenLink(chain) ?? wrongState(chain);
}

const messages: Record<BadCode, string> = {
  event_changed:
    '事件内容与其哈希不符:已被修改。The event no longer matches its hash: it was changed.',
  event_deleted: '此处缺少事件:已被删除。An event is missing here: it was deleted.',
  event_reordered:
    '事件不在原来的位置:顺序已被调换。The event stands in another place than it was written in.',
  event_inserted:
    '此事件不属于该链:是后来插入的。The event was not written by this chain: it was inserted.',
  subject_deleted:
    '事件仍在,但其问题或轮次已被删除。Events are left of a finding or round that is gone.',
  state_differs: '存储的状态不是其事件的结果。The stored state is not what the events lead to.',
  details_differ: '编号或文字与首个事件不符。Number or words differ from the first event.',
  replay_refused: '当前规则不接受该事件。The rules it was recorded under refuse this event.',
};

function bad(chain: Chain, code: BadCode, seq: number): Bad {
  const { subject, subjectId, name } = chain;
  return { code, subject, subjectId, name, seq, message: messages[code] };
}

/** Walks the links. What is found at the first broken one tells what was done to the chain. */
function brokenLink(chain: Chain): Bad | null {
  const { events, stored } = chain;
  let head = genesisHash;
  for (const [index, event] of events.entries()) {
    const place = index + 1;
    const whole = hashOf(event) === event.hash;
    if (whole && event.seq === place && event.prevHash === head) {
      head = event.hash;
      continue;
    }
    return bad(chain, diagnose(chain, index, head), place);
  }
  const length = stored?.version ?? events.length;
  if (events.length < length) return bad(chain, 'event_deleted', events.length + 1);
  if (events.length > length) return bad(chain, 'event_inserted', length + 1);
  if (stored === null) return bad(chain, 'subject_deleted', events.length);
  return stored.headHash === head ? null : bad(chain, 'event_changed', events.length);
}

function diagnose({ events, subjectId, stored }: Chain, index: number, head: string): BadCode {
  const event = events[index];
  const place = index + 1;
  if (event === undefined) return 'event_deleted';
  if (writtenElsewhere(event, events)) return 'event_reordered';
  const surplus = events.length > (stored?.version ?? events.length);
  const next = events[index + 1];
  // Whoever follows the link before this one, skipping it, shows that it was not there when written.
  const skipped = next !== undefined && next.prevHash === head;
  if (event.subjectId !== subjectId || skipped || surplus) return 'event_inserted';
  if (event.seq > place || (event.prevHash !== head && hashOf(event) === event.hash)) {
    return 'event_deleted';
  }
  return 'event_changed';
}

/** True when the event's content, put in another event's place, gives a hash the chain holds. */
function writtenElsewhere(event: ChainedEvent, events: readonly ChainedEvent[]): boolean {
  return events.some((other) => {
    if (other.seq === event.seq) return false;
    const { seq, prevHash } = other;
    const moved = hashOf({ ...event, seq, prevHash });
    return moved === other.hash || moved === event.hash || movedWhole(event, other);
  });
}

/** The whole row, links and all, moved to another place. */
function movedWhole(event: ChainedEvent, other: ChainedEvent): boolean {
  return hashOf({ ...event, seq: other.seq }) === event.hash;
}

function wrongState(chain: Chain): Bad | null {
  const { stored, events } = chain;
  if (stored === null) return null;
  const replayed =
    chain.subject === 'finding'
      ? replayFinding(events as readonly ChainedEvent<LedgerEvent>[])
      : replayRound(events as readonly ChainedEvent<RoundLedgerEvent>[]);
  if ('refusedAt' in replayed) return bad(chain, 'replay_refused', replayed.refusedAt);
  if (canonical(replayed.snapshot) !== canonical(stored.snapshot)) {
    return bad(chain, 'state_differs', events.length);
  }
  const same = canonical(replayed.details) === canonical(stored.details);
  return same ? null : bad(chain, 'details_differ', 1);
}

type Replayed<S> =
  | { readonly snapshot: S; readonly details: FindingDetails | null }
  | { readonly refusedAt: number };

function replayFinding(events: readonly ChainedEvent<LedgerEvent>[]): Replayed<FindingSnapshot> {
  const [first, ...rest] = events;
  if (first?.event.type !== 'OPENED') return { refusedAt: 1 };
  let { snapshot } = openFinding(first.event.input);
  for (const { event, by, at, machineVersion, seq } of rest) {
    if (event.type === 'OPENED') return { refusedAt: seq };
    const step = advance(machineVersion, snapshot, { ...event, by, at });
    if (step.kind !== 'accepted') return { refusedAt: seq };
    ({ snapshot } = step);
  }
  return { snapshot, details: first.event.details };
}

function replayRound(events: readonly ChainedEvent<RoundLedgerEvent>[]): Replayed<RoundSnapshot> {
  const [first, ...rest] = events;
  if (first?.event.type !== 'ROUND_OPENED') return { refusedAt: 1 };
  let { state, context } = openRound();
  for (const { event, by, at, seq } of rest) {
    if (event.type === 'ROUND_OPENED') return { refusedAt: seq };
    // Whether findings were open then is not the round's own history: the guard held when it was recorded.
    const step = advanceRound({ state, context }, { ...event, by, at, openFindings: 0 });
    if (step.kind === 'refused') return { refusedAt: seq };
    ({ state, context } = step);
  }
  return { snapshot: { state, context }, details: null };
}
