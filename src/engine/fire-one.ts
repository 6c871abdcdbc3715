/** Fires one due clock of a finding at hand, and tells the findings that have to hear of it. */
import { decideFiring, type LoadedFinding } from './fire-clock.ts';
import type { ClockRow, EnginePorts } from './ports.ts';
import { saveAll } from './save-all.ts';
import { afterDecision, spread } from './spread.ts';

/** `fired`, `stale` where somebody else was first, or why it could not be fired. */
export async function fireClock(
  ports: EnginePorts,
  loaded: LoadedFinding,
  row: ClockRow,
): Promise<string> {
  const outcome = await decideFiring(ports, loaded, row);
  if (outcome.kind === 'unreadable') return `state_unreadable: ${outcome.why}`;
  if (outcome.kind === 'refused') return `event_refused: ${outcome.guard}`;
  const { calendarRevision } = loaded;
  const others = await spread(ports, outcome.told, afterDecision(loaded, outcome));
  if (others === null) return 'event_refused: otherFindingAgrees';
  const saved = await saveAll(ports, [
    { ...outcome.write, calendarRevision, remember: null },
    ...others,
  ]);
  return saved ? 'fired' : 'stale';
}
