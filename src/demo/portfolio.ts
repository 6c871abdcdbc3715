/** The sample round on its own, in memory: what a rehearsal goes over where no ledger is configured. */
import { openRectiflow, type Rectiflow } from '../rectiflow.ts';
import { createVirtualClock } from '../virtual-clock.ts';
import { prepareRound, readSample } from './round.ts';

/** As if feedback had been given on `from` (`YYYY-MM-DD`), at ten in the morning: a rehearsal begins with the round. */
export async function openDemoPortfolio(from: string): Promise<Rectiflow> {
  const document = await readSample();
  const clock = createVirtualClock(0);
  const rectiflow = await openRectiflow({ zone: 'Asia/Shanghai', clock });
  clock.moveTo(rectiflow.calendar.timeOn(from, '10:00'));
  await prepareRound(rectiflow, document);
  return rectiflow;
}
