/** The engine's present: its clock, and the calendar of this moment. */
import type { EnginePorts, Moment } from './ports.ts';

type Present = Pick<EnginePorts, 'ledger' | 'calendar' | 'clock'>;

/** The instant to decide by (epoch ms). Calendar data loaded meanwhile, by whomever, has then been taken up. */
export async function nowOf(ports: Present): Promise<number> {
  return (await presentOf(ports)).now;
}

/** The same, with the load of calendar data that was the last then. */
export async function presentOf({
  ledger,
  calendar,
  clock,
}: Present): Promise<{ readonly now: number } & Pick<Moment, 'calendarRevision'>> {
  const { databaseNow, calendarRevision } = await ledger.moment();
  await calendar.refresh(calendarRevision);
  return { now: clock.now(databaseNow), calendarRevision };
}
