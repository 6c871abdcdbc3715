import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clockKindSchema, rectificationClassSchema } from '../../../machines/words.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import { shippedPolicyFiles } from '../../../src/policy/policy-files.ts';
import { china, everyDay } from '../calendar/calendars.ts';
import { inspection, shipped, shippedPolicy } from './policy-case.ts';
import { isOrdinary, quietSpells } from './quiet-spells.ts';

const rulesOf = (policy: Policy) =>
  rectificationClassSchema.options.flatMap((name) =>
    clockKindSchema.options.flatMap((kind) => {
      const rule = policy.classes[name].clocks[kind];
      return rule === undefined ? [] : [{ name, kind, rule }];
    }),
  );

/** Before, in and after every holiday of two years, as far as the calendar knows the days that follow. */
const dueDays = everyDay('2024-09-01', '2026-08-31');

const cadenceOf = (policy: Policy, name: string) =>
  policy.cadences[name] ?? expect.fail(`no cadence ${name}`);

test('the shipped policies are the files of their folder, each called like its policy', () => {
  const folder = dirname(shippedPolicyFiles[0] ?? '');
  const files = shippedPolicyFiles.map((path) => basename(path));
  expect(files.toSorted()).toEqual(readdirSync(folder).toSorted());
  expect(files).toEqual(shipped.map(({ id }) => `${id}.yaml`));
});

describe.each(shipped.map((policy) => [policy.id, policy] as const))('%s', (_id, policy) => {
  const rules = rulesOf(policy);
  const cadences = Object.entries(policy.cadences);

  test('has a rule for every clock of every class, and says where its period comes from', () => {
    expect(rules).toHaveLength(3 * 8);
    // Chinese first, English beside; who claims to have read something names the article.
    const claim =
      /^\P{ASCII}.*第[一二三四五六七八九十百]+条.* \/ [\p{ASCII}]*\bart\. \d+[\p{ASCII}]*$/u;
    const wording = {
      text: claim,
      excerpt: claim,
      unverified: /^\P{ASCII}.*未读到.* \/ [\p{ASCII}]*not read[\p{ASCII}]*$/u,
      configuration: /^自行设定.* \/ set here[\p{ASCII}]*$/u,
    };
    for (const { rule } of rules) expect(rule.source.text).toMatch(wording[rule.source.basis]);
  });

  test('names each rule for what it is: no two different ones have one name', () => {
    const meanings = new Map<string, string>();
    for (const { rule } of rules) {
      const { id, ...meaning } = rule;
      expect(meanings.get(id) ?? JSON.stringify(meaning)).toBe(JSON.stringify(meaning));
      meanings.set(id, JSON.stringify(meaning));
      const { days, unit } = meaning.period;
      expect(id).toMatch(new RegExp(`-${days}${unit === 'day' ? 'd' : 'wd'}$`));
    }
  });

  test('uses every cadence it has', () => {
    const used = new Set(rules.map(({ rule }) => rule.cadence));
    expect(new Set(cadences.map(([name]) => name))).toEqual(used);
  });

  test('charges the waiting for a check to the checker, never to the unit', () => {
    for (const kind of ['verify', 'notice', 'recheck'] as const) {
      for (const { rule } of rules.filter((each) => each.kind === kind)) {
        const { rungs, repeat } = cadenceOf(policy, rule.cadence);
        for (const { to } of [...rungs, repeat]) {
          for (const slot of to) expect(['verifier', 'steeringGroup']).toContain(slot);
        }
      }
    }
  });

  test('climbs the ladder in order: chaser, oversight order, circular, summons', () => {
    for (const kind of ['plan', 'execute'] as const) {
      for (const { rule } of rules.filter((each) => each.kind === kind)) {
        const { rungs } = cadenceOf(policy, rule.cadence);
        const late = rungs.filter(({ offset }) => offset > 0);
        // Between its steps those who act are reminded that it is late.
        const steps = late.filter(({ template }) => template !== 'overdue');
        expect(steps.map(({ template }) => template)).toEqual([
          'reminder-notice',
          'oversight-order',
          'circular',
          'summons-proposed',
        ]);
        for (const { to } of late.filter(({ template }) => template === 'overdue')) {
          expect(to).toEqual(expect.arrayContaining(['actionOwner', 'leadOfficial']));
        }
        // Somebody is told beforehand, and on the day.
        expect(rungs.some(({ offset }) => offset < 0)).toBe(true);
        expect(rungs.some(({ offset }) => offset === 0)).toBe(true);
      }
    }
  });

  test('never falls silent for more than a month on what it chases', () => {
    for (const [, { rungs, repeat }] of cadences) {
      expect(repeat.every).toBeLessThanOrEqual(30);
      const late = rungs.filter(({ offset }) => offset >= 0).map(({ offset }) => offset);
      for (const [index, offset] of late.entries()) {
        expect(offset - (late[index - 1] ?? 0)).toBeLessThanOrEqual(30);
      }
    }
  });

  const owned = new Set(
    rules.filter(({ rule }) => rule.mode === 'enforcing').map(({ rule }) => rule.cadence),
  );
  const chasing = cadences.filter(
    ([name, { repeat }]) => owned.has(name) && repeat.to.includes('actionOwner'),
  );

  test('lets the action owner hear at least once in every 8 days from the due day on', () => {
    expect(chasing.length).toBeGreaterThan(0);
    const ordinary = dueDays.filter((day) => china.standingOf(day).working && isOrdinary(day));
    expect(ordinary.length).toBeGreaterThan(200);
    for (const [, cadence] of chasing) {
      for (const day of ordinary) {
        const spells = quietSpells(cadence, 'actionOwner', day);
        expect(spells[0]).toMatchObject({ from: day, to: day });
        expect(spells.filter(({ days }) => days > 8)).toEqual([]);
      }
    }
  });

  test('is quieter only where a step in working days waits for a holiday, or comes before a weekend', () => {
    for (const [, cadence] of chasing) {
      for (const day of dueDays) {
        const longer = quietSpells(cadence, 'actionOwner', day).filter(({ days }) => days > 8);
        for (const { days, workdays, moves } of longer) {
          expect(moves && (days === 9 || workdays <= 5)).toBe(true);
        }
      }
    }
  });

  test('asks at least once a month whether a pause must go on, and tells more people when it is too long', () => {
    for (const { rule } of rules.filter(({ kind }) => kind === 'pause')) {
      const { rungs, repeat } = cadenceOf(policy, rule.cadence);
      const asked = rungs.filter(({ offset }) => offset > -rule.period.days);
      let last = -rule.period.days;
      for (const { offset, to } of asked) {
        expect(offset - last).toBeLessThanOrEqual(31);
        expect(to).toEqual(expect.arrayContaining(['leadOfficial', 'verifier']));
        last = offset;
      }
      expect(last).toBeGreaterThan(0);
      expect(repeat.to.length).toBeGreaterThan(asked[0]?.to.length ?? Infinity);
      // A paused finding is not late: its pause is asked about, and charged to nobody.
      expect(rule.mode).toBe('advisory');
    }
  });

  test('asks for progress without calling anybody late, and asks those above where none comes', () => {
    for (const { clocks } of Object.values(policy.classes)) {
      const { rungs, repeat } = cadenceOf(policy, clocks.report.cadence);
      expect(repeat.to.length).toBeGreaterThan(rungs[0]?.to.length ?? Infinity);
    }
    const reporting = Object.values(policy.classes).filter(({ gates }) => gates.progressReports);
    for (const { clocks } of reporting) {
      expect(clocks.report.mode).toBe('advisory');
    }
  });

  test('lets nobody close by accepting the risk, always looks back, and skips plans of the immediate only', () => {
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

test('only these periods are said to be somebody’s rule; all others are configuration', () => {
  const claimed = shipped.flatMap((policy) =>
    rulesOf(policy)
      .filter(({ rule }) => rule.source.basis !== 'configuration')
      .map(({ rule }) => `${policy.id} ${rule.id}: ${rule.source.basis}`),
  );
  expect([...new Set(claimed)].toSorted()).toEqual([
    'cn-education-supervision report-after-completion-10d: text',
    'cn-petition handle-60d: text',
    'cn-petition inform-15d: text',
    'cn-petition simple-10wd: unverified',
    'cn-safety-hazard acceptance-10d: excerpt',
  ]);
});

describe('the default policy', () => {
  test('reminds 30, 20, 10, 3 and 1 days ahead and on the day, then climbs', () => {
    const { rungs, repeat } = cadenceOf(inspection, 'rectification');
    expect(rungs.map(({ rung, offset, unit }) => [rung, offset, unit])).toEqual([
      ['T-30', -30, 'day'],
      ['T-20', -20, 'day'],
      ['T-10', -10, 'day'],
      ['T-3', -3, 'day'],
      ['T-1', -1, 'day'],
      ['T0', 0, 'day'],
      ['T+1', 1, 'day'],
      ['T+5', 5, 'workday'],
      ['T+14', 14, 'day'],
      ['T+15', 15, 'day'],
      ['T+21', 21, 'day'],
      ['T+28', 28, 'day'],
      ['T+30', 30, 'day'],
      ['T+35', 35, 'day'],
    ]);
    expect(repeat).toMatchObject({ every: 7, unit: 'day' });
  });

  test('gives the checkers working days, and asks for progress where the work is long', () => {
    const { immediate, phased, continuing } = inspection.classes;
    for (const { clocks } of [immediate, phased, continuing]) {
      expect(clocks.verify.period.unit).toBe('workday');
    }
    expect(immediate.gates.progressReports).toBe(false);
    expect(phased.gates.progressReports).toBe(true);
    expect(continuing.gates.progressReports).toBe(true);
  });
});

describe('the other policies keep to the documents they cite', () => {
  test('petitions: told within 15 days, done within 60, the review answered within 30', () => {
    const { classes } = shippedPolicy('cn-petition');
    for (const { clocks, gates } of Object.values(classes)) {
      expect(clocks.plan.period).toEqual({ days: 15, unit: 'day' });
      expect(gates.reopening).toEqual({ rule: 'fixed', period: { days: 30, unit: 'day' } });
      expect(gates.extensionsMax).toBe(1);
      // Petitions name people.
      expect(gates.publicNotice).toBe(false);
    }
    for (const { clocks } of [classes.phased, classes.continuing]) {
      expect(clocks.execute.period).toEqual({ days: 60, unit: 'day' });
    }
  });

  test('hazards: five assurances, acceptance of major ones within ten days, no holiday moves a date', () => {
    for (const { gates, clocks } of Object.values(shippedPolicy('cn-safety-hazard').classes)) {
      expect(gates.fiveAssurances).toBe(true);
      expect(clocks.execute.roll).toBe('none');
    }
    const { phased } = shippedPolicy('cn-safety-hazard').classes;
    expect(phased.clocks.verify.period).toEqual({ days: 10, unit: 'day' });
  });

  test('education supervision: reported within ten days of completing, which is no report on progress', () => {
    for (const { gates, clocks } of Object.values(
      shippedPolicy('cn-education-supervision').classes,
    )) {
      expect(clocks.report).toMatchObject({ period: { days: 10, unit: 'day' }, mode: 'enforcing' });
      expect(gates.progressReports).toBe(false);
    }
  });
});
