/** The clocks as an engine that knows nothing but their effects would have them. */
import type { Effect } from '../../../machines/effects.ts';
import type { RunningClock } from '../../../machines/finding-context.ts';

export type Clocks = ReadonlyMap<number, RunningClock>;

/** Throws where an effect makes no sense: a number used twice, a hold of a clock not running, an end of none. */
export function clocksAfter(clocks: Clocks, effects: readonly Effect[]): Clocks {
  const after = new Map(clocks);
  for (const effect of effects) {
    if (effect.kind === 'notice.owe') continue;
    const no = effect.clockNo;
    const known = after.get(no);
    if (effect.kind === 'clock.start') {
      if (known !== undefined) throw new Error(`clock ${no} starts twice`);
      after.set(no, { no, clock: effect.clock, state: 'running' });
      continue;
    }
    if (known === undefined) throw new Error(`${effect.kind} of clock ${no}, which is not there`);
    if (effect.kind === 'clock.stop') {
      after.delete(no);
      continue;
    }
    const [from, to] =
      effect.kind === 'clock.hold'
        ? (['running', 'held'] as const)
        : (['held', 'running'] as const);
    if (known.state !== from)
      throw new Error(`${effect.kind} of clock ${no}, which is ${known.state}`);
    after.set(no, { ...known, state: to });
  }
  return after;
}
