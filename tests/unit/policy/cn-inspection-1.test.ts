import { describe, expect, test } from 'vitest';
import { clockKindSchema, rectificationClassSchema } from '../../../machines/words.ts';
import { createDayCalendar } from '../../../src/calendar/day-calendar.ts';
import { templateNames } from '../../../src/channels/texts.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import { createPolicyBook } from '../../../src/policy/policy-book.ts';

const book = createPolicyBook(createDayCalendar('Asia/Shanghai'));
const policy: Policy = book.get(book.current);
const cadences = Object.entries(policy.cadences);
const rules = rectificationClassSchema.options.flatMap((name) =>
  clockKindSchema.options.map((kind) => ({ name, kind, rule: policy.classes[name].clocks[kind] })),
);

describe('the default policy', () => {
  test('has a rule for every clock of every class, and says where its period comes from', () => {
    expect(rules).toHaveLength(3 * 6);
    for (const { rule } of rules) {
      expect(rule.period.days).toBeGreaterThan(0);
      expect(rule.source).toMatch(/configuration|art\. \d+/);
    }
  });

  test('names each rule for what it is: no two different ones have one name', () => {
    const meanings = new Map<string, string>();
    for (const { rule } of rules) {
      const { id, ...meaning } = rule;
      expect(meanings.get(id) ?? JSON.stringify(meaning)).toBe(JSON.stringify(meaning));
      meanings.set(id, JSON.stringify(meaning));
    }
  });

  test('sends nothing that nobody has worded', () => {
    const named = cadences.flatMap(([, { rungs, repeat }]) =>
      [...rungs, repeat].map(({ template }) => template),
    );
    expect(templateNames).toEqual(expect.arrayContaining(named));
  });

  test('uses every cadence it has', () => {
    const used = new Set(rules.map(({ rule }) => rule.cadence));
    expect(new Set(cadences.map(([name]) => name))).toEqual(used);
  });

  test('charges the waiting for verification to the checker, never to the unit', () => {
    for (const kind of ['verify', 'notice', 'recheck'] as const) {
      for (const { rule } of rules.filter((each) => each.kind === kind)) {
        const cadence = policy.cadences[rule.cadence];
        const told = [...(cadence?.rungs ?? []), ...(cadence ? [cadence.repeat] : [])];
        expect(told.length).toBeGreaterThan(0);
        for (const { to } of told) {
          for (const slot of to) expect(['verifier', 'steeringGroup']).toContain(slot);
        }
      }
    }
  });

  test('climbs the ladder in order: chaser, oversight order, circular, summons', () => {
    const ladder = policy.cadences['rectification']?.rungs.filter(({ offset }) => offset > 0) ?? [];
    expect(ladder.map(({ rung, template }) => [rung, template])).toEqual([
      ['T+1', 'reminder-notice'],
      ['T+5', 'oversight-order'],
      ['T+15', 'circular'],
      ['T+30', 'summons-proposed'],
    ]);
  });

  test('never falls silent for more than a month on what it chases', () => {
    for (const [, { rungs, repeat }] of cadences) {
      expect(repeat.every).toBeLessThanOrEqual(30);
      expect(rungs.length).toBeGreaterThan(0);
    }
    expect(policy.cadences['rectification']?.repeat.every).toBe(7);
  });

  test('lets nobody close by accepting the risk, and always looks back', () => {
    for (const { gates } of Object.values(policy.classes)) {
      expect(gates).toMatchObject({ riskAcceptance: false, recheck: true });
      expect(gates.verificationLevels.length).toBeGreaterThan(0);
    }
    const skipping = Object.entries(policy.classes).filter(
      ([, { gates }]) => gates.planMayBeSkipped,
    );
    expect(skipping.map(([name]) => name)).toEqual(['immediate']);
  });
});
