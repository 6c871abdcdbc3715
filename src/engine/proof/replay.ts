/** What the events of a subject lead to by the rules they were recorded under. */
import { advanceRound, openRound } from '../../../machines/round.ts';
import { advance, openFinding, standingOf } from '../../../machines/step.ts';
import type { DutyLedgerEvent } from '../duties/ports.ts';
import type { ChainedEvent, LedgerEvent, RoundLedgerEvent } from '../ports.ts';
import { attempt } from './attempt.ts';
import type { AnyChainedEvent, AnyLedgerEvent, Chain } from './chains.ts';
import { replayDuty } from './replay-duty.ts';

type Replayed =
  | Pick<NonNullable<Chain['stored']>, 'snapshot' | 'listed' | 'details'>
  | { readonly refusedAt: number };

/** The state and what stands beside it, or the place of the first event that is refused. */
export function replay({ subject, events }: Chain): Replayed {
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
  const { details, input } = first.event;
  let { policy } = first.event;
  let { snapshot } = openFinding(input);
  let closedAt: number | null = null;
  for (const { event, by, at, machineVersion, seq } of rest) {
    if (event.type === 'OPENED') return { refusedAt: seq };
    const step = attempt(() => advance(machineVersion, snapshot, { ...event, by, at }));
    if (step?.kind !== 'accepted') return { refusedAt: seq };
    ({ snapshot } = step);
    if (event.type === 'MIGRATE') ({ policy } = event);
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
