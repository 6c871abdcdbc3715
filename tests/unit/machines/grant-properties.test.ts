/** What holds of granted time on any journey whatever: extensions, changes of class and of rules. */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { FindingContext, GivenOf } from '../../../machines/finding-context.ts';
import { settings, taken, wrongJourney, type Taken } from './journeys.ts';

type Granted = Taken & { readonly event: GivenOf<'EXTEND' | Regrading> };
type Regrading = 'RECLASSIFY' | 'MIGRATE';
const grants: ReadonlySet<string> = new Set(['EXTEND', 'RECLASSIFY', 'MIGRATE']);

/** The shortest journey on which time is granted wrongly, and how often it was granted on all of them. */
function wrongGrant(isWrong: (step: Granted) => boolean): { wrong: string | null; times: number } {
  let times = 0;
  const wrong = wrongJourney((journey) => {
    const granted = taken(journey).filter((step): step is Granted => grants.has(step.event.type));
    times += granted.length;
    return granted.filter(isWrong);
  });
  return { wrong, times };
}

describe('time granted on any journey', () => {
  test('is granted by people who neither worked on the finding nor answer for it', () => {
    const { wrong, times } = wrongGrant(({ before: { context }, event: { by } }) => {
      if (by.kind === 'system' || by.kind === 'import') return true;
      const hands = by.kind === 'person' ? [by.id] : [by.id, by.actingFor];
      const { makers, slots, responsibleUnit } = context;
      const bound = new Set([...makers.flatMap(({ persons }) => persons), slots.actionOwner]);
      const units = [...makers.map(({ unit }) => unit), responsibleUnit];
      return hands.some((hand) => bound.has(hand)) || (by.unit !== null && units.includes(by.unit));
    });
    expect(wrong).toBeNull();
    expect(times).toBeGreaterThan(settings.numRuns / 50);
  });

  test('extends a running clock that is not breached, no oftener than the class allows', () => {
    const { wrong } = wrongGrant(({ before: { context }, event }) => {
      if (event.type !== 'EXTEND') return false;
      const old = context.clocks.find(({ clock }) => clock === event.clock);
      const times = context.extensions.filter(({ clock }) => clock === event.clock).length;
      return (
        old?.state !== 'running' ||
        context.breaches.some(({ clockNo, lifted }) => clockNo === old.no && !lifted) ||
        times >= context.gates.extensionsMax
      );
    });
    expect(wrong).toBeNull();
  });

  test('puts one new clock in the place of an old one, and keeps count of it', () => {
    const { wrong } = wrongGrant(({ before: { context }, event, snapshot }) => {
      if (event.type !== 'EXTEND') return false;
      const after = snapshot.context;
      const [clock, byClockNo] = [event.clock, context.clockCount + 1];
      const clockNo = context.clocks.find((each) => each.clock === clock)?.no ?? 0;
      const others = context.clocks.filter(({ no }) => no !== clockNo);
      return (
        !isDeepStrictEqual(after.clocks, [...others, { no: byClockNo, clock, state: 'running' }]) ||
        !isDeepStrictEqual(after.extensions, [...context.extensions, { clock, clockNo, byClockNo }])
      );
    });
    expect(wrong).toBeNull();
  });

  test('for another class or by other rules counts every clock anew, held where it was held', () => {
    const { wrong } = wrongGrant(({ before, event, snapshot }) => {
      const kept = snapshot.context.clocks.some(({ no }) => no <= before.context.clockCount);
      return (
        event.type !== 'EXTEND' &&
        (kept || !isDeepStrictEqual(places(snapshot.context), places(before.context)))
      );
    });
    expect(wrong).toBeNull();
  });

  test('never washes out a breach', () => {
    const { wrong } = wrongGrant(
      ({ before, snapshot }) =>
        !isDeepStrictEqual(snapshot.context.breaches, before.context.breaches),
    );
    expect(wrong).toBeNull();
  });
});

/** Each clock and how it stands; progress reports are as the other class wants them. */
function places({ clocks }: FindingContext): readonly string[] {
  return clocks
    .filter(({ clock }) => clock !== 'report')
    .map(({ clock, state }) => `${clock} ${state}`);
}
