/** What holds of the clocks on any journey whatever. A failure prints its seed and the shortest journey to it. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
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
        return taken(journey).filter(({ event, snapshot }) => {
          const { clocks, gates } = snapshot.context;
          if (event.type === 'CLOSE') recheck = gates.recheck;
          if (event.type === 'PASS_RECHECK' || event.type === 'REOPEN') recheck = false;
          const open = clocks.map(({ clock, state }) => `${clock} ${state}`).toSorted();
          const place = standingOf(snapshot) as Place;
          return !isDeepStrictEqual(open, modelClocks(place, gates, recheck));
        });
      }),
    ).toBeNull();
  });

  test('are all held while it is paused, but for the one of the pause', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey).filter(({ snapshot }) => {
          const running = runningIn(snapshot);
          return standingOf(snapshot).hold === 'paused'
            ? running.join(' ') !== 'pause'
            : running.includes('pause');
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
            .filter(({ clock }) => clock !== 'pause')
            .map(({ no, clock }) => [no, clock, pause?.clockNos.includes(no) ? 'running' : 'held']);
          const now = snapshot.context.clocks.map(({ no, clock, state }) => [no, clock, state]);
          return event.type === 'RESUME' && !isDeepStrictEqual(now, then);
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

  test('owe each slot one notice at a time', () => {
    expect(
      wrongJourney((journey) =>
        taken(journey).filter(({ event, effects }) => {
          const slots = effects.flatMap((effect) =>
            effect.kind === 'notice.owe' ? [effect.to] : [],
          );
          return event.type === 'CLOCK_DUE' && new Set(slots).size < slots.length;
        }),
      ),
    ).toBeNull();
  });
});

function runningIn({ context }: FindingSnapshot): readonly string[] {
  return context.clocks.filter(({ state }) => state === 'running').map(({ clock }) => clock);
}
