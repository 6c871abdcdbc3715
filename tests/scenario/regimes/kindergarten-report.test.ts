/** The progress report of a kindergarten: claims read as claims, a ratio that holds closure back, a ladder, a look back. */
import { expect, test } from 'vitest';
import { findingsOf, roundTitleOf } from '../../../src/intake/index.ts';
import { forAllTests } from '../../unit/engine/case-hooks.ts';
import { give, inspector, owner, seniorInspector } from '../../unit/engine/engine-case.ts';
import { describeRegime, numbersIn } from './documents.ts';
import { closeWithDuties, dutyDays, missedDay, openDuties } from './kindergarten-duties.ts';
import { guards, hazard, meals, ratio, round, sources } from './kindergarten-facts.ts';
import { ladderOf } from './ladder.ts';
import {
  cause,
  doWork,
  draftPlan,
  observed,
  planAndWork,
  publish,
  rectify,
  signAndVerifyMajor,
} from './lives.ts';
import {
  allSlots,
  deputy,
  head,
  idOf,
  ledgerOf,
  mails,
  openStage,
  passTo,
  refusalOf,
  viewOf,
} from './stage.ts';

const close = { type: 'CLOSE' } as const;
const record = (result: 'held' | 'notHeld') =>
  ({ type: 'RECORD_RECHECK', result, note: '随机到园查看一周' }) as const;

describeRegime('The progress report of a kindergarten', sources, (document, facts) => {
  const stage = forAllTests(() => openStage('2025-03-03T10:00'));
  const { staffing, doctor } = facts;
  const id = (sourceNo: string) => idOf(stage, round, sourceNo);
  const observe = async (on: string, value: number, by = owner) =>
    give(stage.engine, await id(staffing), by, observed(on, value));

  test('all its findings and measures are counted, beside the number it declares', () => {
    const { listed, differences } = document.read();
    expect(listed).toMatchObject(facts.counts());
    const [declared, found] = facts.gaps;
    expect(differences).toContainEqual(
      expect.objectContaining({ what: 'findings', declared, listed: found }),
    );
  });

  test('what it says of a finding and of one measure is kept apart, and neither is believed', async () => {
    const read = document.read();
    const said = new Map(
      read.aspects.flatMap(({ findings }) =>
        findings.map(({ no, status, statusLevel }) => [no, [status, statusLevel]] as const),
      ),
    );
    expect(said.get(meals)).toEqual(['closed_ongoing', 'finding']);
    expect(said.get(doctor)).toEqual(['not_completed', 'measure']);
    expect(said.get(staffing)).toEqual(['unstated', 'measure']);

    const toOpen = findingsOf(read, round);
    for (const finding of toOpen) if (finding.sourceNo === hazard) finding.grade = 'major';
    const title = roundTitleOf(read) ?? round;
    await stage.engine.openRound({ code: round, title, by: inspector });
    await stage.engine.openAll(toOpen, { kind: 'import', document: document.name });
    const states = Object.values(await ledgerOf(stage, round));
    const { findings, measures } = facts.counts();
    expect(states).toEqual(Array(findings).fill('identified'));
    const views = await Promise.all(
      [...said.keys()].map(async (no) => viewOf(stage, await id(no))),
    );
    const all = views.flatMap((view) => view.measures);
    expect(all.map(({ state }) => state)).toEqual(Array(measures).fill('agreed'));
  });

  test('the steering group and the first responsible person are appointed and told', async () => {
    const all = await stage.rectiflow.findings.list({ round, limit: 200 }, stage.clock.at);
    for (const finding of all) {
      const assign = { type: 'ASSIGN', responsibleUnit: 'school', slots: allSlots } as const;
      await give(stage.engine, finding.id, inspector, assign);
    }
    const told = await mails(stage);
    const toldTo = (name: string) => told.filter(({ to }) => to.name === name);
    for (const name of ['周庭瑞', '曹静']) {
      const texts = toldTo(name).map(({ text }) => text);
      for (const { number } of all) expect(texts.join('\n')).toContain(number);
    }
  });

  test('nothing was handed over to be put right at once, and no petition', async () => {
    const { byOrigin } = await stage.rectiflow.rounds.counts(round);
    const totals = Object.entries(byOrigin).map(([kind, { total }]) => [kind, total]);
    expect(Object.fromEntries(totals)).toEqual({
      feedback: facts.counts().findings,
      petition: 0,
      immediateNotice: 0,
      checklist: 0,
      selfCheck: 0,
    });
  });

  test('the plan of a major finding waits for the signature of the first responsible person', async () => {
    await passTo(stage, '2025-03-04T09:00');
    const findingId = await id(hazard);
    await draftPlan(stage, findingId, '2025-03-31', cause);
    const approve = { type: 'APPROVE_PLAN' } as const;
    expect(await refusalOf(stage, findingId, inspector, approve)).toBe('planAttested');
    const sign = { type: 'ATTEST_PLAN' } as const;
    expect(await refusalOf(stage, findingId, deputy, sign)).toBe('signsAsHead');
    await give(stage.engine, findingId, head, sign);
    await give(stage.engine, findingId, inspector, approve);
    await doWork(stage, findingId);
    await signAndVerifyMajor(stage, findingId);
    await give(stage.engine, findingId, inspector, publish('internal'), publish('public'), close);
  });

  test('a ratio that is not reached holds it back, whatever the report claims', async () => {
    const findingId = await id(staffing);
    await planAndWork(stage, findingId, '2025-04-30', ratio);
    const submit = { type: 'SUBMIT', note: '目前已达到标准' } as const;
    const approve = { type: 'APPROVE' } as const;
    expect(await refusalOf(stage, findingId, owner, submit)).toBe('targetsMet');
    await observe('2025-03-04', 14);
    expect(await refusalOf(stage, findingId, owner, submit)).toBe('targetsMet');
    await passTo(stage, '2025-03-20T09:00');
    await observe('2025-03-19', 7);
    await give(stage.engine, findingId, owner, submit);
    await observe('2025-03-20', 7.5, inspector);
    expect(await refusalOf(stage, findingId, inspector, approve)).toBe('targetsMet');
    await passTo(stage, '2025-03-24T09:00');
    await observe('2025-03-24', 6.8, inspector);
    await give(stage.engine, findingId, inspector, approve);
  });

  test('a figure taken between approval and closure holds closure back too, until it is met again', async () => {
    await observe('2025-03-24', 8, inspector);
    expect(await refusalOf(stage, await id(staffing), inspector, close)).toBe('targetsMet');
    await observe('2025-03-24', 7, inspector);
  });

  test('what has reached its ratio is closed, with a certificate', async () => {
    const findingId = await id(staffing);
    await give(stage.engine, findingId, inspector, close);
    const [certificate] = (await stage.rectiflow.certificates(findingId)) ?? [];
    expect(certificate).toMatchObject({ number: `销号〔${round}〕2号`, holds: true });
  });

  test('what is kept up recurs daily and monthly, on working days, and what was missed shows', async () => {
    const apart = new Set<string | null>([meals, hazard, staffing, doctor]);
    const all = await stage.rectiflow.findings.list({ round, limit: 200 }, stage.clock.at);
    for (const finding of all) {
      if (!apart.has(finding.sourceNo)) await rectify(stage, finding.id, '2025-04-30');
    }
    for (const no of [meals, doctor]) await planAndWork(stage, await id(no), '2025-04-30');
    await passTo(stage, '2025-04-24T10:00');
    const duties = await openDuties(stage, round, await id(meals), await id(guards));
    await closeWithDuties(stage, await id(meals), duties);

    const daily = await stage.rectiflow.dutyViews.get(duties.daily, stage.clock.at);
    expect(daily?.tasks.map(({ day }) => day)).toEqual(dutyDays);
    expect(daily).toMatchObject({ doneTasks: dutyDays.length - 1, overdueTasks: 1 });
    expect(daily?.tasks.filter(({ overdue }) => overdue).map(({ day }) => day)).toEqual([
      missedDay,
    ]);
    const monthly = await stage.rectiflow.dutyViews.get(duties.monthly, stage.clock.at);
    // The first of May is a holiday: the guards are trained on the first working day after it.
    expect(monthly?.tasks.map(({ day, at }) => [day, at.slice(0, 10)])).toEqual([
      ['2025-05-01', '2025-05-06'],
    ]);
    expect(await viewOf(stage, await id(meals))).toMatchObject({ sustained: true });
  });

  test('an overdue finding climbs the ladder, and a promise holds it for as long as it runs', async () => {
    const findingId = await id(doctor);
    await passTo(stage, '2025-05-13T10:00');
    expect(await ladderOf(stage, findingId)).toEqual([
      ['2025-05-01', 'reminder-notice'],
      ['2025-05-12', 'oversight-order'],
    ]);
    const { breaches, number } = await viewOf(stage, findingId);
    const toHead = (await mails(stage)).filter(({ to }) => to.name === '周庭瑞');
    const [order, ...others] = toHead.filter(({ subject }) => subject.startsWith('【督办单】'));
    expect([order?.text, others]).toEqual([expect.stringContaining(`督办〔${round}〕`), []]);
    expect(order?.subject).toContain(number);
    const clockNo = breaches.find(({ clock }) => clock === 'execute')?.clockNo ?? 0;
    const promise = { type: 'ACKNOWLEDGE', clockNo, promisedOn: '2025-05-22' } as const;
    await give(stage.engine, findingId, owner, promise);
    expect(await refusalOf(stage, findingId, owner, promise)).toBe('promiseLeft');
    await passTo(stage, '2025-06-10T10:00');
    // Without the promise: the 15th and the 30th of May.
    expect(await ladderOf(stage, findingId)).toEqual([
      ['2025-05-01', 'reminder-notice'],
      ['2025-05-12', 'oversight-order'],
      ['2025-05-24', 'circular'],
      ['2025-06-08', 'summons-proposed'],
    ]);

    const { proposals } = await viewOf(stage, findingId);
    expect(proposals).toMatchObject([{ no: 1, asks: 'summons', decision: null }]);
    const decision = { decision: 'carryOut', reason: '承诺未兑现' } as const;
    const decide = { type: 'DECIDE_PROPOSAL', no: 1, ...decision } as const;
    expect(await refusalOf(stage, findingId, owner, decide)).toBe('checkerIsNotMaker');
    await give(stage.engine, findingId, seniorInspector, decide);
    expect((await viewOf(stage, findingId)).proposals).toMatchObject([{ decision: 'carryOut' }]);
  });

  test('looked at again, one closure has held, and one has not and begins anew', async () => {
    await passTo(stage, '2025-10-21T10:00');
    await give(stage.engine, await id(staffing), inspector, record('held'));
    await give(stage.engine, await id(meals), inspector, record('notHeld'));
    expect(await viewOf(stage, await id(meals))).toMatchObject({ cycle: 2, stage: 'working' });
    const holds = async (no: string) =>
      (await stage.rectiflow.certificates(await id(no)))?.map((each) => each.holds);
    expect([await holds(staffing), await holds(meals)]).toEqual([[true], [false]]);
  });

  test('at the end the ledger, its figures and its chains agree', async () => {
    const { findings } = facts.counts();
    const open = new Set<string>([meals, doctor]);
    const states = numbersIn(document).map((no) => [no, open.has(no) ? 'inProgress' : 'closed']);
    expect(await ledgerOf(stage, round)).toEqual(Object.fromEntries(states));
    const { all, title } = await stage.rectiflow.rounds.counts(round);
    expect(title).toBe(document.read().document.inspectingBody);
    expect(all).toMatchObject({
      total: findings,
      open: { inProgress: 2 },
      closed: { rectified: findings - 2 },
      // The one not put right. What is closed is late with nothing.
      overdue: 1,
      sustained: 0,
      reopened: 1,
      trueClosure: { rectified: findings - 1, held: findings - 2 },
    });
    expect(await stage.rectiflow.verify()).toMatchObject({ ok: true, findings, firstBad: null });
  });
});
