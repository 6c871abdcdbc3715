/** The engine's present: its clock, and the calendar of this moment. */
import type { EnginePorts } from './ports.ts';

/** The instant to decide by (epoch ms). Calendar data loaded meanwhile, by whomever, has then been taken up. */
export async function nowOf({
  ledger,
  calendar,
  clock,
}: Pick<EnginePorts, 'ledger' | 'calendar' | 'clock'>): Promise<number> {
  const { databaseNow, calendarRevision } = await ledger.moment();
  await calendar.refresh(calendarRevision);
  return clock.now(databaseNow);
}
