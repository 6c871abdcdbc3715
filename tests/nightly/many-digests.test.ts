/** One person with thousands of overdue findings among thousands of people: weeks of gathering on a virtual clock. */
import { expect, test } from 'vitest';
import { renderMessage } from '../../src/channels/render-message.ts';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import { openRectiflow, type Rectiflow } from '../../src/index.ts';
import { createVirtualClock, type VirtualClock } from '../../src/virtual-clock.ts';
import { sender } from '../integration/smtp-ledger.ts';
import { eventually } from '../support/eventually.ts';
import { report } from '../support/report.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import { startSmtp } from '../support/smtp.ts';
import { shanghai } from '../unit/engine/engine-case.ts';

const nightly = process.env['NIGHTLY'] !== undefined;
const second = 1_000;
const minute = 60 * second;
/** `tickMs`: how often workers look, by the virtual clock. */
const figures = nightly
  ? { overdue: 5_000, people: 10_000, tickMs: 5 * second }
  : { overdue: 200, people: 500, tickMs: minute };
const patience = { timeout: nightly ? 60 * minute : 2 * minute } as const;
const opening = shanghai('2024-03-01T10:00');
/** The plan is due on 1 April; ten days later there have been chasers, orders and repetitions. */
const over = shanghai('2024-04-11T20:00');
const sending = {
  window: { from: '08:00', until: '20:00' },
  digestAt: '09:00',
  spreadMinutes: 10,
  perDay: 10,
  perWeek: 40,
} as const;

describeWithPostgres(
  `one person with ${figures.overdue} overdue findings, and ${figures.people} others`,
  () => {
    test(
      'get a digest a day at most, within their limits, over ten minutes, and nothing is left out',
      patience,
      async () => {
        const clock = createVirtualClock(opening);
        const databaseUrl = await freshServerDatabase('many digests');
        await using rectiflow = await opened(databaseUrl, clock);
        await findingsOf(rectiflow, 'busy', figures.overdue);
        await findingsOfOthers(rectiflow, figures.people);
        const gathers = await gatheredUntil(over, clock, [rectiflow]);

        const most = await mostPerPerson(rectiflow);
        const spread = await spreadOfDigests(rectiflow);
        report('Digests', {
          people: figures.people + 1,
          ...(await counted(rectiflow)),
          ...most,
          gatherings: gathers.count,
          'longest ms': gathers.longestMs,
          'digests of the largest day': spread.digests,
          'spread over min': (spread.spanMs / minute).toFixed(2),
          'in the fullest minute %': Math.round(spread.largestShare * 100),
        });
        expect(most).toEqual({
          digestsADay: 1,
          othersADay: sending.perDay,
          othersAWeek: expect.any(Number),
        });
        expect(most.othersAWeek).toBeLessThanOrEqual(sending.perWeek);
        // What waits at the end waits for a turn to come.
        expect((await counted(rectiflow)).late).toBe(0);
        expect(spread.digests).toBeGreaterThanOrEqual(figures.people);
        // Each of the ten minutes has its share.
        expect(spread.minutes).toBe(sending.spreadMinutes);
        expect(spread.largestShare).toBeLessThan(0.2);
        await expectReadable(rectiflow, clock);
      },
    );

    test('get no more from two processes that gather at the same time', patience, async () => {
      const clock = createVirtualClock(opening);
      const databaseUrl = await freshServerDatabase('digests of two');
      await using one = await opened(databaseUrl, clock);
      await using other = await opened(databaseUrl, clock);
      await findingsOf(one, 'busy', figures.overdue);
      const gathers = await gatheredUntil(over, clock, [one, other]);
      const most = await mostPerPerson(one);
      report('Digests of two processes', {
        ...(await counted(one)),
        ...most,
        gatherings: gathers.count,
        'longest ms': gathers.longestMs,
      });
      expect((await counted(one)).late).toBe(0);
      expect(most.digestsADay).toBe(1);
      expect(most.othersADay).toBeLessThanOrEqual(sending.perDay);
      expect(most.othersAWeek).toBeLessThanOrEqual(sending.perWeek);
    });

    test(
      'get no more where each of two processes has taken a part of what waits for one',
      patience,
      async () => {
        const clock = createVirtualClock(opening);
        const databaseUrl = await freshServerDatabase('digests parted');
        await using one = await opened(databaseUrl, clock);
        await using other = await opened(databaseUrl, clock);
        await findingsOf(one, 'busy', 3 * sending.perDay);
        await one.outbox.gather(['mail']);
        // The day of the chasers, each a document of its own, before it is time for the digest.
        clock.moveTo(shanghai('2024-04-02T09:00'));
        await one.engine.fireDue();
        await one.database.store.query(
          `update notice set gather_at = $1, owed_at = $1 where dispatch_id is null`,
          [new Date(clock.at - 30 * minute)],
        );
        await gatheredInParts(one, other);
        const most = await mostPerPerson(one);
        report('Digests of two processes, parted', { ...(await counted(one)), ...most });
        expect(most.digestsADay).toBeLessThanOrEqual(1);
        expect(most.othersADay).toBe(sending.perDay);
      },
    );
  },
);

function opened(databaseUrl: string, clock: VirtualClock): Promise<Rectiflow> {
  return openRectiflow({ databaseUrl, clock, sending, migrations: 'apply' });
}

async function findingsOf(rectiflow: Rectiflow, owner: string, count: number): Promise<void> {
  await openFor(
    rectiflow,
    Array.from({ length: count }, () => owner),
  );
}

async function findingsOfOthers(rectiflow: Rectiflow, count: number): Promise<void> {
  await openFor(
    rectiflow,
    Array.from({ length: count }, (_, no) => `person-${no}`),
  );
}

/** One finding for each; the same person may have many. */
async function openFor({ directory, engine }: Rectiflow, owners: readonly string[]): Promise<void> {
  const people = [...new Set(owners)].map((id) => {
    return { id, name: `Person ${id}`, email: `${id}@school.example`, unit: null };
  });
  await directory.put({ people });
  for (let from = 0; from < owners.length; from += 500) {
    const findings = owners.slice(from, from + 500).map((actionOwner, index) => ({
      round: 'XC-2024',
      title: `采购管理不规范 ${from + index + 1}`,
      slots: { actionOwner },
    }));
    await engine.openAll(findings, { kind: 'import', document: 'test' });
  }
}

/** Fires clocks and gathers whenever something is due, as workers that look at every tick do. */
async function gatheredUntil(until: number, clock: VirtualClock, processes: readonly Rectiflow[]) {
  let [count, longestMs] = [0, 0];
  for (;;) {
    const began = performance.now();
    const [nextTurn] = await Promise.all(
      processes.map(async ({ engine, outbox }) => {
        const { nextDueAt } = await engine.fireDue();
        return Math.min(nextDueAt ?? Infinity, (await outbox.gather(['mail'])) ?? Infinity);
      }),
    );
    count += 1;
    longestMs = Math.max(longestMs, Math.round(performance.now() - began));
    const tick = Math.ceil((nextTurn ?? Infinity) / figures.tickMs) * figures.tickMs;
    const next = Math.max(tick, clock.at + figures.tickMs);
    if (next > until) break;
    clock.moveTo(next);
  }
  clock.moveTo(until);
  return { count, longestMs };
}

/**
 * The first takes what somebody else has not locked, the second the rest, and only then either can see
 * what has been sent: what happens by chance where both begin in the same moment.
 */
async function gatheredInParts(one: Rectiflow, other: Rectiflow): Promise<void> {
  const { store } = one.database;
  const [rows, sent] = [await store.connect(), await store.connect()];
  try {
    await sent.query('begin; lock table dispatch in access exclusive mode');
    await rows.query(
      `begin; select from notice where id in (
         select id from notice where state = 'planned' and dispatch_id is null order by id limit ${sending.perDay * 2}) for update`,
    );
    const firstDone = settled(one.outbox.gather(['mail']));
    await eventually(async () => firstDone.is || (await waiting(one)) === 1);
    await rows.query('rollback');
    const secondDone = settled(other.outbox.gather(['mail']));
    await eventually(async () => secondDone.is || (await waiting(one)) === 2);
    await sent.query('rollback');
    await Promise.all([firstDone.promise, secondDone.promise]);
  } finally {
    rows.release(true);
    sent.release(true);
  }
  await one.outbox.gather(['mail']);
}

function settled(promise: Promise<unknown>) {
  const done = { is: false, promise };
  void promise.finally(() => {
    done.is = true;
  });
  return done;
}

/** How many connections wait for what another holds. */
async function waiting({ database }: Rectiflow): Promise<number> {
  const { rows } = await database.store.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
}

const localDay = `(created_at at time zone 'Asia/Shanghai')::date`;
const localWeek = `date_trunc('week', created_at at time zone 'Asia/Shanghai')`;

/** The most that anybody got. */
async function mostPerPerson({ database }: Rectiflow) {
  const most = async (what: string, per: string): Promise<number> => {
    const { rows } = await database.store.query<{ most: number }>(
      `select coalesce(max(count), 0)::int as most from (
         select count(*) from dispatch where ${what} group by person_id, ${per}) as each`,
    );
    return rows[0]?.most ?? 0;
  };
  return {
    digestsADay: await most('digest_of is not null', localDay),
    othersADay: await most('digest_of is null', localDay),
    othersAWeek: await most('digest_of is null', localWeek),
  };
}

async function counted({ database }: Rectiflow) {
  const { rows } = await database.store.query<Record<'notices' | 'messages' | 'late', number>>(
    `select count(*)::int as notices, count(distinct dispatch_id)::int as messages,
       count(*) filter (where dispatch_id is null and gather_at <= $1)::int as late
     from notice where person_id is not null`,
    [new Date(over)],
  );
  return rows[0] ?? { notices: 0, messages: 0, late: 0 };
}

/** How the digests of the day with the most of them are spread. */
async function spreadOfDigests({ database }: Rectiflow) {
  const { rows } = await database.store.query<{ at: Date }>(
    `select created_at as at from dispatch where digest_of = (
       select digest_of from dispatch where digest_of is not null
       group by digest_of order by count(*) desc, digest_of limit 1)
     order by created_at`,
  );
  const instants = rows.map(({ at }) => at.getTime());
  const first = instants[0] ?? 0;
  const inMinute = new Map<number, number>();
  for (const at of instants) {
    // A tick gathers what has come due since the last one.
    const no = Math.ceil(at / minute);
    inMinute.set(no, (inMinute.get(no) ?? 0) + 1);
  }
  return {
    digests: instants.length,
    spanMs: (instants.at(-1) ?? 0) - first,
    minutes: inMinute.size,
    largestShare: Math.max(...inMinute.values()) / instants.length,
  };
}

/** The largest digest goes through a mail server and says how much it is about. */
async function expectReadable(rectiflow: Rectiflow, clock: VirtualClock): Promise<void> {
  const { rows } = await rectiflow.database.store.query<{ id: string; notices: number }>(
    `select d.id, count(*)::int as notices from dispatch d join notice n on n.dispatch_id = d.id
     where d.digest_of is not null group by d.id order by count(*) desc limit 1`,
  );
  const [largest] = rows;
  if (largest === undefined) throw new Error('there is no digest');
  const began = performance.now();
  const dispatch = await rectiflow.dispatches.claim(largest.id, 60_000, clock.at);
  if (dispatch === null) throw new Error('the digest is not to be had');
  const claimedAt = performance.now();
  const { id: dispatchId, person, notices } = dispatch;
  const rendered = renderMessage(
    { dispatchId, personName: person.name, notices },
    rectiflow.calendar,
  );
  const renderedAt = performance.now();
  const smtp = await startSmtp();
  const channel = createSmtpChannel({ url: smtp.url, from: sender });
  const to = { name: person.name, address: 'busy@school.example' };
  const messageId = `<${dispatchId}@school.example>`;
  const result = await channel.handOver({ dispatchId, messageId, to, ...rendered });
  await channel.close();
  await smtp.close();
  const [mail] = smtp.accepted;
  report('The largest digest', {
    notices: notices.length,
    'claim ms': Math.round(claimedAt - began),
    'render ms': Math.round(renderedAt - claimedAt),
    'mail bytes': mail?.raw.length ?? 0,
  });
  expect(largest.notices).toBeGreaterThanOrEqual(figures.overdue - sending.perDay);
  expect(notices).toHaveLength(largest.notices);
  expect(result).toEqual({ outcome: 'sent' });
  const { subject, text = '' } = (await mail?.parse()) ?? {};
  expect(subject).toContain(`共 ${largest.notices} 项`);
  expect(text).toContain(`以下 ${largest.notices} 项与您有关`);
  // Servers refuse mails beyond some ten megabytes; a list of two hundred lines is far below that.
  expect(mail?.raw.length).toBeLessThan(1_000_000);
}
