/** Lives lived through the engine, and what somebody might do to their chains afterwards. */
import { hashOf } from '../../../../src/engine/chain.ts';
import type { AnyChainedEvent, Chain } from '../../../../src/engine/proof/chains.ts';
import { firstBadIn } from '../../../../src/engine/proof/verify.ts';
import {
  claim,
  close,
  dayMs,
  fireUntil,
  give,
  inspector,
  opened,
  owner,
  pause,
  plan,
  resume,
  seniorInspector,
  wholeLife,
  work,
  type EngineCase,
} from '../engine-case.ts';
import { allChains } from '../ledger-reading.ts';

export type Stored = NonNullable<Chain['stored']>;

/** A round with four findings: closed and looked at again, closed after a public notice, withdrawn, and only opened. */
export async function liveSomeLives(
  engineCase: Pick<EngineCase, 'engine' | 'clock' | 'database'>,
): Promise<Chain[]> {
  const { engine, clock } = engineCase;
  const round = 'XC-2024';
  const told = (event: Parameters<typeof engine.sendToRound>[0]['event']) =>
    engine.sendToRound({ round, event, by: inspector });
  await engine.openRound({ code: round, title: '第一轮巡察', by: inspector });
  await told({ type: 'GIVE_FEEDBACK', on: '2024-03-01' });
  const closed = await opened(engine, { round, aspect: { no: 1, title: '党的建设方面' } });
  const inPublic = await opened(engine, { round, class: 'continuing', title: '食堂管理不严' });
  const withdrawn = await opened(engine, { round, title: '档案不全', description: '缺三份。' });
  await fireUntil(engineCase, clock.at + 11 * dayMs);
  await wholeLife(engineCase, closed.id);
  await plan(engineCase, inPublic.id);
  await give(engine, inPublic.id, owner, ...work);
  await give(engine, inPublic.id, inspector, { type: 'APPROVE' });
  await give(engine, inPublic.id, seniorInspector, { type: 'APPROVE' });
  await give(engine, inPublic.id, inspector, { type: 'OPEN_PUBLIC_NOTICE' });
  await give(engine, withdrawn.id, owner, claim, pause);
  await fireUntil(engineCase, clock.at + 9 * dayMs);
  await give(engine, withdrawn.id, owner, resume);
  await fireUntil(engineCase, clock.at + 60 * dayMs);
  await give(engine, withdrawn.id, inspector, { type: 'WITHDRAW', reason: '重复登记' });
  await give(engine, inPublic.id, inspector, close);
  // Half a year after the first was closed, its checker is reminded to look again.
  await fireUntil(engineCase, clock.at + 110 * dayMs);
  await opened(engine, { round, title: '台账不实' });
  await told({ type: 'BEGIN_FOLLOW_ON' });
  await told({ type: 'SUBMIT_REPORT', note: '已报送' });
  return allChains(engineCase.database);
}

/** The event with something of it exchanged; its hash stays as it was. */
export function withEvent(chain: Chain, place: number, change: Partial<AnyChainedEvent>): Chain {
  return {
    ...chain,
    events: chain.events.map((event, index) =>
      index === place - 1 ? { ...event, ...change } : event,
    ),
  };
}

export function withStored(chain: Chain, change: Partial<Stored>): Chain {
  return { ...chain, stored: { ...storedOf(chain), ...change } };
}

export function storedOf({ stored }: Chain): Stored {
  if (stored === null) throw new Error('the subject is gone');
  return stored;
}

/** Every place of every chain, with the chain's length. */
export function placesOf(all: readonly Chain[]): { chain: Chain; place: number; length: number }[] {
  return all.flatMap((chain) =>
    chain.events.map((_, index) => ({ chain, place: index + 1, length: chain.events.length })),
  );
}

export function eventAt({ events }: Chain, place: number): AnyChainedEvent {
  const event = events[place - 1];
  if (event === undefined) throw new Error(`there is no event ${place}`);
  return event;
}

/** The words of an event exchanged for others of the same shape. */
export function reworded(event: AnyChainedEvent): AnyChainedEvent {
  return { ...event, event: { ...event.event, note: '已删改' } as AnyChainedEvent['event'] };
}

/** The event with the hash that its content has now. */
export function rehashed(event: AnyChainedEvent): AnyChainedEvent {
  return { ...event, hash: hashOf(event) };
}

export function without(chain: Chain, place: number): Chain {
  return { ...chain, events: chain.events.filter((_, index) => index !== place - 1) };
}

/** Numbers the rows as they stand, as somebody does who wants no gap to be seen. */
export function renumbered(chain: Chain): Chain {
  return {
    ...chain,
    events: chain.events.map((event, index) => ({ ...event, seq: index + 1 })),
  };
}

/** An event that nobody gave, put in at that place; the others move on by one. */
export function inserted(
  chain: Chain,
  place: number,
  make: (model: AnyChainedEvent) => AnyChainedEvent,
): Chain {
  const model = eventAt(chain, Math.min(place, chain.events.length));
  const before = chain.events[place - 2];
  const event = make({
    ...model,
    seq: place,
    at: model.at + 1,
    event: { type: 'ASSIGN', responsibleUnit: '无中生有' },
    prevHash: before?.hash ?? '0'.repeat(64),
  });
  return renumbered({ ...chain, events: chain.events.toSpliced(place - 1, 0, event) });
}

/** Two rows in each other's place, numbers apart. */
export function rowsSwapped(chain: Chain, first: number, second: number): Chain {
  const [a, b] = [eventAt(chain, first), eventAt(chain, second)];
  return withEvent(withEvent(chain, first, { ...b, seq: first }), second, { ...a, seq: second });
}

/** What a row says, without its links. */
function content({ at, by, event, machineVersion }: AnyChainedEvent): Partial<AnyChainedEvent> {
  return { at, by, event, machineVersion };
}

/** What two rows say, by whom and when, in each other's place; links and hashes stay. */
export function contentsSwapped(chain: Chain, first: number, second: number): Chain {
  const [a, b] = [eventAt(chain, first), eventAt(chain, second)];
  return withEvent(withEvent(chain, first, content(b)), second, content(a));
}

/** Every link and hash made anew from some place on, head and all, by somebody who knows how. */
export function forged(chain: Chain): Chain {
  let prevHash = '0'.repeat(64);
  const events = chain.events.map((event, index) => {
    const whole = rehashed({ ...event, seq: index + 1, prevHash });
    prevHash = whole.hash;
    return whole;
  });
  return withStored({ ...chain, events }, { version: events.length, headHash: prevHash });
}

/** Its code and place; all of it where it is not about this chain. */
export function foundIn(chain: Chain): unknown {
  const found = firstBadIn(chain);
  const mine = found?.subjectId === chain.subjectId && found.name === chain.name;
  return mine ? [found.code, found.seq] : found;
}
