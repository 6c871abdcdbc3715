/** Drafts of the default policy: one change each, and policies made up at random. */
import * as fc from 'fast-check';
import { slotSchema } from '../../../../machines/words.ts';
import { policySchema, type Cadence, type Policy } from '../../../../src/engine/policy.ts';
import { policy } from '../engine-case.ts';

type Rung = Cadence['rungs'][number];

/** The default policy under a name of its own, changed. */
export function draftOf(change: Partial<Policy>, name = 'draft'): Policy {
  return policySchema.parse({ ...policy, id: name, version: 1, ...change });
}

/** The default policy with the rungs of its rectification cadence exchanged. */
export function withRungs(change: (rungs: readonly Rung[]) => readonly Rung[]): Policy {
  const { rectification } = policy.cadences;
  if (rectification === undefined) throw new Error('the default policy has this cadence');
  const rungs = [...change(rectification.rungs)].toSorted((a, b) => a.offset - b.offset);
  return draftOf({ cadences: { ...policy.cadences, rectification: { ...rectification, rungs } } });
}

export function withPlanPeriod(days: number): Policy {
  const { phased } = policy.classes;
  const plan = { ...phased.clocks.plan, id: `phased-plan-${days}d`, period: { days, unit: 'day' } };
  const clocks = { ...phased.clocks, plan };
  return draftOf({ classes: { ...policy.classes, phased: { ...phased, clocks } } } as object);
}

const anyTo = fc.uniqueArray(fc.constantFrom(...slotSchema.options), { minLength: 1 });

const anyCadence: fc.Arbitrary<Cadence> = fc
  .record({
    offsets: fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 7 }),
    last: fc.nat(20),
    unit: fc.constantFrom('day' as const, 'workday' as const),
    to: anyTo,
    every: fc.integer({ min: 1, max: 30 }),
    repeatUnit: fc.constantFrom('day' as const, 'workday' as const),
  })
  .map(({ offsets, last, unit, to, every, repeatUnit }) => {
    const all = [...new Set([...offsets.filter((offset) => offset < last), last])];
    const template = 'reminder';
    return {
      rungs: all
        .toSorted((a, b) => a - b)
        .map((offset) => ({ rung: `at ${offset}`, offset, unit, template, to })),
      repeat: { rung: 'again', every, unit: repeatUnit, template: 'overdue', to },
    };
  });

/** The default policy with any cadences, periods, modes, ways of rolling and time of day. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    sendAt: fc.constantFrom('00:00', '09:00', '23:59'),
    cadences: fc.tuple(...Object.keys(policy.cadences).map(() => anyCadence)),
    days: fc.integer({ min: 1, max: 90 }),
    unit: fc.constantFrom('day', 'workday'),
    roll: fc.constantFrom('none', 'next', 'previous'),
    mode: fc.constantFrom('enforcing', 'advisory'),
    publicNotice: fc.boolean(),
    progressReports: fc.boolean(),
  })
  .map(({ sendAt, cadences, days, unit, roll, mode, ...gates }) => {
    const names = Object.keys(policy.cadences);
    const classes = Object.entries(policy.classes).map(([name, rules]) => {
      const clocks = Object.entries(rules.clocks).map(([kind, rule]) => [
        kind,
        { ...rule, period: { days, unit }, roll, mode },
      ]);
      const changed = { gates: { ...rules.gates, ...gates }, clocks: Object.fromEntries(clocks) };
      return [name, changed];
    });
    return policySchema.parse({
      ...policy,
      id: 'any',
      sendAt,
      cadences: Object.fromEntries(names.map((name, index) => [name, cadences[index]])),
      classes: Object.fromEntries(classes),
    });
  });
