/** What holds of the clocks on any journey whatever. A failure prints its seed and the shortest journey to it. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import type { Gates } from '../../../machines/gates.ts';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { clocksAfter, openOnes, type Clocks } from './clock-fold.ts';
import { accepted, taken, wrongJourney } from './journeys.ts';
import { modelClocks, type Place } from './reference-model.ts';

describe('the clocks on any journey', () => {
  test('are what their effects make of them', () => {
    expect(
      wrongJourney((journey) => {
        let clocks: Clocks = new Map();
        return accepted(journey).filter(({ snapshot, effects }) => {
          clocks = clocksAfter(clocks, effects);
          return !isDeepStrictEqual(snapshot.context.clocks, openOnes(clocks));
        });
      }),
    ).toBeNull();
  });

  test('have numbers that are never used again', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey)
          .flatMap(({ effects }) => effects)
          .flatMap((effect) => (effect.kind === 'clock.start' ? [effect.clockNo] : []))
          .filter((no, index) => no !== index + 1),
      ),
    ).toBeNull();
  });

  test('are never all silent while the finding is open, paused or not', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey).filter(
          ({ snapshot }) =>
            standingOf(snapshot).stage !== 'closed' &&
            !snapshot.context.clocks.some(({ state }) => state === 'running'),
        ),
      ),
    ).toBeNull();
  });

  test('are those of the stage in the hand-written model, held and running as they are there', () => {
    expect(
      wrongJourney((journey) => {
        let recheck = false;
        let referral = false;
        return taken(journey).filter(({ event, snapshot }) => {
          const { clocks, gates } = snapshot.context;
          const place = standingOf(snapshot) as Place;
          recheck = place.stage === 'closed' && (recheckAfter(event, gates) ?? recheck);
          if (event.type === 'REFER') referral = true;
          if (event.type === 'COME_BACK' || event.type === 'PAUSE') referral = false;
          const open = clocks.map(({ clock, state }) => `${clock} ${state}`).toSorted();
          return !isDeepStrictEqual(open, modelClocks(place, gates, { recheck, referral }));
        });
      }),
    ).toBeNull();
  });

  test('are all held while it is paused, but for the one of the pause or the referral', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey).filter(({ snapshot }) => {
          const running = runningIn(snapshot);
          const own = snapshot.context.pause?.referred === true ? 'referral' : 'pause';
          return standingOf(snapshot).hold === 'paused'
            ? running.join(' ') !== own
            : running.includes('pause') || running.includes('referral');
        }),
      ),
    ).toBeNull();
  });

  test('held by a pause run on after it, and those held before stay held', () => {
    expect(
      wrongJourney((journey) =>
        taken(journey).filter(({ before, event, snapshot }) => {
          const { pause, clocks } = before.context;
          const then = clocks
            .filter(({ clock }) => clock !== 'pause' && clock !== 'referral')
            .map(({ no, clock }) => [no, clock, pause?.clockNos.includes(no) ? 'running' : 'held']);
          const now = snapshot.context.clocks.map(({ no, clock, state }) => [no, clock, state]);
          const ends = event.type === 'RESUME' || event.type === 'COME_BACK';
          return ends && !isDeepStrictEqual(now, then);
        }),
      ),
    ).toBeNull();
  });

  test('of one kind are never two at once', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey).filter(({ snapshot }) => {
          const kinds = snapshot.context.clocks.map(({ clock }) => clock);
          return new Set(kinds).size < kinds.length;
        }),
      ),
    ).toBeNull();
  });

  test('owe each slot one notice of what they say at a time, and others only of a reopening', () => {
    expect(
      wrongJourney((journey) =>
        taken(journey).filter(({ before, event, snapshot, effects }) => {
          if (event.type !== 'CLOCK_DUE') return false;
          const owed = effects.filter((effect) => effect.kind === 'notice.owe');
          const said = owed.filter(({ clockNo }) => clockNo !== null).map(({ to }) => to);
          const others = owed.filter(({ clockNo }) => clockNo === null);
          const isOpenAgain = snapshot.context.cycle > before.context.cycle;
          return new Set(said).size < said.length || others.length > 0 !== isOpenAgain;
        }),
      ),
    ).toBeNull();
  });
});

/** Whether a recheck is awaited after the event; undefined where the event says nothing of it. */
function recheckAfter(event: Given, { recheck, acceptanceExpires }: Gates): boolean | undefined {
  if (event.type === 'CLOSE') return recheck || event.drawnForRecheck === true;
  if (event.type === 'RECORD_RECHECK') return event.result === 'partlyHeld';
  if (event.type === 'ORDER_RECHECK') return true;
  if (event.type === 'ACCEPT_RISK') return acceptanceExpires === true;
  return event.type === 'PASS_RECHECK' ? false : undefined;
}

function runningIn({ context }: FindingSnapshot): readonly string[] {
  return context.clocks.filter(({ state }) => state === 'running').map(({ clock }) => clock);
}
