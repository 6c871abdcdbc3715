/** One suite on both kinds of database: what notices say of who stands in for whom, and the alarm where nobody is there. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDelegations, type Delegations } from '../../src/directory/delegations.ts';
import { renderMessage } from '../../src/channels/render-message.ts';
import { almanacOf } from '../../src/engine/duties/slots.ts';
import { simulateDuties } from '../../src/engine/rehearsal/simulate-duties.ts';
import { simulate } from '../../src/engine/rehearsal/simulate.ts';
import { dutyPortfolio } from '../../src/store/duty-portfolio.ts';
import type { DispatchToDeliver } from '../../src/store/dispatch-book.ts';
import { createFindingViews } from '../../src/store/finding-views.ts';
import { migrate } from '../../src/store/migrate.ts';
import { createNoticeViews, type NoticeViews } from '../../src/store/notice-views.ts';
import { openDatabase, type Database } from '../../src/store/open-database.ts';
import { portfolio } from '../../src/store/portfolio.ts';
import { bookOfEachAlone } from '../support/each-alone.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import {
  openDutyCase,
  openedDuty,
  raiseUntil,
  type DutyCase,
} from '../unit/engine/duties/duty-case.ts';
import {
  claim,
  fireUntil,
  give,
  opened,
  owner,
  posts,
  setMeasures,
  shanghai,
  start,
  submitPlan,
  wipe,
} from '../unit/engine/engine-case.ts';

describe('Notices that somebody else gets, on PGlite', () => {
  delegatedContract(() => migratedMemoryDatabase());
});

describeWithPostgres('Notices that somebody else gets, on a PostgreSQL server', () => {
  delegatedContract(async () => {
    const url = await freshServerDatabase('delegated notices contract');
    const database = await openDatabase({ url, schema: 'rectiflow' });
    await migrate(database);
    return database;
  });
});

const he = { id: 'he', name: '何文斌' };
const shen = { id: 'shen', name: '沈若兰' };
const alone = { actionOwner: 'teaching', verifier: 'inspector' } as const;
const week = { fromDay: '2024-03-25', untilDay: '2024-03-31' };

/** The mail that would go out. */
function textOf({ id, person, notices }: DispatchToDeliver): string {
  const message = { dispatchId: id, personName: person.name, notices };
  return renderMessage(message, { zone: 'Asia/Shanghai' }).text;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function delegatedContract(openFresh: () => Promise<Database>): void {
  let database: Database;
  let dutyCase: DutyCase;
  let delegations: Delegations;
  let views: NoticeViews;

  beforeAll(async () => {
    database = await openFresh();
  });
  beforeEach(async () => {
    await wipe(database);
    dutyCase = await openDutyCase({ database });
    const { calendar } = dutyCase.ports;
    delegations = createDelegations(database.store, calendar, () => dutyCase.engine.now());
    views = createNoticeViews(database.store, calendar);
  });
  afterAll(() => database.close());

  function delegate(from: string, to: string, days = week) {
    return delegations.delegate({ from, to, ...days, reason: '外出培训' }, owner);
  }

  test('a rung that fires while somebody is away goes to whoever stands in; before and after, to them', async () => {
    await delegate('he', 'shen');
    await opened(dutyCase.engine);
    await fireUntil(dutyCase, shanghai('2024-04-20T00:00'));
    const owed = (await views.list()).filter(({ slot }) => slot === 'actionOwner');
    const told = owed.map(({ owedAt, person, inPlaceOf }) => {
      const day = owedAt.slice(0, 10);
      const away = week.fromDay <= day && day <= week.untilDay;
      return { away, person: person?.id, inPlaceOf: inPlaceOf?.id };
    });
    expect(new Set(told.map(({ away }) => away))).toEqual(new Set([true, false]));
    expect(told).toEqual(
      told.map(({ away }) =>
        away
          ? { away, person: 'shen', inPlaceOf: 'he' }
          : { away, person: 'he', inPlaceOf: undefined },
      ),
    );
  });

  test('the notice, its mail and both views say whose place it is', async () => {
    await delegate('he', 'shen', { fromDay: '2024-03-01', untilDay: '2024-03-01' });
    const { id } = await opened(dutyCase.engine, { slots: alone });
    const [notice, ...others] = (await views.list({ findingId: id })).filter(
      ({ person }) => person?.id === 'shen',
    );
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ slot: 'actionOwner', person: shen, inPlaceOf: he, duty: null });
    const findings = createFindingViews(database.store, dutyCase.ports.calendar);
    expect(await findings.notices(id)).toContainEqual(
      expect.objectContaining({ personName: '沈若兰', inPlaceOf: '何文斌' }),
    );
    const claimed = await bookOfEachAlone(database.store).claim(notice?.id ?? '', 60_000, start);
    expect(claimed).toMatchObject({
      person: { address: 'shen@school.example' },
      notices: [{ personName: '沈若兰', inPlaceOf: '何文斌' }],
    });
    if (claimed === null) throw new Error('it is to be had');
    const text = textOf(claimed);
    expect(text).toContain('您受 何文斌 委托代为接收');
    expect(text).toContain('You get this in place of 何文斌');
  });

  test('so do those over a duty', async () => {
    await delegate('he', 'shen', { fromDay: '2024-03-02', untilDay: '2024-03-02' });
    const rule = { rhythm: { kind: 'daily' }, from: '2024-03-02' } as const;
    const { id } = await openedDuty(dutyCase, { rule, to: ['teaching', 'shen'] });
    await raiseUntil(dutyCase, shanghai('2024-03-03T20:00'));
    const notices = await views.list({ dutyId: id });
    expect(
      notices.map(({ owedAt, party, person, inPlaceOf, finding, duty }) => [
        owedAt.slice(0, 10),
        party,
        person?.id,
        inPlaceOf?.id,
        finding,
        duty?.id,
      ]),
    ).toEqual([
      ['2024-03-02', 'teaching', 'shen', 'he', null, id],
      ['2024-03-03', 'teaching', 'he', undefined, null, id],
      ['2024-03-03', 'shen', 'shen', undefined, null, id],
    ]);
    const [first] = notices;
    const claimed = await bookOfEachAlone(database.store).claim(first?.id ?? '', 60_000, start);
    expect(claimed?.notices[0]).toMatchObject({ personName: '沈若兰', inPlaceOf: '何文斌' });
    if (claimed === null) throw new Error('it is to be had');
    const text = textOf(claimed);
    expect(text).toContain('您受 何文斌 委托代为接收');
    expect(text).toContain('You get this in place of 何文斌');
  });

  test('a rehearsal names those whom the days to come will really tell', async () => {
    await delegate('he', 'shen');
    await delegate('shen', 'cao', { fromDay: '2024-03-27', untilDay: '2024-03-28' });
    await delegate('zhou', 'lu', { fromDay: '2024-04-01', untilDay: '2024-05-31' });
    await opened(dutyCase.engine);
    const rule = { rhythm: { kind: 'daily' }, from: '2024-03-20', until: '2024-04-05' } as const;
    await openedDuty(dutyCase, { rule });
    const until = shanghai('2024-05-15T00:00');
    const { ports } = dutyCase;
    const frame = { since: start, from: start + 1, until };
    const ofFindings = await simulate(ports, await all(portfolio(database.store)), frame);
    const ofDuties = await simulateDuties(
      { almanac: almanacOf(ports.calendar), directory: ports.directory },
      await all(dutyPortfolio(database.store)),
      frame,
    );
    const print = (at: number) => ports.calendar.print(at);
    const expected = [...ofFindings.notices, ...ofDuties.notices].map(
      ({ at, template, to }) => `${print(at)} ${template} ${to.person?.id}`,
    );
    for (;;) {
      const [clock, duty] = [
        (await dutyCase.engine.nextDueAt()) ?? Infinity,
        (await dutyCase.duties.nextDueAt()) ?? Infinity,
      ];
      const next = Math.min(clock, duty);
      if (next > until) break;
      dutyCase.clock.moveTo(Math.max(next, dutyCase.clock.at));
      await dutyCase.engine.fireDue();
      await dutyCase.duties.raiseDue();
    }
    const owed = (await views.list())
      .filter(({ owedAt }) => Date.parse(owedAt) > start)
      .map(({ owedAt, template, person }) => `${owedAt} ${template} ${person?.id}`);
    expect(owed.toSorted()).toEqual(expected.toSorted());
    const people = new Set(owed.map((line) => line.split(' ').at(-1)));
    expect([...people]).toEqual(expect.arrayContaining(['he', 'shen', 'cao', 'lu']));
  });

  describe('a notice owed to nobody', () => {
    const vacant = { actionOwner: 'gone', verifier: 'inspector' } as const;

    test('stands as failed, and an alarm is raised over it once, by ids', async () => {
      const finding = await opened(dutyCase.engine, { slots: vacant });
      const rule = { rhythm: { kind: 'daily' }, from: '2024-03-02' } as const;
      const duty = await openedDuty(dutyCase, { rule, to: ['gone'] });
      await raiseUntil(dutyCase, shanghai('2024-03-02T20:00'));
      const failed = await views.list({ state: 'failed' });
      expect(failed.map(({ person, outcome }) => [person, outcome])).toEqual(
        failed.map(() => [null, 'nobody_appointed']),
      );
      const alarms = await views.takeAlarms();
      const subjects = failed.map((notice) => ({
        outcome: 'nobody_appointed',
        noticeId: notice.id,
        findingId: notice.finding?.id ?? null,
        dutyId: notice.duty?.id ?? null,
      }));
      expect(alarms.toSorted((a, b) => (a.noticeId < b.noticeId ? -1 : 1))).toEqual(subjects);
      expect(subjects).toContainEqual(expect.objectContaining({ findingId: finding.id }));
      expect(subjects).toContainEqual(expect.objectContaining({ dutyId: duty.id }));
      expect(await views.takeAlarms()).toEqual([]);
    });

    test('by a command is alarmed over as well, and no other notice is', async () => {
      const { id } = await opened(dutyCase.engine);
      expect(await views.takeAlarms()).toEqual([]);
      const everyoneLeaves = posts.map(({ code, title }) => ({ code, title, holder: null }));
      await dutyCase.directory.put({ posts: everyoneLeaves });
      await give(dutyCase.engine, id, owner, claim, setMeasures, submitPlan);
      const alarms = await views.takeAlarms();
      expect(alarms.length).toBeGreaterThan(0);
      expect(new Set(alarms.map(({ findingId }) => findingId))).toEqual(new Set([id]));
    });

    test('is alarmed over by one of several who look at once, and in pieces where there are many', async () => {
      for (let no = 0; no < 4; no += 1) await opened(dutyCase.engine, { slots: vacant });
      const owed = (await views.list({ outcome: 'nobody_appointed' })).map(({ id }) => id);
      const taken = [
        ...(await views.takeAlarms(1)),
        ...(await Promise.all([views.takeAlarms(), views.takeAlarms()])).flat(),
      ].map(({ noticeId }) => noticeId);
      expect(taken.toSorted()).toEqual(owed.toSorted());
    });
  });

  test('notices are listed page by page, of one finding, in one state', async () => {
    const [first, second] = [await opened(dutyCase.engine), await opened(dutyCase.engine)];
    const every = await views.list();
    const pages: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await views.list({ after, limit: 2 });
      pages.push(...page.map(({ id }) => id));
      after = page.at(-1)?.id;
      if (page.length < 2) break;
    }
    expect(pages).toEqual(every.map(({ id }) => id));
    const ofSecond = await views.list({ findingId: second.id });
    expect(ofSecond.length).toBeGreaterThan(0);
    expect(every.filter(({ finding }) => finding?.id === second.id)).toEqual(ofSecond);
    expect(await views.list({ findingId: first.id, state: 'sent' })).toEqual([]);
    expect(await views.list({ dutyId: first.id })).toEqual([]);
  });
}
