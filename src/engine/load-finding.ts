/** One finding as it stands now, with the calendar of that moment. */
import type { LoadedFinding } from './fire-clock.ts';
import type { EnginePorts } from './ports.ts';

/** Null where there is no such finding. */
export async function loadFinding(
  { ledger, calendar }: Pick<EnginePorts, 'ledger' | 'calendar'>,
  findingId: string,
): Promise<LoadedFinding | null> {
  const loaded = await ledger.load(findingId, null);
  await calendar.refresh(loaded.calendarRevision);
  const { finding } = loaded;
  return finding === null ? null : { ...loaded, finding };
}
