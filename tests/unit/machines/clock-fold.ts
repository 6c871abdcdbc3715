/** The clocks as an engine that knows nothing but their effects would have them. */
import type { Effect } from '../../../machines/effects.ts';
import type { RunningClock } from '../../../machines/finding-context.ts';

interface Clock extends Omit<RunningClock, 'state'> {
  readonly state: RunningClock['state'] | 'ended';
}
export type Clocks = ReadonlyMap<number, Clock>;

type Start = Extract<Effect, { kind: 'clock.start' }>;
type Turn = Extract<Effect, { kind: 'clock.hold' | 'clock.release' }>;

/**
 * Throws where an effect makes no sense: a number used twice, a hold of a clock not running, an end of
 * none, a clock carried on that never was, a clock replaced and left standing.
 */
export function clocksAfter(clocks: Clocks, effects: readonly Effect[]): Clocks {
  const after = new Map(clocks);
  for (const effect of effects) {
    if (effect.kind === 'notice.owe' || effect.kind === 'finding.tell') continue;
    const no = effect.clockNo;
    if (effect.kind === 'clock.start') {
      after.set(no, started(after, effect));
      continue;
    }
    const open = openClock(after, no);
    if (effect.kind === 'clock.promise' && open.state !== 'running') {
      throw new Error(`clock ${no} is promised and ${open.state}`);
    }
    if (effect.kind === 'clock.stop') after.set(no, { ...open, state: 'ended' });
    if (effect.kind === 'clock.hold' || effect.kind === 'clock.release') {
      after.set(no, turned(open, effect));
    }
  }
  for (const effect of effects) {
    const replaced = effect.kind === 'clock.start' && after.get(effect.follows ?? 0);
    if (replaced && replaced.state !== 'ended') throw new Error(`clock ${replaced.no} stayed`);
  }
  return after;
}

/** Those not ended, as the finding itself should know them. */
export function openOnes(clocks: Clocks): readonly Clock[] {
  return [...clocks.values()].filter(({ state }) => state !== 'ended');
}

function started(clocks: Clocks, { clockNo: no, clock, basis, follows }: Start): Clock {
  if (clocks.has(no)) throw new Error(`clock ${no} starts twice`);
  if (follows === null) {
    if ('of' in basis) throw new Error(`clock ${no} does not say what it carries on`);
    return { no, clock, state: 'running' };
  }
  const before = clocks.get(follows);
  if (before?.clock !== clock) throw new Error(`clock ${no} follows no ${clock}`);
  if ('of' in basis && basis.of !== follows) throw new Error(`clock ${no} follows two`);
  const carriesOn = basis.kind === 'remainder';
  if (carriesOn !== (before.state === 'ended')) throw new Error(`${follows} is ${before.state}`);
  // Only a clock counted again from where the other began has the other's pauses.
  if (before.state === 'held' && basis.kind !== 'again') throw new Error(`clock ${no} runs anew`);
  return { no, clock, state: before.state === 'held' ? 'held' : 'running' };
}

function turned(clock: Clock, { kind }: Turn): Clock {
  const [from, to] =
    kind === 'clock.hold' ? (['running', 'held'] as const) : (['held', 'running'] as const);
  if (clock.state !== from)
    throw new Error(`${kind} of clock ${clock.no}, which is ${clock.state}`);
  return { ...clock, state: to };
}

function openClock(clocks: Clocks, no: number): Clock {
  const clock = clocks.get(no);
  if (clock === undefined || clock.state === 'ended') throw new Error(`clock ${no} is not there`);
  return clock;
}
