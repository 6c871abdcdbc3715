/** What holds of the clocks on any journey whatever. A failure prints its seed and the shortest journey to it. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { standingOf } from '../../../machines/step.ts';
import { clocksAfter, type Clocks } from './clock-fold.ts';
import { accepted, taken, wrongJourney } from './journeys.ts';

describe('the clocks on any journey', () => {
  test('are what their effects make of them', () => {
    expect(
      wrongJourney((journey) => {
        let clocks: Clocks = new Map();
        return accepted(journey).filter(({ snapshot, effects }) => {
          clocks = clocksAfter(clocks, effects);
          return !isDeepStrictEqual(snapshot.context.clocks, [...clocks.values()]);
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

  test('are never all silent while the finding is open and not paused', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey).filter(({ snapshot }) => {
          const { stage, hold } = standingOf(snapshot);
          const open = stage !== 'closed' && hold === 'running';
          return open && !snapshot.context.clocks.some(({ state }) => state === 'running');
        }),
      ),
    ).toBeNull();
  });

  test('are all held while it is paused', () => {
    expect(
      wrongJourney((journey) =>
        accepted(journey).filter(
          ({ snapshot }) =>
            standingOf(snapshot).hold === 'paused' &&
            snapshot.context.clocks.some(({ state }) => state === 'running'),
        ),
      ),
    ).toBeNull();
  });

  test('are all ended once it is closed, but for the recheck until it has been passed', () => {
    expect(
      wrongJourney((journey) => {
        let recheck = false;
        return taken(journey).filter(({ event, snapshot }) => {
          const { clocks, gates, disposition } = snapshot.context;
          if (event.type === 'CLOSE') recheck = gates.recheck;
          if (event.type === 'PASS_RECHECK' || event.type === 'REOPEN') recheck = false;
          const left = clocks.map(({ clock, state }) => `${clock} ${state}`);
          return (
            disposition !== null && !isDeepStrictEqual(left, recheck ? ['recheck running'] : [])
          );
        });
      }),
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

  test('that passed unmet are remembered for good, each once', () => {
    expect(
      wrongJourney((journey) =>
        taken(journey).filter(({ before, snapshot }) => {
          const [earlier, later] = [before.context.breaches, snapshot.context.breaches];
          const kept = isDeepStrictEqual(later.slice(0, earlier.length), earlier);
          return !kept || new Set(later.map(({ clockNo }) => clockNo)).size < later.length;
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
