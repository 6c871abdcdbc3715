/**
 * The trap: a holiday table that ends and silently becomes weekends only. The rule: past its end no
 * day is known to work, every place that shows a date counted over it says that it may still move,
 * and when the next year is published the date moves, with an entry in the journal.
 */
import { describe, expect, test } from 'vitest';
import { mailWith } from '../../support/each-alone.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { inspector, opened, shanghai } from '../../unit/engine/engine-case.ts';
import { isKnownToWork, orNextWorkday, workdayAfter } from './naive/weekends-after-the-table.ts';
import {
  dayInShanghai,
  lastDay,
  openProduct,
  planWithin,
  running,
  type Product,
} from './product.ts';
import { published2027 } from './published-2027.ts';

/** A date as one place shows it. */
interface Shown {
  readonly place: string;
  readonly day: string;
  readonly provisional: boolean;
}

interface Dated {
  readonly before: readonly Shown[];
  readonly after: readonly Shown[];
  /** The days that the journal says it was moved from and to. */
  readonly journal: readonly string[];
}

interface Dating {
  isKnownToWork(day: string): Promise<boolean>;
  /** Ten working days from 28 December 2026, before and after the days of 2027 are published. */
  tenWorkdays(): Promise<Dated>;
  /** Thirty days from 2 December, the last day put off to a working day. */
  thirtyDays(): Promise<Dated>;
}

/** What is wrong about the dates, in words. */
async function faults(dating: Dating): Promise<readonly string[]> {
  const found: string[] = [];
  for (const day of ['2027-01-01', '2027-01-04', '2029-10-01']) {
    if (await dating.isKnownToWork(day)) found.push(`${day} is said to be a working day`);
  }
  const periods = [
    { name: 'ten workdays', dated: await dating.tenWorkdays(), to: '2027-01-12' },
    { name: 'thirty days', dated: await dating.thirtyDays(), to: '2027-01-04' },
  ];
  for (const { name, dated, to } of periods) {
    const { before, after, journal } = dated;
    expect(before.length).toBeGreaterThan(0);
    expect(after.map(({ place }) => place)).toEqual(before.map(({ place }) => place));
    for (const { place, day } of before.filter(({ provisional }) => !provisional)) {
      found.push(`${name}: the ${place} says ${day} as if it were certain`);
    }
    for (const { place, day, provisional } of after) {
      if (day !== to) found.push(`${name}: the ${place} still says ${day}, not ${to}`);
      if (provisional) found.push(`${name}: the ${place} calls a certain date provisional`);
    }
    const from = before[0]?.day ?? '';
    if (!journal.includes(`${from} to ${to}`)) found.push(`${name}: the journal has no move`);
  }
  return found;
}

const naive: Dating = {
  isKnownToWork: async (day) => isKnownToWork(day),
  tenWorkdays: async () => kept(workdayAfter('2026-12-28', 10)),
  thirtyDays: async () => kept(orNextWorkday('2027-01-01')),
};

/** Dates are stored when they are counted, and shown as they are. */
function kept(day: string): Dated {
  const shown = [{ place: 'list', day, provisional: false }];
  return { before: shown, after: shown, journal: [] };
}

/** Every place where the product shows the date of the finding's plan. */
async function placesOf(product: Product, findingId: string): Promise<readonly Shown[]> {
  const { rectiflow, clock } = product;
  const view = await rectiflow.findings.get(findingId, clock.at);
  const list = await rectiflow.findings.list({ limit: 10 }, clock.at);
  const line = list.find(({ id }) => id === findingId);
  const row = view?.clocks[0];
  const explained = await rectiflow.times.explainClock(findingId, 1);
  if (view === null || line === undefined || row === undefined || explained === null) {
    throw new Error('the finding is not shown');
  }
  const onLastDay = explained.days.at(-1);
  return [
    { place: 'finding', day: lastDay(view.dueAt ?? ''), provisional: view.dueProvisional },
    { place: 'list', day: lastDay(line.dueAt ?? ''), provisional: line.dueProvisional },
    { place: 'clock', day: lastDay(row.dueAt), provisional: row.provisional },
    { place: 'next reminder', day: lastDay(row.dueAt), provisional: row.nextProvisional },
    { place: 'explanation', day: explained.due, provisional: explained.provisional },
    { place: 'explained day', day: onLastDay?.date ?? '', provisional: onLastDay?.known === false },
    { place: 'mail', ...(await mailOf(product, view.number)) },
    { place: 'rehearsal', ...(await rehearsed(product, view.number)) },
  ];
}

/** The last mail that the finding owes: provisional where subject, text and HTML all say so, in both languages. */
async function mailOf({ rectiflow, clock }: Product, number: string) {
  const all = await rectiflow.findings.notices();
  const notice = all.findLast(({ findingNumber }) => findingNumber === number);
  const { subject, text, html } = await mailWith(rectiflow, notice?.id ?? '', clock.at);
  const [, day = ''] = /(\d{4}-\d\d-\d\d) 24:00/.exec(text) ?? [];
  const marks = [
    subject.includes('(暂定)'),
    text.includes('24:00 (UTC+08:00)(暂定)'),
    text.includes('(provisional)'),
    html.includes('(暂定)'),
    html.includes('(provisional)'),
  ];
  if (new Set(marks).size > 1) throw new Error(`marked here and not there: ${subject}\n${text}`);
  return { day, provisional: marks[0] === true };
}

/** What the reminders of the weeks to come would say. */
async function rehearsed({ rectiflow, clock }: Product, number: string) {
  const { notices } = await rectiflow.simulate({ from: dayInShanghai(clock.at), days: 60 });
  const clocks = notices.flatMap(({ finding, why }) =>
    finding === number && why.clock !== null ? [why.clock] : [],
  );
  const said = new Set(clocks.map(({ dueAt, provisional }) => `${dueAt} ${provisional}`));
  const [first] = clocks;
  if (first === undefined || said.size !== 1) throw new Error('the rehearsal is not of one mind');
  return { day: lastDay(first.dueAt), provisional: first.provisional };
}

/** The moves of due dates that the finding's history has. */
async function movesOf({ rectiflow }: Product, findingId: string): Promise<string[]> {
  const history = (await rectiflow.findings.history(findingId)) ?? [];
  return history.flatMap(({ event }) =>
    event.type === 'CLOCK_MOVED' ? [`${lastDayAt(event.from)} to ${lastDayAt(event.to)}`] : [],
  );
}

function lastDayAt({ dueAt }: { readonly dueAt: number }): string {
  return dayInShanghai(dueAt - 1);
}

/** Both findings in one ledger, looked at before and after the notice is loaded. */
async function datingBy(product: Product): Promise<Dating> {
  const { rectiflow, engine, clock } = product;
  const thirty = await opened(engine, { policy: shippedName('cn-inspection') });
  clock.moveTo(shanghai('2026-12-28T10:00'));
  const ten = await opened(engine, { policy: 'ten-workdays@1' });
  const { calendar } = rectiflow;
  const standings = new Map(
    ['2027-01-01', '2027-01-04', '2029-10-01'].map((day) => [day, calendar.standingOf(day)]),
  );
  const before = [await placesOf(product, ten.id), await placesOf(product, thirty.id)];
  clock.moveTo(shanghai('2026-12-30T10:00'));
  await rectiflow.calendarLoading.load(published2027, inspector);
  const dated = async (no: number, id: string): Promise<Dated> => ({
    before: before[no] ?? [],
    after: await placesOf(product, id),
    journal: await movesOf(product, id),
  });
  return {
    isKnownToWork: async (day) => {
      const standing = standings.get(day);
      return standing === undefined || (standing.known && standing.working);
    },
    tenWorkdays: () => dated(0, ten.id),
    thirtyDays: () => dated(1, thirty.id),
  };
}

const openedAt = shanghai('2026-12-02T10:00');
const policies = [planWithin('ten-workdays', { days: 10, unit: 'workday' })];

describe('a table of holidays that has come to its end', () => {
  test('takes New Year’s Day for a working day, gives dates as certain, and keeps them', async () => {
    expect(await faults(naive)).toEqual([
      '2027-01-01 is said to be a working day',
      '2027-01-04 is said to be a working day',
      '2029-10-01 is said to be a working day',
      'ten workdays: the list says 2027-01-11 as if it were certain',
      'ten workdays: the list still says 2027-01-11, not 2027-01-12',
      'ten workdays: the journal has no move',
      'thirty days: the list says 2027-01-01 as if it were certain',
      'thirty days: the list still says 2027-01-01, not 2027-01-04',
      'thirty days: the journal has no move',
    ]);
  });
});

describe('rectiflow', () => {
  test('calls them provisional wherever it shows them, and moves them when the year is published', async () => {
    await using product = await openProduct({ at: openedAt, policies });
    expect(await faults(await datingBy(product))).toEqual([]);
  });

  test('says of a reminder past the end that it may still move, where its date is certain', async () => {
    await using product = await openProduct({ at: shanghai('2026-11-30T10:00') });
    const { id } = await opened(product.engine);
    expect(await running(product, id, 'plan')).toMatchObject({ nextProvisional: false });
    product.clock.moveTo(shanghai('2026-12-31T10:00'));
    await product.engine.fireDue();
    const { provisional, dueAt, nextAt, nextProvisional } = await running(product, id, 'plan');
    expect([lastDay(dueAt), provisional]).toEqual(['2026-12-30', false]);
    expect(nextAt?.slice(0, 7)).toBe('2027-01');
    expect(nextProvisional).toBe(true);
  });
});
