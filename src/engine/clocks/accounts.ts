/** To whose account each day of a finding's life goes: the unit's, the verifier's, a pause, or nobody's. */
import { advance, openFinding, standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { RectiflowError } from '../../errors.ts';
import type { Calendar } from '../calendar-port.ts';
import type { ChainedEvent, LedgerEvent } from '../ports.ts';

/** Days on which nobody works are charged to nobody, unless the finding was paused over them. */
export type Account = 'unit' | 'verifier' | 'paused' | 'nonWorking';

export interface Accounts {
  /** The first and the last day of its life so far, both included. */
  readonly from: string;
  readonly until: string;
  readonly total: number;
  readonly unit: number;
  readonly verifier: number;
  readonly paused: number;
  readonly nonWorking: number;
  /** Days it was off the ledger, between a closure and a reopening. Not part of the total. */
  readonly offLedger: number;
  /** Every day in order; days off the ledger are left out. */
  readonly days: readonly { readonly day: string; readonly account: Account }[];
}

type Days = Pick<Calendar, 'dayOf' | 'endOf' | 'dayAfter' | 'standingOf'>;

interface Since {
  readonly at: number;
  readonly holder: 'unit' | 'verifier' | 'paused' | 'closed';
}

/**
 * A day belongs to whoever has the finding at its end. The day it is closed on belongs to whoever had
 * it last, so every day of its life belongs to exactly one account, and they add up.
 */
export function accountsOf(
  events: readonly ChainedEvent<LedgerEvent>[],
  now: number,
  calendar: Days,
): Accounts {
  const turns = turnsOf(events);
  const [opened] = turns;
  const last = turns.at(-1);
  if (opened === undefined || last === undefined)
    throw new TypeError('a finding has a first event');
  const from = calendar.dayOf(opened.at);
  const until = calendar.dayOf(last.holder === 'closed' ? last.at : Math.max(now, last.at));
  const count = { unit: 0, verifier: 0, paused: 0, nonWorking: 0, offLedger: 0 };
  const days: { day: string; account: Account }[] = [];
  for (let day = from; day <= until; day = calendar.dayAfter(day, 1, 'day').day) {
    const holder = holderOn(day, turns, calendar);
    if (holder === 'closed') {
      count.offLedger += 1;
      continue;
    }
    const idle = holder !== 'paused' && !calendar.standingOf(day).working;
    const account = idle ? 'nonWorking' : holder;
    count[account] += 1;
    days.push({ day, account });
  }
  return { from, until, total: days.length, ...count, days };
}

/** Who had it at the end of the day; where it was closed on that day, who had it before. */
function holderOn(day: string, turns: readonly Since[], calendar: Days): Since['holder'] {
  const end = calendar.endOf(day);
  const atEnd = turns.findLastIndex(({ at }) => at < end);
  const turn = turns[atEnd];
  if (turn === undefined) return 'unit';
  if (turn.holder !== 'closed' || calendar.dayOf(turn.at) !== day) return turn.holder;
  return turns.slice(0, atEnd).findLast(({ holder }) => holder !== 'closed')?.holder ?? 'unit';
}

/** Replays the history for who has had the finding, and from when on. */
function turnsOf(events: readonly ChainedEvent<LedgerEvent>[]): readonly Since[] {
  const turns: Since[] = [];
  let snapshot: FindingSnapshot | null = null;
  for (const chained of events) {
    snapshot = after(snapshot, chained);
    const holder = holderOf(snapshot);
    // What happens while it stays with the same one (a recheck is due, say) is no turn.
    if (turns.at(-1)?.holder !== holder) turns.push({ at: chained.at, holder });
  }
  return turns;
}

function after(
  snapshot: FindingSnapshot | null,
  { seq, at, by, event, machineVersion }: ChainedEvent<LedgerEvent>,
): FindingSnapshot {
  if (event.type === 'OPENED') return openFinding(event.input).snapshot;
  const step = snapshot === null ? null : advance(machineVersion, snapshot, { ...event, by, at });
  if (step?.kind !== 'accepted') throw new RectiflowError('state_unreadable', { seq });
  return step.snapshot;
}

function holderOf(snapshot: FindingSnapshot): Since['holder'] {
  const { state, stage, hold } = standingOf(snapshot);
  if (state === 'closed') return 'closed';
  if (hold === 'paused') return 'paused';
  const atVerifier =
    state === 'verified' || ['contested', 'planInReview', 'inReview'].includes(stage);
  return atVerifier ? 'verifier' : 'unit';
}
