/**
 * The trap: a missed run loses a reminder. The rule: however long nothing runs, each reminder is
 * written down once with the day it was for, and on return one notice per person names all of them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailWith } from '../../support/each-alone.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { everyDay, onward } from '../../unit/calendar/calendars.ts';
import { dayMs, opened, people, shanghai } from '../../unit/engine/engine-case.ts';
import { morningJob } from './naive/todays-reminders.ts';
import { dayInShanghai, openProduct, type Product } from './product.ts';

const [he, shen, zhou, , cao] = people;

/** A plan asked for on 2 March 2026 at 10:00, within 30 days: what is owed on which morning, and to whom. */
const dueDay = '2026-04-01';
const ladder: readonly { rung: string; day: string; to: readonly string[] }[] = [
  { rung: 'T-20', day: '2026-03-12', to: [he.name] },
  { rung: 'T-10', day: '2026-03-22', to: [he.name, shen.name] },
  { rung: 'T-3', day: '2026-03-29', to: [he.name] },
  { rung: 'T-1', day: '2026-03-31', to: [he.name, shen.name] },
  { rung: 'T0', day: '2026-04-01', to: [he.name, shen.name] },
  // 24:00 of 1 April: nobody is told, but it is written down.
  { rung: 'due', day: '2026-04-02', to: [] },
  { rung: 'T+1', day: '2026-04-02', to: [he.name, shen.name] },
  // The fifth working day after: 清明节 is from Saturday to Monday.
  { rung: 'T+5', day: '2026-04-09', to: [he.name, shen.name, zhou.name] },
  { rung: 'T+14', day: '2026-04-15', to: [he.name, shen.name] },
  { rung: 'T+15', day: '2026-04-16', to: [zhou.name, cao.name] },
  { rung: 'T+21', day: '2026-04-22', to: [he.name, shen.name] },
  { rung: 'T+28', day: '2026-04-29', to: [he.name, shen.name] },
  { rung: 'T+30', day: '2026-05-01', to: [zhou.name, cao.name] },
  { rung: 'T+35', day: '2026-05-06', to: [he.name, shen.name, zhou.name] },
  ...Array.from({ length: 60 }, (_, turn) => ({
    rung: `overdue-weekly-${turn + 1}`,
    day: onward('2026-05-06', 7 * (turn + 1)),
    to: [he.name, shen.name, zhou.name],
  })),
];

interface Told {
  readonly journal: readonly { readonly rung: string; readonly day: string }[];
  readonly notices: readonly {
    readonly on: string;
    readonly person: string;
    readonly rungs: readonly string[];
  }[];
}

/** Runs every morning of these days but those on which everything is down. */
type RemindersOver = (days: readonly string[], down: readonly string[]) => Promise<Told>;

interface Judged {
  /** Reminders that the journal does not have, or has more than once. */
  readonly notJournaled: readonly string[];
  /** Of each notice that should have been: the day, the person, what it names. */
  readonly notTold: readonly string[];
  readonly toldOtherwise: readonly string[];
}

async function judge(
  remindersOver: RemindersOver,
  days: readonly string[],
  down: readonly string[],
): Promise<Judged> {
  const up = days.filter((day) => !down.includes(day));
  const heardOn = (day: string) => up.find((each) => each >= day);
  const owed = ladder.filter(({ day }) => heardOn(day) !== undefined);
  const notices = new Map<string, string[]>();
  for (const { rung, day, to } of owed) {
    for (const person of to) {
      const key = `${heardOn(day)} ${person}`;
      notices.set(key, [...(notices.get(key) ?? []), rung]);
    }
  }
  const should = [...notices].map(([key, rungs]) => `${key}: ${rungs.join(' ')}`);
  const told = await remindersOver(days, down);
  const did = told.notices.map(({ on, person, rungs }) => `${on} ${person}: ${rungs.join(' ')}`);
  const entries = told.journal.map(({ rung, day }) => `${rung} ${day}`);
  const once = (entry: string) => entries.filter((each) => each === entry).length === 1;
  return {
    notJournaled: owed.filter(({ rung, day }) => !once(`${rung} ${day}`)).map(({ rung }) => rung),
    notTold: should.filter((notice) => !did.includes(notice)),
    toldOtherwise: did.filter((notice, no) => !should.includes(notice) || did.indexOf(notice) < no),
  };
}

const nothingLost: Judged = { notJournaled: [], notTold: [], toldOtherwise: [] };
const fortyDays = everyDay('2026-03-20', '2026-04-28');
const spring = everyDay('2026-03-03', '2026-06-10');

const daysBefore = (day: string) => (Date.parse(dueDay) - Date.parse(day)) / dayMs;
const reminders = ladder.map(({ rung, day, to }) => ({ rung, to, daysBefore: daysBefore(day) }));

const naive: RemindersOver = async (days, down) => {
  const up = days.filter((day) => !down.includes(day));
  const sent = up.flatMap((today) => morningJob({ dueDay, reminders }, today));
  return {
    journal: sent.map(({ rung, on }) => ({ rung, day: on })),
    notices: sent.flatMap(({ rung, on, to }) =>
      to.map((person) => ({ on, person, rungs: [rung] })),
    ),
  };
};

const openedAt = shanghai('2026-03-02T10:00');

/** Opens the finding, and fires what is due at 09:00 of every day that is not down. */
async function live(
  { engine, clock }: Product,
  days: readonly string[],
  down: readonly string[],
): Promise<string> {
  const { id } = await opened(engine, { policy: shippedName('cn-inspection') });
  for (const day of days.filter((each) => !down.includes(each))) {
    clock.moveTo(shanghai(`${day}T09:00`));
    await engine.fireDue();
  }
  return id;
}

async function toldOf({ rectiflow }: Product, id: string): Promise<Told> {
  const history = (await rectiflow.findings.history(id)) ?? [];
  const rungs = history.flatMap(({ event }) => (event.type === 'CLOCK_DUE' ? event.rungs : []));
  const notices = await rectiflow.findings.notices(id);
  return {
    journal: rungs.map(({ rung, at }) => ({ rung, day: dayInShanghai(at) })),
    notices: notices
      .filter((notice) => notice.rungs.length > 0)
      .map((notice) => ({
        on: notice.owedAt.slice(0, 10),
        person: notice.personName ?? 'nobody',
        rungs: notice.rungs,
      })),
  };
}

describe('a job that asks each morning whether today is the day', () => {
  test('loses nothing for as long as it runs every morning', async () => {
    expect(await judge(naive, spring, [])).toEqual(nothingLost);
  });

  test('loses ten of its reminders, for good, when it does not run for forty days', async () => {
    expect(fortyDays).toHaveLength(40);
    expect(await judge(naive, spring, fortyDays)).toEqual({
      notJournaled: ['T-10', 'T-3', 'T-1', 'T0', 'due', 'T+1', 'T+5', 'T+14', 'T+15', 'T+21'],
      notTold: [
        `2026-04-29 ${he.name}: T-10 T-3 T-1 T0 T+1 T+5 T+14 T+21 T+28`,
        `2026-04-29 ${shen.name}: T-10 T-1 T0 T+1 T+5 T+14 T+21 T+28`,
        `2026-04-29 ${zhou.name}: T+5 T+15`,
        `2026-04-29 ${cao.name}: T+15`,
      ],
      // On the first morning up, what is for that day and no more.
      toldOtherwise: [`2026-04-29 ${he.name}: T+28`, `2026-04-29 ${shen.name}: T+28`],
    });
  });

  test('loses the one reminder of a single morning', async () => {
    const { notTold } = await judge(naive, spring, ['2026-03-12']);
    expect(notTold).toEqual([`2026-03-13 ${he.name}: T-20`]);
  });
});

describe('rectiflow', () => {
  test('loses nothing when all its workers are down for four hundred days', async () => {
    const down = everyDay('2026-03-10', '2027-04-13');
    expect(down).toHaveLength(400);
    await using product = await openProduct({ at: openedAt });
    const remindersOver: RemindersOver = async (days, those) =>
      toldOf(product, await live(product, days, those));
    const days = everyDay('2026-03-03', '2027-05-01');
    expect(await judge(remindersOver, days, down)).toEqual(nothingLost);
  });

  describe('whose workers are down for forty days', () => {
    let product: Product;
    let id: string;
    beforeAll(async () => {
      product = await openProduct({ at: openedAt });
      id = await live(product, spring, fortyDays);
    });
    afterAll(() => product.rectiflow.close());

    test('loses nothing', async () => {
      const judged = await judge(() => toldOf(product, id), spring, fortyDays);
      expect(judged).toEqual(nothingLost);
    });

    test('makes one entry of all that was missed, records one breach, and can prove it', async () => {
      const history = (await product.rectiflow.findings.history(id)) ?? [];
      const onReturn = history.filter(({ at }) => dayInShanghai(at) === '2026-04-29');
      expect(onReturn.map(({ event }) => event.type)).toEqual(['CLOCK_DUE']);
      const view = await product.rectiflow.findings.get(id, product.clock.at);
      expect(view?.breaches).toHaveLength(1);
      expect(await product.rectiflow.verify()).toMatchObject({ ok: true, findings: 1 });
    });

    test('sends one mail that names them all', async () => {
      const { findings } = product.rectiflow;
      const notice = (await findings.notices(id)).find(
        ({ personName, owedAt }) => personName === he.name && owedAt.startsWith('2026-04-29'),
      );
      const { text } = await mailWith(product.rectiflow, notice?.id ?? '', product.clock.at);
      for (const rung of ['T-10', 'T-3', 'T-1', 'T0', 'T+1', 'T+5', 'T+14', 'T+21', 'T+28']) {
        expect(text).toContain(`· ${rung}\n`);
      }
    });
  });
});
