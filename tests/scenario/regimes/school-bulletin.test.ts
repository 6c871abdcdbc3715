/** The public bulletin of a school: two nestings, a cut that is too small, levels that sign, a notice that is objected to. */
import { expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../src/index.ts';
import { findingsOf } from '../../../src/intake/index.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { forAllTests } from '../../unit/engine/case-hooks.ts';
import { give, inspector, owner, seniorInspector } from '../../unit/engine/engine-case.ts';
import { describeRegime, numbersIn } from './documents.ts';
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
import { ownPolicy } from './policies.ts';
import { sources } from './school-facts.ts';
import {
  allSlots,
  colleague,
  head,
  idOf,
  ledgerOf,
  openStage,
  passTo,
  refusalOf,
  sponsor,
  viewOf,
} from './stage.ts';

const round = 'XC-2025';
const today = '2025-02-17';
/** Two of three sign, whoever of them comes. */
const twoOfThree = ownPolicy('cn-inspection', 'two-of-three', {
  verificationLevels: [{ of: ['verifier', 'steeringGroup', 'caseSponsor'], need: 2 }],
});

describeRegime('The public bulletin of a school', sources, (document, facts) => {
  const stage = forAllTests(() => openStage(`${today}T10:00`, [twoOfThree]));
  const { thrift, stalls, assessment, conduct, alike } = facts;
  const id = (sourceNo: string) => idOf(stage, round, sourceNo);
  const approve = { type: 'APPROVE' } as const;
  const submit = { type: 'SUBMIT' } as const;
  const close: FindingCommandInput = { type: 'CLOSE' };

  test('findings nested and not are all read, and what it declares is held against them', () => {
    const { listed, differences, aspects } = document.read();
    expect(listed).toMatchObject(facts.counts());
    const findings = aspects.flatMap((aspect) => aspect.findings);
    const nested = findings.filter(({ parentTitle }) => parentTitle !== null);
    expect(nested.length).toBeGreaterThan(0);
    expect(nested.length).toBeLessThan(findings.length);
    expect(nested.every(({ no }) => /^\d+\(\d+\)$/.test(no))).toBe(true);
    const gaps = differences.map((gap) => [gap.what, [gap.declared, gap.listed]]);
    expect(Object.fromEntries(gaps)).toEqual(facts.gaps);
    const claimed = findings.filter(({ status }) => status === 'closed_ongoing');
    expect(claimed.map(({ no }) => no)).toEqual([stalls]);
  });

  test('they are opened with their posts, and none as closed', async () => {
    const toOpen = findingsOf(document.read(), round);
    for (const finding of toOpen) {
      const { sourceNo } = finding;
      Object.assign(finding, { responsibleUnit: 'school', slots: allSlots });
      finding.policy = sourceNo === assessment ? 'two-of-three@1' : shippedName('cn-inspection');
      if (sourceNo === stalls) finding.class = 'continuing';
      if (sourceNo === conduct) finding.grade = 'major';
    }
    await stage.engine.openAll(toOpen, { kind: 'import', document: document.name });
    const states = Object.values(await ledgerOf(stage, round));
    expect(states).toEqual(Array(facts.counts().findings).fill('identified'));
  });

  test('a cut that is smaller than wanted is refused, whatever the text says of it', async () => {
    const findingId = await id(thrift.no);
    const { description, measures } = await viewOf(stage, findingId);
    expect(description).toContain(`压减${thrift.wanted}%以上`);
    expect(measures.map(({ text }) => text).join('\n')).toContain(`${thrift.claimed}%`);
    const target = { no: 1, name: '印刷费比上年压减', unit: '%', value: thrift.wanted };
    await planAndWork(stage, findingId, '2025-03-31', {
      type: 'SET_TARGETS',
      targets: [{ ...target, comparator: 'atLeast' }],
    });
    const report = { type: 'REPORT_PROGRESS', text: '印刷费大大减少,此问题已整改到位' } as const;
    await give(stage.engine, findingId, owner, report);
    expect(await refusalOf(stage, findingId, owner, submit)).toBe('targetsMet');
    await give(stage.engine, findingId, owner, observed(today, thrift.claimed));
    expect(await refusalOf(stage, findingId, owner, submit)).toBe('targetsMet');
    await give(stage.engine, findingId, owner, observed(today, thrift.wanted), submit);
    await give(stage.engine, findingId, inspector, approve, close);
  });

  test('two of three sign, each another person, and nobody who did the work or sits with those who did', async () => {
    const findingId = await id(assessment);
    await planAndWork(stage, findingId, '2025-03-31');
    await give(stage.engine, findingId, owner, submit);
    expect(await refusalOf(stage, findingId, owner, approve)).toBe('checkerIsNotMaker');
    expect(await refusalOf(stage, findingId, colleague, approve)).toBe('checkerIsNotMaker');
    await give(stage.engine, findingId, sponsor, approve);
    expect(await viewOf(stage, findingId)).toMatchObject({ stage: 'inReview' });
    expect(await refusalOf(stage, findingId, sponsor, approve)).toBe('checkerIsNewToReview');
    await give(stage.engine, findingId, seniorInspector, approve);
    expect(await viewOf(stage, findingId)).toMatchObject({ stage: 'awaitingClosure' });
    await give(stage.engine, findingId, inspector, close);
  });

  test('an objection during the public notice holds closure back until it is dismissed', async () => {
    const findingId = await id(stalls);
    await planAndWork(stage, findingId, '2025-03-31');
    await give(stage.engine, findingId, owner, submit);
    await give(stage.engine, findingId, inspector, approve);
    expect(await viewOf(stage, findingId)).toMatchObject({ stage: 'inReview' });
    await give(stage.engine, findingId, seniorInspector, approve);
    expect(await refusalOf(stage, findingId, inspector, close)).toBe('noticeServedIfRequired');

    await give(stage.engine, findingId, inspector, { type: 'OPEN_PUBLIC_NOTICE' });
    await passTo(stage, '2025-02-20T10:00');
    const objection = { objectionId: 'call-1', reason: '家长来电:周五放学时仍有摊点' } as const;
    await give(stage.engine, findingId, inspector, { type: 'OBJECT', ...objection });
    await passTo(stage, '2025-02-24T23:59');
    expect(await viewOf(stage, findingId)).toMatchObject({ stage: 'publicNotice' });
    await passTo(stage, '2025-02-25T10:00');
    expect(await refusalOf(stage, findingId, inspector, close)).toBe('noOpenObjection');
    const dismiss = { type: 'DISMISS_OBJECTION', ...objection } as const;
    expect(await refusalOf(stage, findingId, owner, dismiss)).toBe('checkerIsNotMaker');
    await give(stage.engine, findingId, inspector, { ...dismiss, reason: '三次到场,未再发现' });
    // 长期坚持: off the ledger, and kept up.
    await give(stage.engine, findingId, inspector, { ...close, sustained: true });
    expect(await viewOf(stage, findingId)).toMatchObject({ state: 'closed', sustained: true });
  });

  test('what is withheld from the public names its ground and its reason', async () => {
    const findingId = await id(conduct);
    await draftPlan(stage, findingId, '2025-03-31', cause);
    await give(stage.engine, findingId, head, { type: 'ATTEST_PLAN' });
    await give(stage.engine, findingId, inspector, { type: 'APPROVE_PLAN' });
    await doWork(stage, findingId);
    await signAndVerifyMajor(stage, findingId);
    expect(await refusalOf(stage, findingId, inspector, close)).toBe('disclosureDecided');
    const withhold = {
      type: 'DECIDE_DISCLOSURE',
      channel: 'public',
      decision: 'withhold',
    } as const;
    expect(await refusalOf(stage, findingId, inspector, withhold)).toBe('event_invalid');
    await give(
      stage.engine,
      findingId,
      inspector,
      { ...withhold, ground: 'sensitive', note: '涉及未成年学生,公开后可辨认' },
      publish('internal'),
      close,
    );
    expect(await viewOf(stage, findingId)).toMatchObject({
      disclosure: { internal: 'publish', public: 'withhold' },
    });
  });

  test('the same measure in two findings is a question for whoever verifies the second', async () => {
    const [first = '', second = ''] = alike;
    const { number } = await viewOf(stage, await id(first));
    const signals = (await stage.rectiflow.signals(await id(second))) ?? [];
    const same = signals.find(({ about }) => about.measureNo === 1);
    expect(same).toMatchObject({ kind: 'nearSameText', likeness: 1 });
    expect(same?.others).toMatchObject([{ number, measureNo: 1 }]);
    expect(same?.question.zh).toContain(number);
    // A question stops nobody.
    await rectify(stage, await id(second), '2025-03-31');
  });

  test('at the end the ledger, its figures and its chains agree', async () => {
    const done = new Set([thrift.no, assessment, stalls, conduct, alike[1]]);
    const states = numbersIn(document).map((no) => [no, done.has(no) ? 'closed' : 'identified']);
    expect(await ledgerOf(stage, round)).toEqual(Object.fromEntries(states));
    const { findings } = facts.counts();
    const { all, byClass, byGrade } = await stage.rectiflow.rounds.counts(round);
    expect(all).toMatchObject({
      total: findings,
      open: { identified: findings - done.size },
      closed: { rectified: done.size },
      sustained: 1,
    });
    expect([byClass.continuing.total, byGrade.major.total]).toEqual([1, 1]);
    expect(await stage.rectiflow.verify()).toMatchObject({ ok: true, findings, firstBad: null });
  });
});
