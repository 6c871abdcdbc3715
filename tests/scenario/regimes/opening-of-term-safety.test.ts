/** The safety check at the opening of term: five assurances, checks in three rhythms, a hazard referred upwards, more time. */
import { expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../src/index.ts';
import { findingsOf } from '../../../src/intake/index.ts';
import { forAllTests } from '../../unit/engine/case-hooks.ts';
import { give, inspector, owner, seniorInspector } from '../../unit/engine/engine-case.ts';
import { describeRegime, truthCounts } from './documents.ts';
import { inspectAllMonth, madeAndFound, openInspections } from './inspections.ts';
import { doWork } from './lives.ts';
import { ownPolicy } from './policies.ts';
import { askUntil, extendUntil, funded, handInPlan, prepared } from './safety-plans.ts';
import {
  allSlots,
  city,
  idOf,
  ledgerOf,
  mails,
  openStage,
  passTo,
  refusalOf,
  viewOf,
} from './stage.ts';

const round = 'KX-2025';
/** The shipped one grants a single extension: here the second is granted by a higher post. */
const safety = ownPolicy('cn-safety-hazard', 'safety-twice', { extensionsMax: 2 });
const approvePlan = { type: 'APPROVE_PLAN' } as const;
const sendBack: FindingCommandInput = {
  type: 'RETURN_PLAN',
  criteria: ['responsibility'],
  reason: '资金或预案不落实',
};

/** Which shortcomings of the document the story turns on, by their order there. */
const [crowded, shortStaffed, outside] = ['1', '2', '3'] as const;
const sources = [
  { file: '003', facts: { findings: () => truthCounts('003').findings } },
  { file: 'opening-of-term-self-check.txt', facts: { findings: () => 3 } },
];

describeRegime('The safety check at the opening of term', sources, (document, facts) => {
  const stage = forAllTests(() => openStage('2025-08-25T10:00', [safety]));
  const id = (sourceNo: string) => idOf(stage, round, sourceNo);

  test('its shortcomings are findings, but neither what it praises nor the second document', () => {
    const { listed, warnings } = document.read();
    expect(listed.findings).toBe(facts.findings());
    expect(warnings.map(({ code }) => code)).toContain('second_document');
  });

  test('its shortcomings are opened, and nothing else', async () => {
    const toOpen = findingsOf(document.read(), round);
    for (const finding of toOpen) {
      Object.assign(finding, { responsibleUnit: 'school', slots: allSlots });
      finding.policy = 'safety-twice@1';
      finding.class = finding.sourceNo === outside ? 'continuing' : 'phased';
      if (finding.sourceNo !== outside) finding.grade = 'serious';
    }
    await stage.engine.openAll(toOpen, inspector);
    expect(Object.values(await ledgerOf(stage, round))).toEqual(
      Array(facts.findings()).fill('identified'),
    );
  });

  test('五落实: a plan without funds, or without a contingency plan, is not approved', async () => {
    await passTo(stage, '2025-08-26T10:00');
    const findingId = await id(crowded);
    for (const assurances of [{}, funded, prepared]) {
      await handInPlan(stage, findingId, '2025-10-20', assurances);
      expect(await refusalOf(stage, findingId, inspector, approvePlan)).toBe('fiveAssurancesMet');
      await give(stage.engine, findingId, inspector, sendBack);
    }
    for (const [no, dueDate] of [
      [crowded, '2025-10-20'],
      [shortStaffed, '2025-10-20'],
      [outside, '2026-03-31'],
    ] as const) {
      await handInPlan(stage, await id(no), dueDate, { ...funded, ...prepared });
      await give(stage.engine, await id(no), inspector, approvePlan);
      await give(stage.engine, await id(no), owner, { type: 'START' });
    }
  });

  test('more time is refused once, then granted by rising posts, and not without end', async () => {
    const findingId = await id(shortStaffed);
    const refuse = { type: 'REFUSE_EXTENSION', reason: '未说明每周进度' } as const;
    await give(stage.engine, findingId, owner, askUntil('2025-11-20'));
    await give(stage.engine, findingId, inspector, refuse);
    await give(stage.engine, findingId, owner, askUntil('2025-11-10'));
    const first = extendUntil('2025-11-10');
    expect(await refusalOf(stage, findingId, owner, first)).toBe('checkerIsNotMaker');
    expect(await refusalOf(stage, findingId, seniorInspector, first)).toBe(
      'extensionApproverDecides',
    );
    await give(stage.engine, findingId, inspector, first);
    await give(stage.engine, findingId, owner, askUntil('2025-11-30'));
    const second = extendUntil('2025-11-30');
    expect(await refusalOf(stage, findingId, inspector, second)).toBe('extensionApproverDecides');
    await give(stage.engine, findingId, seniorInspector, second);
    expect(await refusalOf(stage, findingId, owner, askUntil('2025-12-20'))).toBe('extensionsLeft');
    const { execution } = await viewOf(stage, findingId);
    expect(execution).toMatchObject({ extended: 2, extendedAfterDate: 0 });
    expect([execution?.originalDueAt, execution?.dueAt].map((at) => at?.slice(0, 10))).toEqual([
      '2025-10-21',
      '2025-12-01',
    ]);
  });

  test('checks recur daily, every ten days and monthly, and what they find is counted', async () => {
    const ids = await openInspections(stage, round);
    await inspectAllMonth(stage, ids);
    // One to thirty, without the thirteenth.
    expect(await madeAndFound(stage, ids.daily)).toEqual([29, 1, 465 - 13]);
    expect(await madeAndFound(stage, ids.tenDays)).toEqual([3, 0, 10 + 20 + 30]);
    expect(await madeAndFound(stage, ids.monthly)).toEqual([1, 0, 30]);
  });

  test('a hazard outside is referred upwards: its clocks stand still, the level above is reminded', async () => {
    const findingId = await id(outside);
    await passTo(stage, '2025-09-30T18:00');
    const dueDay = async () => (await viewOf(stage, findingId)).execution?.dueAt.slice(0, 10);
    expect(await dueDay()).toBe('2026-04-01');
    const refer = { type: 'REFER', to: 'city', reason: '产权单位不在本区管辖' } as const;
    await give(stage.engine, findingId, owner, refer);
    expect(await refusalOf(stage, findingId, owner, { type: 'RESUME' })).toBe('notReferred');
    const { referred, clocks } = await viewOf(stage, findingId);
    expect(referred).toBe(true);
    const running = clocks.filter(({ state }) => state === 'running').map(({ kind }) => kind);
    expect(running).toEqual(['referral']);

    await passTo(stage, '2025-11-05T10:00');
    const above = (await stage.rectiflow.findings.notices(findingId))
      .filter(({ slot, personName }) => slot === 'higherLevel' && personName === '江澄')
      .map(({ owedAt, template }) => [owedAt.slice(0, 10), template]);
    expect(above).toEqual([
      ['2025-09-30', 'referred'],
      ['2025-10-27', 'referral-reminder'],
      ['2025-10-30', 'referral-reminder'],
      ['2025-10-31', 'referral-overdue'],
    ]);
    const { number } = await viewOf(stage, findingId);
    const mailed = (await mails(stage)).filter(({ to }) => to.name === '江澄');
    expect(mailed.map(({ text }) => text).join('\n')).toContain(number);

    const back = { type: 'COME_BACK', outcome: 'solved', reason: '已协调,本月迁改' } as const;
    await give(stage.engine, findingId, city, back);
    // From the 30th of September to the 4th of November it stood still.
    expect(await dueDay()).toBe('2026-05-07');
    await doWork(stage, findingId);
    await give(stage.engine, findingId, owner, { type: 'SUBMIT' });
    for (const by of [inspector, seniorInspector]) {
      await give(stage.engine, findingId, by, { type: 'APPROVE' });
    }
    await give(stage.engine, findingId, inspector, { type: 'CLOSE' });
  });

  test('after the date only an override grants more time, and it is marked for ever', async () => {
    const findingId = await id(crowded);
    expect((await viewOf(stage, findingId)).breaches).toMatchObject([{ clock: 'execute' }]);
    await give(stage.engine, findingId, owner, askUntil('2025-12-10'));
    const override = extendUntil('2025-12-10', { override: true });
    expect(await refusalOf(stage, findingId, seniorInspector, extendUntil('2025-12-10'))).toBe(
      'overrideIsPermitted',
    );
    expect(await refusalOf(stage, findingId, inspector, override)).toBe('overrideIsPermitted');
    await give(stage.engine, findingId, seniorInspector, override);
    const { execution, breaches } = await viewOf(stage, findingId);
    expect(execution).toMatchObject({ extended: 1, extendedAfterDate: 1 });
    expect(breaches).toHaveLength(1);
  });

  test('at the end the ledger, its figures and its chains agree', async () => {
    const findingId = await id(shortStaffed);
    await doWork(stage, findingId);
    const similar = { type: 'CHECK_SIMILAR', scope: '全部学校', found: 1 } as const;
    await give(stage.engine, findingId, owner, similar, { type: 'SUBMIT' });
    const onSite: FindingCommandInput = { type: 'APPROVE', methods: ['onSite'] };
    await give(stage.engine, findingId, inspector, onSite);
    await give(stage.engine, findingId, seniorInspector, { type: 'APPROVE' });
    await give(stage.engine, findingId, inspector, { type: 'CLOSE' });

    expect(await ledgerOf(stage, round)).toEqual({
      [crowded]: 'inProgress',
      [shortStaffed]: 'closed',
      [outside]: 'closed',
    });
    const { all, byClass } = await stage.rectiflow.rounds.counts(round);
    expect(all).toMatchObject({ total: 3, closed: { rectified: 2 }, overdue: 0 });
    expect([byClass.phased.total, byClass.continuing.total]).toEqual([2, 1]);
    const verified = { ok: true, findings: 3, firstBad: null };
    expect(await stage.rectiflow.verify()).toMatchObject(verified);
  });
});
