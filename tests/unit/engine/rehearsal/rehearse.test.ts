import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Policy } from '../../../../src/engine/policy.ts';
import type { TermCalendar } from '../../../../src/engine/duties/ports.ts';
import type { PortfolioItem } from '../../../../src/engine/rehearsal/life.ts';
import { lifelikePeople } from '../../../../src/engine/rehearsal/people.ts';
import {
  rehearsalSchema,
  rehearse,
  type RehearsalOptions,
} from '../../../../src/engine/rehearsal/rehearse.ts';
import type { RehearsalReport } from '../../../../src/engine/rehearsal/report.ts';
import { simulate } from '../../../../src/engine/rehearsal/simulate.ts';
import { createPolicyBook } from '../../../../src/policy/policy-book.ts';
import { shippedName, shippedRef } from '../../../support/shipped-policies.ts';
import { dayMs, policy, shanghai, shippedPolicies } from '../engine-case.ts';
import { calendar, oneOfEach, openedItem, rehearsalPorts } from './rehearsal-case.ts';
import { draftOf, withPlanPeriod, withRungs } from './policies.ts';

/** Monday; plans of 30 days are due on Wednesday, 1 April. */
const now = shanghai('2026-03-02T10:00');
const ninetyDays: RehearsalOptions = { from: '2026-03-02', days: 90 };
const portfolio = oneOfEach(now);

const told = async (
  draft: Policy | null = null,
  options: RehearsalOptions = ninetyDays,
  items: readonly PortfolioItem[] = portfolio,
) => rehearse(rehearsalPorts(), options, { portfolio: items, now, policy: draft });

async function differenceTo(draft: Policy, options = ninetyDays) {
  const { difference } = await told(draft, options);
  if (difference === null) throw new Error('two policies have a difference');
  return difference;
}

let own: RehearsalReport;
const steps = () => own.notices.flatMap(({ rungs }) => rungs);
beforeAll(async () => {
  own = await told();
});

describe('a rehearsal', () => {
  test('says of every notice who, what, when and why', () => {
    expect(own.notices.length).toBeGreaterThan(50);
    expect(own.notices[0]).toEqual({
      at: '2026-03-06T09:00:00.000+08:00',
      finding: 'XC-2026-00-001',
      duty: null,
      title: '问题1',
      template: 'reminder',
      rungs: ['T-3'],
      to: { slot: 'actionOwner', fallbackSlot: null, person: { id: 'he', name: '何文斌' } },
      why: {
        event: 'CLOCK_DUE',
        policy: shippedName('cn-inspection'),
        clock: {
          no: 1,
          kind: 'plan',
          rule: 'immediate-plan-7d',
          dueAt: '2026-03-10T00:00:00.000+08:00',
          provisional: false,
        },
      },
    });
    expect(own).toMatchObject({
      from: '2026-03-02T00:00:00.000+08:00',
      until: '2026-05-31T00:00:00.000+08:00',
      days: 90,
      policy: null,
      seed: null,
      calendar: { version: 'cn@2026', horizon: '2026-12-31' },
      findings: 3,
      standing: { identified: 3, planned: 0, inProgress: 0, verified: 0, closed: 0 },
      difference: null,
    });
  });

  test('counts for each person what they get, most first', () => {
    const counted = own.people.map(({ id, notices }) => [id, notices]);
    const mine = (id: string) => own.notices.filter(({ to }) => to.person?.id === id).length;
    expect(own.people.length).toBeGreaterThan(2);
    expect(counted).toEqual(own.people.map(({ id }) => [id, mine(id)]));
    const counts = own.people.map(({ notices }) => notices);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });

  test('marks dates beyond the published holidays', async () => {
    const at = shanghai('2026-12-10T10:00');
    const late = [openedItem({ at })];
    const options = { from: '2026-12-10', days: 40 };
    const report = await rehearse(rehearsalPorts(), options, {
      portfolio: late,
      now: at,
      policy: null,
    });
    expect(report.notices.map(({ why }) => why.clock?.provisional)).toContain(true);
    expect(report.breaches).toMatchObject([{ provisional: true }]);
  });

  test('of nothing is empty', async () => {
    expect(await told(null, ninetyDays, [])).toMatchObject({
      findings: 0,
      events: 0,
      notices: [],
      breaches: [],
      refusals: [],
      people: [],
    });
  });

  test('says the same to the byte where nothing is another, and else for another seed', async () => {
    const days = { from: '2026-03-02', days: 200 };
    const text = async (seed?: number) =>
      JSON.stringify(await told(null, seed === undefined ? days : { ...days, seed }));
    expect(await text()).toBe(await text());
    expect(await text(7)).toBe(await text(7));
    const all = await Promise.all([1, 2, 3, 4, 0].map(text));
    expect(new Set([...all, await text()]).size).toBe(6);
  });

  test('does not depend on the order of its findings, or on the time of day', async () => {
    const options = { ...ninetyDays, from: '2026-03-09', seed: 11 };
    const said = await told(null, options);
    expect(await told(null, options, portfolio.toReversed())).toEqual(said);
    const later = shanghai('2026-03-02T17:59');
    const rehearsing = { portfolio, now: later, policy: null };
    expect(await rehearse(rehearsalPorts(), options, rehearsing)).toEqual(said);
  });

  test('of coming days lets the days until then go by, and tells none of them', async () => {
    const whole = await told(null, { from: '2026-03-02', days: 60 });
    const half = await told(null, { from: '2026-04-01', days: 30 });
    expect(half.until).toBe(whole.until);
    expect(half.notices).toEqual(whole.notices.filter(({ at }) => at >= half.from));
    expect(half.notices.length).toBeGreaterThan(10);
    expect(half.notices.length).toBeLessThan(whole.notices.length);
    expect(half.events).toBeLessThan(whole.events);
    expect(half.breaches).toEqual(whole.breaches.filter(({ dueAt }) => dueAt > half.from));
    expect(half.standing).toEqual(whole.standing);
  });

  test('of days gone by begins with them: what was missed until then comes at once', async () => {
    const rehearsing = { portfolio, now: now + 500 * dayMs, policy: null };
    const late = await rehearse(rehearsalPorts(), { from: '2026-04-20', days: 10 }, rehearsing);
    const atOnce = late.notices.filter(({ at }) => at === '2026-04-20T00:00:00.000+08:00');
    expect(atOnce.find(({ to }) => to.person?.id === 'he')?.rungs).toEqual([
      'T-3',
      'T-1',
      'T0',
      'T+1',
      'T+5',
      'T+14',
      'T+21',
      'T+28',
      'T+35',
    ]);
  });

  test('leaves its findings as they are', async () => {
    const before = structuredClone(portfolio);
    await told(withPlanPeriod(40), { ...ninetyDays, seed: 5 });
    expect(portfolio).toEqual(before);
  });

  test('begins again where a calendar is loaded meanwhile: no two calendars are mixed', async () => {
    let version = 'before';
    const changing: TermCalendar = {
      ...calendar,
      get version() {
        return version;
      },
    };
    let asked = 0;
    const { directory } = rehearsalPorts();
    const ports = rehearsalPorts({
      calendar: changing,
      directory: {
        resolve: (parties, at) => {
          asked += 1;
          version = 'after';
          return directory.resolve(parties, at);
        },
      },
    });
    const report = await rehearse(ports, ninetyDays, { portfolio, now, policy: null });
    expect(report.calendar.version).toBe('after');
    expect(asked).toBe(2);
    expect(report.notices).toEqual(own.notices);
  });

  test.each([
    { days: 0 },
    { days: -1 },
    { days: 1.5 },
    { days: 3661 },
    { from: '2026-02-30' },
    { from: '02.03.2026' },
    { seed: -1 },
    { seed: 0.5 },
    { seed: 2 ** 32 },
    { round: '' },
    { until: '2026-04-01' },
  ])('takes no %o', (wrong) => {
    expect(rehearsalSchema.safeParse({ ...ninetyDays, ...wrong }).success).toBe(false);
    expect(rehearsalSchema.safeParse({ ...ninetyDays, seed: 0, round: 'XC-2026' }).success).toBe(
      true,
    );
  });
});

describe('the difference of a draft and the policy in force', () => {
  test('is none where the draft says the same, whatever stage findings are at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(500), fc.nat(400), async (seed, days) => {
        const since = now + days * dayMs;
        const people = lifelikePeople(seed, calendar);
        const lived = await simulate(rehearsalPorts(), portfolio, {
          from: now,
          until: since,
          people,
        });
        const options = { from: calendar.dayOf(since + 20 * dayMs), days: 60 };
        const draft = draftOf({}, 'same');
        const rehearsing = { portfolio: lived.portfolio, now: since, policy: draft };
        const acting = { ...options, seed };
        for (const each of [options, acting]) {
          const report = await rehearse(rehearsalPorts(), each, rehearsing);
          const plain = await rehearse(rehearsalPorts(), each, { ...rehearsing, policy: null });
          const named = plain.notices.flatMap(({ rungs }) => (rungs.length === 0 ? [''] : rungs));
          expect(report.difference).toEqual({
            same: named.length,
            dropped: [],
            added: [],
            moved: [],
          });
          expect(report.breaches).toEqual(plain.breaches);
          expect(report.standing).toEqual(plain.standing);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('names exactly the steps of a rung that is added', async () => {
    const to = ['actionOwner', 'verifier'] as const;
    const rung = {
      rung: 'T-5',
      offset: -5,
      unit: 'day',
      template: 'reminder',
      to: [...to],
    } as const;
    const draft = withRungs((rungs) => [...rungs, { ...rung, to: [...to] }]);
    const { dropped, added, moved, same } = await differenceTo(draft);
    expect([dropped, moved, same]).toEqual([[], [], steps().length]);
    // Plans of seven days are due on 9 March, of thirty days on 1 April.
    const days = ['2026-03-04', '2026-03-27', '2026-03-27'];
    expect(added.map(({ finding, person, at }) => [finding, person, at])).toEqual(
      days.flatMap((day, index) =>
        to.map((slot) => [
          `XC-2026-00-00${index + 1}`,
          slot === 'verifier' ? 'lu' : 'he',
          `${day}T09:00:00.000+08:00`,
        ]),
      ),
    );
    expect(new Set(added.map((step) => step.rung))).toEqual(new Set(['T-5']));
  });

  test('names exactly the steps of a rung that is taken out', async () => {
    const { dropped, added, moved, same } = await differenceTo(
      withRungs((rungs) => rungs.filter(({ rung }) => rung !== 'T-10')),
    );
    const gone = steps().filter((rung) => rung === 'T-10');
    expect(gone.length).toBe(4);
    expect(dropped.map(({ rung }) => rung)).toEqual(gone);
    expect([added, moved, same]).toEqual([[], [], steps().length - gone.length]);
  });

  test('names exactly the steps of a rung that comes on another day', async () => {
    const { dropped, added, moved, same } = await differenceTo(
      withRungs((rungs) =>
        rungs.map((each) => (each.rung === 'T-10' ? { ...each, offset: -12 } : each)),
      ),
    );
    expect([dropped, added, same]).toEqual([[], [], steps().length - 4]);
    expect(moved.map(({ rung, at, movedTo }) => [rung, at, movedTo])).toEqual(
      Array.from({ length: 4 }, () => [
        'T-10',
        '2026-03-22T09:00:00.000+08:00',
        '2026-03-20T09:00:00.000+08:00',
      ]),
    );
  });

  test('names exactly the findings of the class whose period is another', async () => {
    const { dropped, added, moved } = await differenceTo(withPlanPeriod(40));
    const all = [...dropped, ...added, ...moved];
    expect(new Set(all.map(({ finding }) => finding))).toEqual(new Set(['XC-2026-00-002']));
    expect(added.map(({ rung }) => rung)).toEqual(['T-30']);
    // Due on Saturday, 11 April, which is rolled to Monday: every step comes twelve days later, or
    // after the end.
    const later = moved.map(({ at, movedTo }) => Date.parse(movedTo) - Date.parse(at));
    expect(moved.length).toBeGreaterThan(10);
    const fixed = moved.filter(({ rung }) => rung !== 'T+5');
    expect(new Set(fixed.map(({ at, movedTo }) => Date.parse(movedTo) - Date.parse(at)))).toEqual(
      new Set([12 * dayMs]),
    );
    expect(Math.min(...later)).toBeGreaterThan(0);
    const latest = Date.parse(own.until) - 12 * dayMs;
    expect(dropped.every(({ at }) => Date.parse(at) > latest)).toBe(true);
  });

  test('names who is told of a rung now and was not, and who no more', async () => {
    const { dropped, added, moved } = await differenceTo(
      withRungs((rungs) =>
        rungs.map((each) => (each.rung === 'T-3' ? { ...each, to: ['verifier'] } : each)),
      ),
    );
    expect(dropped.map(({ rung, person }) => [rung, person])).toEqual(
      [1, 2, 3].map(() => ['T-3', 'he']),
    );
    expect(added.map(({ rung, person }) => [rung, person])).toEqual(
      [1, 2, 3].map(() => ['T-3', 'lu']),
    );
    expect(moved).toEqual([]);
  });

  test('takes steps before today as told, and begins with tomorrow’s', async () => {
    const options = { from: '2026-03-25', days: 30 };
    const lived = await simulate(rehearsalPorts(), portfolio, {
      from: now,
      until: shanghai('2026-03-25T00:00'),
    });
    const draft = withRungs((rungs) => [
      ...rungs,
      { rung: 'T-12', offset: -12, unit: 'day', template: 'reminder', to: ['actionOwner'] },
      { rung: 'T-5', offset: -5, unit: 'day', template: 'reminder', to: ['actionOwner'] },
    ]);
    const { difference } = await rehearse(rehearsalPorts(), options, {
      portfolio: lived.portfolio,
      now: shanghai('2026-03-25T10:00'),
      policy: draft,
    });
    expect(difference).toMatchObject({ dropped: [], moved: [] });
    expect(difference?.added.map(({ rung, finding }) => [rung, finding])).toEqual([
      ['T-5', 'XC-2026-00-002'],
      ['T-5', 'XC-2026-00-003'],
    ]);
  });

  test('a draft that has the name of a known version is used for the rehearsal only', async () => {
    const draft = { ...withPlanPeriod(40), ...shippedRef('cn-inspection') };
    const book = createPolicyBook(shippedPolicies, shippedRef('cn-inspection'));
    const ports = rehearsalPorts({ policies: book });
    const rehearsing = { portfolio, now, policy: draft };
    const report = await rehearse(ports, ninetyDays, rehearsing);
    expect(report.policy).toBe(shippedName('cn-inspection'));
    expect(report.difference).toEqual(await differenceTo(withPlanPeriod(40)));
    expect(book.get(shippedRef('cn-inspection'))).toEqual(policy);
    expect(await rehearse(ports, ninetyDays, { ...rehearsing, policy: null })).toEqual(own);
  });

  test('a draft nobody has registered need not be known to the book', async () => {
    const book = createPolicyBook(shippedPolicies);
    const draft = draftOf({ sendAt: '15:00' }, 'unheard-of');
    const report = await rehearse(rehearsalPorts({ policies: book }), ninetyDays, {
      portfolio,
      now,
      policy: draft,
    });
    expect(report.policy).toBe('unheard-of@1');
    expect(report.notices.every(({ why }) => why.policy === 'unheard-of@1')).toBe(true);
    expect(book.has({ id: 'unheard-of', version: 1 })).toBe(false);
    expect(report.difference?.moved.length).toBe(steps().length);
  });
});
