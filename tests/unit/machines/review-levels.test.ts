/** Levels of verification that several posts sign, by what means they check, what is found on the spot, and waivers. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import type { Gates, VerificationLevel } from '../../../machines/gates.ts';
import type { Slot, VerificationMethod } from '../../../machines/words.ts';
import { brief } from './brief.ts';
import {
  aMeasure,
  close,
  give,
  owner,
  person,
  policyRule,
  reopen,
  sample,
  sampleEvents,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { answer, findingAt, play, stageOf, take } from './school-stages.ts';

const slots = {
  actionOwner: 'chen',
  leadOfficial: 'lin',
  accountableExecutive: 'xu',
  verifier: 'wang',
  steeringGroup: 'group',
};
const posts = ['verifier', 'steeringGroup', 'leadOfficial'] as const;
const inReview = (levels: VerificationLevel[], gates: Partial<Gates> = {}) =>
  findingAt('inReview', { slots, gates: { verificationLevels: levels, ...gates } });
const sign = (id: string, holds: Slot[], methods?: VerificationMethod[]): Given =>
  give({ type: 'APPROVE', holds, methods }, person(id));

describe('a level that several posts sign', () => {
  test.each([
    ['all', 3],
    ['any', 1],
    [1, 1],
    [2, 2],
    [3, 3],
  ] as const)('and needs %j of three is done with signature %d', (need, last) => {
    let snapshot = inReview([{ of: [...posts], need }]);
    for (const [index, post] of posts.slice(0, last).entries()) {
      expect(stageOf(snapshot)).toBe('inReview');
      snapshot = play(snapshot, sign(`signer ${index}`, [post]));
    }
    expect(stageOf(snapshot)).toBe('awaitingClosure');
    expect(snapshot.context.approvals.map((each) => each.posts)).toEqual(
      posts.slice(0, last).map((post) => [post]),
    );
  });

  test('may be signed in any order, and each post signs once', () => {
    const level: VerificationLevel = { of: [...posts], need: 'all' };
    const signed = play(
      inReview([level]),
      sign('one', ['leadOfficial']),
      sign('two', ['verifier']),
    );
    expect(answer(signed, sign('three', ['verifier']))).toMatchObject({
      guard: 'checkerSignsForLevel',
    });
    expect(stageOf(play(signed, sign('three', ['verifier', 'steeringGroup'])))).toBe(
      'awaitingClosure',
    );
  });

  test('takes one signature of one person, whatever posts they hold', () => {
    const once = play(inReview([{ of: [...posts], need: 2 }]), sign('one', [...posts]));
    expect(answer(once, sign('one', [...posts]))).toMatchObject({ guard: 'checkerIsNewToReview' });
  });

  test('asks each of its posts, and no clock begins anew before it is done', () => {
    const begun = take(
      play(
        findingAt('working', {
          slots,
          gates: { verificationLevels: [{ of: ['verifier', 'steeringGroup'], need: 'all' }] },
        }),
        ...workOn(wholePlan),
      ),
      submit,
    );
    expect(begun.effects.map(brief).slice(-2)).toEqual([
      'tell review-requested verifier',
      'tell review-requested steeringGroup',
    ]);
    expect(take(begun.snapshot, sign('one', ['verifier'])).effects).toEqual([]);
  });

  test('fails closed while one of its posts is vacant, though any one would do', () => {
    const level = { of: ['verifier', 'caseSponsor'], need: 'any' } as const;
    const vacant = inReview([{ ...level, of: [...level.of] }]);
    expect(answer(vacant, sign('one', ['verifier']))).toMatchObject({ guard: 'checkersAppointed' });
  });

  test('is not signed by somebody of whom nobody knows what they hold', () => {
    const level = inReview([{ of: [...posts], need: 'any' }]);
    const unknown = give({ type: 'APPROVE', holds: undefined }, person('one'));
    for (const event of [unknown, sample('APPROVE')]) {
      expect(answer(level, event)).toMatchObject({ guard: 'checkerSignsForLevel' });
    }
  });

  test('is followed by the next, and a return begins again from the first', () => {
    const second = play(
      inReview([{ of: [...posts], need: 'any' }, 'verifier']),
      sign('a', [...posts]),
    );
    expect(second.context.level).toBe(2);
    const again = play(second, sample('RETURN'), submit);
    expect(again.context).toMatchObject({ level: 1, approvals: [] });
  });

  test('named by one post alone leaves it to the host who holds that', () => {
    expect(stageOf(play(inReview(['verifier']), sign('anybody', [])))).toBe('awaitingClosure');
  });
});

describe('the ways of checking that are asked for', () => {
  const gates = { verificationMethods: { for: ['ordinary'], of: ['onSite', 'data'] } } as const;
  const two = () =>
    inReview(['verifier', 'steeringGroup'], {
      verificationMethods: { for: ['ordinary'], of: [...gates.verificationMethods.of] },
    });

  test('are used by the time the last level has approved, by whomever', () => {
    const first = play(two(), sign('one', [], ['onSite']));
    expect(answer(first, sign('two', [], ['onSite', 'document']))).toMatchObject({
      guard: 'methodsUsed',
    });
    expect(stageOf(play(first, sign('two', [], ['data'])))).toBe('awaitingClosure');
  });

  test('are to be used again after a return', () => {
    const again = play(two(), sign('one', [], ['onSite', 'data']), sample('RETURN'), submit);
    const first = play(again, sign('one', []));
    expect(answer(first, sign('two', []))).toMatchObject({ guard: 'methodsUsed' });
  });

  test('are asked of other grades only', () => {
    const major = inReview(['verifier'], {
      verificationMethods: { for: ['major'], of: ['onSite'] },
    });
    expect(answer(major, sign('one', [])).kind).toBe('accepted');
  });
});

describe('a spot check', () => {
  const failed = { ...sample('SPOT_CHECK'), result: 'notConfirmed' } as Given;
  const whole = { measureNo: null } as const;

  test('that does not confirm is told, and holds back approval and closure until another does', () => {
    const verified = findingAt('awaitingClosure');
    expect(take(verified, failed).effects.map(brief)).toEqual([
      'tell spot-check-failed actionOwner',
      'tell spot-check-failed leadOfficial',
      'tell spot-check-failed verifier',
    ]);
    const doubted = play(verified, failed, { ...sample('SPOT_CHECK'), ...whole } as Given);
    expect(answer(doubted, close)).toMatchObject({ guard: 'spotChecksConfirmed' });
    expect(play(doubted, sample('SPOT_CHECK'), close).context.disposition).toBe('rectified');
  });

  test('is made by checkers', () => {
    for (const [by, guard] of [
      [owner, 'checkerIsNotMaker'],
      [policyRule, 'checkerIsPerson'],
    ] as const) {
      expect(answer(findingAt('inReview'), { ...failed, by })).toMatchObject({ guard });
    }
  });

  test('of the cycle before does not hold back the next', () => {
    const again = play(findingAt('closed'), failed, reopen, ...workOn(wholePlan, 2), submit);
    expect(answer(again, sample('APPROVE')).kind).toBe('accepted');
  });

  test('of a measure that a new plan no longer has holds nothing back: it could not be confirmed', () => {
    const plan = [aMeasure(3, { evidenceKinds: [] })];
    const redrawn = play(
      findingAt('closed'),
      reopen,
      ...workOn(wholePlan, 2),
      submit,
      { ...failed, measureNo: 2 } as Given,
      sample('RETURN'),
      give({ type: 'SET_MEASURES', measures: plan }),
      ...workOn([aMeasure(3)], 3),
      submit,
    );
    expect(answer(redrawn, sample('APPROVE')).kind).toBe('accepted');
  });
});

describe('letting a maker check', () => {
  const gates = { separationWaivedBy: 'accountableExecutive' } as const;
  const waive = sample('WAIVE_SEPARATION');
  const byOwner = { ...sample('APPROVE'), by: owner };
  const begun = findingAt('inReview', { gates });

  test('lets exactly that one, on record and told to those above', () => {
    const { snapshot, effects } = take(begun, waive);
    expect(snapshot.context.waivers).toEqual([{ checker: 'chen', cycle: 1 }]);
    expect(effects.map(brief)).toEqual([
      'tell separation-waived accountableExecutive',
      'tell separation-waived steeringGroup',
    ]);
    expect(answer(snapshot, byOwner).kind).toBe('accepted');
    const colleague = { ...sample('APPROVE'), by: person('zhou', 'school') };
    expect(answer(snapshot, colleague)).toMatchObject({ guard: 'checkerIsNotMaker' });
  });

  test('of a delegate is of both the persons behind them', () => {
    const waived = play(begun, waive);
    const by = { kind: 'delegate', id: 'ma', actingFor: 'chen', unit: 'school' } as const;
    expect(answer(waived, { ...byOwner, by })).toMatchObject({ guard: 'checkerIsNotMaker' });
    const both = play(waived, { ...waive, checker: 'ma' } as Given);
    expect(answer(both, { ...byOwner, by }).kind).toBe('accepted');
  });

  test('holds for its cycle only', () => {
    const closed = play(
      begun,
      waive,
      byOwner,
      { ...sample('APPROVE'), by: seniorInspector },
      close,
    );
    const again = play(closed, reopen, ...workOn(wholePlan, 2), submit);
    expect(answer(again, byOwner)).toMatchObject({ guard: 'checkerIsNotMaker' });
  });

  test('is for whoever holds the post that the rules name, and never for themselves', () => {
    const others = [
      { ...waive, holds: [] },
      { ...waive, holds: ['verifier'] },
      { ...waive, by: person('chen', null) },
      { ...waive, by: { kind: 'delegate', id: 'xu', actingFor: 'chen', unit: null } },
    ] as Given[];
    for (const event of others) {
      expect(
        answer(findingAt('inReview', { gates, slots: { ...slots, actionOwner: 'he' } }), event),
      ).toMatchObject({
        guard: 'waiverIsForAnother',
      });
    }
    expect(answer(begun, { ...waive, by: policyRule })).toMatchObject({ guard: 'checkerIsPerson' });
  });

  test('is nobody’s where the rules name no post, or that post is vacant', () => {
    for (const from of [
      findingAt('inReview'),
      findingAt('inReview', { gates: { separationWaivedBy: 'caseSponsor' } }),
    ]) {
      expect(answer(from, { ...waive, holds: ['caseSponsor'] } as Given)).toMatchObject({
        guard: 'separationMayBeWaived',
      });
    }
  });

  test('does not let one person approve two levels', () => {
    const once = play(begun, waive, byOwner);
    expect(answer(once, byOwner)).toMatchObject({ guard: 'checkerIsNewToReview' });
    expect(sampleEvents.WAIVE_SEPARATION.checker).toBe('chen');
  });
});
