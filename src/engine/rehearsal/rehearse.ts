/** The rehearsal as a use case: over a portfolio, under its own policies or another. */
import { z } from 'zod';
import { daySchema, storedText } from '../../../machines/words.ts';
import type { TermCalendar } from '../duties/ports.ts';
import { almanacOf } from '../duties/slots.ts';
import type { Policy } from '../policy.ts';
import type { DecisionPorts } from '../ports.ts';
import { differenceOf } from './difference.ts';
import type { DutyItem } from './duty-life.ts';
import { lifelikeDoers } from './duty-people.ts';
import { lifelikePeople } from './people.ts';
import { reportOf, type RehearsalReport } from './report.ts';
import { simulateDuties } from './simulate-duties.ts';
import { simulate, type PortfolioItem } from './simulate.ts';

/** Ten years: beyond that nobody knows the holidays. */
const daysMax = 3660;

export const rehearsalSchema = z.strictObject({
  /** The first day that is told. What comes due between today and it happens, untold. */
  from: daySchema,
  days: z.int().min(1).max(daysMax),
  /** With a seed people act, like people; without, nobody does. The same seed, the same people. */
  seed: z.int().min(0).max(4_294_967_295).optional(),
  /** A round's code; all rounds without it. */
  round: storedText(40).optional(),
});
export type RehearsalOptions = z.infer<typeof rehearsalSchema>;

export type RehearsePorts = DecisionPorts & { readonly calendar: TermCalendar };

export interface Rehearsing {
  readonly portfolio: readonly PortfolioItem[];
  /** They follow no policy, and are the same under any. Default: none. */
  readonly duties?: readonly DutyItem[] | undefined;
  /** The present, epoch ms. */
  readonly now: number;
  /** To rehearse under, beside the policies in force; null for these alone. */
  readonly policy: Policy | null;
}

/** Writes nothing. The same portfolio, options, policy and day give the same report to the byte. */
export async function rehearse(
  ports: RehearsePorts,
  options: RehearsalOptions,
  rehearsing: Rehearsing,
): Promise<RehearsalReport> {
  const { calendar } = ports;
  const { version } = calendar;
  const { from: day, days, seed } = options;
  const { portfolio, duties = [], now, policy } = rehearsing;
  const from = calendar.timeOn(day, '00:00');
  const until = calendar.endOf(calendar.dayAfter(day, days - 1, 'day').day);
  // Today from its beginning: whether the clock says ten or eleven changes nothing.
  const since = Math.min(from, calendar.timeOn(calendar.dayOf(now), '00:00'));
  const rehearsed = (draft?: Policy) => {
    const people = seed === undefined ? undefined : lifelikePeople(seed, calendar);
    const given = { since, from, until, policy: draft, people };
    return simulate(ports, portfolio, given);
  };
  const inForce = await rehearsed();
  const drafted = policy === null ? null : await rehearsed(policy);
  const doers = seed === undefined ? null : lifelikeDoers(seed, calendar);
  const almanac = almanacOf(calendar);
  const frame = { since, from, until, doers };
  const recurring = await simulateDuties({ ...ports, almanac }, duties, frame);
  // A calendar loaded meanwhile has counted a part of it: once more, by that one alone.
  if (calendar.version !== version) return rehearse(ports, options, rehearsing);
  const difference = drafted === null ? null : differenceOf(inForce, drafted);
  const told = { from, until, days, seed: seed ?? null, policy, difference };
  return reportOf(drafted ?? inForce, recurring, told, calendar);
}
