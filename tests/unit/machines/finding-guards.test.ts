/** Every guard is the reason of some refusal, alone; those that choose between ways on choose. */
import { getNextTransitions } from 'xstate';
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import {
  eventGuards,
  firstFailing,
  guardHolds,
  stateAllows,
  stateGuards,
  type GuardName,
} from '../../../machines/finding-guards.ts';
import { findingMachine } from '../../../machines/finding.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { choices, refusals, unmetBesides, type Choosing } from './guard-cases.ts';
import { give, owner, sample } from './school-case.ts';
import { answer, findingAt, pausedAt, play, stageOf } from './school-stages.ts';

const guardNames = [...Object.keys(stateGuards), ...Object.keys(eventGuards)] as GuardName[];

/** The guards on each way the event could go from here, general way last. */
function guardsFor({ value, context }: FindingSnapshot, { type }: Given): GuardName[][] {
  return getNextTransitions(findingMachine.resolveState({ value, context }))
    .filter(({ eventType }) => eventType === type)
    .map(({ guard }) => (guard as unknown as { params: { of: GuardName[] } }).params.of);
}

describe('a guard', () => {
  test('has a case here, whichever it is', () => {
    expect([...Object.keys(refusals), ...Object.keys(choices)].toSorted()).toEqual(
      guardNames.toSorted(),
    );
  });

  test('is asked somewhere in the machine, whichever it is', () => {
    const asked = new Set(
      Object.values({ ...refusals, ...choices }).flatMap(({ unmet: [from, event] }) =>
        guardsFor(from, event).flat(),
      ),
    );
    expect(guardNames.filter((name) => !asked.has(name))).toEqual([]);
  });

  const refusing = Object.entries(refusals);
  test.each(refusing)('%s is the one reason of a refusal', (name, { unmet: [from, event] }) => {
    const names = guardsFor(from, event).at(-1) ?? [];
    const failing = names.filter((each) => !guardHolds(each, from.context, event));
    expect(failing.filter((each) => each !== unmetBesides[name])).toEqual([name]);
    expect(answer(from, event)).toMatchObject({ kind: 'refused', guard: name });
  });

  test.each(refusing)('%s once met lets the step through', (_name, { met: [from, event] }) => {
    expect(answer(from, event).kind).toBe('accepted');
  });

  const choosing = Object.entries(choices);
  test.each(choosing)('%s only decides how far the step leads', (name, { unmet, met }) => {
    for (const [from, event, stage] of [unmet, met]) {
      expect(guardHolds(name as Choosing, from.context, event)).toBe(stage === met[2]);
      expect(stageOf(play(from, event))).toBe(stage);
    }
  });

  test('of an event holds for no event of another kind', () => {
    const ofOneKind = [
      'measureTakesStep',
      'measureKnown',
      'evidenceIsNew',
      'targetKnown',
      'classIsNew',
      'extendableClockRuns',
      'objectionIsNew',
      'objectionIsOpen',
      'clockIsRunning',
      'clockIsOpen',
      'breachStandsOrIsLifted',
      'noticeWindowRanOut',
      'acceptanceRanOut',
      'signsAsHead',
      'replacedEvidenceKnown',
      'levelIsComplete',
      'waiverIsForAnother',
      'resultHasNotHeld',
      'recurrenceIsNew',
      'childIsNew',
      'childIsKnown',
      'promisedClockIsOverdue',
      'promiserHoldsPost',
      'proposalIsOpen',
    ] as const;
    for (const name of ofOneKind) {
      expect(guardHolds(name, findingAt('publicNotice').context, sample('CLAIM'))).toBe(false);
    }
  });
});

describe('a refusal for several reasons', () => {
  const paused = pausedAt('inReview', { gates: { verificationLevels: [] } });
  const approve = give({ type: 'APPROVE' }, owner);

  test('names the first, and the next once that is put right', () => {
    expect(answer(paused, approve)).toMatchObject({ guard: 'notPaused' });
    expect(answer(play(paused, sample('RESUME')), approve)).toMatchObject({
      guard: 'checkersAppointed',
    });
  });

  test('goes by the order in which the conditions are listed', () => {
    const both: GuardName[] = ['checkerIsNotMaker', 'notPaused'];
    expect(firstFailing(both, paused.context, approve)).toBe('checkerIsNotMaker');
    expect(firstFailing(both.toReversed(), paused.context, approve)).toBe('notPaused');
    expect(firstFailing([], paused.context, approve)).toBeNull();
  });

  test('does not count who gives the event against what the finding would allow', () => {
    expect(stateAllows(['checkerIsNotMaker'], paused.context)).toBe(true);
    expect(stateAllows(['checkerIsNotMaker', 'notPaused'], paused.context)).toBe(false);
  });
});
