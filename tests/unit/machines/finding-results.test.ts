/** What an event leaves behind on the finding: posts, measures, evidence, counts and breaches. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import { brief } from './brief.ts';
import {
  aMeasure,
  approvals,
  aRung,
  close,
  due,
  dueAt,
  early,
  findingAt,
  findingServed,
  give,
  late,
  play,
  policyRule,
  reopen,
  sample,
  submit,
  take,
  wholePlan,
  workOn,
} from './school-case.ts';

const skipping = { gates: { planMayBeSkipped: true } };

describe('an assignment', () => {
  test('is told to whoever holds the slot anew, and to nobody twice', () => {
    const slots = { verifier: 'wang', leadOfficial: 'sun' };
    const { snapshot, effects } = take(
      findingAt('planned'),
      give({ type: 'ASSIGN', slots, responsibleUnit: 'academy' }),
    );
    expect(effects.map(brief)).toEqual(['tell assigned leadOfficial']);
    expect(snapshot.context).toMatchObject({
      responsibleUnit: 'academy',
      slots: { actionOwner: 'chen', verifier: 'wang', leadOfficial: 'sun' },
    });
  });

  test('that names nobody changes nothing', () => {
    const before = findingAt('open');
    const { snapshot, effects } = take(before, give({ type: 'CLAIM' }));
    expect(effects).toEqual([]);
    expect(snapshot.context).toEqual(before.context);
  });

  test('fills no slot with nobody', () => {
    const event = { ...give({ type: 'ASSIGN' }), slots: { verifier: undefined } };
    const { snapshot } = take(findingAt('planned'), event as unknown as Given);
    expect(snapshot.context.slots.verifier).toBe('wang');
  });
});

describe('the result of an event', () => {
  test('measures set all begin as agreed', () => {
    const { context } = play(findingAt('claimed'), sample('SET_MEASURES'));
    expect(context.measures).toEqual(wholePlan.map((plan) => ({ ...plan, state: 'agreed' })));
  });

  test('one measure advanced leaves the others where they were', () => {
    const { context } = play(findingAt('working'), sample('ADVANCE_MEASURE'));
    expect(context.measures.map(({ state }) => state)).toEqual(['inProgress', 'agreed']);
  });

  test('evidence is kept with its measure and its cycle', () => {
    const { context } = play(findingAt('closed'), reopen, sample('ATTACH_EVIDENCE'));
    expect(context.evidence.at(-1)).toMatchObject({ id: 'e-new', measureNo: 1, cycle: 2 });
  });

  test('one objection dismissed leaves the others open', () => {
    const second = { ...sample('OBJECT'), objectionId: 'o-2' } as Given;
    const { context } = play(
      findingAt('publicNotice'),
      sample('OBJECT'),
      second,
      sample('DISMISS_OBJECTION'),
    );
    expect(context.objections).toEqual([
      { id: 'o-1', open: false },
      { id: 'o-2', open: true },
    ]);
  });

  test('a duty that goes on is kept on the closed finding, and ended by reopening', () => {
    const sustained = play(findingAt('awaitingClosure'), {
      ...close,
      sustained: true,
    } as Given);
    expect(sustained.context).toMatchObject({ disposition: 'rectified', sustained: true });
    expect(play(sustained, reopen).context.sustained).toBe(false);
  });

  test('returns are counted over plan and result, and over all cycles', () => {
    const { context } = play(
      findingAt('planInReview'),
      sample('RETURN_PLAN'),
      give({ type: 'SUBMIT_PLAN' }),
      sample('APPROVE_PLAN'),
      give({ type: 'START' }),
      ...workOn(wholePlan),
      submit,
      sample('RETURN'),
      submit,
      ...approvals,
      sample('RETURN'),
      submit,
      ...approvals,
      close,
      reopen,
    );
    expect(context).toMatchObject({ returns: 3, cycle: 2 });
  });

  test('a plan without any day leaves the period to the rule', () => {
    const plan = [aMeasure(1, { dueDate: null })];
    const started = take(
      play(findingAt('claimed', skipping), { ...sample('SET_MEASURES'), measures: plan } as Given),
      sample('START'),
    );
    expect(started.effects.map(brief)).toContain('start 2 execute');
  });
});

describe('a clock that reports', () => {
  const working = findingAt('working');
  const reports = (...rungs: readonly ReturnType<typeof aRung>[]) =>
    take(working, due(working, 'execute', ...rungs));

  test('several rungs at once owes each slot one notice that names every rung of that slot', () => {
    const { effects } = reports(
      aRung('7-days', dueAt - 7),
      aRung('3-days', dueAt - 3, { to: ['actionOwner', 'leadOfficial'] }),
      aRung('overdue', dueAt, { to: ['leadOfficial', 'accountableExecutive'] }),
    );
    const notice = { kind: 'notice.owe', clockNo: 3 };
    expect(effects).toEqual([
      { ...notice, to: 'actionOwner', template: '3-days-notice', rungs: ['7-days', '3-days'] },
      { ...notice, to: 'leadOfficial', template: 'overdue-notice', rungs: ['3-days', 'overdue'] },
      { ...notice, to: 'accountableExecutive', template: 'overdue-notice', rungs: ['overdue'] },
    ]);
  });

  test('before it is due breaches nothing', () => {
    expect(reports(early).snapshot).toEqual(working);
  });

  test('at its due instant is breached, once however often it reports', () => {
    const once = reports(late).snapshot;
    const breach = { clock: 'execute', clockNo: 3, dueAt };
    expect(once.context.breaches).toEqual([breach]);
    const later = play(once, due(once, 'execute', aRung('weekly', dueAt + 7)));
    expect(later.context.breaches).toEqual([breach]);
    expect(later.context.clocks).toEqual(working.context.clocks);
  });

  test('a breach says so for good: completion does not wash it out', () => {
    const { breaches } = reports(late).snapshot.context;
    const closed = play(reports(late).snapshot, ...workOn(wholePlan), submit, ...approvals, close);
    expect(closed.context).toMatchObject({ disposition: 'rectified', breaches });
  });

  test('each clock of a finding can be breached for itself', () => {
    const inReview = play(reports(late).snapshot, ...workOn(wholePlan), submit);
    const { context } = play(inReview, due(inReview, 'verify', late));
    expect(context.breaches.map(({ clock, clockNo }) => `${clock} ${clockNo}`)).toEqual([
      'execute 3',
      'verify 4',
    ]);
  });

  test('the end of a public notice has served it, and breached nothing', () => {
    const { context, value } = findingServed();
    expect(value.lifecycle).toEqual({ verified: 'awaitingClosure' });
    expect(context).toMatchObject({
      noticeServed: true,
      breaches: [],
      clocks: [{ no: 8, clock: 'verify', state: 'running' }],
    });
  });

  test('does not count as anybody’s work', () => {
    const { context } = play(working, { ...due(working, 'execute', late), by: policyRule });
    expect(context.makers).toEqual(working.context.makers);
  });
});
