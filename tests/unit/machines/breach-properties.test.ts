/** What holds of breaches: on any journey, and whatever time and calendars do to one finding. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingContext, Given } from '../../../machines/finding-context.ts';
import { settings, taken, wrongJourney } from './journeys.ts';
import { plausibleTimes } from './plausible-events.ts';
import { answer, findingAt, pausedAt } from './school-stages.ts';

type Breaches = FindingContext['breaches'];

describe('breaches', () => {
  test('on any journey are remembered for good, each once, unless a calendar lifts them', () => {
    expect(
      wrongJourney((journey) =>
        taken(journey).filter(
          ({ before, event, snapshot }) =>
            !isDeepStrictEqual(snapshot.context.breaches, breachesAfter(before.context, event)),
        ),
      ),
    ).toBeNull();
  });

  test('whatever time and calendars do are those of the clocks that ran out, and lifted by approval only', () => {
    const seen = { breached: 0, lifted: 0, again: 0, stood: 0 };
    const from = fc.constantFrom(findingAt('working'), findingAt('inReview'), pausedAt('working'));
    fc.assert(
      fc.property(from, fc.array(fc.nat(), { maxLength: 20, size: 'max' }), (begun, picks) => {
        let snapshot = begun;
        for (const pick of picks) {
          const events = plausibleTimes(snapshot.context);
          const event = events[pick % events.length] as Given;
          const { context } = snapshot;
          const { breaches } = context;
          const erases = wouldErase(breaches, event);
          if (erases) seen.stood += 1;
          const step = answer(snapshot, event);
          const isTaken = step.kind === 'accepted';
          if (isTaken) ({ snapshot } = step);
          expect(isTaken && erases).toBe(false);
          const expected = isTaken ? breachesAfter(context, event) : breaches;
          expect(snapshot.context.breaches).toEqual(expected);
        }
        count(snapshot.context.breaches, seen);
      }),
      settings,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(settings.numRuns / 100);
  });
});

/** The breaches as an event that is taken should leave them. */
function breachesAfter({ breaches, disposition }: FindingContext, event: Given): Breaches {
  if (event.type === 'CLOCK_MOVED') {
    const past = event.to.dueAt <= event.at;
    return breaches.map((breach) =>
      breach.clockNo !== event.clockNo || past ? breach : { ...breach, lifted: true },
    );
  }
  if (event.type !== 'CLOCK_DUE') return breaches;
  const { clock, clockNo, dueAt, mode, rungs } = event;
  const passed = rungs.some(({ at }) => at >= dueAt);
  // A public notice is served then, and a risk is accepted no longer: nobody is late.
  const isAppointed = clock === 'notice' || (clock === 'recheck' && disposition === 'accepted');
  const isBreach = passed && !stands(breaches, clockNo) && mode === 'enforcing' && !isAppointed;
  return isBreach ? [...breaches, { clock, clockNo, dueAt, lifted: false }] : breaches;
}

function wouldErase(breaches: Breaches, event: Given): boolean {
  return (
    event.type === 'CLOCK_MOVED' &&
    event.to.dueAt > event.at &&
    event.approval === null &&
    stands(breaches, event.clockNo)
  );
}

function stands(breaches: Breaches, no: number): boolean {
  return breaches.some(({ clockNo, lifted }) => clockNo === no && !lifted);
}

function count(
  breaches: Breaches,
  seen: { breached: number; lifted: number; again: number },
): void {
  const lifted = breaches.filter((breach) => breach.lifted).map(({ clockNo }) => clockNo);
  const standing = breaches.filter((breach) => !breach.lifted);
  seen.breached += standing.length;
  seen.lifted += lifted.length;
  seen.again += standing.filter(({ clockNo }) => lifted.includes(clockNo)).length;
}
