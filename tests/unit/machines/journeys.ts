/** Journeys to check properties on, and the shortest that breaks one. */
import * as fc from 'fast-check';
import type { Given } from '../../../machines/finding-context.ts';
import type { Accepted, FindingSnapshot } from '../../../machines/step.ts';
import { anyJourney, type Journey } from './arbitraries.ts';

export const settings = {
  numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1_000),
  seed: Number(process.env['PROPERTY_SEED'] ?? Math.trunc(Math.random() * 2 ** 31)),
};
const journeys = fc.sample(anyJourney, settings);

/** The shortest journey with anything wrong, with the seed that leads to it; null where there is none. */
export function wrongJourney(wrongWith: (journey: Journey) => readonly unknown[]): string | null {
  const complaints = (journey: Journey) => {
    try {
      return wrongWith(journey);
    } catch (error) {
      return [String(error)];
    }
  };
  const isRight = (journey: Journey) => complaints(journey).length === 0;
  const wrong = journeys.find((journey) => !isRight(journey));
  if (wrong === undefined) return null;
  // All checks share their journeys, since those take the time; only a failure is worth shrinking.
  const { counterexample } = fc.check(fc.property(anyJourney, isRight), settings);
  const [shortest] = counterexample ?? [wrong];
  const wherein = JSON.stringify(complaints(shortest)).slice(0, 300);
  return `PROPERTY_SEED=${settings.seed}: ${wherein} on${fc.stringify(shortest)}`;
}

/** A step that was taken: from where, by what, to where. */
export interface Taken extends Accepted {
  readonly before: FindingSnapshot;
  readonly event: Given;
}
export function taken({ steps }: Journey): readonly Taken[] {
  return steps.flatMap(({ before, event, answer: given }) =>
    given.kind === 'accepted' ? [Object.assign({ before, event }, given)] : [],
  );
}
export const accepted = (journey: Journey): readonly Accepted[] => [
  journey.opened,
  ...taken(journey),
];
