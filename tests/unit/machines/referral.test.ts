/** What the unit cannot put right goes to the level above: its clocks stand still, and one runs there. */
import { describe, expect, test } from 'vitest';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import { give, late, owner, policyRule, sample, sampleEvents } from './school-case.ts';
import { answer, due, findingAt, openStages, play, take } from './school-stages.ts';

const gates = { referral: true };
const refer = give(sampleEvents.REFER);
const comeBack = give(sampleEvents.COME_BACK);
const clocks = ({ context }: FindingSnapshot) =>
  context.clocks.map(({ no, clock, state }) => `${no} ${clock} ${state}`);
const working = findingAt('working', { gates });
const referred = play(working, refer);

describe('a referral', () => {
  test('holds what runs, starts its own clock, and fills the post above', () => {
    const { snapshot, effects } = take(working, refer);
    expect(effects.map(brief)).toEqual([
      'hold 3',
      'start 4 referral',
      'tell referred higherLevel',
      'tell referred verifier',
    ]);
    expect(snapshot.context).toMatchObject({
      slots: { higherLevel: 'district-office' },
      pause: { clockNos: [3], referred: true },
    });
    expect(standingOf(snapshot).hold).toBe('paused');
  });

  test('ends by coming back, from where it stood', () => {
    const { snapshot, effects } = take(referred, comeBack);
    expect(effects.map(brief)).toEqual([
      'met 4',
      'release 3',
      'tell came-back actionOwner',
      'tell came-back leadOfficial',
      'tell came-back verifier',
    ]);
    expect(snapshot.context.pause).toBeNull();
    expect(clocks(snapshot)).toEqual(clocks(working));
  });

  test.each(openStages)('at %s leaves the stage as it was, and so does its end', (at) => {
    const begun = findingAt(at, { gates });
    const back = play(begun, refer, comeBack);
    expect(standingOf(back)).toEqual(standingOf(begun));
    expect(clocks(back)).toEqual(clocks(begun));
  });

  test('is not ended by resuming, nor a pause by coming back', () => {
    expect(answer(referred, sample('RESUME'))).toMatchObject({ guard: 'notReferred' });
    expect(answer(play(working, sample('PAUSE')), comeBack)).toMatchObject({ guard: 'isReferred' });
  });

  test('and a pause are never both: each of them waits for the end of the other', () => {
    for (const from of [referred, play(working, sample('PAUSE'))]) {
      for (const event of [refer, sample('PAUSE')]) {
        expect(answer(from, event)).toMatchObject({ guard: 'stateAcceptsEvent' });
      }
    }
  });

  test('is made by people, where the rules allow it, of a finding that is open', () => {
    expect(answer(findingAt('working'), refer)).toMatchObject({ guard: 'referralAllowed' });
    expect(answer(working, { ...refer, by: policyRule })).toMatchObject({
      guard: 'checkerIsPerson',
    });
    expect(answer(findingAt('closed', { gates }), refer)).toMatchObject({ guard: 'notClosed' });
    expect(answer(referred, { ...comeBack, by: policyRule })).toMatchObject({
      guard: 'checkerIsPerson',
    });
  });

  test('that lasts too long is a breach of its own, and nothing else falls due meanwhile', () => {
    const overdue = play(referred, due(referred, 'referral', late));
    expect(overdue.context.breaches).toMatchObject([{ clock: 'referral', clockNo: 4 }]);
    expect(answer(referred, due(referred, 'execute', late))).toMatchObject({
      guard: 'clockIsRunning',
    });
  });

  test.each(['WITHDRAW', 'TRANSFER', 'MERGE', 'ACCEPT_RISK', 'PARENT_STRUCK_OFF'] as const)(
    'ends with every clock when %s strikes the finding off',
    (type) => {
      const struckOff = play(referred, sample(type));
      expect(struckOff.context).toMatchObject({ pause: null, clocks: [] });
      expect(standingOf(struckOff)).toMatchObject({ stage: 'closed', hold: 'running' });
    },
  );

  test('makes no maker of whoever gives word of it', () => {
    expect(play(referred, comeBack).context.makers).toEqual(working.context.makers);
    expect(answer(referred, { ...sample('WITHDRAW'), by: owner })).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });
});
