/** What an event leaves behind on the finding: posts, measures, evidence, counts and breaches. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import { brief } from './brief.ts';
import {
  aMeasure,
  approvals,
  aRung,
  close,
  dueAt,
  early,
  give,
  late,
  policyRule,
  reopen,
  sample,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { due, findingAt, findingServed, play, take } from './school-stages.ts';

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
    const breach = { clock: 'execute', clockNo: 3, dueAt, lifted: false };
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

  test('only reminds where it is advisory: it is never breached, however late', () => {
    const advisory = { ...due(working, 'execute', late), mode: 'advisory' } as Given;
    const { snapshot, effects } = take(working, advisory);
    expect(snapshot).toEqual(working);
    expect(effects.map(brief)).toEqual(['tell late-notice actionOwner']);
    const weekly = aRung('weekly', dueAt + 7);
    const later = { ...due(snapshot, 'execute', weekly), mode: 'advisory' } as Given;
    expect(play(snapshot, later).context.breaches).toEqual([]);
  });

  test('that the public notice ran out tells the verifier, whom no rung told', () => {
    const notice = findingAt('publicNotice');
    const owed = {
      kind: 'notice.owe',
      template: 'public-notice-ended',
      to: 'verifier',
      clockNo: 7,
    };
    const silent = aRung('due', dueAt, { to: [] });
    expect(take(notice, due(notice, 'notice', silent)).effects[0]).toEqual({
      ...owed,
      rungs: ['due'],
    });
    const rungs = [early, silent, aRung('after', dueAt + 1)];
    const toVerifier = take(notice, due(notice, 'notice', ...rungs)).effects.filter(
      (effect) => effect.kind === 'notice.owe' && effect.to === 'verifier',
    );
    expect(toVerifier).toEqual([{ ...owed, rungs: ['due', 'after'] }]);
  });

  test('that the public notice ran out is told to the verifier once, where a rung tells it', () => {
    const notice = findingAt('publicNotice');
    const told = aRung('ended', dueAt, { to: ['verifier', 'leadOfficial'] });
    const { effects } = take(notice, due(notice, 'notice', told));
    expect(effects.map(brief)).toEqual([
      'tell ended-notice verifier',
      'tell ended-notice leadOfficial',
      'met 7',
      'start 8 verify',
    ]);
  });

  test('ends a public notice just as well where it is advisory', () => {
    const notice = findingAt('publicNotice');
    const served = play(notice, { ...due(notice, 'notice', late), mode: 'advisory' } as Given);
    expect(served.context.noticeServed).toBe(true);
  });

  test('the moment it was due tells nobody, and is a breach', () => {
    const { snapshot, effects } = reports(aRung('due', dueAt, { to: [] }));
    expect(effects).toEqual([]);
    expect(snapshot.context.breaches).toHaveLength(1);
  });

  test('a rung that tells nobody is not named to those whom others tell', () => {
    const rungs = [early, aRung('due', dueAt, { to: [] }), aRung('after', dueAt + 1)];
    expect(reports(...rungs).effects).toMatchObject([
      { to: 'actionOwner', rungs: ['early', 'after'] },
    ]);
  });

  test('does not count as anybody’s work', () => {
    const { context } = play(working, { ...due(working, 'execute', late), by: policyRule });
    expect(context.makers).toEqual(working.context.makers);
  });
});
