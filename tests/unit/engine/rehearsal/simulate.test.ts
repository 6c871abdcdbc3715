import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standingOf } from '../../../../machines/step.ts';
import { slotSchema, type Slot } from '../../../../machines/words.ts';
import { createPolicyBook } from '../../../../src/policy/policy-book.ts';
import type { Policy } from '../../../../src/engine/policy.ts';
import { RectiflowError } from '../../../../src/errors.ts';
import type {
  AssumedPeople,
  PortfolioItem,
  RehearsedNotice,
} from '../../../../src/engine/rehearsal/life.ts';
import { lifelikePeople } from '../../../../src/engine/rehearsal/people.ts';
import { simulate, type Rehearsal } from '../../../../src/engine/rehearsal/simulate.ts';
import { dayMs, owner, pause, shanghai, shippedPolicies, slots } from '../engine-case.ts';
import { anyPolicy } from './policies.ts';
import { classes, linesOf, liveCalendar, openedItem, rehearsalPorts } from './rehearsal-case.ts';

const start = shanghai('2026-03-02T10:00');
const until = start + 100 * dayMs;

/** Every post held by somebody, vacant, or not named at all; two posts may be one person's. */
const anySlots: fc.Arbitrary<Partial<Record<Slot, string>>> = fc
  .tuple(
    ...slotSchema.options.map(() =>
      fc.option(fc.constantFrom(...Object.values(slots), 'he', 'vacant'), { nil: undefined }),
    ),
  )
  .map((parties) =>
    Object.fromEntries(
      slotSchema.options.flatMap((slot, index) =>
        parties[index] === undefined ? [] : [[slot, parties[index]]],
      ),
    ),
  );

interface World {
  readonly zone: string;
  readonly policy: Policy;
  readonly draft: Policy | undefined;
  readonly findings: readonly {
    class: (typeof classes)[number];
    slots: Partial<Record<Slot, string>>;
    hours: number;
  }[];
  readonly lived: number;
  readonly since: number;
  readonly before: number;
  readonly days: number;
  readonly seed: number | undefined;
}

const anyWorld: fc.Arbitrary<World> = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'America/Sao_Paulo', 'Africa/Cairo', 'Europe/Berlin'),
  policy: anyPolicy,
  draft: fc.option(anyPolicy, { nil: undefined }),
  findings: fc.array(
    fc.record({
      class: fc.constantFrom(...classes),
      slots: anySlots,
      hours: fc.nat(400),
    }),
    { maxLength: 4 },
  ),
  /** Days that have gone by, with people at work. */
  lived: fc.nat(200),
  since: fc.integer({ min: -30, max: 30 }),
  before: fc.nat(40),
  days: fc.integer({ min: 1, max: 150 }),
  seed: fc.option(fc.nat(), { nil: undefined }),
});

interface Lived {
  readonly rehearsal: Rehearsal;
  readonly portfolio: readonly PortfolioItem[];
  readonly from: number;
  readonly until: number;
  readonly modes: Policy;
}

/** Findings that people have worked on for a while, and the days to come. */
async function lived(world: World): Promise<Lived> {
  const calendar = liveCalendar(world.zone);
  const ports = rehearsalPorts({
    calendar,
    policies: createPolicyBook([...shippedPolicies, world.policy]),
  });
  const opened = world.findings.map(({ hours, ...given }, index) =>
    openedItem({
      ...given,
      no: index + 1,
      policy: world.policy,
      calendar,
      at: start + hours * 3_600_000,
    }),
  );
  const then = start + world.lived * dayMs;
  const { portfolio } = await simulate(ports, opened, {
    from: start,
    until: then,
    people: lifelikePeople(1, calendar),
  });
  const since = then + world.since * dayMs;
  const from = since + world.before * dayMs;
  const end = from + world.days * dayMs;
  const people = world.seed === undefined ? undefined : lifelikePeople(world.seed, calendar);
  const options = { since, from, until: end, people, policy: world.draft };
  const rehearsal = await simulate(ports, portfolio, options);
  return { rehearsal, portfolio, from, until: end, modes: world.draft ?? world.policy };
}

const subjectOf = ({ finding, to, why }: RehearsedNotice, rung: string) =>
  [finding.number, why.clock?.no, rung, to.person?.id ?? `vacant ${to.slot}`].join('/');

describe('for any portfolio, policy and people', () => {
  test('no notice comes before the days asked for, after them, twice, or to a finding closed for good', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { rehearsal, from, until: end } = await lived(world);
        const told = new Set<string>();
        for (const notice of rehearsal.notices) {
          expect(notice.at).toBeGreaterThanOrEqual(from);
          expect(notice.at).toBeLessThanOrEqual(end);
          if (notice.why.clock === null) continue;
          for (const rung of notice.rungs) {
            const subject = subjectOf(notice, rung);
            expect(told).not.toContain(subject);
            told.add(subject);
          }
        }
        for (const { finding } of rehearsal.portfolio) {
          const { closedAt, number } = finding;
          if (closedAt === null) continue;
          const later = rehearsal.notices.filter(
            (notice) => notice.finding.number === number && notice.at > closedAt,
          );
          for (const { why } of later) {
            expect(why.clock?.kind ?? why.event).toMatch(/^(recheck|PASS_RECHECK)$/u);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('every notice has its cause, and only enforcing clocks are breached, each once', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { rehearsal, modes, until: end } = await lived(world);
        for (const { rungs, why } of rehearsal.notices) {
          expect(rungs.length > 0).toBe(why.event === 'CLOCK_DUE');
          expect(why.clock === null).toBe(why.event !== 'CLOCK_DUE');
          expect(why.policy).toEqual({ id: modes.id, version: modes.version });
        }
        const breached = rehearsal.breaches.map(
          ({ finding, clockNo }) => `${finding.id}/${clockNo}`,
        );
        expect(new Set(breached).size).toBe(breached.length);
        for (const { finding, clock, dueAt } of rehearsal.breaches) {
          const item = rehearsal.portfolio.find((each) => each.finding.id === finding.id);
          const rectification = item?.finding.snapshot.context.class ?? 'phased';
          expect(modes.classes[rectification].clocks[clock]?.mode).toBe('enforcing');
          expect(clock).not.toBe('notice');
          expect(dueAt).toBeLessThanOrEqual(end);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('nothing falls silent: whatever is open has a clock that will speak again', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { rehearsal, portfolio, until: end } = await lived(world);
        expect(rehearsal.portfolio).toHaveLength(portfolio.length);
        for (const { finding, clocks } of rehearsal.portfolio) {
          // One that had not been opened by then has had no time to speak.
          if (finding.updatedAt > end) continue;
          if (standingOf(finding.snapshot).state === 'closed') continue;
          const armed = clocks.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]));
          expect(armed).not.toEqual([]);
          expect(Math.min(...armed)).toBeGreaterThan(end);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('two rehearsals end to end tell what one over both tells', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, fc.nat(100), async (world, more) => {
        const { rehearsal, from, until: middle } = await lived({ ...world, seed: undefined });
        const ports = rehearsalPorts({
          calendar: liveCalendar(world.zone),
          policies: createPolicyBook([...shippedPolicies, world.draft ?? world.policy]),
        });
        const end = middle + more * dayMs;
        const rest = await simulate(ports, rehearsal.portfolio, { from: middle, until: end });
        const whole = await lived({ ...world, seed: undefined, days: world.days + more });
        expect(whole.from).toBe(from);
        expect([...rehearsal.notices, ...rest.notices].map(({ at }) => at)).toEqual(
          whole.rehearsal.notices.map(({ at }) => at),
        );
        expect(linesOf([...rehearsal.notices, ...rest.notices])).toEqual(
          linesOf(whole.rehearsal.notices),
        );
        expect(rehearsal.events + rest.events).toBe(whole.rehearsal.events);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a rehearsal', () => {
  const ports = rehearsalPorts();
  const item = openedItem({ at: start });

  test('takes what people are assumed to do, at its time, and asks them again after each event', async () => {
    const asked: [string, number][] = [];
    const people: AssumedPeople = ({ finding }, at) => {
      const { stage } = standingOf(finding.snapshot);
      asked.push([stage, at]);
      return stage === 'open'
        ? { at: start + 5 * dayMs, event: { type: 'CLAIM' }, by: owner }
        : null;
    };
    const from = start + dayMs;
    const { portfolio, events } = await simulate(ports, [item], { from, until, people });
    expect(asked.slice(0, 2)).toEqual([
      ['open', from],
      ['claimed', start + 5 * dayMs],
    ]);
    expect(asked).toHaveLength(events + 1);
    expect(standingOf(portfolio[0]?.finding.snapshot ?? item.finding.snapshot).stage).toBe(
      'claimed',
    );
  });

  test('lets what is due at an instant come before what people do at it', async () => {
    const [row] = item.clocks;
    const at = row?.nextAt ?? 0;
    const people: AssumedPeople = ({ finding }) =>
      standingOf(finding.snapshot).hold === 'paused' ? null : { at, event: pause, by: owner };
    const { notices } = await simulate(ports, [item], { from: start, until: at, people });
    // A pause first would have held the clock, and nobody would have been reminded.
    expect(notices.filter(({ why }) => why.event === 'CLOCK_DUE')).toMatchObject([{ at }]);
    expect(notices.filter(({ why }) => why.event === 'PAUSE')).toMatchObject([{ at }, { at }]);
  });

  test('does not take a command back into the past: what is asked for too late happens at once', async () => {
    const people: AssumedPeople = ({ finding }) =>
      standingOf(finding.snapshot).stage === 'open'
        ? { at: start - dayMs, event: { type: 'CLAIM' }, by: owner }
        : null;
    const { portfolio } = await simulate(ports, [item], { from: start, until: start, people });
    expect(portfolio[0]?.finding).toMatchObject({ updatedAt: start, version: 2 });
  });

  test('writes down a command the rules refuse, once, and goes on without it', async () => {
    const people: AssumedPeople = () => ({
      at: start + dayMs,
      event: { type: 'APPROVE' },
      by: owner,
    });
    const { refusals, notices } = await simulate(ports, [item], { from: start, until, people });
    expect(refusals).toEqual([
      {
        at: start + dayMs,
        finding: { id: item.finding.id, number: item.finding.number, title: item.finding.title },
        event: 'APPROVE',
        guard: 'stateAcceptsEvent',
      },
    ]);
    const nobodyActing = await simulate(ports, [item], { from: start, until });
    expect(linesOf(notices)).toEqual(linesOf(nobodyActing.notices));
  });

  test('tells who gets it in a vacant post’s stead, and where nobody would', async () => {
    const vacant = { actionOwner: 'vacant', leadOfficial: 'vice-principal' };
    const items = [
      openedItem({ at: start, no: 1, slots: vacant }),
      openedItem({ at: start, no: 2, slots: {} }),
    ];
    const { notices } = await simulate(ports, items, { from: start, until: start + 20 * dayMs });
    expect(notices.map(({ finding, to }) => [finding.number.at(-1), to])).toEqual([
      [
        '1',
        {
          slot: 'actionOwner',
          fallbackSlot: 'leadOfficial',
          person: { id: 'shen', name: '沈若兰' },
        },
      ],
      ['2', { slot: 'actionOwner', fallbackSlot: null, person: null }],
      [
        '1',
        {
          slot: 'actionOwner',
          fallbackSlot: 'leadOfficial',
          person: { id: 'shen', name: '沈若兰' },
        },
      ],
      ['2', { slot: 'actionOwner', fallbackSlot: null, person: null }],
      ['2', { slot: 'leadOfficial', fallbackSlot: null, person: null }],
    ]);
  });

  test('ends with its last instant, which it still tells', async () => {
    const at = item.clocks[0]?.nextAt ?? 0;
    const told = async (end: number) =>
      (await simulate(ports, [item], { from: start, until: end })).notices.length;
    expect([await told(at - 1), await told(at)]).toEqual([0, 1]);
  });

  test('begins no earlier than the finding itself', async () => {
    const from = start - 100 * dayMs;
    const { notices } = await simulate(ports, [item], { from, until });
    const whole = await simulate(ports, [item], { from: start, until });
    expect(linesOf(notices)).toEqual(linesOf(whole.notices));
  });

  test('stops at a finding whose policy nobody knows, and names it', async () => {
    const lost = { ...item, finding: { ...item.finding, policy: { id: 'lost', version: 3 } } };
    const attempt = simulate(ports, [lost], { from: start, until });
    await expect(attempt).rejects.toMatchObject({
      code: 'policy_unknown',
      detail: { policy: 'lost@3' },
    });
  });

  test('stops at a finding whose state cannot be read, and names it', async () => {
    const unread = { ...item, finding: { ...item.finding, machineVersion: 99 } };
    const error = await simulate(ports, [unread], { from: start, until }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(RectiflowError);
    expect(error).toMatchObject({
      code: 'state_unreadable',
      detail: { finding: item.finding.id },
    });
  });

  test('lets others have their turn between two findings', async () => {
    const many = Array.from({ length: 5 }, (_, no) => openedItem({ at: start, no }));
    let turns = 0;
    const count = () => {
      turns += 1;
      if (turns < 1000) immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    await simulate(ports, many, { from: start, until });
    clearImmediate(immediate);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  test('makes no ids, and asks for each party once', async () => {
    let asked = 0;
    const { directory } = rehearsalPorts();
    const counted = rehearsalPorts({
      newId: () => {
        throw new Error('nothing is written, so nothing needs an id');
      },
      directory: {
        resolve: (parties, at) => {
          asked += parties.length;
          return directory.resolve(parties, at);
        },
      },
    });
    const items = [1, 2, 3].map((no) => openedItem({ at: start, no }));
    const { notices } = await simulate(counted, items, { from: start, until });
    expect(notices.length).toBeGreaterThan(20);
    expect(asked).toBe(Object.keys(slots).length);
  });
});
