/** Targets in figures: a claim in words is no result, and what is measured is measured for one cycle. */
import { describe, expect, test } from 'vitest';
import {
  approvals,
  aPiece,
  close,
  give,
  inspector,
  late,
  observe,
  oldLedger,
  owner,
  person,
  reopen,
  sample,
  sampleEvents,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { head } from './acts.ts';
import { answer, due, findingAt, play, stageOf } from './school-stages.ts';
import { aTarget, printingCut } from './target-cases.ts';

const targets = [printingCut];
const done = play(findingAt('working', { targets }), ...workOn(wholePlan));
const inReview = play(done, observe(20), submit);
const set = (...list: readonly ReturnType<typeof aTarget>[]) =>
  give({ type: 'SET_TARGETS', targets: [...list] });

describe('a result', () => {
  test('of 16 % against at least 20 % is not up for review, whatever the measures say', () => {
    expect(answer(play(done, observe(16)), submit)).toMatchObject({
      kind: 'refused',
      guard: 'targetsMet',
    });
  });

  test('of 20 % against at least 20 % is', () => {
    expect(stageOf(play(done, observe(20), submit))).toBe('inReview');
  });

  test('that nobody has measured is none', () => {
    expect(answer(done, submit)).toMatchObject({ guard: 'targetsMet' });
  });

  test('is what was measured last, by the day it was measured on', () => {
    const worse = play(done, observe(21, owner, '2024-03-01'), observe(19, owner, '2024-03-02'));
    expect(answer(worse, submit)).toMatchObject({ guard: 'targetsMet' });
    const lateEntry = play(
      done,
      observe(21, owner, '2024-03-02'),
      observe(19, owner, '2024-03-01'),
    );
    expect(answer(lateEntry, submit).kind).toBe('accepted');
  });

  test('answers to every target, each by its own figures', () => {
    const two = [printingCut, aTarget({ no: 2, value: 30 })];
    const once = play(findingAt('working', { targets: two }), ...workOn(wholePlan), observe(35));
    expect(answer(once, submit)).toMatchObject({ guard: 'targetsMet' });
    const second = { targetNo: 2, on: '2024-03-11', value: 30 };
    const both = play(once, give({ type: 'OBSERVE', observation: second }));
    expect(answer(both, submit).kind).toBe('accepted');
  });

  test('that a checker measures as short of the target is not approved, only returned', () => {
    const short = play(inReview, observe(16, inspector));
    expect(answer(short, give({ type: 'APPROVE' }, inspector))).toMatchObject({
      guard: 'targetsMet',
    });
    expect(stageOf(play(short, sample('RETURN')))).toBe('working');
  });

  test('is checked once more at every level', () => {
    const once = play(inReview, give({ type: 'APPROVE' }, inspector));
    const short = play(once, observe(16, seniorInspector));
    expect(answer(short, give({ type: 'APPROVE' }, seniorInspector))).toMatchObject({
      guard: 'targetsMet',
    });
  });
});

describe('an observation', () => {
  test('by the checker in review makes no maker of the checker', () => {
    const measured = play(inReview, observe(20.5, inspector));
    expect(measured.context.makers).toEqual(inReview.context.makers);
    expect(stageOf(play(measured, ...approvals))).toBe('awaitingClosure');
  });

  test('while the work is under way makes a maker, who may then not check it', () => {
    const helped = play(done, observe(20, inspector), submit);
    expect(answer(helped, give({ type: 'APPROVE' }, inspector))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });

  test('by an import counts, and as nobody’s work', () => {
    const imported = play(done, observe(20, oldLedger));
    expect(imported.context.makers).toEqual(done.context.makers);
    expect(answer(imported, submit).kind).toBe('accepted');
  });

  test('is kept with its cycle, after those before it', () => {
    const { observations } = play(done, observe(16), observe(20)).context;
    expect(observations).toMatchObject([
      { value: 16, cycle: 1 },
      { value: 20, cycle: 1 },
    ]);
  });

  test('of an earlier cycle does not count after reopening', () => {
    const again = play(inReview, ...approvals, close, reopen, ...workOn(wholePlan, 2));
    expect(again.context.observations).toHaveLength(1);
    expect(answer(again, submit)).toMatchObject({ guard: 'targetsMet' });
    expect(answer(play(again, observe(21)), submit).kind).toBe('accepted');
  });

  test('has no place once the finding is closed', () => {
    expect(answer(play(inReview, ...approvals, close), observe(16, inspector))).toMatchObject({
      guard: 'stateAcceptsEvent',
    });
  });
});

describe('a figure at close-out', () => {
  const verified = play(inReview, ...approvals);
  const notice = play(verified, sample('OPEN_PUBLIC_NOTICE'));

  test.each([
    ['verified', verified],
    ['on public notice', notice],
  ])('is measured by the checker while it is %s, who becomes no maker', (_where, from) => {
    const measured = play(from, observe(21, inspector));
    expect(measured.context.makers).toEqual(from.context.makers);
    expect(measured.context.approvals).toEqual(from.context.approvals);
    expect(measured.context.observations.at(-1)).toMatchObject({ value: 21, cycle: 1 });
    const ready =
      stageOf(measured) === 'publicNotice'
        ? play(measured, due(measured, 'notice', late))
        : measured;
    expect(play(ready, close).context.disposition).toBe('rectified');
  });

  test('that is short of the target holds back closing, until a later one meets it', () => {
    const short = play(verified, observe(16, inspector));
    expect(answer(short, close)).toMatchObject({ guard: 'targetsMet' });
    const met = play(short, observe(20, inspector, '2024-03-12'));
    expect(play(met, close).context.disposition).toBe('rectified');
  });

  test('that is short of the target leads back to work, where it is measured by makers again', () => {
    const again = play(verified, observe(16, inspector), sample('RETURN'));
    expect(answer(again, submit)).toMatchObject({ guard: 'targetsMet' });
    const helped = play(again, observe(20, inspector, '2024-03-12'), submit);
    expect(answer(helped, give({ type: 'APPROVE' }, inspector))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });

  test('takes nothing off what the head has signed for', () => {
    const signed = play(
      findingAt('working', { targets }),
      ...workOn(wholePlan),
      observe(20),
      give(sampleEvents.ATTEST_RESULT, head),
      submit,
      ...approvals,
    );
    const { attestations } = signed.context;
    expect(attestations).toHaveLength(1);
    expect(play(signed, observe(16, inspector)).context.attestations).toEqual(attestations);
  });

  test('waits while the finding is paused', () => {
    const paused = play(verified, sample('PAUSE'));
    expect(answer(paused, observe(16, inspector))).toMatchObject({ guard: 'notPaused' });
  });
});

describe('targets', () => {
  test('set make a maker', () => {
    const claimed = play(findingAt('claimed'), set(printingCut));
    expect(claimed.context).toMatchObject({
      targets,
      makers: [{ persons: ['chen'], unit: 'school' }],
    });
  });

  test('set anew drop what was measured of those before in this cycle', () => {
    const begun = play(findingAt('open', { gates: { planMayBeSkipped: true } }), sample('START'));
    const measured = play(begun, set(printingCut), observe(20));
    expect(measured.context.observations).toHaveLength(1);
    expect(play(measured, set(aTarget({ value: 19 }))).context.observations).toEqual([]);
  });

  test('set anew leave what was measured in earlier cycles', () => {
    const again = play(inReview, ...approvals, close, reopen, observe(18));
    const redrawn = play(again, set(printingCut));
    expect(redrawn.context.observations).toEqual(inReview.context.observations);
  });

  test('in an approved plan are fixed until the finding is reopened', () => {
    expect(answer(done, set())).toMatchObject({ guard: 'planOpenToChange' });
    expect(answer(play(inReview, ...approvals, close, reopen), set()).kind).toBe('accepted');
  });

  test('do not wait for the plan where they came with the finding', () => {
    expect(findingAt('open', { targets }).context.targets).toEqual(targets);
  });
});

describe('a report on progress', () => {
  test('makes a maker, and changes nothing else where none is asked for', () => {
    const told = play(done, give({ type: 'REPORT_PROGRESS', text: '进展顺利' }, person('zhou')));
    const makers = [...done.context.makers, { persons: ['zhou'], unit: null }];
    expect(told).toEqual({ ...done, context: { ...done.context, makers } });
  });
});

test('evidence may be named for a figure, and the figure stands without it', () => {
  const observation = { targetNo: 1, on: '2024-03-11', value: 20, evidenceId: aPiece('e-9').id };
  const measured = play(done, give({ type: 'OBSERVE', observation }));
  expect(measured.context.observations.at(-1)).toMatchObject({ evidenceId: 'e-9' });
  expect(answer(measured, submit).kind).toBe('accepted');
});
