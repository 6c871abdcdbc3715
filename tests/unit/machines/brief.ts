/** Effects in short, for tables of what follows from what. */
import type { ClockBasis, Effect } from '../../../machines/effects.ts';

/** `hold 1`, `start 2 verify`, `start 5 execute rest of 3`, `promise 3 by 2024-10-08`, `tell plan-submitted verifier`. */
export function brief(effect: Effect): string {
  if (effect.kind === 'notice.owe') return `tell ${effect.template} ${effect.to}`;
  if (effect.kind === 'finding.tell') return `say ${effect.word.say} to ${effect.findingId}`;
  if (effect.kind === 'clock.promise') return `promise ${effect.clockNo} by ${effect.day}`;
  if (effect.kind === 'clock.stop') return `${effect.outcome} ${effect.clockNo}`;
  if (effect.kind !== 'clock.start') {
    return `${effect.kind.slice('clock.'.length)} ${effect.clockNo}`;
  }
  const { clockNo, clock, basis, follows } = effect;
  const place = follows === null || 'of' in basis ? '' : ` in place of ${follows}`;
  return `start ${clockNo} ${clock}${length(basis)}${place}`;
}

function length(basis: ClockBasis): string {
  switch (basis.kind) {
    case 'rule':
      return '';
    case 'period':
      return ` for ${basis.period.days} ${basis.period.unit}`;
    case 'day':
      return ` by ${basis.day}`;
    case 'remainder':
      return ` rest of ${basis.of}`;
    case 'longer':
      return ` like ${basis.of} and ${basis.days} more`;
    case 'again':
      return ` again ${basis.of}`;
  }
}
