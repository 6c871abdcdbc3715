/** One cycle of a finding: who may verify, the public notice, and what reopening wipes and keeps. */
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../machines/actor.ts';
import type { Given } from '../../../machines/finding-context.ts';
import {
  approvals,
  aPiece,
  close,
  give,
  inspector,
  late,
  owner,
  person,
  reopen,
  sample,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { answer, due, findingAt, play, stageOf } from './school-stages.ts';

const skipping = { gates: { planMayBeSkipped: true } };
const again = () => play(findingAt('closed'), reopen);
const attach = (id: string, by: Actor) =>
  give({ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: aPiece(id) }, by);

describe('verification', () => {
  test('by somebody of the unit that did the work is refused, whoever they are', () => {
    const colleague = give({ type: 'APPROVE' }, person('zhou', 'school'));
    expect(answer(findingAt('inReview'), colleague)).toMatchObject({ guard: 'checkerIsNotMaker' });
  });

  test('by somebody whose unit is not known is taken', () => {
    const visitor = give({ type: 'APPROVE' }, person('zhou', null));
    expect(answer(findingAt('inReview'), visitor).kind).toBe('accepted');
  });

  test.each([
    ['who worked for the checker', 'wang', 'ma'],
    ['for whom the checker worked', 'ma', 'wang'],
  ])('a delegate %s makes the checker a maker', (_who, id, actingFor) => {
    const working = findingAt('working');
    const delegate = { kind: 'delegate', id, actingFor, unit: null } as const;
    const inReview = play(working, attach('by-delegate', delegate), ...workOn(wholePlan), submit);
    expect(answer(inReview, give({ type: 'APPROVE' }, person('wang', null)))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });

  test.each([
    ['an owner', 'ma', 'chen'],
    ['somebody else', 'chen', 'ma'],
  ])('a delegate may not check for %s where either had a hand in it', (_who, id, actingFor) => {
    const by = { kind: 'delegate', id, actingFor, unit: null } as const;
    expect(answer(findingAt('inReview'), give({ type: 'APPROVE' }, by))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });

  test('at the second level is by another person than at the first, and not by their delegate', () => {
    const once = play(findingAt('inReview'), give({ type: 'APPROVE' }, inspector));
    const sameHands = [
      inspector,
      { kind: 'delegate', id: 'ma', actingFor: 'wang', unit: null },
      { kind: 'delegate', id: 'wang', actingFor: 'ma', unit: null },
    ] as const;
    for (const by of sameHands) {
      expect(answer(once, give({ type: 'APPROVE' }, by))).toMatchObject({
        guard: 'checkerIsNewToReview',
      });
    }
    expect(stageOf(play(once, give({ type: 'APPROVE' }, seniorInspector)))).toBe('awaitingClosure');
  });

  test('after a return begins again from the first level, with everybody free to check anew', () => {
    const returned = play(
      findingAt('inReview'),
      give({ type: 'APPROVE' }, inspector),
      give(
        { type: 'RETURN', reasonCode: 'evidenceInsufficient', reason: '佐证不足' },
        seniorInspector,
      ),
    );
    expect(returned.context).toMatchObject({ level: 0, approvals: [], returns: 1 });
    expect(stageOf(play(returned, submit, ...approvals))).toBe('awaitingClosure');
  });

  test('where no level is set lets nobody approve', () => {
    const inReview = findingAt('inReview', { gates: { verificationLevels: [] } });
    expect(answer(inReview, sample('APPROVE'))).toMatchObject({ guard: 'checkersAppointed' });
  });

  test('may not lean on a maker whose name only looks like that of a delegate pair', () => {
    const comma = person('ma,wang', null);
    const delegate = { kind: 'delegate', id: 'ma', actingFor: 'wang', unit: null } as const;
    const inReview = play(
      findingAt('working'),
      attach('by-comma', comma),
      attach('by-delegate', delegate),
      ...workOn(wholePlan),
      submit,
    );
    expect(answer(inReview, give({ type: 'APPROVE' }, person('wang', null)))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });
});

describe('the public notice', () => {
  const required = { gates: { publicNotice: true } };

  test('once served lets the finding be closed', () => {
    const notice = findingAt('publicNotice', required);
    const served = play(notice, due(notice, 'notice', late));
    expect(served.context.noticeServed).toBe(true);
    expect(play(served, close).context.disposition).toBe('rectified');
  });

  test('is not served by another clock that calls itself a notice', () => {
    const working = findingAt('working', required);
    const execute = due(working, 'execute', late);
    expect(answer(working, { ...execute, clock: 'notice' } as Given)).toMatchObject({
      kind: 'refused',
      guard: 'clockIsRunning',
    });
  });

  test('is served again after the finding was sent back', () => {
    const notice = findingAt('publicNotice', required);
    const redone = play(
      notice,
      due(notice, 'notice', late),
      sample('RETURN'),
      submit,
      ...approvals,
    );
    expect(answer(redone, close)).toMatchObject({ guard: 'noticeServedIfRequired' });
  });

  test('runs out with an objection open, which then holds closure back until it is dismissed', () => {
    const notice = play(findingAt('publicNotice', required), sample('OBJECT'));
    const served = play(notice, due(notice, 'notice', late));
    expect(answer(served, close)).toMatchObject({ guard: 'noOpenObjection' });
    expect(stageOf(play(served, sample('DISMISS_OBJECTION'), close))).toBe('closed');
  });

  test('cut short by a return keeps the objection that caused it', () => {
    const returned = play(findingAt('publicNotice', required), sample('OBJECT'), sample('RETURN'));
    expect(returned.context.objections).toEqual([{ id: 'o-1', open: true }]);
  });
});

describe('reopening', () => {
  test('begins the next cycle with clean hands and one execute clock', () => {
    expect(again().context).toMatchObject({
      cycle: 2,
      makers: [],
      approvals: [],
      level: 0,
      objections: [],
      noticeServed: false,
      disposition: null,
      sustained: false,
      clocks: [{ clock: 'execute', state: 'running' }],
    });
  });

  test('asks for a public notice of its own', () => {
    const notice = findingAt('publicNotice', { gates: { publicNotice: true } });
    const closed = play(notice, due(notice, 'notice', late), close);
    const redone = play(closed, reopen, ...workOn(wholePlan, 2), submit, ...approvals);
    expect(answer(redone, close)).toMatchObject({ guard: 'noticeServedIfRequired' });
  });

  test('asks for every measure to be done again', () => {
    expect(again().context.measures.map(({ state }) => state)).toEqual([
      'inProgress',
      'inProgress',
    ]);
    expect(answer(again(), submit)).toMatchObject({ guard: 'measuresDone' });
  });

  test('leaves a measure that was never begun as it was', () => {
    const withdrawn = play(findingAt('planned'), sample('WITHDRAW'), reopen);
    expect(withdrawn.context.measures.map(({ state }) => state)).toEqual(['agreed', 'agreed']);
  });

  test('does not count the evidence of the cycle before', () => {
    const [first, second] = [1, 2].map((no) =>
      give({ type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' }),
    );
    const done = play(again(), first as Given, second as Given);
    expect(done.context.evidence).toHaveLength(2);
    expect(answer(done, submit)).toMatchObject({ guard: 'evidencePresent' });
  });

  test('can be carried through to a second closing', () => {
    const closed = play(again(), ...workOn(wholePlan, 2), submit, ...approvals, close);
    expect(closed.context).toMatchObject({ cycle: 2, disposition: 'rectified' });
  });

  test('keeps breaches, returns and evidence: history is not undone', () => {
    const working = findingAt('working');
    const late1 = play(working, due(working, 'execute', late));
    const before = play(late1, ...workOn(wholePlan), submit, ...approvals, close);
    const { breaches, evidence } = play(before, reopen).context;
    expect(breaches).toEqual(before.context.breaches);
    expect(evidence).toEqual(before.context.evidence);
  });
});

describe('the plan', () => {
  test('skipped by rule is recorded as skipped', () => {
    const started = play(findingAt('open', skipping), sample('START'));
    expect(started.context.plan).toBe('skipped');
  });

  test('skipped does not spare a measure its evidence', () => {
    const bare = { ...sample('SET_MEASURES'), measures: [{ ...wholePlan[0], evidenceKinds: [] }] };
    const done = play(
      findingAt('open', skipping),
      sample('START'),
      bare as unknown as Given,
      give({ type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' }),
    );
    expect(answer(done, submit)).toMatchObject({ guard: 'evidencePresent' });
    const shown = play(
      done,
      give({ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: aPiece('any', { kind: 'photo' }) }),
    );
    expect(stageOf(play(shown, submit))).toBe('inReview');
  });

  test.each([
    ['skipped', () => play(findingAt('open', skipping), sample('START'), sample('SET_MEASURES'))],
    ['of a finding opened again', again],
  ] as const)('%s and redrawn does not count what proved the measures of before', (_how, begun) => {
    const { cycle } = begun().context;
    const shown = play(begun(), ...workOn(wholePlan, cycle));
    expect(answer(shown, submit).kind).toBe('accepted');
    const redrawn = play(
      shown,
      sample('SET_MEASURES'),
      ...wholePlan.map(({ no }) => give({ type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' })),
    );
    expect(answer(redrawn, submit)).toMatchObject({ guard: 'evidencePresent' });
    const shownAgain = workOn(wholePlan, cycle).filter(({ type }) => type === 'ATTACH_EVIDENCE');
    expect(stageOf(play(redrawn, ...shownAgain, submit))).toBe('inReview');
  });

  test('redrawn after reopening leaves the evidence of earlier cycles', () => {
    const { context } = play(again(), attach('e-2', owner), sample('SET_MEASURES'));
    expect(context.evidence).toEqual(findingAt('closed').context.evidence);
  });

  test('approved is fixed until the finding is reopened', () => {
    expect(answer(findingAt('working'), sample('SET_MEASURES'))).toMatchObject({
      guard: 'planOpenToChange',
    });
  });
});
