/** Effects in short, for tables of what follows from what. */
import type { Effect } from '../../../machines/effects.ts';

/** `hold 1`, `start 2 verify`, `tell plan-submitted verifier`. */
export function brief(effect: Effect): string {
  if (effect.kind === 'notice.owe') return `tell ${effect.template} ${effect.to}`;
  if (effect.kind === 'clock.stop') return `${effect.outcome} ${effect.clockNo}`;
  if (effect.kind !== 'clock.start') {
    return `${effect.kind.slice('clock.'.length)} ${effect.clockNo}`;
  }
  const by = effect.dueDate === null ? '' : ` by ${effect.dueDate}`;
  return `start ${effect.clockNo} ${effect.clock}${by}`;
}
