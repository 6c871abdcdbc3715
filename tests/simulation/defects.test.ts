import { expect, test } from 'vitest';
import { defects } from './defects.ts';
import { Violation } from './time/scheduler.ts';
import { simulate } from './simulation.ts';
import { stormy } from './time/weather.ts';
import type { Defects } from './world.ts';

const seeds = Array.from({ length: 40 }, (_, place) => place + 1);
/** Some take most of the seeds. */
const timeout = 300_000;
/** Worse than usual: what is rare has to happen soon. */
const weather = {
  ...stormy,
  crash: 1 / 300,
  mailDeferred: 0.3,
  mailUnanswered: 0.1,
  mailCut: 0.1,
  clockWrong: 0.3,
};

/** The first violation there is with the defect, and the seed it came with. */
async function foundIn(built: Defects): Promise<{ seed: number; violation: Violation } | null> {
  for (const seed of seeds) {
    try {
      await simulate({ seed, findings: 6, days: 150, weather, defects: built });
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      return { seed, violation: error };
    }
  }
  return null;
}

test.for(defects)('%s is found, by the rule it breaks', { timeout }, async ([, rules, built]) => {
  const found = await foundIn(built);
  expect(rules).toContain(found?.violation.rule);
  // It names what gives it again.
  expect(found?.violation.message).toContain(`SIMULATION_SEED=${found?.seed} `);
});
