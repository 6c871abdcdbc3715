/** The oversight of a district: a checklist that opens what has failed, what cannot be done now, a sponsor, spot checks, petitions. */
import { expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../src/index.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { forAllTests } from '../../unit/engine/case-hooks.ts';
import { give, inspector, opened, owner, slots } from '../../unit/engine/engine-case.ts';
import { describeRegime, truthCounts } from './documents.ts';
import { cause, doWork, draftPlan, measuresBy } from './lives.ts';
import { exceptionIn, runOver } from './requirements.ts';
import { idOf, ledgerOf, mails, openStage, passTo, refusalOf, viewOf } from './stage.ts';

const round = 'DD-2025';
const [extinguishers, water] = [3, 15];
const itemNo = (no: number) => `第${no}条`;
const approvePlan = { type: 'APPROVE_PLAN' } as const;
const onSite: FindingCommandInput = { type: 'APPROVE', methods: ['onSite'] };
const spotCheck = (result: 'confirmed' | 'notConfirmed', note: string) =>
  ({ type: 'SPOT_CHECK', measureNo: 1, method: 'onSite', result, note }) as const;

const sources = [
  { file: '004', facts: { findings: () => truthCounts('004').findings } },
  { file: 'district-oversight-report.txt', facts: { findings: () => 1 } },
];

describeRegime('The oversight of a district', sources, (document, facts) => {
  const stage = forAllTests(() => openStage('2025-11-10T10:00'));
  const id = (no: number) => idOf(stage, round, itemNo(no));
  const exception = () => exceptionIn(document.text());
  const failed = () =>
    new Map<number, { note: string; reason?: string }>([
      [extinguishers, { note: '二楼两具灭火器过期' }],
      [water, { note: '井水检测浑浊度超标' }],
      [exception().no, { note: '现场核对,未达到', reason: exception().reason }],
    ]);
  const clockDay = async (no: number, kind: string) => {
    const { clocks } = await viewOf(stage, await id(no));
    const clock = clocks.findLast((each) => each.kind === kind && each.state === 'running');
    return clock?.dueAt.slice(0, 10);
  };

  test('what it says cannot be done now is a finding, its praise is not', () => {
    const { aspects } = document.read();
    const findings = aspects.flatMap((aspect) => aspect.findings);
    expect(findings).toHaveLength(facts.findings());
    expect(findings[0]?.title).toContain(exception().text);
  });

  test('a checklist opens a finding for what has failed, and for nothing else', async () => {
    const { checklists, findings } = stage.rectiflow;
    const run = await runOver('school', '2025-11-07', round, failed());
    const { toOpen } = await checklists.check(run);
    expect(toOpen).toHaveLength(3);
    expect(await findings.list({ round, limit: 10 }, stage.clock.at)).toEqual([]);
    const { counts, opened: findingsOpened } = await checklists.run(run);
    expect(counts).toEqual({ met: 17, failed: 3, notApplicable: 0 });
    const nos = [...failed().keys()].toSorted((a, b) => a - b);
    expect(findingsOpened.map(({ no }) => no)).toEqual(nos);

    const allMet = await checklists.run(await runOver('school-b', '2025-11-07', round, new Map()));
    expect(allMet).toMatchObject({ counts: { met: 20 }, opened: [] });
    const again = await checklists.run(await runOver('school', '2025-11-10', round, failed()));
    expect(again).toMatchObject({ opened: [], alreadyOpen: findingsOpened });
    expect(Object.keys(await ledgerOf(stage, round))).toHaveLength(3);
  });

  test('what cannot be put right now keeps its reason, and is given more time', async () => {
    const { no, text, reason } = exception();
    expect(await viewOf(stage, await id(no))).toMatchObject({
      title: text,
      class: 'continuing',
      origin: 'checklist',
      description: expect.stringContaining(reason),
    });
    expect(await viewOf(stage, await id(extinguishers))).toMatchObject({ class: 'immediate' });
    // A week for the plan of what is put right at once, thirty days for this one's.
    expect([await clockDay(extinguishers, 'plan'), await clockDay(no, 'plan')]).toEqual([
      '2025-11-18',
      '2025-12-11',
    ]);
  });

  test('another that turns out to take longer is given it by a change of class, with the reason', async () => {
    const findingId = await id(water);
    await draftPlan(stage, findingId, '2026-05-29', cause);
    expect(await refusalOf(stage, findingId, inspector, approvePlan)).toBe(
      'measureDatesAreWithinPeriod',
    );
    const reason = '须等镇里供水管网接通';
    const change = { type: 'RECLASSIFY', class: 'continuing', reason } as const;
    expect(await refusalOf(stage, findingId, owner, change)).toBe('checkerIsNotMaker');
    await give(stage.engine, findingId, inspector, change, approvePlan);
    await give(stage.engine, findingId, owner, { type: 'START' });
    expect(await clockDay(water, 'execute')).toBe('2026-05-30');
    const history = (await stage.rectiflow.findings.history(findingId)) ?? [];
    expect(history.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ type: 'RECLASSIFY', reason }),
    );
  });

  test('包案: a sponsor is appointed to the case, and told', async () => {
    const findingId = await id(exception().no);
    const before = (await mails(stage)).filter(({ to }) => to.name === '叶知秋');
    const assign = { type: 'ASSIGN', slots: { caseSponsor: 'case-sponsor' } } as const;
    await give(stage.engine, findingId, inspector, assign);
    const told = (await mails(stage)).filter(({ to }) => to.name === '叶知秋');
    expect([before.length, told.length]).toEqual([0, 1]);
    const { number } = await viewOf(stage, findingId);
    expect(told[0]?.text).toContain(number);
  });

  test('what is reported and not found on the spot stops approval, until it is found', async () => {
    const findingId = await id(extinguishers);
    const measures = await measuresBy(stage, findingId, '2025-11-14');
    const plan = { type: 'SET_MEASURES', measures } as const;
    await give(stage.engine, findingId, owner, { type: 'CLAIM' }, cause, plan);
    await doWork(stage, findingId);
    const similar = { type: 'CHECK_SIMILAR', scope: '全校各楼层', found: 1 } as const;
    await give(stage.engine, findingId, owner, similar, { type: 'SUBMIT' });
    const not = spotCheck('notConfirmed', '一具仍是旧的');
    await give(stage.engine, findingId, inspector, not);
    expect(await refusalOf(stage, findingId, inspector, onSite)).toBe('spotChecksConfirmed');
    await passTo(stage, '2025-11-13T10:00');
    await give(stage.engine, findingId, inspector, spotCheck('confirmed', '两具都已更换'), onSite, {
      type: 'CLOSE',
    });
    const told = await stage.rectiflow.findings.notices(findingId);
    expect(told.map(({ template }) => template)).toContain('spot-check-failed');
  });

  test('a petition is counted apart, by its case and not by who wrote', async () => {
    await opened(stage.engine, {
      round,
      title: '来信反映食堂收费不公示',
      origin: { kind: 'petition', caseNo: 'XF-2025-0117' },
      policy: shippedName('cn-petition'),
      responsibleUnit: 'school',
      slots,
    });
    const { byOrigin } = await stage.rectiflow.rounds.counts(round);
    expect([byOrigin.checklist.total, byOrigin.petition.total, byOrigin.feedback.total]).toEqual([
      3, 1, 0,
    ]);
  });

  test('at the end the ledger, its figures and its chains agree', async () => {
    const numbers = await ledgerOf(stage, round);
    const { [itemNo(extinguishers)]: closed, [itemNo(water)]: longer, ...others } = numbers;
    expect([closed, longer]).toEqual(['closed', 'inProgress']);
    expect(others).toEqual({
      [itemNo(exception().no)]: 'identified',
      [`${round}-00-004`]: 'identified',
    });
    const { all, byClass } = await stage.rectiflow.rounds.counts(round);
    expect(all).toMatchObject({ total: 4, closed: { rectified: 1 }, overdue: 0 });
    expect(byClass.continuing.total).toBe(2);
    const verified = { ok: true, findings: 4, firstBad: null };
    expect(await stage.rectiflow.verify()).toMatchObject(verified);
  });
});
