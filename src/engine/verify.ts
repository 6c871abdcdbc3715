/** Proves the ledger: every chain is whole, and every stored state is the fold of its events. */
import type { FindingContext } from '../../machines/finding-context.ts';
import {
  advance,
  openFinding,
  standingOf,
  type FindingSnapshot,
  type FindingStanding,
} from '../../machines/step.ts';
import { advanceRound, openRound, type RoundSnapshot } from '../../machines/round.ts';
import type { DutySnapshot } from '../../machines/duty.ts';
import { attempt } from './attempt.ts';
import { canonical, genesisHash, hashOf } from './chain.ts';
import type { DutyDetails, DutyLedgerEvent } from './duty-ports.ts';
import { replayDuty, type ListedDuty } from './duty-replay.ts';
import type { PolicyRef } from './policy.ts';
import type { ChainedEvent, FindingDetails, LedgerEvent, RoundLedgerEvent } from './ports.ts';

/** An event of any subject. */
export type AnyLedgerEvent = LedgerEvent | RoundLedgerEvent | DutyLedgerEvent;
type AnyChainedEvent = ChainedEvent<AnyLedgerEvent>;

/** One subject's events beside what the ledger stores of it. One line of an export. */
export interface Chain {
  readonly subject: 'finding' | 'round' | 'duty';
  readonly subjectId: string;
  /** The number of the finding or duty, the round's code; null when events are left of a subject that is gone. */
  readonly name: string | null;
  readonly stored: {
    readonly version: number;
    readonly headHash: string;
    readonly snapshot: FindingSnapshot | RoundSnapshot | DutySnapshot;
    readonly listed: ListedFinding | ListedRound | ListedDuty;
    readonly details: FindingDetails | RoundDetails | DutyDetails;
  } | null;
  readonly events: readonly AnyChainedEvent[];
}

/** What stands beside the snapshot for lists, conditions and reports to read: it follows from the events too. */
export interface ListedFinding
  extends FindingStanding, Pick<FindingContext, 'class' | 'responsibleUnit'> {
  readonly policy: PolicyRef;
  readonly machineVersion: number;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
}

export interface ListedRound {
  readonly machineVersion: number;
  readonly updatedAt: number;
}

export interface RoundDetails {
  readonly code: string;
  readonly title: string;
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

const messages: Record<BadCode, string> = {
  event_changed:
    '事件内容与其哈希不符:已被修改。The event no longer matches its hash: it was changed.',
  event_deleted: '此处缺少事件:已被删除。An event is missing here: it was deleted.',
  event_reordered:
    '事件不在原来的位置:顺序已被调换。The event stands in another place than it was written in.',
  event_inserted:
    '此事件不属于该链:是后来插入的。The event was not written by this chain: it was inserted.',
  subject_deleted:
    '事件仍在,但其问题、轮次或任务事项已被删除。Events are left of a finding, round or duty that is gone.',
  state_differs: '存储的状态不是其事件的结果。The stored state is not what the events lead to.',
  details_differ: '编号或文字与首个事件不符。Number or words differ from the first event.',
  replay_refused: '当前规则不接受该事件。The rules it was recorded under refuse this event.',
};

function bad(chain: Chain, code: BadCode, seq: number): Bad {
  const { subject, subjectId, name } = chain;
  return { code, subject, subjectId, name, seq: Math.max(seq, 1), message: messages[code] };
}

/** Walks the links. What is found at the first broken one tells what was done to the chain. */
function brokenLink(chain: Chain): Bad | null {
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

type Replayed =
  | Pick<NonNullable<Chain['stored']>, 'snapshot' | 'listed' | 'details'>
  | { readonly refusedAt: number };

function replay({ subject, events }: Chain): Replayed {
  switch (subject) {
    case 'finding':
      return replayFinding(asOwn<LedgerEvent>(events));
    case 'round':
      return replayRound(asOwn<RoundLedgerEvent>(events));
    case 'duty':
      return replayDuty(asOwn<DutyLedgerEvent>(events));
  }
}

/** The events as those of their subject: each replay refuses what belongs to another. */
function asOwn<E extends AnyLedgerEvent>(
  events: readonly AnyChainedEvent[],
): readonly ChainedEvent<E>[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as said above
  return events as readonly ChainedEvent<E>[];
}

function replayFinding(events: readonly ChainedEvent<LedgerEvent>[]): Replayed {
  const [first, ...rest] = events;
  if (first?.event.type !== 'OPENED') return { refusedAt: 1 };
  const { details, policy, input } = first.event;
  let { snapshot } = openFinding(input);
  let closedAt: number | null = null;
  for (const { event, by, at, machineVersion, seq } of rest) {
    if (event.type === 'OPENED') return { refusedAt: seq };
    const step = attempt(() => advance(machineVersion, snapshot, { ...event, by, at }));
    if (step?.kind !== 'accepted') return { refusedAt: seq };
    ({ snapshot } = step);
    closedAt = standingOf(snapshot).state === 'closed' ? (closedAt ?? at) : null;
  }
  const listed = {
    ...standingOf(snapshot),
    class: snapshot.context.class,
    responsibleUnit: snapshot.context.responsibleUnit,
    policy,
    machineVersion: first.machineVersion,
    openedAt: first.at,
    updatedAt: rest.at(-1)?.at ?? first.at,
    closedAt,
  };
  return { snapshot, listed, details };
}

function replayRound(events: readonly ChainedEvent<RoundLedgerEvent>[]): Replayed {
  const [first, ...rest] = events;
  if (first?.event.type !== 'ROUND_OPENED') return { refusedAt: 1 };
  let { state, context } = openRound();
  for (const { event, by, at, seq } of rest) {
    if (event.type === 'ROUND_OPENED') return { refusedAt: seq };
    // Whether findings were open then is not the round's own history: the guard held when it was recorded.
    const given = { ...event, by, at, openFindings: 0 };
    const step = attempt(() => advanceRound({ state, context }, given));
    if (step?.kind !== 'accepted') return { refusedAt: seq };
    ({ state, context } = step);
  }
  const { code, title } = first.event;
  const listed = {
    machineVersion: first.machineVersion,
    updatedAt: rest.at(-1)?.at ?? first.at,
  };
  return { snapshot: { state, context }, listed, details: { code, title } };
}
