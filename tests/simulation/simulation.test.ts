/**
 * Years of everything at once: people, workers, servers, mail and queue, with all that can go wrong.
 * `SIMULATION_SEED` runs one seed alone, `SIMULATION_SEEDS` so many, `SIMULATION_FINDINGS` and
 * `SIMULATION_DAYS` other sizes; `NIGHTLY` runs seeds that nobody has seen before.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { report } from '../support/report.ts';
import { simulate, type Figures } from './simulation.ts';

const { NIGHTLY, SIMULATION_SEED, SIMULATION_SEEDS, SIMULATION_FINDINGS, SIMULATION_DAYS } =
  process.env;
const nightly = NIGHTLY !== undefined;
const dayMs = 86_400_000;

const findings = Number(SIMULATION_FINDINGS ?? (nightly ? 500 : 20));
const days = Number(SIMULATION_DAYS ?? 365);
const seeds = Number(SIMULATION_SEEDS ?? (nightly ? 120 : 10));
/** Others every night; by day the same. */
const firstSeed = nightly ? Math.floor(Date.now() / dayMs) * 1_000 : 1;
const chosen =
  SIMULATION_SEED === undefined
    ? Array.from({ length: seeds }, (_, place) => firstSeed + place)
    : [Number(SIMULATION_SEED)];
/** A busy machine may take ten times as long as a quiet one. */
const timeout = 60_000 + findings * days * 100;

const total: Record<string, number> = {};
const began = performance.now();

function addUp(figures: Figures): void {
  for (const [name, figure] of Object.entries(figures)) total[name] = (total[name] ?? 0) + figure;
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1_000).toFixed(1);
}

describe(`${findings} findings in ${days} days of storm`, () => {
  test.each(chosen)('break no rule with seed %d', { timeout }, async (seed) => {
    const start = performance.now();
    const { figures, digest } = await simulate({ seed, findings, days });
    addUp(figures);
    expect(figures.findings).toBe(findings);
    if (!nightly) return;
    const { events, notices, mails, crashes, unknown } = figures;
    const seconds = secondsSince(start);
    report(`seed ${seed}`, { events, notices, mails, crashes, unknown, seconds, digest });
  });

  test.skipIf(SIMULATION_SEED !== undefined)('and each kind of misfortune has happened', () => {
    const none = Object.entries(total).filter(([, figure]) => figure === 0);
    expect(none).toEqual([]);
    expect(total['crashes']).toBeGreaterThan(chosen.length);
  });

  afterAll(() => {
    report(`simulation of ${chosen.length} × ${findings} findings × ${days} days`, {
      ...total,
      seconds: secondsSince(began),
    });
  });
});

describe('a seed', () => {
  const size = { findings: 8, days: 120 };

  test('gives the same once more, to the last byte', async () => {
    const once = await simulate({ seed: 5, ...size });
    const again = await simulate({ seed: 5, ...size });
    expect(again).toEqual(once);
    expect(once.figures.events).toBeGreaterThan(size.findings);
  });

  test('is not like another', async () => {
    const [one, other] = [
      await simulate({ seed: 5, ...size }),
      await simulate({ seed: 6, ...size }),
    ];
    expect(other.digest).not.toBe(one.digest);
  });
});
